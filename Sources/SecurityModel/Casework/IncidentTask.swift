/// A step of an incident's response that somebody ticks off.
public struct IncidentTask: Hashable, Sendable {
    public enum Status: UInt8, WireEnum {
        case new = 1
        case completed = 2

        public var name: String { "\(self)" }
    }

    /// Given by whoever made it, unique within the incident.
    public var name: String
    public var incident: IncidentID
    public var title: String
    public var description: String
    public var status: Status
    public var authorship: Authorship

    public init(
        name: String, incident: IncidentID, title: String, description: String = "", status: Status = .new,
        authorship: Authorship = .unsaved
    ) {
        self.name = name
        self.incident = incident
        self.title = title
        self.description = description
        self.status = status
        self.authorship = authorship
    }
}
