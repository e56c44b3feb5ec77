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
        /// The groups of alerts that name it.
        var groups: [Int32] = []
        var alertCount: Int64
        var first: Timestamp
        var isCritical: Bool
        /// Those of its entities that are addresses of a device.
        var addresses: Set<Int64> = []
        /// Of its alerts those that name it by an address alone.
        var byAddressCount: Int64 = 0
        /// Things that this node stands for, itself among them.
        var size = 1
        /// The ids of the others.
        var folded: [Int64] = []
        /// Their names, where it stands for several.
        var members: [String] = []
        /// What tells it from other groups of its kind, where there are any.
        var distinction: GroupDistinction?

        func roles(of mention: ObservedEntity) -> RoleSet {
            addresses.contains(mention.entity) ? mention.rolesOfDevice : mention.roles
        }
    }

    struct Edge {
        /// Indices of nodes.
        var from: Int
        var to: Int
        var verb: String
        /// The groups of alerts that tell of it.
        var groups: [Int32]
        var alertCount: Int64
        var first: Timestamp
    }

    var nodes: [Node] = []
    var edges: [Edge] = []
    /// How many alerts are in each group that it was made from.
    private(set) var groupSizes: [Int64]

    /// - Parameters:
    ///   - keys: the names of the entities that the groups number; an entity without a name is left out.
    ///   - addresses: those that are told as devices.
    init(_ groups: [AlertGroup], keys: [Int64: EntityKey], addresses: DeviceAddresses = .none) {
        let things = Things(groups, keys: keys, addresses: addresses)
        nodes = things.nodes
        groupSizes = groups.map(\.alertCount)
        var drawn: [Pair: Int] = [:]
        for (number, group) in groups.enumerated() {
            for step in GraphStep.steps(things.mentions(in: group), nodes: nodes) {
                if let index = drawn[Pair(step.from, step.to)] {
                    edges[index].groups.append(Int32(number))
                    edges[index].alertCount += group.alertCount
                } else {
                    drawn[Pair(step.from, step.to)] = edges.count
                    edges.append(
                        Edge(
                            from: step.from, to: step.to, verb: step.verb, groups: [Int32(number)],
                            alertCount: group.alertCount, first: group.firstActivity))
                }
            }
        }
    }

    /// The things that it befell, those of the most alerts first. A sensor that only saw it is none of them: what is there as context
    /// alone stands for what was struck only where nothing else does, not even an address.
    var concerned: [Node] {
        let assets = nodes.filter { $0.part == .asset }
        let involved = assets.filter { $0.roles != RoleSet([.contextual]) }
        let addresses = nodes.filter { $0.kind == .ip && $0.part != .hostile && !$0.roles.isDisjoint(with: .struck) }
        let struck = involved.isEmpty ? (addresses.isEmpty ? assets : addresses) : involved
        return struck.sorted { ($0.alertCount, $1.id) > ($1.alertCount, $0.id) }
    }

    /// What is said of assets after their alerts came counts as well.
    mutating func takeCriticality(_ critical: Set<Int64>) {
        guard !critical.isEmpty else { return }
        for index in nodes.indices where !critical.isDisjoint(with: nodes[index].entities) { nodes[index].isCritical = true }
    }

    init(nodes: [Node], edges: [Edge], groupSizes: [Int64]) {
        self.nodes = nodes
        self.edges = edges
        self.groupSizes = groupSizes
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
