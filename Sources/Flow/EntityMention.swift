internal import CaseStore
internal import Primitives
internal import SecurityModel

/// An entity as an alert names it, before it has a number.
struct EntityMention: Hashable, Sendable {
    var key: EntityKey
    var roles: RoleSet
    /// Mentions with the same number, other than 0, are names of one thing: an account's SID and its principal name.
    var thing: UInt16 = 0
    /// How much the organisation depends on it: 0 (nothing said) to 4.
    var criticality: UInt8 = 0
}

/// The entities of an alert, each once.
struct MentionList {
    private(set) var mentions: [EntityMention] = []
    private var things: UInt16 = 0
    /// Where each key stands among the mentions.
    private var places: [EntityKey: Int] = [:]
    /// Who talks to a device at a private address is of its site: networks of peers, until the device's own is known.
    private var peerNetworks: [EntityKey] = []
    private var hasDeviceNetwork = false

    mutating func add(_ evidence: Evidence, scope: String, rules: AssetRules) {
        let keys = evidence.entityKeys(scope: scope)
        let levels = rules.criticality(of: keys, in: evidence)
        for key in keys { add(key, evidence.roles(of: key), criticality: levels[key] ?? 0) }
        if keys.count > 1 { nameThings(keys) }
        addNetwork(of: evidence, scope: scope)
    }

    private mutating func addNetwork(of evidence: Evidence, scope: String) {
        if evidence.kind == .device, let address = evidence.text("lastIpAddress"),
            let network = EntityKey.network(of: address, scope: scope)
        {
            hasDeviceNetwork = true
            add(network, [], criticality: 0)
        } else if evidence.kind == .ip, !RoleSet(evidence.roles).isDisjoint(with: RoleSet.hostile.union(.struck)),
            let address = evidence.text("ipAddress"), let network = EntityKey.network(of: address, scope: scope)
        {
            peerNetworks.append(network)
        }
        guard hasDeviceNetwork else { return }
        for network in peerNetworks { add(network, [], criticality: 0) }
        peerNetworks = []
    }

    private mutating func add(_ key: EntityKey, _ roles: RoleSet, criticality: UInt8) {
        if let index = places[key] {
            mentions[index].roles.formUnion(roles)
            mentions[index].criticality = max(mentions[index].criticality, criticality)
        } else {
            places[key] = mentions.count
            mentions.append(EntityMention(key: key, roles: roles, criticality: criticality))
        }
    }

    /// The strong keys of one kind that one piece of evidence gives are names of one thing. What is a thing already,
    /// by an earlier piece, keeps its number. Where numbers have run out names stand for themselves.
    private mutating func nameThings(_ keys: [EntityKey]) {
        for kind in Set(keys.map(\.kind)).sorted(by: { $0.rawValue < $1.rawValue }) where kind != .url {
            let strong = keys.filter { $0.kind == kind && $0.strength == .strong }
            let names = Set(strong.compactMap { places[$0] }).sorted()
            guard names.count > 1 else { continue }
            let known = names.map { mentions[$0].thing }.first { $0 != 0 }
            guard known != nil || things < .max else { continue }
            if known == nil { things += 1 }
            for name in names { mentions[name].thing = known ?? things }
        }
    }
}

extension EntityLink {
    /// Of an id, and of an account's `DOMAIN\name`, the thing's most readable name; `nil` for that name itself, and for an id
    /// alone. A name with its domain may be of another device than the one that the bare name was given first.
    /// - Parameter known: entities up to this number were there before.
    func named(among links: [EntityLink], known: Int64) -> EntityLink? {
        guard thing != 0 else { return nil }
        let names = links.filter { $0.thing == thing && $0.key.kind == key.kind && $0.key.identifierForm == nil }
        let name = names.max { $0.key.readability < $1.key.readability }
        guard let form = key.identifierForm else {
            let isOtherName = key.kind == .user && key.readability > 1 && key.readability < name?.key.readability ?? 0
            return isOtherName ? name : nil
        }
        return form == .domainName ? name.flatMap { $0.entity > known ? $0 : nil } : name
    }

    init(_ mention: EntityMention, number: Int64) {
        self.init(
            entity: number, key: mention.key, roles: mention.roles, thing: mention.thing, criticality: mention.criticality)
    }
}
