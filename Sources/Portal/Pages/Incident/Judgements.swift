internal import CaseStore
internal import Primitives
internal import SecurityModel

/// What products say of an incident's things: how they judge each, and what became of it. Read out of the first alert of each
/// group, as far as somebody reads.
struct Judgements {
    struct Judgement {
        var verdict = EvidenceVerdict.unknown
        /// Those that need somebody first.
        var remediations: [RemediationStatus] = []

        /// The graver verdict stands; everything that became of it is told.
        mutating func add(_ evidence: Evidence) {
            if Judgement.gravity(evidence.verdict) > Judgement.gravity(verdict) { verdict = evidence.verdict }
            let status = evidence.remediationStatus
            guard status != .none, !remediations.contains(status) else { return }
            remediations.append(status)
            remediations.sort { Judgement.urgency($0) < Judgement.urgency($1) }
        }

        mutating func add(_ other: Judgement) {
            if Judgement.gravity(other.verdict) > Judgement.gravity(verdict) { verdict = other.verdict }
            remediations += other.remediations.filter { !remediations.contains($0) }
            remediations.sort { Judgement.urgency($0) < Judgement.urgency($1) }
        }

        /// The worse it is, the more.
        var gravity: Int { Judgement.gravity(verdict) }

        private static func gravity(_ verdict: EvidenceVerdict) -> Int {
            switch verdict {
            case .unknown: 0
            case .noThreatsFound: 1
            case .suspicious: 2
            case .malicious: 3
            }
        }

        private static let order: [RemediationStatus] = [
            .pendingApproval, .active, .running, .unremediated, .partiallyRemediated, .declined, .notFound, .remediated,
            .prevented, .blocked,
        ]

        private static func urgency(_ status: RemediationStatus) -> Int { order.firstIndex(of: status) ?? order.count }
    }

    /// Alerts that are read, at most.
    static let mostAlerts = 300

    /// By the number of the entity.
    private var judgements: [Int64: Judgement] = [:]
    /// The processes that the alerts name, each once.
    private(set) var processes: [IncidentProcess] = []
    /// Whether there are groups whose alert was not read.
    let isPartial: Bool

    init(_ incidentCase: IncidentCase, _ reader: CaseReader) throws {
        isPartial = incidentCase.groups.count > Judgements.mostAlerts
        let numbers = Dictionary(
            incidentCase.keys.map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let scopes = try reader.sourceScopes()
        for group in incidentCase.groups.prefix(Judgements.mostAlerts) {
            guard let report = try reader.alert(group.example)?.report else { continue }
            for (place, evidence) in report.evidence.enumerated() {
                if let process = IncidentProcess(evidence, at: place, in: group) { add(process) }
                for key in Judgements.keys(of: evidence, scope: scopes[report.source]) {
                    guard let number = numbers[key] else { continue }
                    judgements[number, default: Judgement()].add(evidence)
                }
            }
        }
    }

    private mutating func add(_ process: IncidentProcess) {
        if let known = processes.firstIndex(where: { $0.name == process.name && $0.commandLine == process.commandLine }) {
            processes[known].add(process)
        } else {
            processes.append(process)
        }
    }

    /// The names of the thing that is judged, and not of what else the evidence tells.
    private static func keys(of evidence: Evidence, scope: String) -> [EntityKey] {
        let keys = evidence.entityKeys(scope: scope).filter(evidence.judges)
        let own = keys.filter { $0.kind == evidence.entityKind }
        return own.isEmpty ? keys.filter { $0.kind == keys.first?.kind } : own
    }

    /// Of all names of a thing.
    func judgement(of node: IncidentGraph.Node) -> Judgement {
        var judgement = Judgement()
        for entity in node.entities { if let own = judgements[entity] { judgement.add(own) } }
        return judgement
    }
}
