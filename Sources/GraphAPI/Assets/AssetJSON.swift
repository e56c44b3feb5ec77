internal import CaseStore
internal import Primitives
internal import SecurityModel

extension Asset {
    /// The asset as a row of the list.
    /// - Parameter counts: in how many incidents it occurs, and in how many open ones.
    func json(_ counts: (all: Int64, open: Int64)) -> JSONObject {
        JSONObject([
            .init(name: "id", value: .string(String(id))),
            .init(name: "kind", value: .string(key.kind.name)),
            .init(name: "name", value: .string(key.value)),
            .init(name: "criticality", value: .string(criticality.name)),
            .init(name: "isCriticalitySet", value: .bool(level != nil)),
            .init(name: "tags", value: .texts(tags)),
            .init(name: "alertCount", value: .integer(alertCount)),
            .init(name: "incidentCount", value: .integer(counts.all)),
            .init(name: "openIncidentCount", value: .integer(counts.open)),
            .init(name: "firstSeenDateTime", value: .string(firstSeen.rfc3339)),
            .init(name: "lastSeenDateTime", value: .string(lastSeen.rfc3339)),
        ])
    }
}

extension AssetRule {
    var json: JSONValue {
        [
            "id": .string(String(id)), "name": .string(name), "kind": .string(rule.kind.name),
            "conditions": .array(rule.conditions.map(\.json)), "criticality": .string(rule.level.name),
            "createdDateTime": .string(created.rfc3339), "createdBy": .string(createdBy),
        ]
    }
}
