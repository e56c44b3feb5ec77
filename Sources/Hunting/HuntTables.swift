public import KQL

/// Where tables of events come from that stand beside those of the cases.
public protocol EventTableSource: Sendable {
    /// What can be asked.
    var tables: [TableHelp] { get }

    /// The tables for one hunt; nothing outside of the span is seen.
    /// - Parameter device: whether rows of a device may be seen, by the device's name; `nil` where all may be.
    func provider(over span: HuntSpan, device: (@Sendable (String) -> Bool)?) -> any TableProvider
}

/// The tables of the cases and those of the events as one. A name that both have is the cases'.
struct HuntTables: TableProvider {
    let cases: CaseTables
    let events: any TableProvider

    var tableNames: [String] { cases.tableNames + events.tableNames }

    func schema(of table: String) -> Schema? { cases.schema(of: table) ?? events.schema(of: table) }

    func wholeSchema(of table: String) -> Schema? { cases.schema(of: table) ?? events.wholeSchema(of: table) }

    func table(of function: String, arguments: [Value]) -> String? { cases.table(of: function, arguments: arguments) }

    var functions: [String: String] { EnvironmentFunctions.all }

    func rows(of table: String, columns: [Int]) throws -> any BatchSource { try rows(of: table, columns: columns, where: []) }

    func rows(of table: String, columns: [Int], where conditions: [BoundExpression]) throws -> any BatchSource {
        guard cases.schema(of: table) == nil else { return try cases.rows(of: table, columns: columns, where: conditions) }
        return try events.rows(of: table, columns: columns, where: conditions)
    }

    func run(_ plan: Plan, until stop: QueryStop) throws -> (any BatchSource)? {
        readsCases(plan) ? nil : try events.run(plan, until: stop)
    }

    func explanation(of plan: Plan) -> String? { readsCases(plan) ? nil : events.explanation(of: plan) }

    private func readsCases(_ plan: Plan) -> Bool {
        if case .table(let name, _) = plan.node, cases.schema(of: name) != nil { return true }
        return plan.inputs.contains(where: readsCases)
    }
}
