public import Primitives
public import SQL
public import SecurityModel

// What each person keeps for himself.

extension SavedView: StoredRecord {
    public static let table = RecordTable(
        noun: "savedView", table: "saved_views", isScoped: true, columns: ["query"], order: "key", limit: 100,
        takesSlashes: true)

    public var scope: RecordScope { .person(owner) }
    public var columnValues: [SQLValue] { [.text(query)] }
    public var logged: JSONObject {
        JSONObject([.init(name: "owner", value: .string(owner)), .init(name: "query", value: .string(query))])
    }

    public init(row: any SQLRow) {
        self.init(name: row.text(0), owner: row.text(1), query: row.text(6), authorship: Authorship(row: row))
    }
}

extension SavedHunt: StoredRecord {
    public static let table = RecordTable(
        noun: "savedHunt", table: "saved_hunts", isScoped: true, columns: ["query"], order: "key", limit: 500,
        takesSlashes: true)

    public var scope: RecordScope { SavedHunt.scope(of: owner) }

    /// Where the queries of an account are, or those that are shared.
    public static func scope(of owner: String?) -> RecordScope { owner.map(RecordScope.person) ?? .everybody }

    public var columnValues: [SQLValue] { [.text(query)] }
    public var logged: JSONObject {
        JSONObject([
            .init(name: "owner", value: owner.map(JSONValue.string) ?? .null), .init(name: "query", value: .string(query)),
        ])
    }

    public init(row: any SQLRow) {
        let owner = row.text(1)
        self.init(name: row.text(0), owner: owner.isEmpty ? nil : owner, query: row.text(6), authorship: Authorship(row: row))
    }
}

extension Preference: StoredRecord {
    public static let table = RecordTable(
        noun: "preference", table: "preferences", isScoped: true, columns: ["value"], order: "key", limit: 100)

    public var scope: RecordScope { .person(owner) }
    public var columnValues: [SQLValue] { [.text(value)] }
    public var logged: JSONObject {
        JSONObject([.init(name: "owner", value: .string(owner)), .init(name: "value", value: .string(value))])
    }

    public init(row: any SQLRow) {
        self.init(stored: row.text(0), owner: row.text(1), value: row.text(6), authorship: Authorship(row: row))
    }
}

extension CaseReader {
    /// The views that a person keeps, by their names.
    public func savedViews(of account: String) throws -> [SavedView] {
        try records(SavedView.self, in: .person(account), limit: Int(SavedView.table.limit))
    }

    /// The queries that a person keeps, by their names.
    public func savedHunts(of account: String) throws -> [SavedHunt] {
        try records(SavedHunt.self, in: .person(account), limit: Int(SavedHunt.table.limit))
    }

    /// The queries that are shared with everybody, by their names.
    public func sharedHunts() throws -> [SavedHunt] {
        try records(SavedHunt.self, in: .everybody, limit: Int(SavedHunt.table.limit))
    }

    /// All that a person chose.
    public func preferences(of account: String) throws -> [Preference.Name: String] {
        let all = try records(Preference.self, in: .person(account), limit: Int(Preference.table.limit))
        return Dictionary(
            all.compactMap { choice in Preference.Name(rawValue: choice.name).map { ($0, choice.value) } },
            uniquingKeysWith: { first, _ in first })
    }
}
