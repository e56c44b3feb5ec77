/// The number of an incident, given by the correlator: 1, 2, 3 ...
public typealias IncidentNumber = Int64

/// What the correlator wants done. Decisions are applied in order; each alert is in exactly one incident after each.
public enum CorrelationDecision: Hashable, Sendable {
    /// A new incident; the alerts follow. `related` is a resolved incident that it continues.
    case opened(incident: IncidentNumber, related: IncidentNumber?)
    case joined(alert: Int64, incident: IncidentNumber, reasons: [CorrelationReason])
    case moved(alerts: [Int64], source: IncidentNumber, target: IncidentNumber, reasons: [CorrelationReason])
    /// The source redirects to the target from now on.
    case merged(source: IncidentNumber, target: IncidentNumber, reasons: [CorrelationReason])
    /// The merge is taken back: the source stands on its own again, with the alerts it had.
    case separated(source: IncidentNumber, target: IncidentNumber)
    case ranked(incident: IncidentNumber, priority: IncidentPriority, standing: QueueStanding)
}

/// What a person decided.
public enum HumanDecision: Hashable, Sendable {
    /// Merges both: the first stays.
    case merge(IncidentNumber, IncidentNumber)
    case undoMerge(source: IncidentNumber)
    /// Moves alerts to an incident, or to a new one, and remembers it for alerts of the same detector and anchor.
    case moveAlerts([Observation], source: IncidentNumber, target: IncidentNumber?)
    /// Takes a move back: the alerts go from where they were put to where they had been, which counts them as before, and what
    /// was remembered of the move is forgotten.
    case undoMove([Observation], source: IncidentNumber, target: IncidentNumber)
    /// Opens an incident without alerts; people put some into it, or none.
    case open
    /// Makes an incident one that a person opened: it stands on the queue whatever is in it.
    case adopt(IncidentNumber)
    case resolve(IncidentNumber)
    case reopen(IncidentNumber)
    /// 0 takes the owner away.
    case assign(IncidentNumber, owner: Int64)
    /// 0 means not set. The verdict teaches the detectors of the incident's alerts.
    case classify(IncidentNumber, classification: Int32, determination: Int32, verdict: Verdict = .none)
    /// Says how critical entities are, in every incident that they occur in. Alerts that follow carry it themselves.
    case rate([EntityRating])
}

/// How much the organisation depends on an entity: 0 (nothing said) to 4.
public struct EntityRating: Hashable, Sendable {
    public var entity: Int32
    public var criticality: UInt8

    public init(entity: Int32, criticality: UInt8) {
        self.entity = entity
        self.criticality = criticality
    }
}

/// Why a person's decision is refused.
public enum CorrelationRefusal: Error, Hashable, Sendable {
    case unknownIncident(IncidentNumber)
    case sameIncident
    case resolved(IncidentNumber)
    case ownersDiffer
    case classificationsDiffer
    case determinationsDiffer
    case alertLimit(Int)
    case entityLimit(Int)
    case deviceGroupsDiffer
    case notMerged(IncidentNumber)
}
