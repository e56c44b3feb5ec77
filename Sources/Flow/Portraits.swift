internal import CaseStore
internal import SecurityModel

extension CaseReader {
    /// Reads what an incident's name is made of.
    func portrait(of incident: Incident) throws -> IncidentPortrait {
        let detectors = try facet(.detector, of: incident.id)
        let findings = try detectors.suffix(Finding.maximum).compactMap { value, alerts in
            try Int64(value).flatMap { try detector($0) }.map { Finding($0, alerts: alerts) }
        }
        let titles = Finding.mostTelling(findings, among: detectors.reduce(0) { $0 + $1.alerts }).map { [$0.title] } ?? []
        let entities = try entities(of: incident.id, limit: 200)
        let assets = CaseReader.struck(among: entities)
        let attackers = CaseReader.attackers(among: entities)
        return IncidentPortrait(
            titles: titles, detectorCount: detectors.count, assets: assets.map(\.key.value), assetCount: assets.count,
            attackers: attackers.map(\.key.value), tactics: incident.tactics,
            techniques: try facet(.technique, of: incident.id).compactMap { Technique($0.value) })
    }
}

extension CaseReader {
    /// Addresses that alerts call an attacker's, before those that only acted and were not struck themselves.
    private static func attackers(among entities: [IncidentEntity]) -> [IncidentEntity] {
        let addresses = entities.filter { $0.key.kind == .ip }
        let called = addresses.filter { !$0.roles.isDisjoint(with: .hostileOnly) }
        let acting = addresses.filter { !$0.roles.isDisjoint(with: .hostile) && $0.roles.isDisjoint(with: .struck) }
        return called + acting.filter { $0.roles.isDisjoint(with: .hostileOnly) }
    }

    /// Devices before accounts and other assets. A sensor that only saw it is no victim: what is there as context alone stands
    /// for what was struck only where nothing else does, not even an address.
    private static func struck(among entities: [IncidentEntity]) -> [IncidentEntity] {
        let assets = entities.filter { $0.key.kind.isAssetByNature && $0.roles.isDisjoint(with: .hostileOnly) }
        let involved = assets.filter { $0.roles != RoleSet([.contextual]) }
        let addresses = entities.filter {
            $0.key.kind == .ip && !$0.roles.isDisjoint(with: .struck) && $0.roles.isDisjoint(with: .hostileOnly)
        }
        let telling = involved.isEmpty ? (addresses.isEmpty ? assets : addresses) : involved
        let devices = telling.filter { $0.key.kind == .device }
        return devices.isEmpty ? telling : devices
    }
}

extension RoleSet {
    /// Roles that no asset has.
    fileprivate static let hostileOnly = RoleSet([.attacker, .commandAndControl])
}
