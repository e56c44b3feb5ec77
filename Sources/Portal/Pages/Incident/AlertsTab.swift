internal import CaseStore
internal import Primitives
internal import SecurityModel

/// All alerts of an incident, each with the reason for which it is there.
enum AlertsTab {
    static let pageSize = 100

    struct Row {
        var id: String
        var title: String
        var severity: String
        var severityTitle: String
        var statusTitle: String
        var product: String
        var times: String?
        var time: String
        var exact: String
        var techniques: [TechniqueLine]
        var entities: [EntityChip]
        var reason: String
    }

    struct TechniqueLine {
        var id: String
        var name: String
    }

    struct Model {
        var alerts: [Row]
        var range: String
        var previous: String?
        var next: String?
    }

    static func model(_ incident: Incident, offset: Int, _ reader: CaseReader) throws -> Model {
        let alerts = try reader.alerts(of: incident.id, limit: pageSize, offset: offset)
        let end = offset + alerts.count
        let address = "/incidents/\(incident.id)/alerts?offset="
        return Model(
            alerts: try alerts.map { row($0, try reader.entities(of: $0.id)) },
            range: "\(alerts.isEmpty ? 0 : offset + 1)–\(end) of \(Amount.grouped(incident.alertCount))",
            previous: offset > 0 ? address + String(max(0, offset - pageSize)) : nil,
            next: end < Int(incident.alertCount) ? address + String(end) : nil)
    }

    private static func row(_ alert: Alert, _ entities: [EntityLink]) -> Row {
        Row(
            id: alert.id.description, title: alert.report.title, severity: alert.severity.name,
            severityTitle: alert.severity.title, statusTitle: alert.status.title, product: alert.report.productName,
            times: alert.occurrences > 1 ? Amount.grouped(alert.occurrences) : nil, time: alert.report.firstActivity.minute,
            exact: alert.report.firstActivity.rfc3339,
            techniques: alert.report.techniques.map { TechniqueLine(id: $0.id, name: $0.name) },
            entities: entities.filter { $0.key.kind != .network }.prefix(6).map { EntityChip($0) },
            reason: alert.reasons.map(\.text).joined(separator: " "))
    }
}

extension EntityChip {
    init(_ link: EntityLink) {
        let isHostile = !link.roles.isDisjoint(with: .hostile) && link.roles.isDisjoint(with: .struck)
        self.init(
            link.key.kind, link.key.value, part: link.key.kind.isAssetByNature ? .asset : isHostile ? .hostile : .evidence,
            entity: link.entity)
    }
}
