public import CaseStore
internal import Correlation
internal import Detection
public import Primitives
public import SecurityModel

/// What people decide about incidents they see, carried out between two batches and remembered in the order of the history.
public struct CaseDesk: Sendable {
    let flow: CaseFlow

    public init(flow: CaseFlow) {
        self.flow = flow
    }

    /// Incidents that one merge takes, at most.
    public static let maximumMerge = 5

    /// Makes one incident of several and answers which one stays: the first, or what that was merged into. A comment goes on it.
    /// - Parameter reasons: words for why they belong together.
    /// - Throws: `DeskError.refused` with the reason; `UpdateError` where the caller does not see one of them, or not all of it.
    public func merge(
        _ incidents: [IncidentID], comment: String, reasons: [String] = [], by actor: ChangeActor
    ) async throws -> IncidentID {
        guard Set(incidents).count >= 2 else { throw DeskError.tooFew }
        guard incidents.count <= CaseDesk.maximumMerge else { throw DeskError.tooMany(limit: CaseDesk.maximumMerge) }
        // Who sees everything is told by correlation what it refuses; for others what is hidden and what is not there are one.
        let seesEverything = CaseView.current.isEverything
        return try await flow.change(by: actor) { transaction, state in
            if !seesEverything { for incident in incidents { _ = try transaction.visible.whole(incident) } }
            for incident in incidents.dropFirst() {
                try state.decide(
                    .merge(incidents[0], incident), comment: CaseDesk.reason(comment, reasons), in: transaction)
            }
            let survivor = try transaction.reader.survivor(of: incidents[0]) ?? incidents[0]
            if !comment.isBlank { try transaction.comment(comment, on: survivor) }
            return survivor
        }
    }

    static func reason(_ comment: String, _ reasons: [String]) -> String {
        let words = reasons.joined(separator: ", ")
        return comment.isBlank || words.isEmpty ? (comment.isBlank ? "" : comment) + words : "\(comment) (\(words))"
    }

    /// Lets a merged incident stand on its own again, and takes back what the merge gave the other.
    public func undoMerge(of source: IncidentID, comment: String, by actor: ChangeActor) async throws -> Incident {
        try await flow.change(by: actor) { transaction, state in
            _ = try transaction.visible.known(source)
            if let survivor = try transaction.reader.survivor(of: source) { _ = try transaction.visible.whole(survivor) }
            let target = try transaction.reader.known(source).redirectIncidentId
            let before = try target.map { try transaction.reader.known($0) }
            try state.decide(.undoMerge(source: source), comment: comment, in: transaction)
            if let before { try state.learn(before, try transaction.reader.known(before.id), in: transaction) }
            return try transaction.reader.known(source)
        }
    }

    /// Sets fields of an incident.
    /// - Parameter version: its last update as the caller read it; `nil` where that does not matter.
    /// - Throws: `DeskError.stale` where somebody changed it since; `UpdateError.reachesBeyondScope` where the caller does not see
    ///   each of its alerts.
    public func update(
        _ id: IncidentID, _ update: IncidentUpdate, ifUnchangedSince version: Timestamp? = nil, by actor: ChangeActor
    ) async throws -> Incident {
        try await flow.change(by: actor) { transaction, state in
            let before = try update.isEmpty ? transaction.visible.known(id) : transaction.visible.whole(id)
            if let version, before.lastUpdate != version { throw DeskError.stale(id) }
            _ = try state.update(id, update, in: transaction)
            return try transaction.visible.known(id)
        }
    }

    public func update(_ id: AlertID, _ update: AlertUpdate, by actor: ChangeActor) async throws -> Alert {
        try await flow.change(by: actor) { transaction, _ in
            guard try transaction.visible.alert(id) != nil else { throw UpdateError.noSuchAlert(id) }
            return try transaction.update(id, update)
        }
    }

    /// Adds comments to an incident, in their order.
    public func comment(_ texts: [String], on incident: IncidentID, by actor: ChangeActor) async throws -> Incident {
        try await flow.change(by: actor) { transaction, _ in
            _ = try transaction.visible.known(incident)
            for text in texts { try transaction.comment(text, on: incident) }
            return try transaction.reader.known(incident)
        }
    }

    /// Adds comments to an alert, in their order.
    public func comment(_ texts: [String], on alert: AlertID, by actor: ChangeActor) async throws -> Alert {
        try await flow.change(by: actor) { transaction, _ in
            guard let stored = try transaction.visible.alert(alert) else { throw UpdateError.noSuchAlert(alert) }
            for text in texts { try transaction.comment(text, on: stored.incident, alert: alert) }
            guard let commented = try transaction.reader.alert(alert) else { throw UpdateError.noSuchAlert(alert) }
            return commented
        }
    }

    /// Keeps a detector's alerts out of correlation from now on, or lets them in again.
    public func setExcluded(_ isExcluded: Bool, detector id: Int64, by actor: ChangeActor) async throws -> Detector {
        try await flow.change(by: actor) { transaction, state in
            guard var detector = try transaction.reader.detector(id) else { throw DeskError.noSuchDetector(id) }
            try transaction.setExcluded(isExcluded, detector: detector)
            detector.isExcluded = isExcluded
            state.intake.registry.replace(detector)
            return detector
        }
    }
}

