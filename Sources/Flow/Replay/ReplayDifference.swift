public import Correlation
internal import Primitives

/// What other settings would have made of the same alerts.
public struct ReplayDifference: Sendable {
    /// An incident of either side.
    public struct Side: Hashable, Sendable {
        /// Under the settings in use the number by which people know it; under the others a number of the replay's own.
        public var number: IncidentNumber
        public var alertCount: Int
        public var score: Double
        public var isOnQueue: Bool
        /// Its place on the queue from 1; `nil` off the queue.
        public var rank: Int?
        /// Under the settings in use the name that it has; under the others, where nothing has one, the title of its first alert.
        public internal(set) var title = ""
        let firstAlert: Int64
    }

    public enum Change: Hashable, Sendable {
        /// Alerts of several incidents would be in one.
        case merged([Side], into: Side)
        /// Alerts of one incident would be in several.
        case split(Side, into: [Side])
        /// It would be on the queue. `before` is what it is made of, which is not.
        case appears(Side, before: Side)
        /// It would not be on the queue. `after` is what would become of it.
        case leaves(Side, after: Side)
        /// It would have another place on the queue.
        case ranked(Side, after: Side)
    }

    /// Where the alerts of one incident would be: each incident of now has at most one fate, each of its alerts is in one part.
    public struct Fate: Hashable, Sendable {
        public struct Part: Hashable, Sendable {
            /// How many of its alerts.
            public var alerts: Int
            /// The incident that they would be in.
            public var target: Side
            /// By the numbers that people know, the other incidents whose alerts would be in it too.
            public var company: [IncidentNumber]
        }

        public internal(set) var incident: Side
        /// Those of most alerts first.
        public var parts: [Part]
    }

    public struct Totals: Hashable, Sendable {
        public var incidents = 0
        public var onQueue = 0
    }

    public var alertCount: Int
    public var before: Totals
    public var after: Totals
    /// What would change about the queue, merges and splits first. What only sorts routine alerts off the queue otherwise
    /// is counted in `changesOffQueue`.
    public private(set) var changes: [Change] = []
    public private(set) var changesOffQueue = 0
    /// The same, told of each incident once: those that would be split, joined by others, on the queue, off it, or elsewhere
    /// on it; what stands or would stand highest comes first.
    public private(set) var fates: [Fate] = []
    /// Decisions of people that have no counterpart under the other settings.
    public var decisionsLeftOut = 0

    public var isEmpty: Bool { changes.isEmpty && changesOffQueue == 0 }

    /// - Parameters:
    ///   - present: the incidents under the settings in use.
    ///   - other: those under the others.
    init(from present: [IncidentLedger.Entry], to other: [IncidentLedger.Entry], alertCount: Int) {
        self.alertCount = alertCount
        let overlap = Overlap(present, other)
        before = Totals(incidents: present.count, onQueue: overlap.present.count { $0.isOnQueue })
        after = Totals(incidents: other.count, onQueue: overlap.other.count { $0.isOnQueue })
        noteMerges(overlap)
        noteSplits(overlap)
        noteQueue(overlap)
        fates = overlap.present.indices.compactMap(overlap.fate).sorted { $0.highest < $1.highest }
    }

    private mutating func noteMerges(_ overlap: Overlap) {
        for (index, sources) in overlap.sources.enumerated() where sources.count > 1 {
            let sides = sources.map { overlap.present[$0] }
            note(.merged(sides, into: overlap.other[index]), concernsQueue: (sides + [overlap.other[index]]))
        }
    }

    private mutating func noteSplits(_ overlap: Overlap) {
        for (index, targets) in overlap.targets.enumerated() where targets.count > 1 {
            let sides = targets.map { overlap.other[$0] }
            note(.split(overlap.present[index], into: sides), concernsQueue: (sides + [overlap.present[index]]))
        }
    }

    private mutating func note(_ change: Change, concernsQueue sides: [Side]) {
        if sides.contains(where: \.isOnQueue) { changes.append(change) } else { changesOffQueue += 1 }
    }

    /// Incidents are compared with the one that holds most of their alerts.
    private mutating func noteQueue(_ overlap: Overlap) {
        for (index, side) in overlap.other.enumerated() where side.isOnQueue {
            guard let source = overlap.sources[index].first, overlap.targets[source].first == index else { continue }
            let before = overlap.present[source]
            if !before.isOnQueue {
                changes.append(.appears(side, before: before))
            } else if before.rank != side.rank {
                changes.append(.ranked(before, after: side))
            }
        }
        for (index, side) in overlap.present.enumerated() where side.isOnQueue {
            guard let target = overlap.targets[index].first, !overlap.other[target].isOnQueue else { continue }
            changes.append(.leaves(side, after: overlap.other[target]))
        }
    }

