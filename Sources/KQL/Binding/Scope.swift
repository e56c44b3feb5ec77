/// What names mean besides columns: what `let` bound, function parameters, what `as` named.
struct Scope {
    indirect enum Binding {
        case scalar(BoundExpression)
        case table(Plan)
        /// A graph has no rows of its own.
        case graph(GraphPlan)
        case function(FunctionDefinition, Scope)
    }

    private(set) var bindings: [String: Binding] = [:]
    /// The rows that the operators of a sub-query begin with.
    var input: Plan?
    /// How many functions are being expanded, so that one that calls itself comes to an end.
    var depth = 0

    subscript(name: String) -> Binding? {
        get { bindings[name] }
        set { bindings[name] = newValue }
    }
}

/// Where an expression stands: the columns it sees, and what else.
struct RowContext {
    var schema: Schema
    var scope: Scope
    /// In the body of a function, whose arguments are bound to columns that the body does not name.
    var hidesColumns = false
    /// Names with a dot after them, and the columns behind them: `$left.a`, a step of `scan`, a node of a graph.
    var records: [String: [String: Int]] = [:]
    /// Takes the aggregates out of an expression, where there may be some.
    var aggregates: AggregateCollector?
    /// Takes what is read along the paths of a graph pattern.
    var paths: PathCollector?
}

/// Gathers the aggregates of a `summarize`: each becomes columns after the keys.
final class AggregateCollector {
    let input: RowContext
    let keyCount: Int
    private(set) var calls: [AggregateCall] = []
    private var width: Int

    init(input: RowContext, keyCount: Int) {
        self.input = input
        self.keyCount = keyCount
        width = keyCount
    }

    /// Adds a call and answers the places of its columns.
    func add(_ call: AggregateCall) -> Range<Int> {
        calls.append(call)
        width += call.outputs.count
        return width - call.outputs.count..<width
    }

    var outputs: [Field] { calls.flatMap(\.outputs) }
}
