internal import SQL

/// A column that a predicate may name, or an expression over columns. Made by the store alone.
public struct StoreColumn: Hashable, Sendable {
    let sql: String
    /// What the question marks in the expression stand for.
    let arguments: [SQLValue]
    let content: Content
    let isNullable: Bool

    enum Content: Hashable, Sendable {
        /// Whole numbers, times and members of enumerations.
        case number
        case real
        /// Compared without regard to case.
        case text
        /// Text that is in one case already and compared as it is, so that an index helps.
        case key
    }

    private init(_ sql: String, _ arguments: [SQLValue], _ content: Content, isNullable: Bool) {
        self.sql = sql
        self.arguments = arguments
        self.content = content
        self.isNullable = isNullable
    }

    static func number(_ sql: String, _ arguments: [SQLValue] = [], isNullable: Bool = false) -> StoreColumn {
        StoreColumn(sql, arguments, .number, isNullable: isNullable)
    }

    static func real(_ sql: String) -> StoreColumn {
        StoreColumn(sql, [], .real, isNullable: false)
    }

    static func text(_ sql: String, _ arguments: [SQLValue] = [], isNullable: Bool = false) -> StoreColumn {
        StoreColumn(sql, arguments, .text, isNullable: isNullable)
    }

    static func key(_ sql: String) -> StoreColumn {
        StoreColumn(sql, [], .key, isNullable: false)
    }

    var isText: Bool { content == .text }
}

/// Rows of another table that belong to a row. Made by the store alone.
public struct StoreRelation: Hashable, Sendable {
    /// A condition with `%` in place of the one on the other row.
    let sql: String
    /// What the question marks before the `%` stand for.
    let arguments: [SQLValue]

    init(_ sql: String, _ arguments: [SQLValue] = []) {
        self.sql = sql
        self.arguments = arguments
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
