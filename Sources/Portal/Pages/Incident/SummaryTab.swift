internal import CaseStore
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

    struct Reason {
        var text: String
        var alerts: String
    }

    struct Step {
        var phase: String
        var text: String
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
    var assets: [EntityChip]
    var moreAssets: Int?
    var factors: [Factor]
    var reasons: [Reason]
    var otherReasons: [Reason]
    var steps: [Step]
    var facts: [Fact]

    init(_ incidentCase: IncidentCase, _ reader: CaseReader) throws {
        let incident = incidentCase.incident
        id = incident.id.description
        sentences = incidentCase.story.lines
        timeline = TimelineDrawing(incidentCase.groups).svg.text
        (from, to) = (incident.firstActivity.minute, incident.lastActivity.minute)
        let all = incidentCase.assets
        assets = all.prefix(SummaryTab.mostAssets).map { EntityChip($0) }
        moreAssets = all.count > assets.count ? all.count - assets.count : nil
        factors = SummaryTab.factors(incident)
        let found = try reader.reasons(of: incident.id, limit: SummaryTab.mostOpenedReasons).map { group in
            Reason(text: group.reasons.map(\.text).joined(separator: " "), alerts: Amount.text(group.alertCount, "alert"))
        }
        (reasons, otherReasons) = (
            Array(found.prefix(SummaryTab.mostReasons)), Array(found.dropFirst(SummaryTab.mostReasons))
        )
        steps = SummaryTab.steps(incidentCase)
        facts = [
            Fact(name: "First activity", value: incident.firstActivity.minute),
            Fact(name: "Last activity", value: incident.lastActivity.minute),
            Fact(name: "Created", value: incident.created.minute),
            Fact(name: "Products", value: Amount.list(incidentCase.products, most: 20)),
            Fact(name: "Techniques", value: try reader.facet(.technique, of: incident.id).map(\.value).joined(separator: ", ")),
        ].filter { !$0.value.isEmpty }
    }

    static func factors(_ incident: Incident) -> [Factor] {
        let largest = incident.priorityFactors.map(\.points).max() ?? 1
        return incident.priorityFactors.sorted { $0.points > $1.points }.map { factor in
            Factor(text: factor.text, points: factor.points.short, value: max(0, factor.points).short, max: max(1, largest).short)
        }
    }

    static func steps(_ incidentCase: IncidentCase) -> [Step] {
        incidentCase.steps.map { Step(phase: $0.phase.title, text: $0.text) }
    }
}

/// The pane beside the queue: why the incident ranks so, what it hits, what to do.
struct SummaryPane {
    var head: IncidentHead
    var factors: [SummaryTab.Factor]
    var assets: [EntityChip]
    var moreAssets: Int?
    var steps: [SummaryTab.Step]

    /// Chips that are shown, at most.
    static let mostAssets = 8

    init(_ incidentCase: IncidentCase, now: Timestamp) {
        head = IncidentHead(incidentCase.incident, now: now)
        factors = SummaryTab.factors(incidentCase.incident)
        let all = incidentCase.assets
        assets = all.prefix(SummaryPane.mostAssets).map { EntityChip($0) }
        moreAssets = all.count > SummaryPane.mostAssets ? all.count - SummaryPane.mostAssets : nil
        steps = SummaryTab.steps(incidentCase)
    }
}
