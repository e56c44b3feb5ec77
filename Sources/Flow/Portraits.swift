internal import CaseStore
internal import SecurityModel

extension CaseReader {
    /// Reads what an incident's name is made of.
    func portrait(of incident: Incident) throws -> IncidentPortrait {
        let detectors = try facet(.detector, of: incident.id)
        let findings = try detectors.suffix(Finding.maximum).compactMap { value, alerts in
            try Int64(value).flatMap { try detector($0) }.map { Finding($0, alerts: alerts) }
        }
        let finding = Finding.mostTelling(findings, among: detectors.reduce(0) { $0 + $1.alerts })
        let entities = try entities(of: incident.id, limit: 200)
        var assets = CaseReader.struck(among: entities)
        if let finding, assets.count > 1 { assets = try whereFound(finding.title, of: incident, among: assets) }
        let attackers = CaseReader.attackers(among: entities)
        return IncidentPortrait(
            titles: finding.map { [$0.title] } ?? [], detectorCount: detectors.count, assets: assets.map(\.key.value),
            assetCount: assets.count,
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

    /// The assets that the newest alert of a title names stand first: what happened is told where it happened.
    private func whereFound(
        _ title: String, of incident: Incident, among assets: [IncidentEntity]
    ) throws -> [IncidentEntity] {
        let named = try entities(ofAlertTitled: title, in: incident)
        let found = assets.filter { asset in
            named.contains {
                $0.entity == asset.id && $0.roles.isDisjoint(with: .hostileOnly) && $0.roles != RoleSet([.contextual])
            }
        }
        return found + assets.filter { asset in !found.contains { $0.id == asset.id } }
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
