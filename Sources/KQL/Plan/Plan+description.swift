extension Plan: CustomStringConvertible {
    /// The plan as lines, inputs indented under what reads them.
    public var description: String { lines(indent: 0).joined(separator: "\n") }

    private func lines(indent: Int) -> [String] {
        [String(repeating: "  ", count: indent) + line] + inputs.flatMap { $0.lines(indent: indent + 1) }
    }

    private var line: String {
        switch node {
        case .table(let name, let columns):
            "table \(name)" + (columns.map { " " + $0.map { schema.fields[$0].name }.joined(separator: ", ") } ?? "")
        case .rows(let table): "rows \(table.count) x \(schema.fields.count)"
        case .input: "input"
        case .range(let from, let to, let step): "range \(from.text) .. \(to.text) by \(step.text)"
        case .filter(_, let predicate): "filter \(predicate)"
        case .project(_, let outputs):
            "project " + zip(schema.fields, outputs).map { "\($0.name) = \($1)" }.joined(separator: ", ")
        case .summarize(_, let keys, let aggregates):
            "summarize \(aggregates.map(\.description).joined(separator: ", ")) by \(keys.map(\.description).joined(separator: ", "))"
        case .sort(_, let keys, let limit):
            "sort \(keys.map { "\($0.expression) \($0.isAscending ? "asc" : "desc")" }.joined(separator: ", "))"
                + (limit.map { " first \($0)" } ?? "")
        case .take(_, let count): "take \(count)"
        case .join(let join):
            "join \(join.kind.rawValue) on \(zip(join.leftKeys, join.rightKeys).map { "\($0) == \($1)" }.joined(separator: ", "))"
        case .union: "union"
        case .expand(let expand): "expand \(expand.items.map(\.source.description).joined(separator: ", "))"
        case .partition(_, let column, _): "partition by #\(column)"
        case .serialize: "serialize"
        case .shared(let number, _): "shared \(number)"
        case .transform(_, let transform): transform.name
        }
    }

    /// Whether any part reads the rows that a sub-query is given.
    var readsInput: Bool {
        switch node {
        case .input: true
        // Their bodies are given rows of their own.
        case .expand(let expand): expand.input.readsInput
        case .partition(let input, _, _): input.readsInput
        default: inputs.contains(where: \.readsInput)
        }
    }

    /// The places of the columns that a sub-query reads of the rows it is given.
    var readOfInput: Set<Int> {
        switch node {
        case .input(let columns): Set(columns ?? Array(schema.fields.indices))
        case .expand(let expand): expand.input.readOfInput
        case .partition(let input, _, _): input.readOfInput
        default: inputs.reduce(into: []) { $0.formUnion($1.readOfInput) }
        }
    }

    /// The plans that the operator reads.
    public var inputs: [Plan] {
        switch node {
        case .table, .rows, .input, .range: []
        case .filter(let input, _), .project(let input, _), .summarize(let input, _, _), .sort(let input, _, _),
            .take(let input, _), .serialize(let input), .shared(_, let input):
            [input]
        case .join(let join): [join.left, join.right]
        case .union(let inputs), .transform(let inputs, _): inputs
        case .expand(let expand): [expand.input] + (expand.body.map { [$0] } ?? [])
        case .partition(let input, _, let body): [input, body]
        }
    }
}

extension AggregateCall: CustomStringConvertible {
    public var description: String {
        let filter = condition.map { " where \($0)" } ?? ""
        return "\(function.name)(\(arguments.map(\.description).joined(separator: ", "))\(filter))"
    }
}
