internal import GRDB
internal import GRDBSQLite
internal import SQL

/// A transaction's view of the database. Lives as long as GRDB's closure.
struct SQLiteSession: SQLWriter {
    let database: Database

    func query(_ statement: SQLStatement, _ arguments: [SQLValue], row: (any SQLRow) throws -> Void) throws {
        let prepared = try prepare(statement)
        let handle = prepared.sqliteStatement
        sqlite3_reset(handle)
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

    private func prepare(_ statement: SQLStatement) throws -> Statement {
        let text = SQLiteDialect.translate(statement.text)
        return statement.name == nil ? try database.makeStatement(sql: text) : try database.cachedStatement(sql: text)
    }

    /// Binds straight to the statement: GRDB's own values would copy each text once more.
    private func bind(_ arguments: [SQLValue], to handle: SQLiteStatement, of statement: SQLStatement) throws {
        for (index, argument) in arguments.enumerated() {
            let position = Int32(index + 1)
            let code =
                switch argument {
                case .null: sqlite3_bind_null(handle, position)
                case .integer(let number): sqlite3_bind_int64(handle, position, number)
                case .real(let number): sqlite3_bind_double(handle, position, number)
                case .text(let text): SQLiteSession.bind(text, to: handle, position)
                case .blob(let bytes): bytes.withUnsafeBytes {
                    sqlite3_bind_blob64(handle, position, $0.baseAddress ?? SQLiteSession.nothing, UInt64($0.count), SQLiteSession.copied)
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
