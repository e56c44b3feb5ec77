internal import Correlation
internal import Primitives

/// Which alert is in which incident: decisions kept as books, without a store.
struct IncidentLedger: Sendable {
    /// Where each alert was put, by its number; 0 where there is none.
    private var homes: [IncidentNumber] = [0]
    private var redirects: [IncidentNumber: IncidentNumber] = [:]
    private var ranks: [IncidentNumber: Rank] = [:]
    private var raised: [IncidentNumber: Timestamp] = [:]

    private struct Rank {
        var priority: IncidentPriority
        var isOnQueue: Bool
    }

    struct Entry {
        var number: IncidentNumber
        /// In the order of their numbers.
        var alerts: [Int64] = []
        var priority = IncidentPriority(factors: [])
        var isOnQueue = false
        /// When it, or an incident that was merged into it, first stood on the queue.
        var raised: Timestamp?
    }

    mutating func apply(_ decisions: [CorrelationDecision], at now: Timestamp) {
        for decision in decisions {
            switch decision {
            case .opened: break
            case .joined(let alert, let incident, _): put(alert, incident)
            case .moved(let alerts, _, let target, _): for alert in alerts { put(alert, target) }
            case .merged(let source, let target, _): redirects[source] = target
            case .separated(let source, _): redirects[source] = nil
            case .ranked(let incident, let priority, let standing):
                ranks[incident] = Rank(priority: priority, isOnQueue: standing.isOnQueue)
                if standing.isOnQueue, raised[incident] == nil { raised[incident] = now }
            }
        }
    }

    private mutating func put(_ alert: Int64, _ incident: IncidentNumber) {
        let index = Int(alert)
        if index >= homes.count { homes.append(contentsOf: repeatElement(0, count: index + 1 - homes.count)) }
        homes[index] = incident
    }

    /// Where an incident is now, after merges.
    func root(_ incident: IncidentNumber) -> IncidentNumber {
        var at = incident
        while let target = redirects[at] { at = target }
        return at
    }

    /// The incident that the alert was put into, before merges.
    func home(of alert: Int64) -> IncidentNumber? {
        let index = Int(alert)
        return index < homes.count && homes[index] != 0 ? homes[index] : nil
    }

    /// The alerts of an incident, with those of what was merged into it.
    func alerts(of incident: IncidentNumber) -> [Int64] {
        let root = root(incident)
        let merged = Set(redirects.keys.filter { self.root($0) == root }).union([root])
        return homes.indices.filter { merged.contains(homes[$0]) }.map { Int64($0) }
    }

    /// The alerts that were put into this very incident.
    func ownAlerts(of incident: IncidentNumber) -> [Int64] {
        homes.indices.filter { homes[$0] == incident }.map { Int64($0) }
    }

    /// The incidents that hold alerts, by number.
    func incidents() -> [Entry] {
        var entries: [IncidentNumber: Entry] = [:]
        for (alert, home) in homes.enumerated() where home != 0 {
            let root = root(home)
            entries[root, default: Entry(number: root)].alerts.append(Int64(alert))
        }
        for (number, rank) in ranks {
            entries[number]?.priority = rank.priority
            entries[number]?.isOnQueue = rank.isOnQueue
        }
        for (number, time) in raised {
            let root = root(number)
            let first = entries[root]?.raised ?? time
            entries[root]?.raised = min(first, time)
        }
        return entries.values.sorted { $0.number < $1.number }
    }
}
