public import Primitives
public import SecurityModel

/// Who changed something.
public struct ChangeActor: Hashable, Sendable {
    public var name: String
    /// Told apart from stages and rules: what people set is never overwritten by the others.
    public var isPerson: Bool

    public init(person name: String) {
        self.name = name
        isPerson = true
    }

    private init(stage name: String) {
        self.name = name
        isPerson = false
    }

    public static let ingestion = ChangeActor(stage: "ingestion")
    public static let correlation = ChangeActor(stage: "alert correlation")
    public static let retention = ChangeActor(stage: "retention")
    public static let access = ChangeActor(stage: "access")
    public static let webhooks = ChangeActor(stage: "webhooks")
    public static let detection = ChangeActor(stage: "detection")
    public static let hunting = ChangeActor(stage: "hunting")
}

/// What was done; the word stands in the log for good.
public enum ChangeAction: String, Sendable, CaseIterable {
    case incidentCreated, incidentUpdated, incidentMerged, mergeUndone, incidentDeleted
    case alertsAdded, alertsMoved, alertUpdated, alertRepeated
    case commented, commentUpdated, commentDeleted
    case recordCreated, recordUpdated, recordDeleted
    case sourceCreated, sourceUpdated, sourceDeleted
    case detectorUpdated
    case settingChanged
    case assetUpdated, assetRuleCreated, assetRuleDeleted
    case indicatorCreated, indicatorUpdated, indicatorRemoved
    case recordsRejected, retentionApplied
    case clientCreated, clientUpdated, clientRemoved, clientRefused, signingKeyRotated
    case personCreated, personUpdated, personRemoved
    case signedIn, signedOut, signInRefused, sessionsEnded
    case roleCreated, roleUpdated, roleRemoved
    case deviceGroupsChanged
    case webhookCreated, webhookDeleted
    case huntCancelled
}

/// One row of the log.
public struct Change: Sendable {
    public var sequence: Int64
    public var time: Timestamp
    public var actor: String
    public var isPerson: Bool
    public var action: String
    public var incident: IncidentID?
    public var alert: AlertID?
    /// `before` and `after`, each an object of the fields that changed; `nil` once retention removed it.
    public var payload: JSONValue?

    public init(
        sequence: Int64, time: Timestamp, actor: String, isPerson: Bool, action: String, incident: IncidentID?, alert: AlertID?,
        payload: JSONValue?
    ) {
        self.sequence = sequence
        self.time = time
        self.actor = actor
        self.isPerson = isPerson
        self.action = action
        self.incident = incident
        self.alert = alert
        self.payload = payload
    }
}
