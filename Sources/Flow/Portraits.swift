internal import CaseStore
internal import SecurityModel

extension CaseReader {
    /// Keys of an incident out of which its portrait is made whole; of more, those that alerts name most give the names, and
    /// counts are asked for.
    private static let mostKeys = 200

    /// Reads what an incident's name is made of.
    func portrait(of incident: Incident) throws -> IncidentPortrait {
        let detectors = try facet(.detector, of: incident.id)
        let findings = try detectors.suffix(Finding.maximum).compactMap { value, alerts in
            try Int64(value).flatMap { try detector($0) }.map { Finding($0, alerts: alerts) }
        }
        let finding = Finding.mostTelling(findings, among: detectors.reduce(0) { $0 + $1.alerts })
        let cast = try cast(of: incident)
        var assets = cast.assets
        if let finding, assets.count > 1 { assets = try whereFound(finding.title, of: incident, among: assets) }
        return IncidentPortrait(
            titles: finding.map { [$0.title] } ?? [], detectorCount: detectors.count, assets: assets.map(\.key.value),
            assetCount: cast.assetCount, attackers: cast.attackers.map(\.key.value), attackerCount: cast.attackerCount,
            tactics: incident.tactics, techniques: try facet(.technique, of: incident.id).compactMap { Technique($0.value) })
    }

    /// What was struck and who struck, the most named first, and how many they are in all.
    private func cast(
        of incident: Incident
    ) throws -> (assets: [IncidentEntity], assetCount: Int, attackers: [IncidentEntity], attackerCount: Int) {
        guard try keyCount(of: incident.id) > CaseReader.mostKeys else {
            let entities = try entities(of: incident.id, limit: CaseReader.mostKeys)
            let (assets, attackers) = (Parts.struck(among: entities), Parts.attackers(among: entities))
            return (assets, assets.count, attackers, attackers.count)
        }
        let tally = try thingTally(of: incident.id)
        let (struck, attackers) = (Parts.struck(among: tally), Parts.attackers(among: tally))
        func named(_ parts: [ThingTally]) throws -> [IncidentEntity] {
            let kinds = Set(parts.map(\.kind)).sorted { $0.rawValue < $1.rawValue }
            return kinds.isEmpty ? [] : try entities(of: incident.id, kinds: kinds, limit: CaseReader.mostKeys)
        }
        return (
            Parts.struck(among: try named(struck)), struck.reduce(0) { $0 + $1.count },
            Parts.attackers(among: try named(attackers)), attackers.reduce(0) { $0 + $1.count }
        )
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
}

/// What has a part in an incident: one thing, or a number of them that played the same.
private protocol PartInIncident {
    var kind: EntityKind { get }
    var roles: RoleSet { get }
}

extension IncidentEntity: PartInIncident {
    fileprivate var kind: EntityKind { key.kind }
}

extension ThingTally: PartInIncident {}

private enum Parts {
    /// Addresses that alerts call an attacker's, before those that only acted and were not struck themselves.
    static func attackers<Part: PartInIncident>(among parts: [Part]) -> [Part] {
        let addresses = parts.filter { $0.kind == .ip }
        let called = addresses.filter { !$0.roles.isDisjoint(with: .hostileOnly) }
        let acting = addresses.filter { !$0.roles.isDisjoint(with: .hostile) && $0.roles.isDisjoint(with: .struck) }
        return called + acting.filter { $0.roles.isDisjoint(with: .hostileOnly) }
    }

    /// Devices before accounts and other assets. A sensor that only saw it is no victim: what is there as context alone stands
    /// for what was struck only where nothing else does, not even an address.
    static func struck<Part: PartInIncident>(among parts: [Part]) -> [Part] {
        let assets = parts.filter { $0.kind.isAssetByNature && $0.roles.isDisjoint(with: .hostileOnly) }
        let involved = assets.filter { $0.roles != RoleSet([.contextual]) }
        let addresses = parts.filter {
            $0.kind == .ip && !$0.roles.isDisjoint(with: .struck) && $0.roles.isDisjoint(with: .hostileOnly)
        }
        let telling = involved.isEmpty ? (addresses.isEmpty ? assets : addresses) : involved
        let devices = telling.filter { $0.kind == .device }
        return devices.isEmpty ? telling : devices
    }
}

extension RoleSet {
    /// Roles that no asset has.
    fileprivate static let hostileOnly = RoleSet([.attacker, .commandAndControl])
}
