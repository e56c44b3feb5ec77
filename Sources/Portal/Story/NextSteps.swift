internal import CaseStore
internal import Primitives
internal import SecurityModel

/// What to do next about an incident, chosen by rule from what is in it.
struct NextSteps {
    enum Phase: String {
        case triage, contain, investigate, remediate

        var title: String { rawValue.withCapital }
    }

    struct Step: Equatable {
        var phase: Phase
        var text: String
    }

    /// Steps that are shown, at most.
    static let most = 7

    static func steps(for incident: Incident, _ graph: IncidentGraph) -> [Step] {
        guard incident.status.isOpen else { return closing(incident) }
        let assets = graph.nodes.filter { $0.part == .asset }.sorted { ($0.alertCount, $1.id) > ($1.alertCount, $0.id) }
        let hostile = graph.nodes.filter { $0.part == .hostile }.sorted { ($0.alertCount, $1.id) > ($1.alertCount, $0.id) }
        let steps =
            triage(incident) + contain(incident.tactics, assets, hostile) + investigate(graph, assets, hostile)
            + remediate(graph, assets)
        return Array(steps.prefix(most))
    }

    private static func triage(_ incident: Incident) -> [Step] {
        var steps: [Step] = []
        if incident.assignedTo.isEmpty { steps.append(Step(phase: .triage, text: "Take it: make yourself its owner.")) }
        if incident.classification == .unknown {
            steps.append(
                Step(phase: .triage, text: "Decide whether it is true: read the first alert, ask the owner; then classify it."))
        }
        return steps
    }

    private static func contain(
        _ tactics: TacticSet, _ assets: [IncidentGraph.Node], _ hostile: [IncidentGraph.Node]
    ) -> [Step] {
        var steps: [Step] = []
        let hasFoothold = !tactics.isDisjoint(with: [
            TacticSet(.execution), TacticSet(.commandAndControl), TacticSet(.lateralMovement), TacticSet(.impact),
        ])
        if hasFoothold, let device = assets.first(where: { $0.kind == .device }) {
            steps.append(
                Step(phase: .contain, text: "If it is an attack: take \(device.shortLabel) off the network."))
        }
        if !tactics.isDisjoint(with: [TacticSet(.credentialAccess), TacticSet(.initialAccess)]),
            let account = assets.first(where: { $0.kind == .user || $0.kind == .mailbox })
        {
            steps.append(
                Step(phase: .contain, text: "If it is an attack: end the sessions of \(account.shortLabel), change the password.")
            )
        }
        if let outside = hostile.first(where: { [.ip, .url, .domain].contains($0.kind) }) {
            steps.append(Step(phase: .contain, text: "If it is an attack: block \(outside.shortLabel) at the border."))
        }
        return steps
    }

    private static func investigate(
        _ graph: IncidentGraph, _ assets: [IncidentGraph.Node], _ hostile: [IncidentGraph.Node]
    ) -> [Step] {
        var steps: [Step] = []
        if let outside = hostile.first(where: { [.ip, .url, .domain].contains($0.kind) }) {
            steps.append(Step(phase: .investigate, text: "Look for others that met \(outside.shortLabel)."))
        }
        // A name says more than a digest.
        let files = graph.nodes.filter { $0.kind == .file }
        let named = files.first { EntityKey(.file, $0.title, .weak).identifierForm == nil }
        if let file = named ?? files.first {
            steps.append(Step(phase: .investigate, text: "Find out where \(file.shortLabel) came from, and where else it is."))
        }
        if assets.filter({ $0.kind == .device }).count > 1 {
            steps.append(Step(phase: .investigate, text: "Follow the way from device to device; the first one shows the entry."))
        }
        return steps
    }

    private static func remediate(_ graph: IncidentGraph, _ assets: [IncidentGraph.Node]) -> [Step] {
        var steps: [Step] = []
        if graph.nodes.contains(where: { $0.kind == .registry }) {
            steps.append(Step(phase: .remediate, text: "Undo the changes to the registry, autostarts first."))
        }
        if let mailbox = assets.first(where: { $0.kind == .mailbox }) {
            steps.append(Step(phase: .remediate, text: "Check the rules and forwards of \(mailbox.shortLabel)."))
        }
        return steps
    }

    private static func closing(_ incident: Incident) -> [Step] {
        incident.classification == .unknown
            ? [Step(phase: .triage, text: "It is resolved without a classification: add one, detectors learn from it.")] : []
    }
}
