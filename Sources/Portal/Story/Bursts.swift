internal import CaseStore
internal import Primitives
internal import SecurityModel

/// The alerts of an incident in bursts: those of one kind about the same things without a long pause. What comes back after a
/// pause is told when it came back, and not as if it had never ceased.
struct Bursts {
    /// After so long a pause everything is parted.
    static let longestPause = Duration.hours(1)

    /// The pause that parts two bursts: what is long depends on how long all of it went on.
    static func pause(of groups: [AlertGroup]) -> Duration {
        guard let first = groups.map(\.firstActivity).min(), let last = groups.map(\.lastActivity).max() else {
            return longestPause
        }
        return min(longestPause, max(.minutes(10), Duration(ticks: (last - first).ticks / 8)))
    }

    /// Bursts that are told apart, at most: where there are more, longer pauses part them, or none.
    static let most = 500
    /// Incidents of more alerts are told in whole groups, as to look for pauses takes a look at each alert.
    static let mostAlerts: Int64 = 50_000

    let groups: [AlertGroup]

    init(_ incidentCase: IncidentCase, _ reader: CaseReader) throws {
        let (incident, whole) = (incidentCase.incident, incidentCase.groups)
        let pause = Bursts.pause(of: whole)
        let mayPause = whole.contains { $0.alertCount > 1 && $0.lastActivity - $0.firstActivity > pause }
        guard mayPause, incident.alertCount <= Bursts.mostAlerts, whole.count < IncidentCase.mostGroups else {
            groups = whole
            return
        }
        let bursts = try reader.alertGroups(of: incident.id, partedBy: pause, limit: Bursts.most * 10)
        groups = Bursts.joined(bursts, partedBy: pause, whole: whole, most: Bursts.most)
    }

    /// As many bursts as there may be, parted by the longest pauses.
    static func joined(_ bursts: [AlertGroup], partedBy shortest: Duration, whole: [AlertGroup], most: Int) -> [AlertGroup] {
        guard bursts.count < most * 10 else { return whole }
        var (joined, pause) = (bursts, shortest)
        while joined.count > max(most, whole.count) {
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

extension AlertGroup {
    /// Goes on with a later burst of the same kind.
    fileprivate mutating func take(_ later: AlertGroup) {
        severity = max(severity, later.severity)
        (alertCount, openCount) = (alertCount + later.alertCount, openCount + later.openCount)
        lastActivity = max(lastActivity, later.lastActivity)
        tactics.formUnion(later.tactics)
        example = min(example, later.example)
    }
}
