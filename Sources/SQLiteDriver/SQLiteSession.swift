internal import GRDB
internal import GRDBSQLite
internal import SQL

/// A transaction's view of the database. Lives as long as GRDB's closure.
struct SQLiteSession: SQLWriter {
    let database: Database
    private let prepared = PreparedStatements()

    init(database: Database) {
        self.database = database
    }

    func query(_ statement: SQLStatement, _ arguments: [SQLValue], row: (any SQLRow) throws -> Void) throws {
        let handle = try prepare(statement)
        try checkTransaction(of: statement)
        try bind(arguments, to: handle, of: statement)
        defer { sqlite3_reset(handle) }
        let current = SQLiteRow(handle: handle)
        while true {
            switch sqlite3_step(handle) {
            case SQLITE_ROW: try row(current)
            case SQLITE_DONE: return
            default: throw failure(of: statement)
            }
        }
    }

    @discardableResult
    func execute(_ statement: SQLStatement, _ arguments: [SQLValue]) throws -> Int {
        let before = database.totalChangesCount
        try query(statement, arguments) { _ in }
        return database.totalChangesCount - before
    }

    /// SQLite counts for each connection the commits of others that it came to see; one that only reads sees none of its own.
    /// The pool keeps its readers as long as it lives, so the address of one names it.
    func snapshot() throws -> SQLSnapshot? {
        guard database.configuration.readonly else { return nil }
        let version = try first(SQLiteSession.version) { $0.integer(0) }
        return version.map { SQLSnapshot(counter: Int(bitPattern: database.sqliteConnection), version: $0) }
    }

    private static let version = SQLStatement("sqlite.version", "PRAGMA data_version")

    /// A named statement is prepared once a connection, and looked up by its short name within a transaction. One that is
    /// being read, by a body that asks the same thing again for each row, is left alone.
    private func prepare(_ statement: SQLStatement) throws -> SQLiteStatement {
        guard let name = statement.name else { return try make(statement) }
        if let known = prepared.byName[name] {
            return sqlite3_stmt_busy(known.sqliteStatement) == 0 ? known.sqliteStatement : try make(statement)
        }
        let made = try database.cachedStatement(sql: SQLiteDialect.translate(statement.text))
        guard sqlite3_stmt_busy(made.sqliteStatement) == 0 else { return try make(statement) }
        prepared.byName[name] = made
        return made.sqliteStatement
    }

    /// Prepares a statement for one use; it lives as long as the transaction.
    private func make(_ statement: SQLStatement) throws -> SQLiteStatement {
        let made = try database.makeStatement(sql: SQLiteDialect.translate(statement.text))
        prepared.others.append(made)
        return made.sqliteStatement
    }

    /// SQLite undoes the whole transaction by itself when the disk is full. A body that went on after that error would
    /// write outside of any transaction.
    private func checkTransaction(of statement: SQLStatement) throws {
        guard sqlite3_get_autocommit(database.sqliteConnection) != 0 else { return }
        throw DatabaseError(
            resultCode: .SQLITE_ABORT, message: "the transaction was undone by an earlier error",
            sql: statement.name ?? statement.text)
    }

    /// Binds straight to the statement: GRDB's own values would copy each text once more.
    private func bind(_ arguments: [SQLValue], to handle: SQLiteStatement, of statement: SQLStatement) throws {
        guard arguments.count == Int(sqlite3_bind_parameter_count(handle)) else {
            throw DatabaseError(
                resultCode: .SQLITE_MISUSE,
                message: "it takes \(sqlite3_bind_parameter_count(handle)) arguments, not \(arguments.count)",
                sql: statement.name ?? statement.text)
        }
        for (index, argument) in arguments.enumerated() {
            let position = Int32(index + 1)
            let code =
                switch argument {
                case .null: sqlite3_bind_null(handle, position)
                case .integer(let number): sqlite3_bind_int64(handle, position, number)
                case .real(let number): sqlite3_bind_double(handle, position, number)
                case .text(let text): SQLiteSession.bind(text, to: handle, position)
                case .blob(let bytes):
                    bytes.withUnsafeBytes {
                        sqlite3_bind_blob64(
                            handle, position, $0.baseAddress ?? SQLiteSession.nothing, UInt64($0.count), SQLiteSession.copied)
                    }
                }
            guard code == SQLITE_OK else { throw failure(of: statement) }
        }
    }

    private static func bind(_ text: String, to handle: SQLiteStatement, _ position: Int32) -> Int32 {
        var text = text
        return text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                sqlite3_bind_text64(handle, position, $0.baseAddress, UInt64($0.count), copied, UInt8(SQLITE_UTF8))
            }
        }
    }

    private func failure(of statement: SQLStatement) -> DatabaseError {
        DatabaseError(
            resultCode: ResultCode(rawValue: sqlite3_extended_errcode(database.sqliteConnection)),
            message: String(cString: sqlite3_errmsg(database.sqliteConnection)), sql: statement.name ?? statement.text)
    }

    /// SQLite's constant for "make your own copy".
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    /// A null pointer would bind NULL instead of an empty blob.
    private static var nothing: UnsafeRawPointer? { UnsafeRawPointer(bitPattern: 1) }
}

/// The statements that one transaction uses. A class, since a session is a value that asks while it is read.
private final class PreparedStatements {
    var byName: [String: Statement] = [:]
    var others: [Statement] = []
}

/// The row that a statement stands on.
struct SQLiteRow: SQLRow {
    let handle: SQLiteStatement

    func isNull(_ column: Int) -> Bool { sqlite3_column_type(handle, Int32(column)) == SQLITE_NULL }
    func integer(_ column: Int) -> Int64 { sqlite3_column_int64(handle, Int32(column)) }
    func real(_ column: Int) -> Double { sqlite3_column_double(handle, Int32(column)) }

    func text(_ column: Int) -> String {
        guard let start = sqlite3_column_text(handle, Int32(column)) else { return "" }
        let count = Int(sqlite3_column_bytes(handle, Int32(column)))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    func blob(_ column: Int) -> [UInt8] {
        guard let start = sqlite3_column_blob(handle, Int32(column)) else { return [] }
        return Array(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, Int32(column)))))
    }
}
