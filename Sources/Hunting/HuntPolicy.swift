/// What hunts may use up. The figures are those of the public interfaces whose clients come here, where they have any.
public struct HuntPolicy: Hashable, Sendable {
    /// The longest that a hunt runs, in seconds. One that takes longer ends with an error.
    public var seconds = 180.0
    /// The most rows of an answer. A hunt that finds more ends with an error.
    public var rows = 100_000
    /// The most memory that a hunt's operators hold, in bytes.
    public var memory = 512 << 20
    /// Hunts that run at the same time. One more is asked to come again: each holds a reader of the store.
    public var atOnce = 2
    /// Seconds that the hunts of one account may run in a cycle, by each interface; those that go on count to their end. 0 is no limit.
    public var quotaSeconds = 900.0
    /// The cycle of the quota, in seconds: it begins anew at each multiple of them.
    public static let quotaCycle: Int64 = 900
    /// The share of its quota from which on a hunt's answer warns who asked.
    public static let warningShare = 0.1
    /// The share of its quota from which on an account is warned that it is nearly used up.
    public static let nearlyUsedShare = 0.8
    /// The share from which on a hunt counts as heavy.
    public static let heavyShare = 0.5
    /// The longest query, in bytes.
    public static let queryBytes = 256 << 10
    /// The hunts that the report of what they used keeps.
    public static let reportedHunts = 10_000
    /// The bytes of a query that the report keeps; of a longer one its beginning.
    public static let reportedQueryBytes = 8 << 10

    public init() {}

    /// What a hunt used, as a share: of the quota, and where there is none of the time that one may run.
    public func share(of hunt: HuntUsage.Entry) -> Double { hunt.share > 0 ? hunt.share : hunt.seconds / seconds }

    public func weight(of hunt: HuntUsage.Entry) -> HuntWeight {
        let share = share(of: hunt)
        return share > HuntPolicy.heavyShare ? .high : share > HuntPolicy.warningShare ? .medium : .low
    }
}

/// How much a hunt used, in Defender's words.
public enum HuntWeight: String, Sendable {
    case low = "Low"
    case medium = "Medium"
    case high = "High"
}
