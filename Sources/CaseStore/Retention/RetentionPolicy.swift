public import Primitives

/// How long cases are kept. An open incident on the queue is kept for ever; so is what correlation would have to read again
/// after a restart, and the newest incident and alert, since their numbers go on from there.
public struct RetentionPolicy: Hashable, Sendable {
    /// Resolved incidents and those off the queue are deleted this long after their last update and activity.
    public var maximumAge: Duration = .days(180)
    /// Bytes that the database may use. Beyond, the oldest such incidents go before their time.
    public var maximumSize: Int64 = 20 << 30
    /// What is younger than this is kept even where the database is too large. Longer than correlation's longest window.
    public var minimumAge: Duration = .days(30)
    /// Records that could not be read are deleted this long after they came.
    public var rejectedRecordAge: Duration = .days(30)
    /// Alerts that one transaction deletes, at most; others write in between.
    public var transactionAlerts = 2000
    /// Incidents that one transaction deletes, at most.
    public var transactionIncidents = 200

    public init() {}
}

/// What a sweep came to.
public struct RetentionOutcome: Hashable, Sendable {
    public var incidents: Int64 = 0
    public var alerts: Int64 = 0
    public var rejectedRecords: Int64 = 0
    /// The database is larger than the policy wants, and nothing is left that may be deleted.
    public var isStillTooLarge = false
}
