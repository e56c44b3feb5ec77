public import Primitives
public import SQL
public import SecurityModel

/// A thing that people keep: one table a kind, one row a thing under its name, one line of the log for each change.
public protocol StoredRecord: Sendable {
    static var table: RecordTable { get }
    var name: String { get }
    /// What its name is unique within, where that is not the installation.
    var scope: RecordScope { get }
    var authorship: Authorship { get set }
    /// The values of `RecordTable.columns`, in their order.
    var columnValues: [SQLValue] { get }
    /// What the log keeps of it.
    var logged: JSONObject { get }
    /// The incident whose activity a change of it belongs to.
    var incidentOfChange: IncidentID? { get }

    /// Takes over from what was stored before whatever its writer knows nothing of.
    mutating func keep(from old: Self)

    /// - Parameter row: name, scope, the columns of the authorship, then `RecordTable.columns` from `RecordTable.first` on.
    init(row: any SQLRow)
}

extension StoredRecord {
    public var scope: RecordScope { .installation }
    public var incidentOfChange: IncidentID? { nil }
    public mutating func keep(from old: Self) {}
}

/// What the name of a record is unique within.
public enum RecordScope: Hashable, Sendable {
    case installation
    case incident(IncidentID)
    /// By its name.
    case watchlist(String)
    /// By the account.
    case person(String)
    /// Of a kind that persons keep, what all of them share.
    case everybody

    /// The value of the column `scope`, in tables that have one.
    var arguments: [SQLValue] {
        switch self {
        case .installation: []
        case .incident(let id): [.integer(id.number)]
        case .watchlist(let name): [.text(name.lowercased())]
        case .person(let account): [.text(account)]
        case .everybody: [.text("")]
        }
    }
}

/// Where a kind of record is kept.
public struct RecordTable: Sendable {
    /// The word for one record, in the log and in messages.
    public let noun: String
    let table: String
    let isScoped: Bool
    let columns: [String]
    /// How lists are ordered.
    let order: String
    /// Records of a scope, at most.
    public let limit: Int64
    /// Whether names may hold a slash: those of records that are no resource of Azure's, where a slash parts names.
    var takesSlashes = false

    /// The column of a row where a record's own columns begin.
    static let first = 6

    private var key: String { isScoped ? "scope = ? AND key = ?" : "key = ?" }

    var selection: String {
        "SELECT name, \(isScoped ? "scope" : "NULL"), created, created_by, updated, updated_by, "
            + "\(columns.joined(separator: ", ")) FROM \(table)"
    }

    var one: SQLStatement { SQLStatement(building: "\(selection) WHERE \(key)") }
    var page: SQLStatement {
        SQLStatement(building: "\(selection) \(isScoped ? "WHERE scope = ? " : "")ORDER BY \(order), key LIMIT ? OFFSET ?")
    }
    var count: SQLStatement {
        SQLStatement(building: "SELECT COUNT(*) FROM \(table)\(isScoped ? " WHERE scope = ?" : "")")
    }
    /// Of the incidents that were merged into one, in a table whose scopes are incidents.
    private var ofMerged: String { "scope IN (SELECT id FROM incidents WHERE root = ? AND id <> ?)" }
    var pageOfMerged: SQLStatement {
        SQLStatement(building: "\(selection) WHERE \(ofMerged) ORDER BY scope, \(order), key LIMIT ?")
    }
    var countOfMerged: SQLStatement { SQLStatement(building: "SELECT COUNT(*) FROM \(table) WHERE \(ofMerged)") }
    var delete: SQLStatement { SQLStatement(building: "DELETE FROM \(table) WHERE \(key)") }
    var clear: SQLStatement { SQLStatement(building: "DELETE FROM \(table) WHERE scope = ?") }

    var save: SQLStatement {
        let names = ["name", "created", "created_by", "updated", "updated_by"] + columns
        let all = (isScoped ? ["scope", "key"] : ["key"]) + names
        return SQLStatement(
            building: """
                INSERT INTO \(table) (\(all.joined(separator: ", "))) VALUES (\(SQLValue.marks(all.count)))
                ON CONFLICT (\(isScoped ? "scope, key" : "key")) DO UPDATE SET
                    \(names.map { "\($0) = excluded.\($0)" }.joined(separator: ", "))
                """)
    }
}

/// Why a record cannot be kept as it was asked for.
public enum RecordError: Error, Hashable, Sendable, CustomStringConvertible {
    case badName(noun: String, name: String)
    case noSuch(noun: String, name: String)
    /// Somebody changed it since it was read.
    case stale(noun: String, name: String)
    case exists(noun: String, name: String)
    case tooMany(noun: String, limit: Int64)
    case tooLarge(noun: String, limit: Int)

    public var description: String {
        switch self {
        case .badName(let noun, let name):
            "'\(name)' cannot name a \(noun): take 1 to \(RecordTable.maximumNameLength) characters without '/' and control "
                + "characters"
        case .noSuch(let noun, let name): "there is no \(noun) '\(name)'"
        case .stale(let noun, let name): "the \(noun) '\(name)' was changed since it was read; read it again, then change it"
        case .exists(let noun, let name): "there is a \(noun) '\(name)' already"
        case .tooMany(let noun, let limit): "there are \(limit) of the kind \(noun) already, and more are not kept"
        case .tooLarge(let noun, let limit): "a \(noun) takes \(limit) bytes at most"
        }
    }
}

extension RecordTable {
    /// Characters of a record's name, at most.
    public static let maximumNameLength = 260
    /// Bytes of all that a record says, at most.
    public static let maximumSize = 256 << 10
}
