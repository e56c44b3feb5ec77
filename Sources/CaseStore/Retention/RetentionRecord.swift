internal import Primitives
internal import SQL
internal import SecurityModel

/// What one transaction of retention deleted, as the log keeps it: an audit then tells its gaps from others.
struct DeletedCases: Sendable {
    /// Incidents that are gone with all their alerts.
    var incidents: [IncidentID] = []
    var alerts: [ClosedRange<Int64>] = []

    var isEmpty: Bool { incidents.isEmpty && alerts.isEmpty }
    var alertCount: Int { alerts.reduce(0) { $0 + $1.count } }

    mutating func add(alert: Int64) {
        if let last = alerts.last, last.upperBound + 1 == alert {
            alerts[alerts.count - 1] = last.lowerBound...alert
        } else {
            alerts.append(alert...alert)
        }
    }

    func json(_ reason: RetentionReason) -> JSONValue {
        [
            "reason": .string(reason.rawValue), "incidents": .array(incidents.map { .integer($0.number) }),
            "alerts": .array(alerts.map { [.integer($0.lowerBound), .integer($0.upperBound)] }),
        ]
    }
}

/// Everything that retention deleted so far.
struct RetentionRecord: Sendable {
    /// The change that says so, by incident.
    private var deletions: [Int64: Int64] = [:]
    private var alerts: [ClosedRange<Int64>] = []

    static func all(_ session: any SQLReader) throws -> RetentionRecord {
        var record = RetentionRecord()
        try session.query(statement, []) { record.add(sequence: $0.integer(0), payload: $0.text(1)) }
        record.alerts.sort { $0.lowerBound < $1.lowerBound }
        return record
    }

    /// Whether retention removed the content of a change of an incident.
    func purged(change: Int64, of incident: Int64?) -> Bool {
        incident.flatMap { deletions[$0] }.map { $0 > change } ?? false
    }

    func removed(alert: Int64) -> Bool {
        var bounds = 0..<alerts.count
        while !bounds.isEmpty {
            let middle = bounds.lowerBound + bounds.count / 2
            if alerts[middle].contains(alert) { return true }
            bounds = alerts[middle].lowerBound > alert ? bounds.lowerBound..<middle : middle + 1..<bounds.upperBound
        }
        return false
    }

    private mutating func add(sequence: Int64, payload: String) {
        guard let deleted = try? JSONDocument(parsing: payload).root["after"] else { return }
        for incident in deleted["incidents"]?.elements.compactMap(\.integer) ?? [] { deletions[incident] = sequence }
        for range in deleted["alerts"]?.elements.map({ $0.elements.compactMap(\.integer) }) ?? [] {
            if range.count == 2, range[0] <= range[1] { alerts.append(range[0]...range[1]) }
        }
    }

    private static let statement = SQLStatement(
        "retention.record",
        "SELECT sequence, payload FROM changes WHERE action = 'retentionApplied' AND payload IS NOT NULL ORDER BY sequence")
}
