/// What hunts may use up. The figures are those of the public interfaces whose clients come here, where they have any.
public struct HuntPolicy: Sendable {
    /// The longest that a hunt runs, in seconds. One that takes longer ends with an error.
    public var seconds = 180.0
    /// The most rows of an answer. A hunt that finds more ends with an error.
    public var rows = 100_000
    /// The most memory that a hunt's operators hold, in bytes.
    public var memory = 512 << 20
    /// Hunts that run at the same time. One more is asked to come again: each holds a reader of the store.
    public var atOnce = 2
    /// The longest query, in bytes.
    public static let queryBytes = 256 << 10

    public init() {}
}
