public import Primitives

/// A find of a hunt that is kept, with the query that made it.
public struct Bookmark: Hashable, Sendable {
    /// Given by whoever made it, unique in the installation.
    public var name: String
    public var displayName: String
    public var query: String
    /// The row that was found, as text.
    public var queryResult: String
    public var notes: String
    public var labels: [String]
    public var tactics: [String]
    public var techniques: [String]
    public var eventTime: Timestamp?
    /// The span that the query looked at.
    public var queryStart: Timestamp?
    public var queryEnd: Timestamp?
    /// Which columns of the result name entities, in the words of whoever made it.
    public var entityMappings: [JSONValue]
    public var authorship: Authorship

    public init(
        name: String, displayName: String, query: String, queryResult: String = "", notes: String = "", labels: [String] = [],
        tactics: [String] = [], techniques: [String] = [], eventTime: Timestamp? = nil, queryStart: Timestamp? = nil,
        queryEnd: Timestamp? = nil, entityMappings: [JSONValue] = [], authorship: Authorship = .unsaved
    ) {
        self.name = name
        self.displayName = displayName
        self.query = query
        self.queryResult = queryResult
        self.notes = notes
        self.labels = labels
        self.tactics = tactics
        self.techniques = techniques
        self.eventTime = eventTime
        self.queryStart = queryStart
        self.queryEnd = queryEnd
        self.entityMappings = entityMappings
        self.authorship = authorship
    }
}

/// Something that a person pinned to an incident under a name.
public struct IncidentAttachment: Hashable, Sendable {
    public enum Subject: Hashable, Sendable {
        /// By its name.
        case bookmark(String)
        /// The alert is in the incident anyway; this keeps the name under which it was pinned.
        case alert(AlertID)
    }

    /// Unique within the incident.
    public var name: String
    public var incident: IncidentID
    public var subject: Subject
    public var authorship: Authorship

    public init(name: String, incident: IncidentID, subject: Subject, authorship: Authorship = .unsaved) {
        self.name = name
        self.incident = incident
        self.subject = subject
        self.authorship = authorship
    }
}
