internal import CaseStore
internal import Primitives
internal import SecurityModel

/// What one group of alerts tells: where it happened, who acted, which stage it claims. All out of roles and kinds of things,
/// so that it holds for alerts of any product.
struct StoryScene {
    let group: AlertGroup
    /// Nothing of its title came before in the incident.
    let isFresh: Bool
    /// All that it names, with the roles there.
    let mentions: [(node: Int, roles: RoleSet)]
    /// Where it happened; `nil` where the alerts name nothing.
    private(set) var place: Int?
    /// The attacker's things that it names.
    private(set) var hostile: [Int] = []
    /// Accounts beside the place.
    private(set) var users: [Int] = []
    /// Machines of one's own that it came from.
    private(set) var origins: [Int] = []
    /// It is about a message: who sent it, where that is known, and whom it reached.
    private(set) var sender: Int?
    private(set) var recipients: [Int] = []
    private(set) var isMessage = false
    /// The stage that it claims, from medium severity on: below, products claim much.
    let stage: Tactic?
    /// The part of an attack that it belongs to.
    let phase: Phase?

    /// Stages that are one thing to a reader.
    enum Phase {
        case entry, foothold, credentials, discovery, movement, control, data, impact

        init(_ tactic: Tactic) {
            switch tactic {
            case .reconnaissance, .resourceDevelopment, .initialAccess: self = .entry
            case .execution, .persistence, .privilegeEscalation, .stealth, .defenseImpairment: self = .foothold
            case .credentialAccess: self = .credentials
            case .discovery: self = .discovery
            case .lateralMovement: self = .movement
            case .commandAndControl: self = .control
            case .collection, .exfiltration: self = .data
            case .impact: self = .impact
            }
        }
    }

    init(_ group: AlertGroup, isFresh: Bool, _ mentions: [(node: Int, roles: RoleSet)], _ nodes: [IncidentGraph.Node]) {
        (self.group, self.isFresh, self.mentions) = (group, isFresh, mentions)
        stage = group.severity >= .medium ? StoryScene.stage(group.tactics) : nil
        phase = stage.map(Phase.init)
        let place = StoryScene.place(mentions, nodes)
        self.place = place
        hostile = mentions.map(\.node).filter { nodes[$0].part == .hostile && $0 != place }
        users = mentions.map(\.node).filter { nodes[$0].kind == .user && nodes[$0].part == .asset && $0 != place }
        origins = mentions.filter { mention in
            let node = nodes[mention.node]
            return mention.node != place && mention.roles.contains(RoleSet([.source]))
                && (node.kind == .device || (node.kind == .ip && node.part == .evidence))
        }.map(\.node)
        takeMessage(mentions, nodes)
    }

    /// Of many claimed stages the latest where the attack moves on or does harm, else the first.
    private static func stage(_ tactics: TacticSet) -> Tactic? {
        tactics.tactics.last { $0 >= .lateralMovement } ?? tactics.first
    }

    /// The asset that it happened on. What only watched is the place where nothing else was struck.
    private static func place(_ mentions: [(node: Int, roles: RoleSet)], _ nodes: [IncidentGraph.Node]) -> Int? {
        let partners = mentions.filter { $0.roles != RoleSet([.contextual]) }
        if let hub = GraphStep.hub(of: partners, nodes) { return hub }
        let own = partners.filter { nodes[$0.node].part != .hostile }
        return own.first { !$0.roles.isDisjoint(with: .struck) }?.node ?? GraphStep.hub(of: mentions, nodes)
            ?? own.first { nodes[$0.node].kind == .ip }?.node ?? own.first?.node ?? mentions.first?.node
    }

    private mutating func takeMessage(_ mentions: [(node: Int, roles: RoleSet)], _ nodes: [IncidentGraph.Node]) {
        isMessage = mentions.contains { nodes[$0.node].kind == .message && $0.roles.contains(RoleSet([.source])) }
        guard isMessage else { return }
        let people = mentions.filter { [.user, .mailbox].contains(nodes[$0.node].kind) && nodes[$0.node].part == .asset }
        let reached = people.filter { !$0.roles.isDisjoint(with: RoleSet([.attacked, .destination])) }.map(\.node)
        let misused = people.first { $0.roles.contains(RoleSet([.compromised])) && !reached.contains($0.node) }?.node
        sender = hostile.first { nodes[$0].kind == .mailbox } ?? misused
        recipients = reached.isEmpty ? people.map(\.node).filter { $0 != sender } : reached
        isMessage = !recipients.isEmpty
    }

    /// It names no stage, and is told with what goes on at its place.
    var isLoose: Bool { stage == nil && !isMessage }

    /// The attacker's things there were called, and did not come.
    var callsOut: Bool { phase == .control || stage == .exfiltration }

    /// How much it tells: graver, further along, and what occurs once before what repeats.
    static func tellsLess(_ one: StoryScene, _ other: StoryScene) -> Bool {
        (one.group.severity, one.depth, -one.group.alertCount, other.group.firstActivity)
            < (other.group.severity, other.depth, -other.group.alertCount, one.group.firstActivity)
    }

    private var depth: Int { stage.map { Int($0.rawValue) } ?? -1 }
}

extension IncidentGraph {
    /// Each group, in the order in which they began, as a scene among the things of the graph.
    func scenes(of groups: [AlertGroup]) -> [StoryScene] {
        var nodeOfEntity: [Int64: Int] = [:]
        for (index, node) in nodes.enumerated() { for entity in node.entities { nodeOfEntity[entity] = index } }
        var known: Set<String> = []
        return groups.map { group in
            StoryScene(
                group, isFresh: known.insert(group.title).inserted, nodes.mentions(in: group, nodeOfEntity), nodes)
        }
    }
}
