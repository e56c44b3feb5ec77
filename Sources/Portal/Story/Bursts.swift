internal import CaseStore
internal import Primitives
internal import SecurityModel

/// The alerts of an incident in bursts: those of one kind about the same things without a long pause. What comes back after a
/// pause is told when it came back, and not as if it had never ceased.
enum Bursts {
    /// After so long a pause everything is parted.
    static let longestPause = Duration.hours(1)

    /// The pause that parts two bursts: what is long depends on how long all of it went on.
    static func pause(ofSpan span: Duration) -> Duration {
        min(longestPause, max(.minutes(10), Duration(ticks: span.ticks / 8)))
    }

    static func pause(of groups: [AlertGroup]) -> Duration {
        guard let first = groups.map(\.firstActivity).min(), let last = groups.map(\.lastActivity).max() else {
            return longestPause
        }
        return pause(ofSpan: last - first)
    }

    /// Bursts that are told apart, at most: where there are more, longer pauses part them, or none.
    static let most = 500
    /// Incidents of more alerts are told in whole groups, as to look for pauses takes a look at each alert.
    static let mostAlerts = 50_000

    /// As many bursts as there may be, parted by the longest pauses.
    static func joined(_ groups: AlertGroups, most: Int = most) -> [AlertGroup] {
        guard groups.bursts.count < most * 10 else { return groups.whole }
        var (joined, pause) = (groups.bursts, pause(of: groups.bursts))
        while joined.count > max(most, groups.whole.count) {
            pause = Duration(ticks: 2 * pause.ticks)
            joined = joining(joined, acrossPausesUpTo: pause)
        }
        return joined
    }

    private struct Kind: Hashable {
        var detector: Int64
        var entities: [ObservedEntity]
    }

    private static func joining(_ bursts: [AlertGroup], acrossPausesUpTo pause: Duration) -> [AlertGroup] {
        var joined: [AlertGroup] = []
        var places: [Kind: Int] = [:]
        for burst in bursts {
            let kind = Kind(detector: burst.detector, entities: burst.entities)
            if let place = places[kind], burst.firstActivity - joined[place].lastActivity <= pause {
                joined[place].take(burst)
            } else {
                places[kind] = joined.count
                joined.append(burst)
            }
        }
        return joined
    }
}
