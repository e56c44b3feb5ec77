public import Primitives

/// The number of an incident; it keeps working for ever, also after a merge.
public struct IncidentID: Hashable, Sendable, Comparable, CustomStringConvertible {
    public var number: Int64

    public init(_ number: Int64) {
        self.number = number
    }

    public init?(_ text: String) {
        guard let number = Int64(text), number > 0 else { return nil }
        self.number = number
    }

    /// Reads what people write: `42`, `#42` as pages do, `Incident 42`, `INC-42`.
    public init?(written text: String) {
        guard let id = IncidentID(called: text) ?? IncidentID(text) else { return nil }
        self = id
    }

    /// The same where the words say that it is an incident: a number alone may be that of anything.
    public init?(called text: String) {
        let lowered = text.lowercased()
        for word in ["#", "incident #", "incident ", "inc-", "inc "] where lowered.hasPrefix(word) {
            guard let id = IncidentID(String(lowered.dropFirst(word.count))) else { continue }
            self = id
            return
        }
        return nil
    }

    public var description: String { String(number) }

    public static func < (left: IncidentID, right: IncidentID) -> Bool { left.number < right.number }
}

/// Related alerts with their outcome: the unit of triage.
public struct Incident: Sendable {
    public var id: IncidentID
    public var displayName: String
    /// A person gave the name; it is then never overwritten.
    public var hasCustomName: Bool
    public var status: IncidentStatus
    /// The highest of its alerts, until a person sets it.
    public var severity: AlertSeverity
    public var classification: Classification
    public var determination: Determination
    public var assignedTo: String
    public var customTags: [String]
    public var systemTags: [String]
    public var resolvingComment: String
    public var summary: String
    /// Where a merged incident points.
    public var redirectIncidentId: IncidentID?
    /// The resolved incident that this one continues.
    public var continues: IncidentID?
    /// Not capped; pages show at most 100.
    public var priority: Double
    public var priorityFactors: [PriorityFactor]
    /// Whether people are shown it without asking; routine noise is kept off the queue.
    public var isOnQueue: Bool
    /// Why it is on the queue or kept off it, as its ranking found.
    public var queueGrounds: [QueueGround] = []
    public var alertCount: Int64
    public var activeAlertCount: Int64
    public var tactics: TacticSet
    public var firstActivity: Timestamp
    public var lastActivity: Timestamp
    public var created: Timestamp
    public var lastUpdate: Timestamp
    public var lastModifiedBy: String
    public var comments: [Comment]

    public init(
        id: IncidentID, displayName: String, hasCustomName: Bool, status: IncidentStatus, severity: AlertSeverity,
        classification: Classification, determination: Determination, assignedTo: String, customTags: [String],
        systemTags: [String], resolvingComment: String, summary: String, redirectIncidentId: IncidentID?,
        continues: IncidentID?, priority: Double, priorityFactors: [PriorityFactor], isOnQueue: Bool, alertCount: Int64,
        activeAlertCount: Int64, tactics: TacticSet, firstActivity: Timestamp, lastActivity: Timestamp,
        created: Timestamp, lastUpdate: Timestamp, lastModifiedBy: String, comments: [Comment]
    ) {
        self.id = id
        self.displayName = displayName
        self.hasCustomName = hasCustomName
        self.status = status
        self.severity = severity
        self.classification = classification
        self.determination = determination
        self.assignedTo = assignedTo
        self.customTags = customTags
        self.systemTags = systemTags
        self.resolvingComment = resolvingComment
        self.summary = summary
        self.redirectIncidentId = redirectIncidentId
        self.continues = continues
        self.priority = priority
        self.priorityFactors = priorityFactors
        self.isOnQueue = isOnQueue
        self.alertCount = alertCount
        self.activeAlertCount = activeAlertCount
        self.tactics = tactics
        self.firstActivity = firstActivity
        self.lastActivity = lastActivity
        self.created = created
        self.lastUpdate = lastUpdate
        self.lastModifiedBy = lastModifiedBy
        self.comments = comments
    }
}

/// A ground on which an incident is on the queue, or the one on which it is kept off it.
public struct QueueGround: Hashable, Sendable {
    public var name: String
    /// What a person reads: a clause of a sentence.
    public var text: String

    public init(name: String, text: String) {
        self.name = name
        self.text = text
    }
}

/// One term of an incident's priority. The terms add up to it.
public struct PriorityFactor: Hashable, Sendable {
    public var name: String
    public var points: Double
    /// The sentence that a person reads.
    public var text: String

    public init(name: String, points: Double, text: String) {
        self.name = name
        self.points = points
        self.text = text
    }
}
