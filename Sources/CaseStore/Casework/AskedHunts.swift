public import Primitives
internal import SQL

/// A query that a person asked on the hunting page, and how it ended.
public struct AskedHunt: Hashable, Sendable {
    /// Of each person's so many are remembered, the last.
    public static let mostRemembered = 100
    /// Bytes of a query, at most; a longer one is not remembered.
    public static let longestQuery = 64 << 10

    public var asked: Timestamp
    public var query: String
    /// As it was asked for; empty for all there is.
    public var timespan: String
    /// Rows that were found; `nil` where it failed.
    public var rows: Int64?
    public var took: Duration
    /// Why it failed; empty where it did not.
    public var problem: String

    public init(
        asked: Timestamp, query: String, timespan: String, rows: Int64? = nil, took: Duration, problem: String = ""
    ) {
        (self.asked, self.query, self.timespan, self.rows) = (asked, query, timespan, rows)
        (self.took, self.problem) = (took, problem)
    }
}

extension CaseReader {
    /// What a person asked, the last first.
    public func askedHunts(of account: String) throws -> [AskedHunt] {
        try session.all(AskedSQL.page, [.text(account), .integer(Int64(AskedHunt.mostRemembered))]) { row in
            AskedHunt(
                asked: Timestamp(ticks: row.integer(0)), query: row.text(1), timespan: row.text(2),
                rows: row.isNull(3) ? nil : row.integer(3), took: Duration(ticks: row.integer(4)), problem: row.text(5))
        }
    }
}

extension CaseTransaction {
    /// Remembers what a person asked, once for each query, and forgets the oldest. No change of a case, so nothing is logged.
    public func remember(_ hunt: AskedHunt, of account: String) throws {
        guard hunt.query.utf8.count <= AskedHunt.longestQuery else { return }
        try session.execute(AskedSQL.forget, [.text(account), .text(hunt.query)])
        try session.execute(
            AskedSQL.insert,
            [
                .text(account), .integer(hunt.asked.ticks), .text(hunt.query), .text(hunt.timespan), SQLValue(hunt.rows),
                .integer(hunt.took.ticks), .text(hunt.problem),
            ])
        try session.execute(AskedSQL.prune, [.text(account), .text(account), .integer(Int64(AskedHunt.mostRemembered))])
    }
}

private enum AskedSQL {
    static let page = SQLStatement(
        "askedHunt.page",
        "SELECT asked, query, timespan, result_rows, took, problem FROM asked_hunts WHERE account = ? ORDER BY id DESC LIMIT ?")
    static let forget = SQLStatement("askedHunt.forget", "DELETE FROM asked_hunts WHERE account = ? AND query = ?")
    static let insert = SQLStatement(
        "askedHunt.insert",
        """
        INSERT INTO asked_hunts (id, account, asked, query, timespan, result_rows, took, problem)
        VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM asked_hunts), ?, ?, ?, ?, ?, ?, ?)
        """)
    static let prune = SQLStatement(
        "askedHunt.prune",
        """
        DELETE FROM asked_hunts WHERE account = ?
            AND id <= (SELECT id FROM asked_hunts WHERE account = ? ORDER BY id DESC LIMIT 1 OFFSET ?)
        """)
}
