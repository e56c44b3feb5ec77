public import Primitives

/// How long events are kept, and how many of them. Age is that of the record's arrival, so that old events which were brought
/// in lately stay.
public struct EventRetention: Hashable, Sendable {
    /// A limit in bytes is no less: tables lie in whole blocks, each column in some of its own, so that below it a limit would be
    /// about the blocks and not about the rows.
    public static let leastBytes = 64 << 20

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

    /// The limits in words, for who reads the log: those of all tables, and those of tables that have their own.
    public var text: (standard: String, tables: String) {
        let own = tables.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.text)" }
        return (standard.text, own.isEmpty ? "none" : own.joined(separator: "; "))
    }

    /// The limit of a table.
    public func limit(of table: TableSpec) -> Limit {
        ([table.name] + table.alsoNamed).lazy.compactMap { tables[$0] }.first ?? standard
    }
}

extension EventRetention.Limit {
    fileprivate var text: String {
        let days = age.map { "\($0.ticks / Duration.days(1).ticks) days" } ?? "for ever"
        return bytes.map { "\(days), up to \($0) bytes" } ?? days
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
