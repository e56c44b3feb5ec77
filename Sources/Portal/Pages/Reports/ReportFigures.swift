internal import CaseStore
internal import Primitives
internal import SecurityModel

/// What a span of time comes to: how fast incidents were taken up and closed, in all and by what tells them apart.
struct ReportFigures {
    /// Percentiles of a set of spans of time; `nil` where there is none.
    struct Spread: Equatable {
        var count: Int
        /// Of the smallest 5 %, the half, 90 % and 99 % (nearest rank).
        var p5: Duration
        var p50: Duration
        var p90: Duration
        var p99: Duration
        var mean: Duration

        init?(_ spans: [Duration]) {
            guard !spans.isEmpty else { return nil }
            let sorted = spans.sorted()
            func rank(_ percent: Int) -> Duration { sorted[max(0, (sorted.count * percent + 99) / 100 - 1)] }
            count = sorted.count
            (p5, p50, p90, p99) = (rank(5), rank(50), rank(90), rank(99))
            mean = Duration(ticks: sorted.reduce(0) { $0 + $1.ticks / Int64(sorted.count) })
        }
    }

    /// One row of a table: a set of incidents.
    struct Line: Equatable {
        var name: String
        var created: Int
        var closed: Int
        var triage: Spread?
        var closure: Spread?

        init(_ name: String, _ incidents: [IncidentTimes]) {
            self.name = name
            created = incidents.count
            closed = incidents.count { $0.closed != nil }
            // What a person made by hand was never waited for.
            triage = Spread(
                incidents.compactMap { incident in
                    incident.touched.flatMap { $0 > incident.created ? $0 - incident.created : nil }
                })
            closure = Spread(incidents.compactMap { incident in incident.closed.map { $0 - incident.created } })
        }
    }

    /// Those that were anybody's work: on the queue, or taken up.
    let incidents: [IncidentTimes]
    /// How many were routine, and kept off the queue.
    let routine: Int

    init(incidents all: [IncidentTimes]) {
        incidents = all.filter { $0.isOnQueue || $0.touched != nil }
        routine = all.count - incidents.count
    }

    var all: Line { Line("All", incidents) }

    var byOwner: [Line] { lines { [$0.owner.isEmpty ? "Nobody" : $0.owner] } }
    var byProduct: [Line] { lines { $0.products } }
    var bySeverity: [Line] { lines { [$0.severity.title] } }
    /// In the order of the kill chain.
    var byTactic: [Line] {
        Tactic.allCases.compactMap { tactic in
            let own = incidents.filter { $0.tactics.contains(TacticSet(tactic)) }
            return own.isEmpty ? nil : Line(tactic.title, own)
        }
    }

    /// Closed ones by how they were judged.
    var byClassification: [(name: String, count: Int)] {
        let closed = incidents.filter { $0.closed != nil }
        let groups = Dictionary(grouping: closed) { incident -> String in
            guard let words = incident.classification.words else { return "Not classified" }
            return incident.determination == .unknown ? words : "\(words): \(incident.determination.title.lowercased())"
        }
        return groups.map { ($0.key, $0.value.count) }.sorted { ($0.count, $1.name) > ($1.count, $0.name) }
    }

    /// The largest sets first; of as many, by name.
    private func lines(_ names: (IncidentTimes) -> [String]) -> [Line] {
        var groups: [String: [IncidentTimes]] = [:]
        for incident in incidents {
            for name in Set(names(incident)) { groups[name, default: []].append(incident) }
        }
        return groups.map { Line($0.key, $0.value) }.sorted { ($0.created, $1.name) > ($1.created, $0.name) }
    }
}
