public import KQL

/// What `externaldata` may read: a query must not make the server a client of any address.
public protocol ExternalSource: Sendable {
    /// The bytes that stand at an address. It blocks.
    /// - Throws: `QueryError` where the address is not among those that may be read, or does not answer as it should.
    func contents(of address: String) throws -> [UInt8]

    /// Where addresses lie on the earth, for `geo_info_from_ip_address()`; `nil` without a database of them.
    var places: (any PlaceSource)? { get }
}

/// Where tables of events come from that stand beside those of the cases.
public protocol EventTableSource: Sendable {
    /// What can be asked.
    var tables: [TableHelp] { get }

    /// Functions over the tables that queries may call, by name: each the value of a `let`.
    var functions: [String: String] { get }

    /// The tables for one hunt; nothing outside of the span is seen.
    /// - Parameter device: whether rows of a device may be seen, by the device's name; `nil` where all may be.
    func provider(over span: HuntSpan, device: (@Sendable (String) -> Bool)?) -> any TableProvider
}

extension EventTableSource {
    public var functions: [String: String] { [:] }
}

/// The tables of the cases and those of the events as one. A name that both have is the cases'.
struct HuntTables: TableProvider {
    let cases: CaseTables
    let events: (any TableProvider)?
    let external: (any ExternalSource)?
    /// What the language gives names to over the tables.
    var functions: [String: String] = [:]

    var tableNames: [String] { cases.tableNames + (events?.tableNames ?? []) }

    func schema(of table: String) -> Schema? { cases.schema(of: table) ?? events?.schema(of: table) }

    func wholeSchema(of table: String) -> Schema? { cases.schema(of: table) ?? events?.wholeSchema(of: table) }

    func table(of function: String, arguments: [Value]) -> String? { cases.table(of: function, arguments: arguments) }

    var places: (any PlaceSource)? { external?.places }

    func contents(of address: String) throws -> [UInt8] {
        guard let external else { throw QueryError.noExternalData }
        return try external.contents(of: address)
    }

    func rows(of table: String, columns: [Int]) throws -> any BatchSource { try rows(of: table, columns: columns, where: []) }

    func rows(of table: String, columns: [Int], where conditions: [BoundExpression]) throws -> any BatchSource {
        guard let events, cases.schema(of: table) == nil else {
            return try cases.rows(of: table, columns: columns, where: conditions)
        }
        return try events.rows(of: table, columns: columns, where: conditions)
    }

    func run(_ plan: Plan, until stop: QueryStop) throws -> (any BatchSource)? {
        readsCases(plan) ? nil : try events?.run(plan, until: stop)
    }

    func explanation(of plan: Plan) -> String? { readsCases(plan) ? nil : events?.explanation(of: plan) }

    private func readsCases(_ plan: Plan) -> Bool {
        if case .table(let name, _) = plan.node, cases.schema(of: name) != nil { return true }
        return plan.inputs.contains(where: readsCases)
    }
}

extension QueryError {
    fileprivate static let noExternalData = QueryError(
        .unsupported,
        "externaldata reads no address here: whoever runs the server names those that it may read with --external-data; "
            + "or import the file as a watchlist")
}
