internal import CaseStore
internal import SecurityModel

/// What an incident struck, and what in it is the attacker's: which things somebody has to act on, and which to look at. Out of
/// the roles that alerts give them, and of what was done where.
struct Toll {
    private let nodes: [IncidentGraph.Node]
    /// Nodes that an attacker had in hand: what is named so, where programs ran or files were written, accounts that acted there.
    private var taken: Set<Int> = []
    /// Nodes that were aimed at, or that something came from.
    private var touched: Set<Int> = []
    /// Nodes with which something was set up to stay or to hide.
    private var altered: Set<Int> = []
    /// Nodes whose data was gathered or taken out, and those that were damaged.
    private var emptied: Set<Int> = []
    private var damaged: Set<Int> = []
    /// Addresses of the outside that nobody called hostile, in alerts of weight.
    private var strange: Set<Int> = []

    init(_ graph: IncidentGraph, _ groups: [AlertGroup]) {
        nodes = graph.nodes
        for scene in graph.scenes(of: groups) { add(scene) }
    }

    private mutating func add(_ scene: StoryScene) {
        let isGrave = scene.group.severity >= .medium
        let hasRun = scene.mentions.contains { [.process, .file].contains(nodes[$0.node].kind) }
        for mention in scene.mentions {
            let node = nodes[mention.node]
            if mention.roles.contains(RoleSet([.compromised])) { taken.insert(mention.node) }
            if !mention.roles.isDisjoint(with: .struck) || (isGrave && mention.roles.contains(RoleSet([.source]))) {
                touched.insert(mention.node)
            }
            let acts = node.kind == .user && mention.roles.isDisjoint(with: RoleSet([.attacked, .contextual]))
            let isMisused = acts && !scene.isMessage && (!scene.hostile.isEmpty || hasRun)
            if isGrave, isMisused { taken.insert(mention.node) }
            if isGrave, node.part == .evidence, node.isOutside, !mention.roles.contains(RoleSet([.attacked])) {
                strange.insert(mention.node)
            }
        }
        guard isGrave, let place = scene.place else { return }
        touched.insert(place)
        if nodes[place].kind == .device, hasRun { taken.insert(place) }
        switch scene.stage {
        case .persistence, .stealth, .defenseImpairment: altered.insert(place)
        case .collection, .exfiltration: emptied.insert(place)
        case .impact: damaged.insert(place)
        default: break
        }
    }

    /// Assets of a kind that an attacker had in hand.
    func taken(_ kinds: EntityKind...) -> [IncidentGraph.Node] {
        pick { taken.contains($0) && nodes[$0].part != .hostile && kinds.contains(nodes[$0].kind) }
    }

    /// Things of a kind that were aimed at, and no more as far as anybody knows.
    func touched(_ kinds: EntityKind...) -> [IncidentGraph.Node] {
        pick { touched.contains($0) && !taken.contains($0) && nodes[$0].part != .hostile && kinds.contains(nodes[$0].kind) }
    }

    /// Things that have no kind of their own, where one was aimed at: secrets, repositories. What is only named as in an
    /// attacker's hands, such as a session, ends with its account.
    var struckOthers: [IncidentGraph.Node] {
        pick {
            nodes[$0].kind == .other && nodes[$0].part != .hostile && nodes[$0].roles.contains(RoleSet([.attacked]))
        }
    }

    /// Things of a kind that were struck in any way.
    func struck(_ kinds: EntityKind...) -> [IncidentGraph.Node] {
        pick { (taken.contains($0) || touched.contains($0)) && nodes[$0].part != .hostile && kinds.contains(nodes[$0].kind) }
    }

    func hostile(_ kinds: EntityKind...) -> [IncidentGraph.Node] {
        pick { nodes[$0].part == .hostile && kinds.contains(nodes[$0].kind) }
    }

    func altered(_ kinds: EntityKind...) -> [IncidentGraph.Node] {
        pick { altered.contains($0) && nodes[$0].part == .asset && kinds.contains(nodes[$0].kind) }
    }

    var emptiedPlaces: [IncidentGraph.Node] { pick { emptied.contains($0) && nodes[$0].part != .hostile } }
    var damagedDevices: [IncidentGraph.Node] { pick { damaged.contains($0) && nodes[$0].kind == .device } }
    var strangers: [IncidentGraph.Node] { pick { strange.contains($0) } }

    /// Evidence of a kind that came to be, was changed, or is suspected.
    func left(_ kinds: EntityKind...) -> [IncidentGraph.Node] {
        let roles = RoleSet([.created, .added, .edited, .suspicious, .loaded])
        return pick { nodes[$0].part == .evidence && kinds.contains(nodes[$0].kind) && !nodes[$0].roles.isDisjoint(with: roles) }
    }

    /// Those of the most alerts first.
    private func pick(_ isMeant: (Int) -> Bool) -> [IncidentGraph.Node] {
        nodes.indices.filter(isMeant).map { nodes[$0] }.sorted { ($0.alertCount, $1.id) > ($1.alertCount, $0.id) }
    }
}

extension IncidentGraph.Node {
    /// An address, a name or a link of the outside.
    fileprivate var isOutside: Bool {
        kind == .ip ? !title.isPrivateAddress : [.domain, .url].contains(kind)
    }
}
