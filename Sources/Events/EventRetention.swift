public import Primitives

/// How long events are kept, and how many of them. Age is that of the record's arrival, so that old events which were brought
/// in lately stay.
public struct EventRetention: Hashable, Sendable {
    /// What one table may hold.
    public struct Limit: Hashable, Sendable {
        /// `nil` for any age.
        public var age: Duration?
        /// Bytes on the disk; `nil` for any number.
        public var bytes: Int?

        public init(age: Duration? = nil, bytes: Int? = nil) { (self.age, self.bytes) = (age, bytes) }
    }

    /// For tables that have no limit of their own.
    public var standard = Limit(age: .days(30))
    /// By the name of the table.
    public var tables: [String: Limit] = [:]
    /// Bytes on the disk of all tables together: beyond, every table gives up the oldest share of its rows.
    public var totalBytes = 100 << 30

    public init() {}

    /// The limit of a table.
    public func limit(of table: TableSpec) -> Limit {
        ([table.name] + table.alsoNamed).lazy.compactMap { tables[$0] }.first ?? standard
    }
}

/// What retention took away.
public struct EventSweep: Hashable, Sendable {
    /// Rows, by table.
    public var rows: [String: Int] = [:]
    /// Whether the store is larger than its limit still.
    public var isStillTooLarge = false

    public init() {}

    public var total: Int { rows.values.reduce(0, +) }
}
