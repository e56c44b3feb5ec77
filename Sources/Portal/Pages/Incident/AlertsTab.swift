internal import CaseStore
internal import Primitives
internal import SecurityModel

/// All alerts of an incident, each with the reason for which it is there.
enum AlertsTab {
    static let pageSize = 100
    /// Entities of an alert that are shown in its row, at most.
    static let mostEntities = 20

    struct Row {
        var id: String
        var number: String
        var title: String
        var severity: String
        var severityTitle: String
        var status: String
        var statusTitle: String
        var product: String
        var times: String?
        var time: String
        var exact: String
        var techniques: [TechniqueLine]
        var entities: [EntityChip]
        /// How many it names, where not all of them are shown.
        var allEntities: String?
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
        let alerts = try rows(incident.id, limit: pageSize, offset: offset, reader)
        let end = offset + alerts.count
        let address = "/incidents/\(incident.id)/alerts?offset="
        return Model(
            alerts: alerts,
            range: alerts.isEmpty
                ? "" : "\(offset + 1)–\(end) of \(Amount.grouped(incident.alertCount))",
            previous: offset > 0 ? address + String(max(0, offset - pageSize)) : nil,
            next: end < Int(incident.alertCount) ? address + String(end) : nil)
    }

    /// - Parameter newestFirst: those of the latest activity, which their rows show then.
    static func rows(
        _ incident: IncidentID, limit: Int, offset: Int = 0, newestFirst: Bool = false, _ reader: CaseReader
    ) throws -> [Row] {
        let alerts = try reader.alerts(of: incident, limit: limit, offset: offset, newestFirst: newestFirst)
        let hasOpeners = alerts.contains { alert in alert.reasons.contains { $0.signal == "opening" } }
        let homes = hasOpeners ? try FormerHomes(incident, reader) : nil
        return try alerts.map { alert in
            let time = newestFirst ? alert.report.lastActivity : alert.report.firstActivity
            return row(alert, at: time, try reader.entities(of: alert.id), homes)
        }
    }

    private static func row(
        _ alert: Alert, at time: Timestamp, _ entities: [EntityLink], _ homes: FormerHomes?
    ) -> Row {
        let things = EntityChip.distinct(entities)
        return Row(
            id: alert.id.description, number: alert.id.words, title: alert.report.title, severity: alert.severity.name,
            severityTitle: alert.severity.title, status: alert.status.name, statusTitle: alert.status.title,
            product: alert.report.productName,
            times: alert.occurrences > 1 ? Amount.grouped(alert.occurrences) : nil, time: time.minute,
            exact: time.rfc3339,
            techniques: alert.report.techniques.map { TechniqueLine(id: $0.id, name: $0.name) },
            entities: Array(things.prefix(mostEntities)),
            allEntities: things.count > mostEntities ? Amount.grouped(Int64(things.count)) : nil,
            reason: (alert.reasons.map(\.text) + [homes?[alert.id]].compactMap(\.self)).joined(separator: " "))
    }
}

extension EntityChip {
    /// A chip for each thing that an alert names, by the name that people would use.
    static func distinct(_ links: [EntityLink]) -> [EntityChip] {
        var things: [EntityLink] = []
        for link in links where link.key.kind != .network {
            if link.thing != 0, let index = things.firstIndex(where: { $0.thing == link.thing && $0.key.kind == link.key.kind }) {
                if link.key.readability > things[index].key.readability { things[index] = link }
            } else {
                things.append(link)
            }
        }
        return NameFolding.folded(things, \.key).map { EntityChip($0) }
    }

    init(_ link: EntityLink) {
        let isHostile =
            !link.roles.isDisjoint(with: .hostile) && link.roles.isDisjoint(with: .struck)
            && !(link.key.kind == .ip && link.key.value.isPrivateAddress)
        self.init(
            link.key.kind, link.key.value, part: link.key.kind.isAssetByNature ? .asset : isHostile ? .hostile : .evidence,
            entity: link.entity)
    }
}