extension CaseReader {
    func known(_ id: IncidentID) throws -> Incident {
        guard let incident = try incident(id) else { throw UpdateError.noSuchIncident(id) }
        return incident
    }

    /// An incident of which whoever asks sees each alert, so that he decides about nothing that he does not see.
    func whole(_ id: IncidentID) throws -> Incident {
        let incident = try known(id)
        guard try seesAll(of: id) else { throw UpdateError.reachesBeyondScope(id) }
        return incident
    }
}

extension FlowState {
    /// Sets fields of an incident, and tells correlation what that means to it.
    mutating func update(
        _ id: IncidentID, _ update: IncidentUpdate, in transaction: CaseTransaction
    ) throws -> Incident {
        let before = try transaction.reader.known(id)
        let after = try transaction.update(id, update)
        try learn(before, after, in: transaction)
        return try transaction.reader.known(id)
    }

    /// Tells correlation what became of an incident's fields.
    mutating func learn(_ before: Incident, _ after: Incident, in transaction: CaseTransaction) throws {
        let id = after.id
        if before.status.isOpen != after.status.isOpen {
            try decide(after.status.isOpen ? .reopen(id) : .resolve(id), in: transaction)
        }
        if before.assignedTo != after.assignedTo { try decide(.assign(id, owner: after.assignedTo), in: transaction) }
        if before.classification != after.classification || before.determination != after.determination {
            try decide(.classify(id, after.classification, after.determination), in: transaction)
        }
    }

    /// Asks correlation, which may refuse, carries out what follows, and remembers the decision.
    /// - Parameter former: the reasons that alerts get back, where a move of theirs is taken back.
    mutating func decide(
        _ record: DecisionRecord, comment: String = "", former: [AlertID: [LinkReason]] = [:], in transaction: CaseTransaction
    ) throws {
        let decisions = try attempt { try $0.ask(record, transaction.reader) }
        let because = PersonalReason(
            record.isUndoneMove ? "took the move back" : "decided so", by: transaction.actor, comment: comment, former: former)
        try AlertPlacement.apply(decisions, to: [], because: because, memory: &placement, in: transaction)
        lastDecision = try transaction.insertDecision(record.text, afterAlert: intake.lastAlert)
    }

    /// - Throws: `DeskError.refused`; nothing has changed then.
    private mutating func ask(_ record: DecisionRecord, _ reader: CaseReader) throws -> [CorrelationDecision] {
        let own = try OwnSources.numbers(reader)
        let decision = try HumanDecision(record) { alert in
            guard let stored = try reader.observed(alert) else { return nil }
            let name = try reader.detector(stored.detector)?.product ?? ""
            let product = intake.registry.product(name)
            return try Observation(stored, product: product, isOwn: own.contains(stored.source)) { try reader.entity($0) }
        }
        do {
            return try correlator.apply(decision)
        } catch {
            if case .unknownIncident(let id) = error { throw DeskError.noSuchIncident(IncidentID(id)) }
            throw DeskError.refused(DeskError.sentence(error))
        }
    }
}

/// Why a person's decision cannot be carried out.
public enum DeskError: Error, Hashable, Sendable, CustomStringConvertible {
    case refused(String)
    case tooFew
    case tooMany(limit: Int)
    case noAlerts
    /// Nothing is known of a move that brought the alert from the incident to where it is.
    case notMoved(AlertID, from: IncidentID)
    case noSuchIncident(IncidentID)
    case noSuchDetector(Int64)
    /// Somebody changed the incident since it was read.
    case stale(IncidentID)

    public var description: String {
        switch self {
        case .refused(let reason): reason
        case .tooFew: "name at least two different incidents"
        case .tooMany(let limit): "at most \(limit) incidents can be merged at once"
        case .noAlerts: "name at least one alert"
        case .notMoved(let alert, let home):
            "alert \(alert) was not moved out of incident \(home) to where it is; move it instead"
        case .noSuchIncident(let id): "there is no incident \(id)"
        case .noSuchDetector(let id): "there is no detector \(id)"
        case .stale(let id): "incident \(id) was changed since it was read; read it again, then change it"
        }
    }

    static func sentence(_ refusal: CorrelationRefusal) -> String {
        switch refusal {
        case .unknownIncident(let id): "there is no incident \(id)"
        case .sameIncident: "both are the same incident already"
        case .resolved(let id): "incident \(id) is resolved; reopen it first"
        case .ownersDiffer: "the incidents have different owners; give them one owner first, or none"
        case .classificationsDiffer: "the incidents are classified differently; agree on one classification first"
        case .determinationsDiffer: "the incidents have different determinations; agree on one first"
        case .alertLimit(let limit): "together they would have more than \(limit) alerts"
        case .entityLimit(let limit): "together they would have more than \(limit) entities"
        case .deviceGroupsDiffer: "their devices are in different device groups, and correlation is kept inside one"
        case .notMerged(let id): "incident \(id) was not merged into another one"
        }
    }
}