    /// Gives each side that a change names its title.
    /// - Parameter title: for the incident of a first alert, as it is now or as it would be.
    mutating func name(_ title: (_ firstAlert: Int64, _ isNow: Bool) throws -> String?) rethrows {
        func named(_ side: Side, _ isNow: Bool = false) throws -> Side {
            var side = side
            side.title = try title(side.firstAlert, isNow) ?? ""
            return side
        }
        for index in fates.indices { fates[index].incident = try named(fates[index].incident, true) }
        changes = try changes.map { change in
            switch change {
            case .merged(let sources, let target): .merged(try sources.map { try named($0, true) }, into: try named(target))
            case .split(let source, let targets): .split(try named(source, true), into: try targets.map { try named($0) })
            case .appears(let side, let before): .appears(try named(side), before: try named(before, true))
            case .leaves(let side, let after): .leaves(try named(side, true), after: try named(after))
            case .ranked(let side, let after): .ranked(try named(side, true), after: try named(after))
            }
        }
    }
}

/// Which incidents of two groupings hold the same alerts, those that share most first.
private struct Overlap {
    let present: [ReplayDifference.Side]
    let other: [ReplayDifference.Side]
    /// For each incident of the other grouping, those of the present one, by their places.
    private(set) var sources: [[Int]]
    /// The other way round.
    private(set) var targets: [[Int]]
    /// For each present incident, how many of its alerts each target would hold.
    private let shares: [[Int: Int]]

    init(_ first: [IncidentLedger.Entry], _ second: [IncidentLedger.Entry]) {
        present = Overlap.sides(first)
        other = Overlap.sides(second)
        var homes: [Int64: Int] = [:]
        for (index, entry) in first.enumerated() {
            for alert in entry.alerts { homes[alert] = index }
        }
        var shares: [[Int: Int]] = Array(repeating: [:], count: second.count)
        for (index, entry) in second.enumerated() {
            for alert in entry.alerts { homes[alert].map { shares[index][$0, default: 0] += 1 } }
        }
        var back: [[Int: Int]] = Array(repeating: [:], count: first.count)
        for (index, counts) in shares.enumerated() {
            for (source, count) in counts { back[source][index] = count }
        }
        self.shares = back
        sources = shares.map(Overlap.largestFirst)
        targets = back.map(Overlap.largestFirst)
    }

    /// `nil` where nothing about the queue would change.
    func fate(of index: Int) -> ReplayDifference.Fate? {
        let side = present[index]
        let parts = targets[index].map { target in
            ReplayDifference.Fate.Part(
                alerts: shares[index][target] ?? 0, target: other[target],
                company: sources[target].filter { $0 != index }.map { present[$0].number })
        }
        guard side.isOnQueue || parts.contains(where: { $0.target.isOnQueue }) else { return nil }
        let isSame = parts.count == 1 && parts[0].company.isEmpty && parts[0].target.rank == side.rank
        return isSame ? nil : ReplayDifference.Fate(incident: side, parts: parts)
    }

    private static func largestFirst(_ counts: [Int: Int]) -> [Int] {
        counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    }

    private static func sides(_ entries: [IncidentLedger.Entry]) -> [ReplayDifference.Side] {
        let queue = entries.filter(\.isOnQueue).sorted {
            ($1.priority.score, $0.number) < ($0.priority.score, $1.number)
        }
        let ranks = Dictionary(uniqueKeysWithValues: queue.enumerated().map { ($1.number, $0 + 1) })
        return entries.map {
            ReplayDifference.Side(
                number: $0.number, alertCount: $0.alerts.count, score: $0.priority.score, isOnQueue: $0.isOnQueue,
                rank: ranks[$0.number], firstAlert: $0.alerts.first ?? 0)
        }
    }
}

extension ReplayDifference.Fate {
    /// The best place of it on either queue; what is on none comes last, by its number.
    fileprivate var highest: (Int, IncidentNumber) {
        (([incident.rank] + parts.map(\.target.rank)).compactMap(\.self).min() ?? .max, incident.number)
    }
}
