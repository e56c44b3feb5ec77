internal import CaseStore
internal import Primitives
internal import SecurityModel

/// What to do next about an incident, chosen by rule from all that is in it: a step an action, with everything that it is to be
/// done to; the most urgent first.
struct NextSteps {
    enum Phase: String {
        case triage, contain, investigate, remediate

        var title: String { rawValue.withCapital }
    }

    struct Step: Equatable {
        var phase: Phase
        /// What to do; what to do it to stands behind.
        var action: String
        var things: [IncidentGraph.Node] = []

        /// The step in one sentence.
        var text: String { things.isEmpty ? "\(action)." : "\(action): \(Amount.list(names, most: NextSteps.mostNames))." }
        /// All of its things, where the sentence leaves some out.
        var rest: String { names.count > NextSteps.mostNames ? names.joined(separator: "\n") : "" }
        private var names: [String] {
            things.map { $0.isNameless ? "\($0.kind.title(1)) \($0.shortLabel)" : $0.shortLabel }
        }

        static func == (left: Step, right: Step) -> Bool { left.phase == right.phase && left.text == right.text }
    }

    /// Things that a sentence names, at most.
    static let mostNames = 6

    static func steps(for incident: Incident, _ graph: IncidentGraph, _ groups: [AlertGroup]) -> [Step] {
        guard incident.status.isOpen else { return closing(incident) }
        guard !incident.classification.isHarmless else { return triage(incident) }
        let toll = Toll(graph, groups)
        let byThing = contain(toll) + investigate(toll) + remediate(toll)
        return triage(incident) + byThing.filter { !$0.things.isEmpty }
    }

    private static func triage(_ incident: Incident) -> [Step] {
        var steps: [Step] = []
        if incident.assignedTo.isEmpty { steps.append(Step(phase: .triage, action: "Take it: make yourself its owner")) }
        if incident.classification == .unknown {
            steps.append(
                Step(phase: .triage, action: "Decide whether it is true: read the first alerts, ask who was there, classify it"))
        }
        if incident.classification.isHarmless {
            steps.append(Step(phase: .triage, action: "Resolve it: it is classified as harmless, so nothing is to be contained"))
        }
        return steps
    }

    private static func contain(_ toll: Toll) -> [Step] {
        [
            ("Take off the network", toll.taken(.device)),
            ("End the sessions and change the secrets of", toll.taken(.user, .mailbox)),
            ("Block at the border", toll.hostile(.ip, .domain, .url)),
            ("Block the sender, and take the mail out of every mailbox", toll.hostile(.mailbox, .message)),
            ("Take the permissions away from", toll.hostile(.application)),
            ("Stop and remove", toll.hostile(.file, .process, .container, .registry)),
            ("Withdraw, as the attacker uses it", toll.hostile(.user, .device, .cloudResource, .group, .other)),
        ].map { Step(phase: .contain, action: $0, things: $1) }
    }

    private static func investigate(_ toll: Toll) -> [Step] {
        [
            ("Look for what was done on", toll.touched(.device)),
            ("Ask what they noticed, and look through the sign-ins of", toll.touched(.user, .mailbox)),
            ("Measure which data left, and tell those who have to know; it was taken from", toll.emptiedPlaces),
            ("Find out whose these are, and block what is nobody's", toll.strangers),
            ("Find out where they came from, and where else they are", toll.left(.file)),
        ].map { Step(phase: .investigate, action: $0, things: $1) }
    }

    private static func remediate(_ toll: Toll) -> [Step] {
        [
            ("Change the keys of, and check who may reach", toll.struck(.cloudResource, .application) + toll.struckOthers),
            ("Undo what was set up: rules of the mailbox, sign-in methods, consents of", toll.altered(.user, .mailbox)),
            ("Undo the changes to the registry, autostarts first", toll.left(.registry)),
            ("Take back the changes to the group", toll.left(.group)),
            ("Make anew from a clean image", toll.struck(.container)),
            ("Restore from a backup, once the way in is closed", toll.damagedDevices),
        ].map { Step(phase: .remediate, action: $0, things: $1) }
    }

    private static func closing(_ incident: Incident) -> [Step] {
        incident.classification == .unknown
            ? [Step(phase: .triage, action: "It is resolved without a classification: add one, detectors learn from it")] : []
    }
}

extension Classification {
    /// Whether people found that nothing was attacked.
    fileprivate var isHarmless: Bool {
        switch self {
        case .falsePositive, .informationalExpectedActivity: true
        default: false
        }
    }
}
