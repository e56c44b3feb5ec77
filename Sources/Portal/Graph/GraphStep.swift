internal import CaseStore
internal import SecurityModel

/// One thing does something to another, as a group of alerts tells it.
struct GraphStep: Equatable {
    var from: Int
    var to: Int
    var verb: String

    /// What the things of one group did. The hub is the asset that it happened on: what is hostile acts on it, and
    /// everything else there is its doing.
    static func steps(_ mentions: [(node: Int, roles: RoleSet)], nodes: [IncidentGraph.Node]) -> [GraphStep] {
        guard let hub = hub(of: mentions, nodes) else { return chain(mentions, nodes) }
        let process = mentions.first { nodes[$0.node].kind == .process && $0.node != hub }?.node
        return mentions.compactMap { mention in
            guard mention.node != hub else { return nil }
            return step(mention, hub: hub, process: process, nodes)
        }
    }

    /// The asset that it happened on, of those that are named; a struck one first.
    static func hub(of mentions: [(node: Int, roles: RoleSet)], _ nodes: [IncidentGraph.Node]) -> Int? {
        let assets = mentions.filter { nodes[$0.node].part == .asset }
        let struck = assets.filter { !$0.roles.isDisjoint(with: .struck) }
        let order: [EntityKind] = [.device, .mailbox, .user, .cloudResource, .application]
        for candidates in [struck, assets] {
            for kind in order {
                if let found = candidates.first(where: { nodes[$0.node].kind == kind }) { return found.node }
            }
        }
        return nil
    }

    private static func step(
        _ mention: (node: Int, roles: RoleSet), hub: Int, process: Int?, _ nodes: [IncidentGraph.Node]
    ) -> GraphStep? {
        let (node, kind) = (mention.node, nodes[mention.node].kind)
        let doer = process ?? hub
        switch nodes[node].part {
        case .hostile:
            if mention.roles.contains(RoleSet([.commandAndControl])) { return GraphStep(from: doer, to: node, verb: "calls") }
            return GraphStep(from: node, to: hub, verb: verbOfHostile(kind))
        case .evidence:
            switch kind {
            case .process: return GraphStep(from: hub, to: node, verb: "runs")
            case .message: return GraphStep(from: node, to: hub, verb: "is delivered to")
            case .file: return GraphStep(from: doer, to: node, verb: process == nil ? "holds" : "uses")
            case .registry: return GraphStep(from: doer, to: node, verb: "changes")
            case .ip, .domain, .url: return GraphStep(from: doer, to: node, verb: "contacts")
            default: return GraphStep(from: doer, to: node, verb: "touches")
            }
        case .asset:
            switch (kind, nodes[hub].kind) {
            case (.user, .device): return GraphStep(from: node, to: hub, verb: "is signed in on")
            case (.user, _): return GraphStep(from: node, to: hub, verb: "uses")
            case (.device, .device): return GraphStep(from: node, to: hub, verb: "reaches")
            case (.mailbox, _), (.cloudResource, _), (.application, _):
                return GraphStep(from: hub, to: node, verb: "accesses")
            default: return GraphStep(from: hub, to: node, verb: "touches")
            }
        }
    }

    private static func verbOfHostile(_ kind: EntityKind) -> String {
        switch kind {
        case .ip: "acts on"
        case .url, .domain: "is visited from"
        case .message: "is delivered to"
        default: "acts on"
        }
    }

    /// Without an asset things stand beside each other, in the order in which they are named.
    private static func chain(_ mentions: [(node: Int, roles: RoleSet)], _ nodes: [IncidentGraph.Node]) -> [GraphStep] {
        guard let first = mentions.first?.node else { return [] }
        return mentions.dropFirst().map { GraphStep(from: first, to: $0.node, verb: "with") }
    }
}
