internal import CaseStore
internal import Primitives
internal import SecurityModel

/// An entity as the dialect shows it: a kind of its own vocabulary, and the properties of that kind.
struct SentinelEntity: Sendable {
    static let type = "Entities"

    var kind: String
    var name: String
    var friendlyName: String
    /// The kind's own properties.
    var properties: JSONObject

    /// The name of an alert among the entities.
    static func id(of alert: AlertID) -> String { StableUUID("alert", alert.number).description }

    /// The alert that a name means: its UUID here, or the id that it has everywhere else.
    static func alert(_ name: String) -> AlertID? {
        StableUUID.number(of: name, "alert").map { AlertID($0) } ?? AlertID(name)
    }

    func json(at address: ResourceAddress) -> JSONValue {
        var all = JSONObject([.init(name: "friendlyName", value: .string(friendlyName))])
        for member in properties.members where !member.value.isNull { all[member.name] = member.value }
        if all["additionalData"] == nil { all["additionalData"] = .object(JSONObject()) }
        return ResourceEnvelope(
            path: "\(SentinelEntity.type)/\(name)", name: name, type: SentinelEntity.type, kind: kind, properties: all
        ).json(at: address)
    }
}

/// The entities that some alerts name, each once. Names of one thing are told by the keys that its evidence shares.
struct SentinelEntityList: Sendable {
    private(set) var entities: [SentinelEntity] = []
    private var indexByName: [String: Int] = [:]

    init(_ alerts: [Alert], _ reader: CaseReader) throws {
        let scopes = Dictionary(try reader.sources().map { ($0.name, $0.scope) }) { first, _ in first }
        for alert in alerts {
            for evidence in alert.report.evidence { try add(evidence, scope: scopes[alert.report.source] ?? "", reader) }
        }
    }

    /// How many there are of each kind, in the order of their first.
    var counts: [(kind: String, count: Int)] {
        var counts: [(kind: String, count: Int)] = []
        for entity in entities {
            if let index = counts.firstIndex(where: { $0.kind == entity.kind }) {
                counts[index].count += 1
            } else {
                counts.append((entity.kind, 1))
            }
        }
        return counts
    }

    private mutating func add(_ evidence: Evidence, scope: String, _ reader: CaseReader) throws {
        for shape in SentinelShape.shapes(of: evidence) {
            let keys = shape.isNamedByKeys ? evidence.entityKeys(scope: scope) : []
            let names = keys.isEmpty ? [shape.content] : keys.map(\.description)
            let known = names.compactMap { indexByName["\(shape.kind) \($0)"] }.first
            let index = known ?? entities.count
            for name in names { indexByName["\(shape.kind) \(name)"] = index }
            if known == nil {
                let number = try keys.lazy.compactMap { try reader.entityID($0) }.first
                let name =
                    number.map { StableUUID("entity", $0) }
                    ?? StableUUID("entityContent", content: "\(shape.kind) \(shape.content)")
                entities.append(
                    SentinelEntity(
                        kind: shape.kind, name: name.description, friendlyName: shape.friendlyName, properties: shape.properties))
            } else {
                for member in shape.properties.members where entities[index].properties[member.name] == nil {
                    entities[index].properties[member.name] = member.value
                }
            }
        }
    }
}
