internal import CaseStore
internal import Primitives
internal import SecurityModel

/// An incident as things and what they did to each other, out of the groups of its alerts. Names of one thing (a SID and the
/// account's name) are one node.
struct IncidentGraph {
    /// Where a thing stands in the attack, from cause to effect.
    enum Part: Int, Comparable, CaseIterable {
        case hostile, evidence, asset

        static func < (left: Part, right: Part) -> Bool { left.rawValue < right.rawValue }
    }

    struct Node {
        /// The smallest number of its entities, so that it is the same each time.
        var id: Int64
        var kind: EntityKind
        var title: String
        var part: Part
        var roles: RoleSet
        var entities: [Int64]
        var alertCount: Int64
        var first: Timestamp
        var isCritical: Bool
        /// Those of its entities that are addresses of a device.
        var addresses: Set<Int64> = []
        /// Things that this node stands for, itself among them.
        var size = 1
        /// Their names, where it stands for several.
        var members: [String] = []

        func roles(of mention: ObservedEntity) -> RoleSet {
            addresses.contains(mention.entity) ? mention.rolesOfDevice : mention.roles
        }
    }

    struct Edge {
        /// Indices of nodes.
        var from: Int
        var to: Int
        var verb: String
        var alertCount: Int64
        var first: Timestamp
    }

    var nodes: [Node] = []
    var edges: [Edge] = []

    /// - Parameters:
    ///   - keys: the names of the entities that the groups number; an entity without a name is left out.
    ///   - addresses: those that are told as devices.
    init(_ groups: [AlertGroup], keys: [Int64: EntityKey], addresses: DeviceAddresses = .none) {
        let things = Things(groups, keys: keys, addresses: addresses)
        nodes = things.nodes
        var drawn: [Pair: Int] = [:]
        for group in groups {
            for step in GraphStep.steps(things.mentions(in: group), nodes: nodes) {
                if let index = drawn[Pair(step.from, step.to)] {
                    edges[index].alertCount += group.alertCount
                } else {
                    drawn[Pair(step.from, step.to)] = edges.count
                    edges.append(
                        Edge(
                            from: step.from, to: step.to, verb: step.verb, alertCount: group.alertCount,
                            first: group.firstActivity))
                }
            }
        }
    }

    init(nodes: [Node], edges: [Edge]) {
        self.nodes = nodes
        self.edges = edges
    }
}

/// The ends of an edge.
struct Pair: Hashable {
    var from: Int
    var to: Int

    init(_ from: Int, _ to: Int) {
        self.from = from
        self.to = to
    }
}
