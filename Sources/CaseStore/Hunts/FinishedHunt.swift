public import Primitives
internal import SQL

/// A hunt that is over, as the report of what hunts used keeps it.
public struct FinishedHunt: Hashable, Sendable {
    /// The account that asked; empty where the server asked by itself.
    public var account: String
    /// By which interface, in the words of who writes the report.
    public var interface: String
    /// How it ended, in the same words.
    public var state: String
    public var query: String
    /// The time that was looked at.
    public var start: Timestamp?
    public var end: Timestamp?
    public var begun: Timestamp
    public var seconds: Double
    public var rows: Int64
    /// In bytes.
    public var memory: Int64
    /// The share of a quota that it used.
    public var share: Double

    public init(
        account: String, interface: String, state: String, query: String, start: Timestamp?, end: Timestamp?, begun: Timestamp,
        seconds: Double, rows: Int64, memory: Int64, share: Double
    ) {
        (self.account, self.interface, self.state, self.query) = (account, interface, state, query)
        (self.start, self.end, self.begun, self.seconds) = (start, end, begun, seconds)
        (self.rows, self.memory, self.share) = (rows, memory, share)
    }

    init(row: any SQLRow) {
        self.init(
            account: row.text(0), interface: row.text(1), state: row.text(2), query: row.text(3),
            start: row.isNull(4) ? nil : Timestamp(ticks: row.integer(4)),
            end: row.isNull(5) ? nil : Timestamp(ticks: row.integer(5)), begun: Timestamp(ticks: row.integer(6)),
            seconds: row.real(7), rows: row.integer(8), memory: row.integer(9), share: row.real(10))
    }

    fileprivate var values: [SQLValue] {
        [
            .text(account), .text(interface), .text(state), .text(query), start.map { .integer($0.ticks) } ?? .null,
            end.map { .integer($0.ticks) } ?? .null, .integer(begun.ticks), .real(seconds), .integer(rows), .integer(memory),
            .real(share),
        ]
    }
}

extension CaseReader {
    /// The newest hunts, the oldest of them first.
    public func finishedHunts(newest limit: Int) throws -> [FinishedHunt] {
        try session.all(FinishedHuntSQL.newest, [.integer(Int64(limit))]) { FinishedHunt(row: $0) }.reversed()
    }
}

extension CaseTransaction {
    /// Adds hunts in the order in which they ended, and forgets all but the newest. They change no case, so the log of changes has
    /// nothing of them.
    public func insert(_ hunts: [FinishedHunt], keeping kept: Int) throws {
        for hunt in hunts { try session.execute(FinishedHuntSQL.insert, hunt.values) }
        try session.execute(FinishedHuntSQL.prune, [.integer(Int64(kept))])
    }
}

private enum FinishedHuntSQL {
    private static let columns =
        "account, interface, state, query, span_start, span_end, begun, seconds, result_rows, memory, share"

    static let newest = SQLStatement(
        "finishedHunt.newest", "SELECT \(columns) FROM finished_hunts ORDER BY id DESC LIMIT ?")
    static let insert = SQLStatement(
        "finishedHunt.insert",
        """
        INSERT INTO finished_hunts (id, \(columns))
        VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM finished_hunts), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    static let prune = SQLStatement(
        "finishedHunt.prune",
        "DELETE FROM finished_hunts WHERE id <= (SELECT id FROM finished_hunts ORDER BY id DESC LIMIT 1 OFFSET ?)")
}
