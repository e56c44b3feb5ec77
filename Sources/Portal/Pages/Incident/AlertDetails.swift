internal import CaseStore
internal import Primitives
internal import SecurityModel

/// The pane of a selected alert: what it says, and why it belongs to the incident.
struct AlertDetails {
    struct Reason {
        var text: String
        var weight: String
    }

    var id: String
    var number: String
    var time: String
    var exact: String
    var title: String
    var severity: String
    var severityTitle: String
    var product: String
    var techniques: [AlertsTab.TechniqueLine]
    var description: String?
    var recommended: String?
    var reasons: [Reason]
    var tree: [ShownEvidence.StoryLine]
    var sequence: [ShownEvidence.StoryLine]
    var entities: [EntityChip]

    init(_ alert: Alert, _ reader: CaseReader) throws {
        (id, number) = (alert.id.description, alert.id.words)
        time = alert.report.firstActivity.second
        exact = alert.report.firstActivity.rfc3339
        title = alert.report.title
        severity = alert.severity.name
        severityTitle = alert.severity.title
        product = alert.report.productName
        techniques = alert.report.techniques.map { AlertsTab.TechniqueLine(id: $0.id, name: $0.name) }
        description = alert.report.description.isEmpty ? nil : alert.report.description
        recommended = alert.report.recommendedActions.isEmpty ? nil : alert.report.recommendedActions
        reasons = AlertDetails.reasons(alert)
        let shown = try ShownEvidence(alert, reader)
        (tree, sequence) = (shown.tree, shown.sequence)
        entities = EntityChip.distinct(try reader.entities(of: alert.id))
    }

    static func reasons(_ alert: Alert) -> [Reason] {
        alert.reasons.map { Reason(text: $0.text, weight: $0.weight > 0 ? "+\($0.weight.short)" : "") }
    }
}

/// The pane of a selected thing.
struct EntityDetails {
    struct Fact {
        var name: String
        var value: String
    }

    struct Other {
        var id: String
        var name: String
    }

    var kindTitle: String
    var title: String
    var roles: [String]
    var alerts: String
    var facts: [Fact]
    var others: [String: [Other]]?
    var actions: [EntityActions.Action]

    /// Other incidents that are named, at most.
    static let mostOthers = 8

    init(
        _ node: IncidentGraph.Node, in incidentCase: IncidentCase, _ rights: EntityActions.Rights, _ reader: CaseReader
    ) throws {
        kindTitle = node.kind.title(1)
        title = node.title
        actions = EntityActions(node.id, EntityKey(node.kind, node.title, .strong), rights).actions
        roles = node.roles.roles.filter { $0 != .unknown }.map(\.title)
        alerts = Amount.grouped(node.alertCount)
        let names = node.entities.compactMap { incidentCase.keys[$0]?.value }.filter { $0 != node.title }
        facts = [Fact(name: "First seen here", value: node.first.minute)]
        if !names.isEmpty { facts.append(Fact(name: "Also named", value: names.joined(separator: ", "))) }
        if node.isCritical { facts.append(Fact(name: "Criticality", value: "high")) }
        var query = IncidentQuery()
        query.entities = node.entities.compactMap { incidentCase.keys[$0] }
        query.limit = EntityDetails.mostOthers + 1
        let found = try reader.incidents(query).filter { $0.id != incidentCase.incident.id }.prefix(EntityDetails.mostOthers)
        others = found.isEmpty ? nil : ["list": found.map { Other(id: $0.id.description, name: $0.displayName) }]
    }
}
