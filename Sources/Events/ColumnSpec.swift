/// A column of a table of events.
public struct ColumnSpec: Hashable, Sendable {
    /// As queries write it.
    public var name: String
    public var type: ColumnType
    /// One sentence for those who write queries.
    public var summary: String

    public init(_ name: String, _ type: ColumnType, _ summary: String = "") {
        (self.name, self.type, self.summary) = (name, type, summary)
    }
}

/// Another name of a column.
public struct ColumnAlias: Hashable, Sendable {
    public var name: String
    /// The place of the column that it stands for.
    public var place: Int

    public init(name: String, place: Int) { (self.name, self.place) = (name, place) }
}

/// What a column holds. The names are KQL's.
public enum ColumnType: String, Hashable, Sendable, CaseIterable {
    case string
    /// 32 bits.
    case int
    /// 64 bits.
    case long
    case real
    case bool
    /// Ticks of 100 ns since year 1, UTC.
    case datetime
    /// JSON text.
    case dynamic
    case guid

    /// Bytes that a row takes in a column of memory, besides those of its text.
    var width: Int {
        switch self {
        case .string, .dynamic, .guid, .int: 4
        case .long, .real, .datetime: 8
        case .bool: 1
        }
    }

    /// Whether values are texts: never null, the empty one standing for none.
    @inlinable public var isText: Bool { self == .string || self == .dynamic || self == .guid }
}
