/// What a driver reports, in the words that callers act on.
public enum SQLError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A unique key or other constraint does not hold.
    case constraint(statement: String, message: String)
    /// The disk is full: nothing was changed.
    case diskFull
    /// The file is no database or is damaged.
    case damaged(path: String, message: String)
    /// Somebody else holds the file.
    case locked(path: String)
    /// Anything else, with the driver's own words.
    case failed(statement: String, message: String)

    public var description: String {
        switch self {
        case .constraint(let statement, let message): "a rule of the database does not hold in '\(statement)': \(message)"
        case .diskFull: "the disk is full; free some space, nothing was changed"
        case .damaged(let path, let message): "\(path) is damaged or no database (\(message)); restore it from a backup"
        case .locked(let path): "\(path) is in use by another process"
        case .failed(let statement, let message): "the database refused '\(statement)': \(message)"
        }
    }

    public var isRetryUseful: Bool {
        switch self {
        case .diskFull, .locked: true
        default: false
        }
    }
}
