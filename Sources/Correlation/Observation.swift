/// What an entity is. The raw values are part of the checkpoint format.
public enum ObservedKind: UInt8, Sendable, CaseIterable {
    case device, user, mailbox, cloudResource, ip, url, file, process, mailMessage, network, other
}

/// The parts an entity plays in one alert, as far as they matter for joining.
public struct EntityRole: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The alert's source: the attacker's address, the account that was used.
    public static let attacker = EntityRole(rawValue: 1)
    /// The alert's destination: what was attacked.
    public static let attacked = EntityRole(rawValue: 2)
    /// Only describes the surroundings (the device's own address, say): never joins anything.
    public static let contextual = EntityRole(rawValue: 4)
}

/// One entity as it occurs in one alert.
public struct EntityRef: Hashable, Sendable {
    /// The interned key. Only equality counts, never order.
    public var id: Int32
    public var kind: ObservedKind
    /// False for names that many things share: a bare account name, a private address without a scope.
    public var isStrong: Bool
    public var roles: EntityRole
    /// Entities of an alert with the same number, other than 0, are names of one thing.
    public var thing: UInt16
    /// What the id is made of, where the key is an id and not a name; 0 otherwise. A product
    /// gives a thing one id of each form at most.
    public var form: UInt8
    /// The form of a collector's agent, which passes on what other hosts say, too.
    public static let agentForm: UInt8 = 5
    /// How much the organisation depends on it: 0 (nothing said) to 4.
    public var criticality: UInt8

    public init(
        id: Int32, kind: ObservedKind, isStrong: Bool = true, roles: EntityRole = [], thing: UInt16 = 0, form: UInt8 = 0,
        criticality: UInt8 = 0
    ) {
        self.id = id
        self.kind = kind
        self.isStrong = isStrong
        self.roles = roles
        self.thing = thing
        self.form = form
        self.criticality = criticality
    }

    /// Whether the entity may join alerts of different anchors.
    var isLinking: Bool { isStrong && kind != .network && !roles.contains(.contextual) }

    /// Whether it may join alerts of devices that are not known to be of different sites: a private address is one machine
    /// within a site, and another one in the next.
    var isLinkingWithinSite: Bool { isLinking || (kind == .ip && !roles.contains(.contextual)) }
}

/// One alert, reduced to what correlation reads.
public struct Observation: Hashable, Sendable {
    /// The alert's row id: unique, growing by arrival.
    public var alert: Int64
    /// When it happened, by the alert itself: 100 ns ticks since 0001-01-01 UTC. May lag the arrival by a day.
    public var time: Int64
    /// The interned (product, rule).
    public var detector: Int32
    public var product: Int32
    /// The first device is what the alert is about; without one, see `Observation.anchor`.
    public var entities: [EntityRef]
    /// One bit for each of the 15 ATT&CK v19 tactics in kill-chain order; 0 when the source says nothing.
    public var tactics: UInt32
    /// 0 (not said) to 4 (high). Weighs next to nothing by itself, since real sources rate their noise high and root shells
    /// low; what is rare and high is worth seeing.
    public var severity: UInt8
    /// Groups only with alerts of the same detector and anchor.
    public var isExcludedFromCorrelation: Bool
    /// The device group, 0 for none.
    public var deviceGroup: Int32
    /// It names a threat, a family of threats or an actor.
    public var isNamedThreat: Bool
    /// Somebody here asked for it: a person made it, or a rule of this installation, and rates it medium or more.
    public var isAskedFor: Bool

    public init(
        alert: Int64, time: Int64, detector: Int32, product: Int32, entities: [EntityRef], tactics: UInt32 = 0,
        severity: UInt8 = 0, isExcludedFromCorrelation: Bool = false, deviceGroup: Int32 = 0,
        isNamedThreat: Bool = false, isAskedFor: Bool = false
    ) {
        self.alert = alert
        self.time = time
        self.detector = detector
        self.product = product
        self.entities = entities
        self.tactics = tactics
        self.severity = severity
        self.isExcludedFromCorrelation = isExcludedFromCorrelation
        self.deviceGroup = deviceGroup
        self.isNamedThreat = isNamedThreat
        self.isAskedFor = isAskedFor
    }

    /// The entity whose past decides what is usual: the device, else the mailbox, account or resource, else whatever
    /// strong entity there is, else the private address that was struck or acted. A device that only saw it, as a firewall
    /// sees what passes between two addresses, is not asked. An alert that names nothing has the past of its detector: a
    /// number below 0, one for each.
    public var anchor: Int32 {
        var best: EntityRef?
        for entity in entities where entity.kind != .network {
            guard entity.kind == .device ? !isOnlooker(entity) : entity.isLinking else { continue }
            if best == nil || entity.kind.rawValue < best?.kind.rawValue ?? .max { best = entity }
        }
        return best?.id ?? addressAnchor ?? -detector
    }

    private var addressAnchor: Int32? {
        let addresses = entities.filter { $0.kind == .ip && !$0.roles.contains(.contextual) }
        return (addresses.first { $0.roles.contains(.attacked) } ?? addresses.first)?.id
    }

    private func isOnlooker(_ device: EntityRef) -> Bool {
        device.roles == .contextual && entities.contains { $0.kind == .ip && !$0.roles.isDisjoint(with: [.attacker, .attacked]) }
    }
}
