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
    /// The page of the entity; the name tells it from addresses of what is around the chip.
    var entityAddress: String?

    init(_ node: IncidentGraph.Node) {
        self.init(node.kind, node.title, part: node.part, entity: node.entities.first ?? node.id)
    }

    /// A process, whose page goes by an alert that tells of it.
    init(_ process: IncidentProcess) {
        let line = process.commandLine.isEmpty ? process.name : process.commandLine
        self.init(.process, line, part: process.isHostile ? .hostile : .evidence)
        title = line.middleTruncated(to: EntityChip.longestLine)
        entityAddress = ProcessRun.address(of: process.place, in: process.example)
    }

    /// Characters of a command line, at most.
    private static let longestLine = 120

    init(_ kind: EntityKind, _ value: String, part: IncidentGraph.Part, entity: Int64? = nil) {
        entityAddress = entity.map { "/entities/\($0)" }
        self.kind = kind.name
        kindTitle = kind.title(1)
        self.value = value
        title = kind.shortName(value, to: 28)
        isEvidence = part != .asset
        isHostile = part == .hostile
    }
}
