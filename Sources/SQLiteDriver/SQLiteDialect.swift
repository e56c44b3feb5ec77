internal import GRDB
internal import SQL

enum SQLiteDialect {
    /// Shared SQL as SQLite's. The types of the shared dialect have the right affinity here as they are: `BYTEA` keeps blobs
    /// untouched. Only a key that is called INTEGER is the number of the row itself; any other would be an index beside it.
    /// The standard's function for a value inside JSON has a name of its own here.
    static func translate(_ text: String) -> String {
        guard text.hasPrefix("CREATE TABLE") else { return text.replacing("JSON_VALUE(", with: "json_extract(") }
        let text = text.replacing("BIGINT PRIMARY KEY", with: "INTEGER PRIMARY KEY")
        guard text.hasSuffix(clustered) else { return text }
        return text.dropLast(clustered.count) + "WITHOUT ROWID"
    }

    private static let clustered = "/*clustered*/"
}

extension SQLError {
    init(_ error: DatabaseError, statement: String, path: String) {
        let message = error.message ?? "code \(error.extendedResultCode.rawValue)"
        switch error.resultCode {
        case .SQLITE_CONSTRAINT: self = .constraint(statement: statement, message: message)
        case .SQLITE_FULL: self = .diskFull
        // The shared-memory file beside the log could not grow: nothing else but room is missing then.
        case .SQLITE_IOERR where error.extendedResultCode == .SQLITE_IOERR_SHMSIZE: self = .diskFull
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged(path: path, message: message)
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked(path: path)
        default: self = .failed(statement: statement, message: message)
        }
    }
}
