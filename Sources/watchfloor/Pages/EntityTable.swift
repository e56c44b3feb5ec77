internal import Primitives
internal import SecurityModel

/// What an incident touches: what is one's own and was attacked, then what is hostile, then the rest.
struct EntityTable {
    /// Rows, at most.
    static let longest = 20

    private let entities: [JSONValue]

    init(_ entities: [JSONValue]) { self.entities = EntityTable.ranked(entities) }

    /// The most telling first; otherwise in the order given.
    static func ranked(_ entities: [JSONValue]) -> [JSONValue] {
        let ranked = entities.enumerated().sorted { left, right in
            let (a, b) = (EntityTable.rank(left.element), EntityTable.rank(right.element))
            return a == b ? left.offset < right.offset : a < b
        }
        return ranked.map(\.element)
    }

    func lines(for terminal: Terminal) -> [String] {
        var table = Table([.fixed(""), .text("", minimum: 16), .text("", minimum: 8), .fixed("", isNumber: true)])
        for entity in entities.prefix(EntityTable.longest) {
            let roles = entity.texts(of: "roles").joined(separator: ", ")
            table.add([
                Table.Cell(entity.text(of: "kind"), .faint), Table.Cell(EntityTable.name(entity), EntityTable.style(entity)),
                Table.Cell(roles), Table.Cell(Count.text(entity.number(of: "alertCount"), "alert"), .faint),
            ])
        }
        let more = entities.count - EntityTable.longest
        return table.lines(for: terminal, indent: 2) + (more > 0 ? ["  and \(more) more (--json has all)"] : [])
    }

    private static let attackedRoles: Set<EvidenceRole> = [.attacked, .compromised]
    private static let hostileRoles: Set<EvidenceRole> = [.attacker, .commandAndControl, .suspicious]

    private static func rank(_ entity: JSONValue) -> Int {
        let roles = Set(entity.texts(of: "roles").compactMap { EvidenceRole(name: $0) })
        let isAsset = EntityKind(name: entity.text(of: "kind"))?.isAssetByNature == true
        if isAsset, !roles.isDisjoint(with: attackedRoles) { return 0 }
        if !roles.isDisjoint(with: hostileRoles) { return 1 }
        return isAsset ? 2 : 3
    }

    /// Its best name, with the others behind it.
    private static func name(_ entity: JSONValue) -> String {
        let aliases = entity.texts(of: "aliases")
        return entity.text(of: "value") + (aliases.isEmpty ? "" : " (\(aliases.joined(separator: ", ")))")
    }

    private static func style(_ entity: JSONValue) -> TextStyle {
        switch rank(entity) {
        case 0: .bold
        case 1: .red
        default: .plain
        }
    }
}
