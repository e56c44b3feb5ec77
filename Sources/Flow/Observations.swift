internal import CaseStore
internal import Correlation
internal import Primitives
internal import SecurityModel

// An alert as correlation sees it: numbers, kinds and roles, out of a new alert or out of the stored history. Both ways
// give the same observation, so that a restart continues exactly.

extension Observation {
    init(
        _ reading: AlertReading, alert: Int64, detector: Int32, product: Int32, entities: [EntityLink], isExcluded: Bool
    ) {
        self.init(
            alert: alert, time: reading.observed.ticks, detector: detector, product: product,
            entities: entities.map { EntityRef($0) }, tactics: reading.tactics.rawValue,
            severity: reading.severity.rawValue, isExcludedFromCorrelation: isExcluded, deviceGroup: reading.deviceGroup,
            isNamedThreat: reading.isNamedThreat, isAskedFor: reading.isOwn && reading.severity >= .medium)
    }

    /// - Parameter isOwn: whether the alert was made here, by a person or a rule.
    init(_ alert: ObservedAlert, product: Int32, isOwn: Bool, key: (Int64) throws -> EntityKey?) rethrows {
        let entities = try alert.entities.compactMap { stored in try key(stored.entity).map { EntityRef(stored.link($0)) } }
        self.init(
            alert: alert.id.number, time: alert.time.ticks, detector: Int32(truncatingIfNeeded: alert.detector), product: product,
            entities: entities, tactics: alert.tactics.rawValue, severity: alert.severity.rawValue,
            isExcludedFromCorrelation: alert.isExcluded, deviceGroup: alert.deviceGroup,
            isNamedThreat: alert.isNamedThreat, isAskedFor: isOwn && alert.severity >= .medium)
    }
}

extension EntityRef {
    init(_ link: EntityLink) {
        self.init(
            id: Int32(truncatingIfNeeded: link.entity), kind: ObservedKind(link.key.kind),
            isStrong: link.key.strength == .strong, roles: EntityRole(link.roles), thing: link.thing,
            form: link.thing == 0 ? 0 : link.key.aliasForm, criticality: link.criticality)
    }
}

extension EntityKey {
    /// Devices and accounts have one id of a form; one mail message goes to many mailboxes under an id each.
    fileprivate var aliasForm: UInt8 { kind == .device || kind == .user ? identifierForm?.rawValue ?? 0 : 0 }
}

extension EntityRole {
    /// Hostile and struck roles count before the contextual one, which an entity may have beside them.
    init(_ roles: RoleSet) {
        self = []
        if !roles.isDisjoint(with: .hostile) { insert(.attacker) }
        if !roles.isDisjoint(with: .struck) { insert(.attacked) }
        if isEmpty, roles.contains(RoleSet([.contextual])) { insert(.contextual) }
    }
}

extension ObservedKind {
    init(_ kind: EntityKind) {
        self =
            switch kind {
            case .device: .device
            case .user: .user
            case .ip: .ip
            case .domain, .url: .url
            case .file: .file
            case .process: .process
            case .mailbox: .mailbox
            case .message: .mailMessage
            case .cloudResource, .application, .container: .cloudResource
            case .network: .network
            case .registry, .group, .other: .other
            }
    }
}
