internal import CaseStore
internal import Primitives
internal import SecurityModel

/// The attack story: the alerts in time, the graph, and the selected alert side by side; the timeline below.
enum StoryTab {
    struct AlertRow {
        var id: String
        var title: String
        var severity: String
        var severityTitle: String
        var product: String
        /// The device or the account that it happened on, in short and in full.
        var place: Place?
        /// How many alerts the row stands for, where it is more than one.
        var times: String?
        var time: String
        var exact: String
        var seconds: Int64
        /// `open`, or `resolved` where all of its alerts are.
        var state: String
        /// Numbers of the entities that it names.
        var entities: String
    }

    struct Place {
        var name: String
        var whole: String
    }

    /// What the story can be narrowed down to; each choice is on until somebody takes it away.
    struct Filter {
        struct Choice {
            var value: String
            var title: String
        }

        var name: String
        var title: String
        var choices: [Choice]
    }

    struct Model {
        var id: String
        var shown: String
        var alerts: [AlertRow]
        var filters: [Filter]
        var isGrouped: Bool
        var graph: String
        /// Whether there is anything in the graph; what stands in its place where there is not, or where all is filtered out.
        var isDrawn: Bool
        var emptyWords: String
        var unknown: UnknownEvidence?
        var sentences: [IncidentStory.Line]
        var timeline: String
        var from: String
        var to: String
        /// What the graph is not made of.
        var untold: String?
    }

    /// Rows of the list, at most.
    static let mostRows = 500
    /// Characters of a place in a row.
    static let mostOfPlace = 24

    static func model(_ incidentCase: IncidentCase) -> Model {
        let bursts = incidentCase.bursts
        let shown = Array(bursts.prefix(mostRows))
        let rows = zip(shown, incidentCase.graph.scenes(of: shown)).map { row($0, $1, incidentCase) }
        let isGrouped = incidentCase.graph.nodes.count > GraphGrouping.clearNodes
        let graph = isGrouped ? GraphGrouping.grouped(incidentCase.graph) : incidentCase.graph
        let rest = Int64(bursts.count - rows.count + incidentCase.untold.kinds)
        return Model(
            id: incidentCase.incident.id.description,
            shown: rest > 0
                ? "the first \(rows.count), \(Amount.grouped(rest)) more in the Alerts tab"
                : Amount.grouped(incidentCase.incident.alertCount),
            alerts: rows, filters: filters(rows, incidentCase), isGrouped: isGrouped, graph: GraphDrawing(graph).svg.text,
            isDrawn: !graph.nodes.isEmpty, emptyWords: emptyWords(incidentCase),
            unknown: graph.nodes.isEmpty ? incidentCase.unknown : nil,
            sentences: incidentCase.story.lines, timeline: TimelineDrawing(bursts).svg.text,
            from: incidentCase.incident.firstActivity.minute, to: incidentCase.incident.lastActivity.minute,
            untold: incidentCase.untold.notice)
    }

    private static func emptyWords(_ incidentCase: IncidentCase) -> String {
        guard !incidentCase.groups.isEmpty else { return "There is nothing to draw: it holds no alerts." }
        guard incidentCase.graph.nodes.isEmpty else {
            return "Everything is filtered out. Tick something again, or clear the window of the timeline."
        }
        return incidentCase.unknown == nil
            ? "There is nothing to draw: no alert names an entity."
            : "There is nothing to draw: no alert names an entity of a kind that is known here."
    }

    private static func row(_ group: AlertGroup, _ scene: StoryScene, _ incidentCase: IncidentCase) -> AlertRow {
        AlertRow(
            id: group.example.description, title: group.title, severity: group.severity.name,
            severityTitle: group.severity.title, product: incidentCase.detectors[group.detector]?.product ?? "",
            place: scene.place.flatMap { place(incidentCase.graph.nodes[$0]) },
            times: group.alertCount > 1 ? Amount.grouped(group.alertCount) : nil,
            time: String(group.firstActivity.minute.dropFirst(5).dropLast(4)),
            exact: group.firstActivity.rfc3339, seconds: group.firstActivity.unixSeconds,
            state: group.openCount > 0 ? "open" : "resolved",
            entities: group.entities.map { String($0.entity) }.joined(separator: " "))
    }

    /// Where nothing of one's own is named, an address is the place; a file or a process is none.
    private static func place(_ node: IncidentGraph.Node) -> Place? {
        guard node.part == .asset || node.kind == .ip else { return nil }
        return Place(name: node.kind.shortName(node.title, to: mostOfPlace), whole: node.title)
    }

    /// Kinds of things, severities, states and products that occur; what does not differ is no filter.
    private static func filters(_ rows: [AlertRow], _ incidentCase: IncidentCase) -> [Filter] {
        let kinds = Set(incidentCase.graph.nodes.map(\.kind))
        let severities = Set(rows.map(\.severity)), states = Set(rows.map(\.state))
        return [
            Filter(
                name: "kind", title: "Things",
                choices: EntityKind.allCases.filter(kinds.contains).map { .init(value: $0.name, title: $0.title(2).withCapital) }),
            Filter(
                name: "severity", title: "Severity",
                choices: AlertSeverity.allCases.reversed().filter { severities.contains($0.name) }.map {
                    .init(value: $0.name, title: $0.title)
                }),
            Filter(
                name: "state", title: "Status",
                choices: [("open", "Open"), ("resolved", "Resolved")].filter { states.contains($0.0) }.map {
                    .init(value: $0.0, title: $0.1)
                }),
            Filter(
                name: "product", title: "Source",
                choices: Set(rows.map(\.product)).sorted().map { .init(value: $0, title: $0.isEmpty ? "unnamed" : $0) }),
        ].filter { $0.choices.count > 1 }
    }
}
