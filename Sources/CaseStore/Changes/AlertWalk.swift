internal import Primitives
internal import SQL
internal import SecurityModel

/// One walk over the alerts: each has to be as the log says it came in, and the log has to know each.
struct AlertWalk {
    private(set) var findings: [ChangeAudit.Finding] = []
    private(set) var count: Int64 = 0
    private var logged = NumberSet()

    mutating func run(over session: any SQLReader) throws {
        let retained = try RetentionRecord.all(session)
        try session.query(AlertWalkSQL.additions, []) { row in
            guard let payload = try? JSONDocument(parsing: row.text(0)).root["after"]?["alerts"] else { return }
            for entry in payload.elements {
                guard let id = entry["id"]?.integer, let digest = entry["digest"]?.string else { continue }
                // An alert that was moved is named again, with the same digest.
                guard !retained.removed(alert: id), logged.insert(id) else { continue }
                try check(id, digest, session)
            }
        }
        try session.query(AlertWalkSQL.ids, []) { row in
            count += 1
            if !logged.contains(row.integer(0)) { findings.append(.alertInserted(AlertID(row.integer(0)))) }
        }
    }

    private mutating func check(_ id: Int64, _ digest: String, _ session: any SQLReader) throws {
        let stored = try session.first(AlertWalkSQL.alert, [.integer(id)]) { AlertDigest(row: $0).bytes }
        guard let stored else {
            findings.append(.alertRemoved(AlertID(id)))
            return
        }
        if hexadecimal(stored) != digest { findings.append(.alertAltered(AlertID(id))) }
    }
}

/// A set of numbers that lie close together, a bit each.
private struct NumberSet {
    private var words: [Int64: UInt64] = [:]

    func contains(_ number: Int64) -> Bool {
        (words[number >> 6] ?? 0) & (1 << UInt64(number & 63)) != 0
    }

    /// Answers whether it was not there before.
    mutating func insert(_ number: Int64) -> Bool {
        let bit: UInt64 = 1 << UInt64(number & 63)
        defer { words[number >> 6, default: 0] |= bit }
        return (words[number >> 6] ?? 0) & bit == 0
    }
}

private enum AlertWalkSQL {
    static let additions = SQLStatement(
        "audit.additions",
        """
        SELECT payload FROM changes WHERE action IN ('alertsAdded', 'alertsMoved') AND payload IS NOT NULL ORDER BY sequence
        """)
    static let alert = SQLStatement("audit.alert", "SELECT \(AlertDigest.columns) FROM alerts WHERE id = ?")
    static let ids = SQLStatement("audit.alerts", "SELECT id FROM alerts ORDER BY id")
}
