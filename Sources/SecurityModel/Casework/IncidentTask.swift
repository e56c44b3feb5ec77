public import Primitives

/// A step of an incident's response that somebody ticks off.
public struct IncidentTask: Hashable, Sendable {
    public enum Status: UInt8, WireEnum {
        case new = 1
        case completed = 2

        public var name: String { "\(self)" }
    }

    /// Where it stands among the incident's tasks, who does it, by when, and how it ended.
    public struct Details: Hashable, Sendable {
        /// Smaller ones come first.
        public var position: Int64
        /// Empty for nobody.
        public var owner: String
        public var due: Timestamp?
        public var closingNote: String

        public init(position: Int64 = 0, owner: String = "", due: Timestamp? = nil, closingNote: String = "") {
            self.position = position
            self.owner = owner
            self.due = due
            self.closingNote = closingNote
        }
    }

    /// Given by whoever made it, unique within the incident.
    public var name: String
    public var incident: IncidentID
    public var title: String
    public var description: String
    public var status: Status
    /// `nil` where whoever wrote the task knows nothing of them: they then stay as they were.
    public var details: Details?
    public var authorship: Authorship

    public init(
        name: String, incident: IncidentID, title: String, description: String = "", status: Status = .new,
        details: Details? = nil, authorship: Authorship = .unsaved
    ) {
        self.name = name
        self.incident = incident
        self.title = title
        self.description = description
        self.status = status
        self.details = details
        self.authorship = authorship
    }
}
