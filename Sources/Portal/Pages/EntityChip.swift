internal import CaseStore
internal import SecurityModel

/// An entity as a chip: its icon, its name, and whether it is an asset, evidence or the attacker's.
struct EntityChip: Equatable {
    var kind: String
    var kindTitle: String
    var value: String
    var title: String
    var isEvidence: Bool
    var isHostile: Bool

    init(_ node: IncidentGraph.Node) {
        self.init(node.kind, node.title, part: node.part)
    }

    init(_ kind: EntityKind, _ value: String, part: IncidentGraph.Part) {
        self.kind = kind.name
        kindTitle = kind.title(1)
        self.value = value
        title = value.middleTruncated(to: 28)
        isEvidence = part != .asset
        isHostile = part == .hostile
    }
}
