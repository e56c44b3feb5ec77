internal import CDuckDB

/// What went wrong in DuckDB.
public enum DuckDBError: Error, Hashable, Sendable, CustomStringConvertible {
    /// No library could be loaded; the reason of each that was tried.
    case noLibrary([String])
    /// The statement was cancelled.
    case interrupted
    /// The statement needs more memory than DuckDB may have.
    case outOfMemory(String)
    /// There is no room. `isDead` where nothing is taken any more until the file is opened again.
    case diskFull(String, isDead: Bool)
    /// The file is broken, or no database.
    case damaged(String)
    /// Another process has the file.
    case locked(String)
    /// Somebody reads what it would have to change: it can be tried again later.
    case busy(String)
    /// DuckDB takes nothing any more until the file is opened again.
    case dead(String)
    case failed(statement: String, message: String)

    public var description: String {
        switch self {
        case .noLibrary(let reasons):
            "DuckDB's library is not there: run script/setup, install libduckdb.so, or name its file with "
                + "\(DuckDBLibrary.variable) (\(reasons.joined(separator: "; ")))"
        case .interrupted: "the query was cancelled"
        case .outOfMemory(let message): "the query needs more memory than DuckDB may have (\(message))"
        case .diskFull(let message, _): "the disk is full (\(message))"
        case .damaged(let message): "the file of the events is damaged (\(message))"
        case .locked: "another process has the file of the events open"
        case .busy(let message): "somebody reads, and it is tried again later (\(message))"
        case .dead(let message): "DuckDB stopped, and the file has to be opened again (\(message))"
        case .failed(let statement, let message): "\(message) (in: \(statement))"
        }
    }

    /// What DuckDB says, told apart by its kind, and by its words where kinds do not go far enough.
    init(_ kind: duckdb_error_type, _ message: String, statement: String) {
        switch Int(kind) {
        case DUCKDB_ERROR_INTERRUPT: self = .interrupted
        case DUCKDB_ERROR_OUT_OF_MEMORY: self = .outOfMemory(DuckDBError.firstLine(message))
        default: self = DuckDBError.byWords(message) ?? .other(kind, message, statement)
        }
    }

    /// The same for an error of which DuckDB says no kind.
    init(_ message: String, statement: String) {
        self = DuckDBError.byWords(message) ?? .failed(statement: statement, message: DuckDBError.firstLine(message))
    }

    private static func other(_ kind: duckdb_error_type, _ message: String, _ statement: String) -> DuckDBError {
        switch Int(kind) {
        case DUCKDB_ERROR_FATAL, DUCKDB_ERROR_INTERNAL: .dead(firstLine(message))
        default: .failed(statement: statement, message: firstLine(message))
        }
    }

    private static func byWords(_ message: String) -> DuckDBError? {
        let line = firstLine(message)
        // A statement that is cancelled while it is prepared says no kind.
        if line.hasPrefix("INTERRUPT Error") { return .interrupted }
        if ["No space left on device", "File too large", "max_temp_directory_size"].contains(where: line.contains) {
            return .diskFull(line, isDead: line.hasPrefix("FATAL"))
        }
        if ["Could not set lock", "Conflicting lock"].contains(where: line.contains) { return .locked(line) }
        if ["orrupt", "not a valid DuckDB database", "checksum"].contains(where: line.contains) { return .damaged(line) }
        if line.contains("Cannot CHECKPOINT") { return .busy(line) }
        if ["database has been invalidated"].contains(where: line.contains) { return .dead(line) }
        return nil
    }

    private static func firstLine(_ message: String) -> String {
        String(message.prefix { !$0.isNewline })
    }
}
