internal import CaseStore
internal import GraphAPI
internal import Primitives
internal import SecurityModel

/// The incident on one screen: its story, its rank, why its alerts belong together, what to do.
struct SummaryTab {
    struct Factor {
        var text: String
        var points: String
        var value: String
        var max: String
    }

    /// An asset, with how critical it is where somebody or an alert said so.
    struct AssetLine {
        var chip: EntityChip
        var criticality: String?
        var criticalityTitle: String
    }

    struct Reason {
        var text: String
        var alerts: String
    }

    struct Fact {
        var name: String
        var value: String
    }

    /// Reasons that are shown at once, and those that can be opened, at most.
    static let mostReasons = 8
    static let mostOpenedReasons = 100
    /// Chips of the assets, at most.
    static let mostAssets = 16

    var id: String
    var sentences: [IncidentStory.Line]
    var timeline: String
    var from: String
    var to: String
    var assets: [AssetLine]
    var moreAssets: String?
    /// No asset of it is more than ordinary.
    var allOrdinary: Bool
    var factors: [Factor]
    /// What the points come to, where pages show less.
    var sum: String?
    /// Why it is on the queue or off it.
    var standing: String
    var reasons: [Reason]
    var otherReasons: [Reason]
    /// All of them, for paper.
    var steps: [StepLine]
    var next: StepList
    var facts: [Fact]

    init(_ incidentCase: IncidentCase, _ reader: CaseReader) throws {
        let incident = incidentCase.incident
        id = incident.id.description
        sentences = incidentCase.story.lines
        timeline = TimelineDrawing(incidentCase.bursts).svg.text
        (from, to) = (incident.firstActivity.minute, incident.lastActivity.minute)
        assets = try SummaryTab.assets(incidentCase, reader)
        let rest = incidentCase.assets.count - assets.count
        moreAssets = rest > 0 ? incidentCase.untold.count(rest) : nil
        // The most critical stand first.
        allOrdinary = assets.first.map { $0.criticality == nil } ?? false
        factors = SummaryTab.factors(incident)
        sum = incident.priority > 100 ? "Together \(Int(incident.priority)); pages show 100 at most." : nil
        standing = StandingSentence.sentence(of: incident)
        let found = try reader.reasons(of: incident.id, limit: SummaryTab.mostOpenedReasons).map { group in
            Reason(text: group.reasons.map(\.text).joined(separator: " "), alerts: Amount.text(group.alertCount, "alert"))
        }
        (reasons, otherReasons) = (
            Array(found.prefix(SummaryTab.mostReasons)), Array(found.dropFirst(SummaryTab.mostReasons))
        )
        let tasks = Set(try reader.tasks(with: incident.id).map(\.title))
        let suggested = incidentCase.steps
        steps = suggested.map { StepLine($0, tasks: tasks) }
        next = StepList(suggested, of: incident.id, tasks: tasks)
        facts = [
            Fact(name: "First activity", value: incident.firstActivity.minute),
            Fact(name: "Last activity", value: incident.lastActivity.minute),
            Fact(name: "Created", value: incident.created.minute),
            Fact(name: "Active alerts", value: SummaryTab.active(incident)),
            Fact(name: "Threats", value: Amount.list(incidentCase.threats, most: 20)),
            Fact(name: "Products", value: Amount.list(incidentCase.products, most: 20)),
            Fact(name: "Techniques", value: try reader.facet(.technique, of: incident.id).map(\.value).joined(separator: ", ")),
        ].filter { !$0.value.isEmpty }
    }

    /// `12 of 67`.
    static func active(_ incident: Incident) -> String {
        "\(Amount.grouped(incident.activeAlertCount)) of \(Amount.grouped(incident.alertCount))"
    }

    /// The first of them: the most critical, then those of the most alerts.
    private static func assets(_ incidentCase: IncidentCase, _ reader: CaseReader) throws -> [AssetLine] {
        let critical = try reader.assets(from: .low)
        let (known, others) = incidentCase.assets.partitioned { $0.entities.contains(where: critical.contains) }
        let levels = try (known.prefix(EntitiesTab.mostRisks) + others.prefix(mostAssets)).map { node in
            (node, try EntitiesTab.mostCritical(of: node, reader)?.criticality ?? CriticalAsset.Level.none)
        }
        // A stable order: those that are alike stay as they were.
        let ordered = levels.enumerated().sorted {
            ($0.element.1.rawValue, $1.offset) > ($1.element.1.rawValue, $0.offset)
        }.map(\.element)
        return ordered.prefix(mostAssets).map { node, level in
            AssetLine(
                chip: EntityChip(node), criticality: level == .none ? nil : level.name, criticalityTitle: level.words)
        }
    }

    static func factors(_ incident: Incident) -> [Factor] {
        let largest = incident.priorityFactors.map(\.points).max() ?? 1
        return incident.priorityFactors.sorted { $0.points > $1.points }.map { factor in
            Factor(
                text: factor.text, points: (factor.points < 0 ? "−" : "+") + abs(factor.points).short,
                value: max(0, factor.points).short, max: max(1, largest).short)
        }
    }
}

/// The pane beside the queue: why the incident ranks so, what it hits, what to do.
struct SummaryPane {
    var head: IncidentHead
    var factors: [SummaryTab.Factor]
    var standing: String
    var facts: [SummaryTab.Fact]
    var assets: [EntityChip]
    var moreAssets: String?
    var next: StepList

    /// Chips that are shown, at most.
    static let mostAssets = 8

    init(_ incidentCase: IncidentCase, now: Timestamp) {
        head = IncidentHead(incidentCase.incident, now: now)
        factors = SummaryTab.factors(incidentCase.incident)
        standing = StandingSentence.sentence(of: incidentCase.incident)
        facts = [
            SummaryTab.Fact(name: "Owner", value: head.owner ?? "nobody"),
            SummaryTab.Fact(name: "Classification", value: head.classification ?? "not set yet"),
            SummaryTab.Fact(name: "Active alerts", value: SummaryTab.active(incidentCase.incident)),
            SummaryTab.Fact(name: "Threats", value: Amount.list(incidentCase.threats, most: 6)),
        ].filter { !$0.value.isEmpty }
        let all = incidentCase.assets
        assets = all.prefix(SummaryPane.mostAssets).map { EntityChip($0) }
        moreAssets = all.count > SummaryPane.mostAssets ? incidentCase.untold.count(all.count - SummaryPane.mostAssets) : nil
        next = StepList(incidentCase.steps, of: incidentCase.incident.id)
    }
}

extension [IncidentGraph.Node] {
    /// Those that it holds for, and the others, each in their order.
    fileprivate func partitioned(_ holds: (IncidentGraph.Node) -> Bool) -> (held: [Element], others: [Element]) {
        var (held, others) = ([Element](), [Element]())
        for node in self { if holds(node) { held.append(node) } else { others.append(node) } }
        return (held, others)
    }
}
