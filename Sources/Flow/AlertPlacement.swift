internal import CaseStore
internal import Correlation
internal import Primitives
internal import SecurityModel

/// Carries out what correlation decided about a batch of alerts. Derived values of an incident are gathered and written
/// once a batch, before anything that reads them.
struct AlertPlacement {
    private let transaction: CaseTransaction
    private let alerts: [Int64: NewAlert]
    private let personal: PersonalReason?
    private var pending: [IncidentID: Pending] = [:]
    private var names: NameBook
    private var writer: ReasonWriter

    private struct Pending {
        var delta = IncidentDelta()
        var added: [(id: AlertID, digest: [UInt8])] = []
        var priority: IncidentPriority?
        var standing = QueueStanding([])
    }

    /// What is kept from one batch to the next.
    struct Memory {
        var names = NameBook()
        var writer = ReasonWriter()
    }

    /// - Parameter reason: what is written instead of correlation's own reasons, where a person decided.
    static func apply(
        _ decisions: [CorrelationDecision], to alerts: [NewAlert], because personal: PersonalReason? = nil,
        memory: inout Memory, in transaction: CaseTransaction
    ) throws {
        for alert in alerts { memory.names.learn(alert) }
        var placement = AlertPlacement(transaction: transaction, alerts: alerts, personal: personal, memory: memory)
        for decision in decisions { try placement.apply(decision) }
        try placement.finish(alerts)
        memory = Memory(names: placement.names, writer: placement.writer)
    }

    private init(transaction: CaseTransaction, alerts: [NewAlert], personal: PersonalReason?, memory: Memory) {
        self.transaction = transaction
        self.personal = personal
        self.alerts = Dictionary(uniqueKeysWithValues: alerts.map { ($0.id.number, $0) })
        names = memory.names
        writer = memory.writer
    }

    private mutating func apply(_ decision: CorrelationDecision) throws {
        switch decision {
        case .opened(let incident, let related):
            opening[incident] = related
        case .joined(let alert, let incident, let reasons):
            try join(alert, incident, reasons)
        case .moved(let alerts, let source, let target, let reasons):
            if personal != nil { reshaped.formUnion([IncidentID(source), IncidentID(target)]) }
            try open(target, for: alerts.first)
            moves.append(
                AlertMove(
                    alerts.map { AlertID($0) }, to: IncidentID(target), reasons: try sentences(reasons),
                    former: personal?.former ?? [:]))
            pending[IncidentID(target)] = pending[IncidentID(target)] ?? Pending()
        case .merged(let source, let target, let reasons):
            try flush()
            try transaction.merge(IncidentID(source), into: IncidentID(target), reasons: try sentences(reasons))
            pending[IncidentID(source)] = nil
            pending[IncidentID(target)] = pending[IncidentID(target)] ?? Pending()
        case .separated(let source, let target):
            try flush()
            try transaction.undoMerge(of: IncidentID(source))
            for incident in [source, target] { pending[IncidentID(incident)] = Pending() }
        case .ranked(let incident, let priority, let standing):
            pending[IncidentID(incident), default: Pending()].priority = priority
            pending[IncidentID(incident), default: Pending()].standing = standing
        }
    }

    /// Moves that wait until something needs them done: those of many runs are done at once.
    private var moves: [AlertMove] = []

    /// Incidents that a person took alerts out of, or put some into: their names may be those of what is gone, or say nothing of
    /// what came.
    private var reshaped: Set<IncidentID> = []

    /// Incidents that were opened and wait for their first alert, which names them, with the incident that each continues.
    private var opening: [IncidentNumber: IncidentNumber?] = [:]

    private mutating func open(_ incident: IncidentNumber, for alert: Int64?) throws {
        guard let related = opening.removeValue(forKey: incident) else { return }
        let first = alert.flatMap { alerts[$0] }
        let devices = first?.entities.filter { $0.key.kind == .device } ?? []
        // People know devices by their names.
        let device = devices.first { $0.key.identifierForm == nil } ?? devices.first
        let portrait = IncidentPortrait(
            titles: [first?.report.detectorTitle ?? "Moved alerts"], detectorCount: 1,
            assets: device.map { [$0.key.value] } ?? [],
            assetCount: device == nil ? 0 : 1, attackers: [], attackerCount: 0, tactics: [])
        // Alerts that are moved here bring their own times: nothing else is its activity.
        try transaction.create(
            IncidentID(incident), name: IncidentNaming.name(portrait), activity: first?.report.firstActivity ?? .distantFuture,
            through: first == nil ? .distantPast : nil, continues: related.map { IncidentID($0) })
    }

    private mutating func join(_ alert: Int64, _ incident: IncidentNumber, _ reasons: [CorrelationReason]) throws {
        guard let alert = alerts[alert] else { return }
        try open(incident, for: alert.id.number)
        let id = IncidentID(incident)
        let digest = try transaction.insert(alert, into: id, reasons: try sentences(reasons))
        pending[id, default: Pending()].delta.add(alert)
        pending[id, default: Pending()].added.append((alert.id, digest))
    }

    private mutating func sentences(_ reasons: [CorrelationReason]) throws -> [LinkReason] {
        if let personal { return [personal.reason] }
        return try writer.write(reasons, &names, transaction.reader)
    }

    /// Writes what was gathered so far; ranks stay, since only the last one counts.
    private mutating func flush() throws {
        for (incident, entry) in pending.sorted(by: { $0.key < $1.key }) where !entry.added.isEmpty {
            try transaction.apply(entry.delta, to: incident)
            try transaction.logAdded(entry.added, to: incident)
            pending[incident]?.delta = IncidentDelta()
            pending[incident]?.added = []
        }
        if !moves.isEmpty { try transaction.move(moves) }
        moves = []
    }

    private mutating func finish(_ alerts: [NewAlert]) throws {
        let changed = pending.filter { !$0.value.delta.isEmpty || $0.value.priority != nil }
        try flush()
        for (incident, entry) in changed.sorted(by: { $0.key < $1.key }) {
            if let priority = entry.priority {
                try transaction.rank(
                    incident, priority: priority.score, factors: PriorityWriter.factors(priority),
                    isOnQueue: entry.standing.isOnQueue, grounds: StandingWriter.grounds(entry.standing))
            }
            if entry.priority.map({ !$0.factors.isEmpty }) ?? false {
                reshaped.remove(incident)
                try rename(incident)
            }
        }
        for incident in reshaped.sorted() { try rename(incident) }
        try countEntities(alerts)
    }

    private func countEntities(_ alerts: [NewAlert]) throws {
        var seen: [Int64: (count: Int64, first: Timestamp, last: Timestamp)] = [:]
        for alert in alerts {
            for link in alert.entities {
                let entry = seen[link.entity] ?? (0, .distantFuture, .distantPast)
                seen[link.entity] = (
                    entry.count + 1, min(entry.first, alert.report.firstActivity), max(entry.last, alert.report.lastActivity)
                )
            }
        }
        for (entity, entry) in seen.sorted(by: { $0.key < $1.key }) {
            try transaction.count(entry.count, of: entity, first: entry.first, last: entry.last)
        }
    }

    private func rename(_ id: IncidentID) throws {
        guard let incident = try transaction.reader.incident(id), !incident.hasCustomName, incident.status.isOpen,
            incident.alertCount > 0
        else { return }
        try transaction.rename(
            id, from: incident.displayName, to: IncidentNaming.name(try transaction.reader.portrait(of: incident)))
    }
}
