internal import CaseStore
internal import Primitives
internal import SecurityModel

extension PastTab {
    /// Things of one kind, with how many there are.
    struct Things {
        /// That are shown of each kind, at most.
        static let mostThings = 300
        /// Alerts that things are read out of, at most.
        static let mostRead = 500

        var count: String
        var chips: [EntityChip]
        /// What is not among them, in words.
        var more: String?

        init(_ all: [EntityChip], alerts: Int) {
            count = Amount.grouped(Int64(all.count))
            chips = Array(all.prefix(Things.mostThings))
            let rest = all.count - chips.count
            let unread = alerts - Things.mostRead
            let parts = [
                rest > 0 ? "\(Amount.grouped(Int64(rest))) more" : nil,
                unread > 0 ? "what \(Amount.text(Int64(unread), "further alert")) name" : nil,
            ].compactMap(\.self)
            more = parts.isEmpty ? nil : "and " + parts.joined(separator: ", and ")
        }

        /// What the alerts of then name, each thing once by whatever names, as the tab of assets lists them.
        static func chips(_ alerts: [AlertID], _ reader: CaseReader) throws -> [EntityChip] {
            var keys: [Int64: EntityKey] = [:]
            var groups: [AlertGroup] = []
            for alert in try alerts.prefix(mostRead).compactMap({ try reader.alert($0) }) {
                let links = try reader.entities(of: alert.id)
                for link in links { keys[link.entity] = link.key }
                groups.append(AlertGroup(alert, links))
            }
            let addresses = try DeviceAddresses(groups, keys: keys, detectors: [:], reader)
            var graph = IncidentGraph(groups, keys: keys, addresses: addresses)
            try graph.takeRecordedNames(reader)
            return graph.nodes.sorted { ($0.alertCount, $1.id) > ($1.alertCount, $0.id) }.map { EntityChip($0) }
        }
    }
}

extension AlertGroup {
    /// One alert alone.
    fileprivate init(_ alert: Alert, _ links: [EntityLink]) {
        self.init(
            detector: 0, title: alert.report.title, severity: alert.severity, alertCount: 1, openCount: 0,
            firstActivity: alert.report.firstActivity, lastActivity: alert.report.lastActivity, example: alert.id,
            tactics: alert.report.tactics,
            entities: links.map {
                ObservedEntity(entity: $0.entity, roles: $0.roles, thing: $0.thing, criticality: $0.criticality)
            })
    }
}
