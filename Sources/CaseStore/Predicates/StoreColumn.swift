internal import SQL

/// A column that a predicate may name, or an expression over columns. Made by the store alone.
public struct StoreColumn: Hashable, Sendable {
    let sql: String
    /// What the question marks in the expression stand for.
    let arguments: [SQLValue]
    let content: Content
    let isNullable: Bool
    /// The same of an incident over some of its alerts, as an aggregate over `a`; `nil` for what is not counted over alerts.
    let overAlerts: String?

    enum Content: Hashable, Sendable {
        /// Whole numbers, times and members of enumerations.
        case number
        case real
        /// Compared without regard to case.
        case text
        /// Text that is in one case already and compared as it is, so that an index helps.
        case key
    }

    private init(
        _ sql: String, _ arguments: [SQLValue], _ content: Content, isNullable: Bool, overAlerts: String? = nil
    ) {
        self.overAlerts = overAlerts
        self.sql = sql
        self.arguments = arguments
        self.content = content
        self.isNullable = isNullable
    }

    static func number(_ sql: String, _ arguments: [SQLValue] = [], isNullable: Bool = false) -> StoreColumn {
        StoreColumn(sql, arguments, .number, isNullable: isNullable)
    }

    /// What is counted for an incident over all its alerts.
    static func counted(_ sql: String, _ arguments: [SQLValue] = [], overAlerts: String) -> StoreColumn {
        StoreColumn(sql, arguments, .number, isNullable: false, overAlerts: overAlerts)
    }

    /// The column as it is for somebody: what is counted over alerts is counted over those that he sees.
    func seen(in view: CaseView) -> StoreColumn {
        guard let overAlerts, !view.isEverything else { return self }
        let clause = ViewClause.alerts(view)
        let counted =
            "(SELECT \(overAlerts) FROM incidents h JOIN alerts a ON a.home = h.id WHERE h.root = i.id AND \(clause.text))"
        return StoreColumn(counted, arguments + clause.arguments, content, isNullable: isNullable)
    }

    static func real(_ sql: String) -> StoreColumn {
        StoreColumn(sql, [], .real, isNullable: false)
    }

    static func text(
        _ sql: String, _ arguments: [SQLValue] = [], isNullable: Bool = false, overAlerts: String? = nil
    ) -> StoreColumn {
        StoreColumn(sql, arguments, .text, isNullable: isNullable, overAlerts: overAlerts)
    }

    static func key(_ sql: String, overAlerts: String? = nil) -> StoreColumn {
        StoreColumn(sql, [], .key, isNullable: false, overAlerts: overAlerts)
    }

    var isText: Bool { content == .text }
}

/// Rows of another table that belong to a row. Made by the store alone.
public struct StoreRelation: Hashable, Sendable {
    /// A condition with `%` in place of the one on the other row.
    let sql: String
    /// What the question marks before the `%` stand for.
    let arguments: [SQLValue]
    /// Which of the other rows are there for somebody; `nil` where whoever sees the one sees the others.
    let seen: Seen?

    enum Seen: Hashable, Sendable {
        /// Alerts, as `a`.
        case alerts
        /// What is counted under a facet, as `f`.
        case facets(IncidentFacet)

        func clause(_ view: CaseView) -> ViewClause {
            switch self {
            case .alerts: .alerts(view)
            case .facets(let kind): .facets(kind, view)
            }
        }
    }

    init(_ sql: String, _ arguments: [SQLValue] = [], seen: Seen? = nil) {
        self.sql = sql
        self.arguments = arguments
        self.seen = seen
    }
}

/// A place in an order: the values of the last row that was seen, for the rows behind it. The id is the last of them.
public struct StoreCursor: Hashable, Sendable {
    public var values: [StoreValue]

    public init(values: [StoreValue]) {
        self.values = values
    }
}

/// One term of an order. The id breaks ties, in the direction of the last term.
public struct StoreOrder: Hashable, Sendable {
    public var column: StoreColumn
    public var isDescending: Bool

    public init(_ column: StoreColumn, isDescending: Bool) {
        self.column = column
        self.isDescending = isDescending
    }
}
