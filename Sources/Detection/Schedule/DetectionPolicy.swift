public import Primitives

/// The limits of detections. The figures are those of the public products whose rules come here, where they have any.
public struct DetectionPolicy: Sendable {
    // MARK: What a rule may say

    public static let frequencies = RuleSpan.Range(.minutes(5), .days(14))
    public static let lookBacks = RuleSpan.Range(.minutes(5), .days(30))
    public static let suppressions = RuleSpan.Range(.minutes(5), .days(1))
    public static let thresholds: ClosedRange<Int64> = 0...10_000
    /// Characters.
    public static let queryLength = 1...10_000
    public static let displayNameLength = 1...256
    public static let descriptionLength = 0...5_000
    public static let entityMappings = 10
    public static let identifiersOfMapping = 3
    public static let customDetails = 20

    // MARK: What a run makes

    /// Alerts of a run of its own schedule; the last one summarises what is left.
    public static let alertsOfRun = 150
    /// The same of a run of a continuous rule.
    public static let alertsOfContinuousRun = 30
    public static let entitiesOfAlert = 500
    /// Values of one custom detail, and bytes of all of them.
    public static let valuesOfDetail = 50
    public static let bytesOfDetails = 4 << 10
    /// Bytes of a title and of a description that columns are put into.
    public static let bytesOfTitle = 256
    public static let bytesOfDescription = 5 << 10

    // MARK: How rules run

    /// How far back the first run of a rule looks that does not say it itself.
    public static let firstLookBack = Duration.days(30)
    /// Rows that a run may find. One that finds more fails: its query is to say less, or summarise.
    public static let rowsOfRun = 10_000
    /// How often continuous rules run.
    public var continuousInterval = Duration.minutes(1)
    /// How far the clock may go back until windows begin anew from where it stands.
    public static let clockTolerance = Duration.minutes(5)
    /// Failures in a row after which a rule is disabled.
    public var failures: Int64 = 5
    /// The same where the failure was that a query took more than it may.
    public var excesses: Int64 = 3
    /// How long a rule that failed waits, times the failures so far.
    public var retryDelay = Duration.minutes(1)
    /// Runs of a rule that are remembered.
    public static let runsKept: Int64 = 500
    /// Windows of a preview, at most.
    public static let previewRuns = 50
    /// Alerts that a preview shows.
    public static let previewAlerts = 10

    public init() {}

    /// How far back a rule looks that does not say it: four times its frequency, and 30 days once a day.
    public static func lookBack(of frequency: DetectionRule.Frequency) -> Duration {
        guard case .every(let length) = frequency else { return .seconds(0) }
        return length >= .days(1) ? max(length, .days(30)) : Duration(ticks: 4 * length.ticks)
    }
}
