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
    /// The longest query, in bytes.
    public static let queryBytes = 256 << 10
    /// The hunts that the report of what they used keeps.
    public static let reportedHunts = 10_000

    public init() {}
}
