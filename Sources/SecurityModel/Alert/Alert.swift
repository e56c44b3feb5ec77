public import Primitives

/// The stable number of an alert. On the wire it is `al` and the number.
public struct AlertID: Hashable, Sendable, Comparable, CustomStringConvertible {
    public var number: Int64

    public init(_ number: Int64) {
        self.number = number
    }

    /// Reads the form of the wire; `nil` for anything else.
    public init?(_ text: String) {
        guard text.hasPrefix("al"), let number = Int64(text.dropFirst(2)), number > 0 else { return nil }
        self.number = number
    }

    /// Reads what people write: `al17`, `AL17`, `17`, `Alert 17`.
    public init?(written text: String) {
        let lowered = text.lowercased()
        let digits = lowered.hasPrefix("alert ") ? String(lowered.dropFirst(6)) : lowered
        guard let id = AlertID(digits) ?? AlertID("al" + digits) else { return nil }
        self = id
    }

    public var description: String { "al\(number)" }

    public static func < (left: AlertID, right: AlertID) -> Bool { left.number < right.number }
}

/// A finding with what became of it here. Always in exactly one incident.
public struct Alert: Sendable {
    public var id: AlertID
    public var incident: IncidentID
    public var report: AlertReport
    public var status: AlertStatus
    public var severity: AlertSeverity
    public var classification: Classification
    public var determination: Determination
    public var assignedTo: String
    public var investigationState: InvestigationState
    public var comments: [Comment]
    public var created: Timestamp
    public var lastUpdate: Timestamp
    public var resolved: Timestamp?
    /// How often it was reported; repeats fold into the first.
    public var occurrences: Int64
    /// Why it is in its incident, one reason a line of text.
    public var reasons: [LinkReason]

    public init(
        id: AlertID, incident: IncidentID, report: AlertReport, status: AlertStatus, severity: AlertSeverity,
        classification: Classification, determination: Determination, assignedTo: String,
        investigationState: InvestigationState, comments: [Comment], created: Timestamp, lastUpdate: Timestamp,
        resolved: Timestamp?, occurrences: Int64, reasons: [LinkReason]
    ) {
        self.id = id
        self.incident = incident
        self.report = report
        self.status = status
        self.severity = severity
        self.classification = classification
        self.determination = determination
        self.assignedTo = assignedTo
        self.investigationState = investigationState
        self.comments = comments
        self.created = created
        self.lastUpdate = lastUpdate
        self.resolved = resolved
        self.occurrences = occurrences
        self.reasons = reasons
    }
}

/// What a person wrote on an alert or incident (Graph `alertComment`).
public struct Comment: Hashable, Sendable {
    /// Characters of one comment, at most (the limit of the public API).
    public static let maximumLength = 30_000

    /// Unique in the installation; 0 before it is stored, below 0 where it came with an alert.
    public var id: Int64
    /// The name that whoever wrote it gave to it; mostly empty.
    public var name: String
    public var text: String
    public var author: String
    public var created: Timestamp
    /// When its text was last written.
    public var updated: Timestamp

    public init(
        id: Int64 = 0, name: String = "", text: String, author: String, created: Timestamp, updated: Timestamp? = nil
    ) {
        self.id = id
        self.name = name
        self.text = text
        self.author = author
        self.created = created
        self.updated = updated ?? created
    }
}
