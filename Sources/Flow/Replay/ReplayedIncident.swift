public import Correlation
public import Primitives

/// An incident as a replay leaves it.
public struct ReplayedIncident: Sendable {
    public var number: IncidentNumber
    /// The names of its alerts, in the order in which they came.
    public var alerts: [String]
    public var priority: IncidentPriority
    public var isOnQueue: Bool
    /// When it first stood on the queue, by the clock of the alerts; `nil` where it never did.
    public var raised: Timestamp?

    /// The order of the queue; what is off the queue stands behind it, by number.
    static func isBefore(_ one: ReplayedIncident, _ other: ReplayedIncident) -> Bool {
        if one.isOnQueue != other.isOnQueue { return one.isOnQueue }
        let (first, second) = (one.priority.score, other.priority.score)
        return one.isOnQueue && first != second ? first > second : one.number < other.number
    }
}

extension JSONWriter {
    /// `{"incidents": [{"id", "alerts", "priority", "queue", "raised_at"}]}`
    public mutating func write(_ incidents: [ReplayedIncident]) {
        beginObject()
        key("incidents")
        beginArray()
        for incident in incidents { write(incident) }
        endArray()
        endObject()
    }

    private mutating func write(_ incident: ReplayedIncident) {
        beginObject()
        key("id")
        write(incident.number)
        key("alerts")
        beginArray()
        for alert in incident.alerts { write(alert) }
        endArray()
        key("priority")
        write(incident.priority.score)
        key("queue")
        write(incident.isOnQueue)
        if let raised = incident.raised {
            key("raised_at")
            write(raised)
        }
        endObject()
    }
}
