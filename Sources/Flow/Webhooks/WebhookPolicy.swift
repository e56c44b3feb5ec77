public import Primitives

/// The limits of webhooks. What happens at each limit is said beside it.
public struct WebhookPolicy: Hashable, Sendable {
    /// Subscriptions, at most; more are refused.
    public var largestCount = 50
    /// Messages that are on their way at the same time, to all and to one; others wait.
    public var largestParallel = 32
    public var largestParallelToOne = 2
    /// Messages that may wait for one webhook; beyond, news of further incidents is given up at once, and listed so.
    public var largestBacklog: Int64 = 10_000
    /// After so long without an answer an attempt has failed.
    public var timeout = Duration.seconds(10)
    /// The pause after the first failure. It doubles with each further one, up to the longest, and a tenth of it is chance.
    public var firstPause = Duration.seconds(5)
    public var longestPause = Duration.hours(1)
    /// A message that was not taken for so long is given up.
    public var giveUpAfter = Duration.hours(24)
    /// For so long it is listed what became of a message.
    public var keepsLogFor = Duration.days(30)
    /// Alerts that come with an incident, at most; `alertCount` says how many there are.
    public var largestAlertCount = 100
    /// Bytes of a message; a larger one comes without alerts.
    public var largestBody = 1 << 20
    /// Changes that are looked at in one step.
    public var batch = 2000

    public init() {}

    /// The pause after so many failed attempts.
    /// - Parameter chance: from 0 to 1.
    func pause(after attempts: Int64, chance: Double) -> Duration {
        let doublings = min(max(attempts - 1, 0), 30)
        let pause = min(firstPause.ticks << doublings, longestPause.ticks)
        return Duration(ticks: pause - pause / 10 + Int64(Double(pause) / 5 * chance))
    }
}
