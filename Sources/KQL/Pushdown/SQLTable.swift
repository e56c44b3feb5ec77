/// What a store of SQL has of the tables that queries name.
public protocol SQLCatalog: Sendable {
    /// `nil` where the store has no such table.
    func table(_ name: String) -> SQLTable?
}

/// A table of the store as SQL has it.
public struct SQLTable: Sendable {
    /// What stands behind `FROM`.
    public var name: String
    /// The columns in the order of the table's schema, the time when a row came in behind them.
    public var columns: [SQLColumn]
    /// Conditions of SQL that hold for every row that may be seen: a time range, a scope.
    public var conditions: [String]
    /// What gives a row's number in the table, the same all through a statement; `nil` where rows have none.
    public var rowNumber: String?

    public init(name: String, columns: [SQLColumn], conditions: [String] = [], rowNumber: String? = nil) {
        (self.name, self.columns, self.conditions, self.rowNumber) = (name, columns, conditions, rowNumber)
    }
}

/// A column of the store, and how its values stand for those of the language.
///
/// Texts are `VARCHAR` and never null; whole numbers, datetimes and timespans are integers, times in ticks of 100 ns; reals
/// are `DOUBLE`, truth values `BOOLEAN`. A guid and a dynamic are text: the latter JSON, or nothing for null.
public struct SQLColumn: Hashable, Sendable {
    /// The expression of SQL.
    public var sql: String
    public var type: ScalarType
    public var isNullable: Bool
    /// For a dynamic that the store made as a JSON array: the type of the elements, which JSON does not tell.
    public var elements: ScalarType?

    public init(_ sql: String, _ type: ScalarType, isNullable: Bool = true, elements: ScalarType? = nil) {
        self.sql = sql
        self.type = type
        self.isNullable = isNullable && !type.isText
        self.elements = elements
    }

    /// The column of texts as the store keeps them.
    public func column(of texts: StringBuffer) -> Column {
        switch type {
        case .guid: return Column(.guid, (0..<texts.count).map { Value.string(texts[$0]).converted(to: .guid) })
        case .dynamic: return Column(.dynamic, .dynamics((0..<texts.count).map { dynamic(texts.dynamic($0)) }))
        default: return Column(.string, .strings(texts))
        }
    }

    private func dynamic(_ value: Value) -> Value {
        guard let elements, let array = value.array else { return value }
        switch elements {
        case .datetime: return .array(array.map { $0.integer.map(Value.datetime) ?? $0 })
        case .timespan: return .array(array.map { $0.integer.map(Value.timespan) ?? $0 })
        default: return value
        }
    }

    /// The same values under another expression.
    func renamed(_ sql: String) -> SQLColumn {
        SQLColumn(sql, type, isNullable: isNullable, elements: elements)
    }
}

extension ScalarType {
    /// Kept as text by a store.
    var isText: Bool { self == .string || self == .guid || self == .dynamic }

    /// Whether the store's values of the type are equal, ordered and grouped exactly as the engine's.
    var isComparedAlike: Bool { isIntegral || self == .string || self == .bool }

    /// The type in the store.
    var sqlName: String {
        switch self {
        case .bool: "BOOLEAN"
        case .int, .long, .datetime, .timespan: "BIGINT"
        case .real: "DOUBLE"
        case .string, .guid, .dynamic, .decimal: "VARCHAR"
        }
    }
}
