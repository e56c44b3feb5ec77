internal import CaseStore
internal import Primitives
internal import SecurityModel

/// The things that alerts name: entities that are names of one thing are put together.
struct Things {
    private(set) var nodes: [IncidentGraph.Node] = []
    private var nodeOfEntity: [Int64: Int] = [:]
    private var parents: [Int64: Int64] = [:]
    /// By an address that is a device's, the name of the device.
    private var owners: [Int64: Int64] = [:]

    init(_ groups: [AlertGroup], keys: [Int64: EntityKey], addresses: DeviceAddresses) {
        for group in groups { join(group.entities) }
        joinBareNames(keys)
        joinAddresses(addresses, keys)
        for (number, group) in groups.enumerated() {
            for mention in group.entities {
                guard let key = keys[mention.entity], key.kind != .network else { continue }
                add(mention, key, group, keys)
            }
            count(group, Int32(number))
        }
        for index in nodes.indices { nodes[index].part = Things.part(of: nodes[index]) }
    }

    /// The nodes that a group names, each with its roles there.
    func mentions(in group: AlertGroup) -> [(node: Int, roles: RoleSet)] {
        nodes.mentions(in: group, nodeOfEntity)
    }

    private mutating func join(_ entities: [ObservedEntity]) {
        var firstOfThing: [UInt16: Int64] = [:]
        for entity in entities where entity.thing != 0 {
            if let first = firstOfThing[entity.thing] {
                join(first, entity.entity)
            } else {
                firstOfThing[entity.thing] = entity.entity
            }
        }
    }

    /// A bare account name is the account that carries it, where there is just one in the incident.
    private mutating func joinBareNames(_ keys: [Int64: EntityKey]) {
        var full: [Substring: Set<Int64>] = [:]
        for (entity, key) in keys where key.kind == .user && key.strength == .strong {
            if let name = key.accountName { full[name, default: []].insert(root(entity)) }
        }
        for (entity, key) in keys where key.kind == .user && key.strength == .weak {
            guard let owners = full[key.value[...]], owners.count == 1, let owner = owners.first else { continue }
            join(entity, owner)
        }
    }

    /// What devices of two names have that no alert says are one is nobody's.
    private mutating func joinAddresses(_ addresses: DeviceAddresses, _ keys: [Int64: EntityKey]) {
        for (address, names) in addresses.devices.sorted(by: { $0.key < $1.key }) where Set(names.map(root)).count == 1 {
            let owner = names.max { left, right in
                (keys[left]?.readability ?? 0, right) < (keys[right]?.readability ?? 0, left)
            }
            guard let owner else { continue }
            owners[address] = owner
            join(address, owner)
        }
    }

    private mutating func join(_ one: Int64, _ other: Int64) {
        let (one, other) = (root(one), root(other))
        if one != other { parents[max(one, other)] = min(one, other) }
    }

    private func root(_ entity: Int64) -> Int64 {
        var entity = entity
        while let parent = parents[entity] { entity = parent }
        return entity
    }

    private mutating func add(_ mention: ObservedEntity, _ own: EntityKey, _ group: AlertGroup, _ keys: [Int64: EntityKey]) {
        let root = root(mention.entity)
        let key = owners[mention.entity].flatMap { keys[$0] } ?? own
        let index = nodeOfEntity[root] ?? nodes.count
        if index == nodes.count {
            nodes.append(
                IncidentGraph.Node(
                    id: root, kind: key.kind, title: key.value, part: .evidence, roles: [], entities: [], alertCount: 0,
                    first: group.firstActivity, isCritical: false))
        }
        nodeOfEntity[root] = index
        nodeOfEntity[mention.entity] = index
        if let owner = owners[mention.entity] {
            nodes[index].addresses.insert(mention.entity)
            if !nodes[index].entities.contains(owner) { nodes[index].entities.append(owner) }
        }
        nodes[index].roles.formUnion(nodes[index].roles(of: mention))
        nodes[index].first = min(nodes[index].first, group.firstActivity)
        if mention.criticality >= CriticalAsset.Level.high.rawValue { nodes[index].isCritical = true }
        if !nodes[index].entities.contains(mention.entity) {
            // The entity whose name is shown stands first: links lead to its page.
            let title = EntityKey(nodes[index].kind, nodes[index].title, .strong)
            if key.readability > title.readability {
                nodes[index].title = key.value
                nodes[index].entities.insert(mention.entity, at: 0)
            } else {
                nodes[index].entities.append(mention.entity)
            }
        }
    }

    /// A group names a thing once, by however many names.
    private mutating func count(_ group: AlertGroup, _ number: Int32) {
        var isByAddress: [Int: Bool] = [:]
        for mention in group.entities {
            guard let node = nodeOfEntity[mention.entity] else { continue }
            isByAddress[node] = owners[mention.entity] != nil && isByAddress[node] != false
        }
        for (node, isByAddress) in isByAddress {
            nodes[node].groups.append(number)
            nodes[node].alertCount += group.alertCount
            if isByAddress { nodes[node].byAddressCount += group.alertCount }
        }
    }

    private static func part(of node: IncidentGraph.Node) -> IncidentGraph.Part {
        // A machine of one's own that an attack goes through is no address of the attacker's, and is not blocked at the border.
        if node.kind == .ip, node.title.isPrivateAddress { return .evidence }
        let isStruck = !node.roles.isDisjoint(with: .struck)
        let isOutside = [.ip, .url, .domain, .message].contains(node.kind)
        if !node.roles.isDisjoint(with: RoleSet([.attacker, .commandAndControl])), !node.kind.isAssetByNature || !isStruck {
            return .hostile
        }
        if isOutside, !node.roles.isDisjoint(with: .hostile), !isStruck { return .hostile }
        // A mailbox that mail only came from is the sender's.
        if node.kind == .mailbox, !node.roles.isDisjoint(with: .hostile), !isStruck { return .hostile }
        return node.kind.isAssetByNature ? .asset : .evidence
    }
}

extension [IncidentGraph.Node] {
    /// The nodes that a group names, each with its roles there.
    func mentions(in group: AlertGroup, _ nodeOfEntity: [Int64: Int]) -> [(node: Int, roles: RoleSet)] {
        var found: [(node: Int, roles: RoleSet)] = []
        var places: [Int: Int] = [:]
        for mention in group.entities {
            guard let node = nodeOfEntity[mention.entity] else { continue }
            let roles = self[node].roles(of: mention)
            if let place = places[node] {
                found[place].roles.formUnion(roles)
            } else {
                places[node] = found.count
                found.append((node, roles))
            }
        }
        return found
    }
}

extension EntityKey {
    /// The account within `name@domain` or `domain\\name`; `nil` for an id.
    var accountName: Substring? {
        if let at = value.firstIndex(of: "@") { return value[..<at] }
        return value.firstIndex(of: "\\").map { value[value.index(after: $0)...] }
    }
}
