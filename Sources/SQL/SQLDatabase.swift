/// The narrow port behind which a database stands. Written once, the stores run on every driver that passes the port's
/// conformance suite.
///
/// The dialect is what SQLite and PostgreSQL share: `INSERT ... ON CONFLICT`, `RETURNING`, window functions, recursive
/// `WITH`; the types `BIGINT`, `DOUBLE PRECISION`, `TEXT`, `BYTEA`; the hint `/*clustered*/` behind a table's closing
/// bracket says that the table is always read by its primary key. Inside JSON texts it reads by the standard's `JSON_VALUE`,
/// and over their arrays by `json_each`, which a driver of another database translates.
public protocol SQLDatabase: Sendable {
    /// Runs a body over one consistent snapshot. Readers do not wait for the writer, nor it for them.
    func read<Result: Sendable>(_ body: @escaping @Sendable (any SQLReader) throws -> Result) async throws -> Result

    /// Runs a body in the one write transaction of the moment. When it returns, its changes are on the disk (fsync); when
    /// it throws, nothing has changed. Bodies run one after the other, on a thread of the driver's.
    /// - Parameter committed: called on that thread once the changes are on the disk, before the next body begins.
    /// - Throws: what the body throws; `SQLError`; `CancellationError` where the task was cancelled before the commit.
    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLWriter) throws -> Result, committed: @escaping @Sendable (Result) -> Void
    ) async throws -> Result

    /// Writes a consistent copy of the moment to a new file, while others read and write.
    /// - Throws: `SQLError`, `diskFull` among them; what was copied so far is removed then.
    func backup(to path: String) async throws

    /// How many bytes of storage the data uses. What was deleted does not count, although a database may keep its room for
    /// what comes next.
    func size() async throws -> Int64
}

extension SQLDatabase {
    /// Runs a body in the one write transaction of the moment, with nothing to do after the commit.
    public func write<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLWriter) throws -> Result
    ) async throws -> Result {
        try await write(body, committed: { _ in })
    }
}

/// What can be asked inside a snapshot or transaction. Not to be kept beyond it.
public protocol SQLReader {
    /// Calls `row` for each row in order. The row is valid during the call only.
    func query(_ statement: SQLStatement, _ arguments: [SQLValue], row: (any SQLRow) throws -> Void) throws

    /// Names the snapshot: where the name is the same, every question has the same answer. Other names say nothing.
    /// - Returns: `nil` inside a write transaction, whose own changes move under it.
    func snapshot() throws -> SQLSnapshot?
}

/// The name of a snapshot, for as long as the process runs.
public struct SQLSnapshot: Hashable, Sendable {
    /// Whoever counts the versions.
    public var counter: Int
    public var version: Int64

    public init(counter: Int, version: Int64) {
        self.counter = counter
        self.version = version
    }
}

/// What can be done inside a write transaction.
public protocol SQLWriter: SQLReader {
    /// Runs a statement and answers how many rows it changed.
    @discardableResult
    func execute(_ statement: SQLStatement, _ arguments: [SQLValue]) throws -> Int
}

/// One row of a result; columns count from 0. A column of another type reads as its conversion, null as zero or empty.
public protocol SQLRow {
    func isNull(_ column: Int) -> Bool
    func integer(_ column: Int) -> Int64
    func real(_ column: Int) -> Double
    func text(_ column: Int) -> String
    func blob(_ column: Int) -> [UInt8]
}

extension SQLReader {
    /// All rows, each made into a value.
    public func all<Value>(
        _ statement: SQLStatement, _ arguments: [SQLValue] = [], _ make: (any SQLRow) throws -> Value
    ) throws -> [Value] {
        var values: [Value] = []
        try query(statement, arguments) { values.append(try make($0)) }
        return values
    }

    /// The first row made into a value; `nil` where there is none.
    public func first<Value>(
        _ statement: SQLStatement, _ arguments: [SQLValue] = [], _ make: (any SQLRow) throws -> Value
    ) throws -> Value? {
        var value: Value?
        try query(statement, arguments) { row in
            if value == nil { value = try make(row) }
        }
        return value
    }
}

extension SQLRow {
    public func optionalInteger(_ column: Int) -> Int64? { isNull(column) ? nil : integer(column) }
    public func optionalText(_ column: Int) -> String? { isNull(column) ? nil : text(column) }
    public func bool(_ column: Int) -> Bool { integer(column) != 0 }
}
