/// Where tables come from. The engine knows no store: it asks for names, columns and batches of rows.
public protocol TableProvider: Sendable {
    /// The names of all tables, for wildcards and for suggestions.
    var tableNames: [String] { get }

    /// The columns of a table; `nil` where there is no such table.
    func schema(of table: String) -> Schema?

    /// Where a table is that is not here, as a sentence for who asks for it; `nil` where nobody knows one of the name.
    func whereabouts(of table: String) -> String?

    /// The same with what queries get only where they ask for it: `Engine.ingestionColumn`, where rows have it.
    func wholeSchema(of table: String) -> Schema?

    /// The table that a function of the surroundings stands for, such as `_GetWatchlist('vip')`; `nil` where there is no
    /// such function.
    func table(of function: String, arguments: [Value]) -> String?

    /// Functions of the surroundings that are written in the language: the value of a `let`, by the name it is bound to before
    /// each query that has the name in it.
    var functions: [String: String] { get }

    /// Whether a function of the surroundings that is not here has the name: a query that is only checked may call it, and gets
    /// columns that nobody knows.
    func isElsewhere(_ function: String) -> Bool

    /// The bytes that stand at an address outside, for `externaldata`.
    /// - Throws: `QueryError` where the address may not be read, as is usual, or cannot.
    func contents(of address: String) throws -> [UInt8]

    /// Where addresses lie on the earth; `nil` where nobody knows.
    var places: (any PlaceSource)? { get }

    /// The rows of a table, all its columns in their places; those that are not asked for may be empty.
    ///
    /// - Parameter columns: the places of the columns that the query reads.
    func rows(of table: String, columns: [Int]) throws -> any BatchSource

    /// The same where conditions over the table's columns are known to be asked of every row. A store may leave rows out
    /// that do not meet them; the engine asks again.
    func rows(of table: String, columns: [Int], where conditions: [BoundExpression]) throws -> any BatchSource

    /// Carries out a part of a plan that ends in this provider's tables, where the store does it faster and exactly as the
    /// engine would; `nil` to leave it to the engine, which then asks for the part's input.
    /// - Parameter stop: when the query has to end.
    func run(_ plan: Plan, until stop: QueryStop) throws -> (any BatchSource)?

    /// What the store would be asked for a part of a plan that it carries out; `nil` where it leaves it to the engine.
    func explanation(of plan: Plan) -> String?
}

extension TableProvider {
    public func whereabouts(of table: String) -> String? { nil }
    public func wholeSchema(of table: String) -> Schema? { schema(of: table) }
    public func table(of function: String, arguments: [Value]) -> String? { nil }
    public var functions: [String: String] { [:] }
    public func isElsewhere(_ function: String) -> Bool { false }
    public func contents(of address: String) throws -> [UInt8] {
        throw QueryError(
            .unsupported, "externaldata reads no address here: import the file as a watchlist, or write it as a datatable")
    }
    public var places: (any PlaceSource)? { nil }
    public func rows(of table: String, columns: [Int], where conditions: [BoundExpression]) throws -> any BatchSource {
        try rows(of: table, columns: columns)
    }
    public func run(_ plan: Plan, until stop: QueryStop) throws -> (any BatchSource)? { nil }
    public func explanation(of plan: Plan) -> String? { nil }
}

/// Knows where addresses lie on the earth.
public protocol PlaceSource: Sendable {
    /// A bag of country, state, city, latitude and longitude, as far as they are known; null for an address that is not.
    func place(of address: String) -> Value
}

/// Gives rows batch by batch.
public protocol BatchSource: AnyObject {
    /// The next rows; `nil` when there are no more. A batch may be empty.
    func next() throws -> Batch?
}

/// Tables in memory.
public struct MemoryTables: TableProvider {
    private let tables: [String: Table]

    public init(_ tables: [String: Table] = [:]) { self.tables = tables }

    public var tableNames: [String] { tables.keys.sorted() }
    public func schema(of table: String) -> Schema? { tables[table]?.schema }

    public func rows(of table: String, columns: [Int]) throws -> any BatchSource {
        guard let table = tables[table] else { throw QueryError(.binding, "there is no table '\(table)'") }
        return TableSource(table)
    }
}

/// Names and columns of tables without rows: enough to check queries.
public struct SchemaTables: TableProvider {
    private let schemas: [String: Schema]
    private let isFunctionElsewhere: @Sendable (String) -> Bool

    /// - Parameter isElsewhere: whether a function of the surroundings has a name.
    public init(_ schemas: [String: Schema], isElsewhere: @escaping @Sendable (String) -> Bool = { _ in false }) {
        self.schemas = schemas
        isFunctionElsewhere = isElsewhere
    }

    public func isElsewhere(_ function: String) -> Bool { isFunctionElsewhere(function) }

    public var tableNames: [String] { schemas.keys.sorted() }
    public func schema(of table: String) -> Schema? { schemas[table] }

    public func rows(of table: String, columns: [Int]) throws -> any BatchSource {
        throw QueryError(.execution, "the table '\(table)' is known by its columns alone, and has no rows here")
    }
}
