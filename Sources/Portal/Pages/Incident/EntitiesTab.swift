internal import Primitives
internal import SecurityModel

/// The things of an incident in tables by kind: its assets, or the evidence against them.
enum EntitiesTab {
    struct Row {
        var chip: EntityChip
        var roles: String
        var alerts: String
    }

    struct Group {
        var title: String
        var count: String
        var entities: [Row]
    }

    struct Model {
        var groups: [Group]
        var nothing: String
    }

    static func assets(_ incidentCase: IncidentCase) -> Model {
        Model(groups: groups(incidentCase.assets), nothing: "No alert of this incident names an asset.")
    }

    static func evidence(_ incidentCase: IncidentCase) -> Model {
        Model(
            groups: groups(incidentCase.graph.nodes.filter { $0.part != .asset }),
            nothing: "No alert of this incident names anything but assets.")
    }

    private static func groups(_ nodes: [IncidentGraph.Node]) -> [Group] {
        EntityKind.allCases.compactMap { kind in
            let members = nodes.filter { $0.kind == kind }.sorted { ($0.alertCount, $1.id) > ($1.alertCount, $0.id) }
            guard !members.isEmpty else { return nil }
            let title = kind.title(2)
            return Group(
                title: title.withCapital, count: Amount.grouped(Int64(members.count)),
                entities: members.map { node in
                    Row(
                        chip: EntityChip(node),
                        roles: node.roles.roles.filter { $0 != .unknown }.map { $0.title.lowercased() }.joined(separator: ", "),
                        alerts: Amount.grouped(node.alertCount))
                })
        }
    }
}
