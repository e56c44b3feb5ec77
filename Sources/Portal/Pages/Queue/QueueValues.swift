internal import CaseStore
internal import SecurityModel

/// What the rows of a page show of their incidents' alerts, read for all of them at once.
struct QueueValues {
    /// Things of an incident among which its assets are looked for.
    static let mostThings = 30

    private let choices: QueueChoices
    private var facets: [IncidentFacet: [IncidentID: [String]]] = [:]

    private let assets: [IncidentID: [IncidentAsset]]

    init(_ incidents: [IncidentID], _ columns: [QueueColumn], _ choices: QueueChoices, _ reader: CaseReader) throws {
        try self.init(
            incidents, facets: [.product] + columns.compactMap { $0.filter?.facet }, hasAssets: columns.contains(.assets),
            choices, reader)
    }

    init(
        _ incidents: [IncidentID], facets kinds: [IncidentFacet], hasAssets: Bool, _ choices: QueueChoices, _ reader: CaseReader
    ) throws {
        self.choices = choices
        assets = hasAssets ? try reader.assets(of: incidents, among: QueueValues.mostThings) : [:]
        for facet in Set(kinds) {
            facets[facet] = try reader.facet(facet, of: incidents).mapValues { $0.map(\.value) }
        }
    }

    /// What was struck: a sensor that only saw it stands there where nothing else does, not even an address.
    private func struck(_ incident: IncidentID) -> [IncidentAsset] {
        let all = assets[incident] ?? []
        let owned = all.filter(\.key.kind.isAssetByNature)
        let involved = owned.filter { $0.roles != RoleSet([.contextual]) }
        guard involved.isEmpty else { return involved }
        let addresses = all.filter {
            !$0.key.kind.isAssetByNature && $0.roles.isDisjoint(with: RoleSet([.attacker, .commandAndControl]))
        }
        return addresses.isEmpty ? owned : addresses
    }

    /// Each once: of names that read alike in a list the one that says most.
    func assets(of incident: IncidentID) -> [IncidentAsset] {
        NameFolding.folded(struck(incident), \.key)
    }

    func values(of facet: IncidentFacet, in incident: IncidentID) -> [String] {
        facets[facet]?[incident] ?? []
    }

    /// The values as people read them.
    func titles(of filter: QueueFilter, in incident: IncidentID) -> [String] {
        guard let facet = filter.facet else { return [] }
        return values(of: facet, in: incident).map { choices.title(of: $0, in: filter) }
    }
}
