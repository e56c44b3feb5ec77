internal import SQL
public import SecurityModel

/// An asset that an incident strikes, as a list shows it.
public struct IncidentAsset: Hashable, Sendable {
    public var id: Int64
    public var key: EntityKey
    public var roles: RoleSet
}

extension CaseReader {
    /// The assets of several incidents and the addresses that were struck, the most named first, out of the things that each names most; each once, under its name
    /// where the alerts told an id and a name.
    /// - Parameter most: things of an incident that are looked at.
    public func assets(of incidents: [IncidentID], among most: Int) throws -> [IncidentID: [IncidentAsset]] {
        guard !incidents.isEmpty else { return [:] }
        guard view.isEverything else {
            return Dictionary(
                try incidents.map { ($0, try assetsSeen(of: $0, among: most)) }, uniquingKeysWith: { first, _ in first })
        }
        var assets: [IncidentID: [IncidentAsset]] = [:]
        let arguments = incidents.map { SQLValue.integer($0.number) } + [.integer(Int64(most))]
        try session.query(IncidentSQL.assets(of: incidents.count), arguments) { row in
            let asset = IncidentAsset(
                id: row.integer(1), key: EntityKey(row: row, from: 2),
                roles: RoleSet(rawValue: UInt32(truncatingIfNeeded: row.integer(5))))
            let known = assets[IncidentID(row.integer(0)), default: []]
            if !known.contains(where: { $0.id == asset.id }) { assets[IncidentID(row.integer(0))] = known + [asset] }
        }
        return assets
    }

    private func assetsSeen(of incident: IncidentID, among most: Int) throws -> [IncidentAsset] {
        try entities(of: incident, limit: most).filter { entity in
            entity.key.kind.isAssetByNature && entity.key.strength == .strong
                || entity.key.kind == .ip && !entity.roles.isDisjoint(with: .struck)
        }.map { IncidentAsset(id: $0.id, key: $0.key, roles: $0.roles) }
    }
}
