/// Settles what names and types mean, and turns a syntax tree into a plan. Functions are expanded where they are called.
/// What the language works out before the query runs (`toscalar`, lists that come from a sub-query, the columns of a
/// plugin that depend on data), the binder has evaluated.
final class Binder {
    let provider: any TableProvider
    /// Runs a plan for its rows; `nil` while a query is only checked.
    let evaluate: ((Plan) throws -> Table)?
    /// The moment that `now()` means for the whole query, in ticks.
    let now: Int64
    /// Whether tables are read with the time when their rows came in.
    private let asksForIngestion: Bool
    /// What was asked, to see what it names at all.
    private let text: String
    private var sharedCount = 0
    /// Properties of the query that it sets itself.
    var settings: [String: Expression] = [:]
    /// Whether a query may look through all tables there are, without a name of any.
    private let looksEverywhere: Bool
    /// The mistakes so far, where all of a query are looked for: an operator with one is passed over.
    var mistakes: [QueryError]?

    /// Bytes of the constants that calls were worked out to.
    var foldedBytes = 0

    /// How deep functions may call functions.
    static let maximumCallDepth = 64

    init(
        provider: any TableProvider, now: Int64, text: String, looksEverywhere: Bool = true, evaluate: ((Plan) throws -> Table)?
    ) {
        self.provider = provider
        self.looksEverywhere = looksEverywhere
        self.now = now
        self.text = text
        asksForIngestion = text.contains("ingestion_time")
        self.evaluate = evaluate
    }

    var isChecking: Bool { evaluate == nil }

    /// A query's answers, at least one, in order.
    func answers(of query: QueryText) throws -> [BoundAnswer] {
        if let error = query.errors.first { throw error }
        var scope = try surroundings()
        var answers: [BoundAnswer] = []
        for statement in query.statements {
            if case .expression(let expression) = statement {
                answers += try self.answers(expression, &scope)
            } else {
                try bind(statement, in: &scope)
            }
        }
        guard !answers.isEmpty else {
            let end = text.utf8.count
            throw QueryError(.binding, "the query has no expression that gives rows", at: Span(end, end))
        }
        return asksForIngestion ? answers.map { BoundAnswer($0.name, Binder.withoutIngestion($0.plan), $0.statement) } : answers
    }

    /// All mistakes of a query, those of its syntax among them, by their places; and the columns of its answer, as far as they are known.
    func review(_ query: QueryText) throws -> (mistakes: [QueryError], columns: [Field]) {
        mistakes = query.errors
        var scope = try surroundings()
        var columns: [Field] = []
        for statement in query.statements {
            do {
                if case .expression(let expression) = statement {
                    columns = try answers(expression, &scope).last?.plan.schema.fields ?? []
                } else {
                    try bind(statement, in: &scope)
                }
            } catch {
                mistakes?.append(QueryError(error))
                // What the name stands for is not known; nothing is said of where it is used.
                if case .let_(let statement) = statement { scope[statement.name.text] = Binder.stand(for: statement.value) }
            }
        }
        let all = (mistakes ?? []).sorted { ($0.span?.start ?? .max) < ($1.span?.start ?? .max) }
        return (all, columns)
    }

    private static func stand(for value: LetValue) -> Scope.Binding {
        if case .expression(let expression) = value, case .query = expression.kind { return .table(unknownRows) }
        return .scalar(.literal(.null, .dynamic))
    }

    /// The functions of the surroundings that the query names.
    private func surroundings() throws -> Scope {
        var scope = Scope()
        for (name, value) in provider.functions where text.contains(name) {
            let definition = Parser.parse("let \(name) = \(value);")
            if let error = definition.errors.first { throw error }
            for statement in definition.statements { try bind(statement, in: &scope) }
        }
        return scope
    }

    /// The time when rows came in is no column of an answer.
    private static func withoutIngestion(_ plan: Plan) -> Plan {
        let kept = plan.schema.fields.indices.filter { !isIngestion(plan.schema.fields[$0]) }
        if kept.count == plan.schema.fields.count { return plan }
        let fields = kept.map { plan.schema.fields[$0] }
        let outputs = kept.map { BoundExpression.column($0, plan.schema.fields[$0].type) }
        return Plan(.project(plan, outputs), Schema(fields, isOpen: plan.schema.isOpen))
    }

    static func isIngestion(_ field: Field) -> Bool { field.name.hasPrefix(Engine.ingestionColumn) }

    func bind(_ statement: Statement, in scope: inout Scope) throws {
        switch statement {
        case .let_(let statement): scope[statement.name.text] = try binding(statement.value, scope)
        case .parameters(let parameters):
            for parameter in parameters {
                guard case .scalar(let type) = parameter.kind else { continue }
                let value = try parameter.standard.map { try scalar($0, RowContext(schema: Schema(), scope: scope)) }
                scope[parameter.name.text] = .scalar(
                    try value.map { try coerce($0, to: type, at: parameter.name.span) } ?? .literal(.null, type))
            }
        case .property(let name, let value): settings[name.text] = value
        case .expression, .setting: break
        }
    }

    private func binding(_ value: LetValue, _ scope: Scope) throws -> Scope.Binding {
        switch value {
        case .function(let definition):
            if isChecking { try checkBody(of: definition, scope) }
            return .function(definition, scope)
        case .expression(let expression):
            var scope = scope
            if isGraph(expression, scope) { return .graph(try graph(expression, &scope)) }
            if isTable(expression, scope) { return .table(try table(expression, &scope)) }
            return .scalar(try scalar(expression, RowContext(schema: Schema(), scope: scope)))
        }
    }

    /// Mistakes in a function that takes no table are found even where nothing calls it.
    private func checkBody(of definition: FunctionDefinition, _ scope: Scope) throws {
        guard definition.parameters.isEmpty, let body = definition.body else { return }
        var inner = scope
        for statement in definition.statements { try bind(statement, in: &inner) }
        if isTable(body, inner) { _ = try table(body, &inner) }
    }

    /// The columns of a table of the provider.
    func storedSchema(_ table: String) -> Schema? {
        asksForIngestion ? provider.wholeSchema(of: table) : provider.schema(of: table)
    }

    /// - Throws: `QueryError` where all tables are asked for and may not be.
    func checkReach(_ pattern: String, _ word: String, at span: Span) throws {
        guard !looksEverywhere, pattern.allSatisfy({ $0 == "*" }) else { return }
        let instead = word == "union" ? "union A, B" : "\(word) in (A, B) ..."
        throw QueryError(.binding, "\(word) over all tables has no place here; name those that it is about: \(instead)", at: span)
    }

    func makeShared(_ plan: Plan) -> Plan {
        if case .shared = plan.node { return plan }
        sharedCount += 1
        return Plan(.shared(sharedCount, plan), plan.schema)
    }

    /// The rows of a plan, where a query is run; none where it is checked.
    func rows(_ plan: Plan) throws -> Table {
        guard let evaluate else { return Table(plan.schema, rows: []) }
        return try evaluate(plan)
    }
}
