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

    init(kind: String, name: String, friendlyName: String, properties: JSONObject) {
        (self.kind, self.name, self.friendlyName, self.properties) = (kind, name, friendlyName, properties)
    }

    init(_ shape: SentinelShape, named name: SentinelEntityName) {
        self.init(kind: shape.kind, name: name.text, friendlyName: shape.friendlyName, properties: shape.properties)
    }

    /// The name of an alert among the entities.
    static func id(of alert: AlertID) -> String { SentinelEntityName.alert(alert).text }

    /// The alert that a name means: its UUID here, or the id that it has everywhere else.
    static func alert(_ name: String) -> AlertID? {
        if case .alert(let id)? = SentinelEntityName(name) { id } else { nil }
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
        let scopes = try reader.sourceScopes()
        for alert in alerts {
            for told in SentinelShape.told(by: alert, scope: scopes[alert.report.source]) {
                try add(told, of: alert.id, reader)
            }
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

    private mutating func add(_ told: SentinelShape.Told, of alert: AlertID, _ reader: CaseReader) throws {
        let (shape, keys) = (told.shape, told.keys)
        let names = keys.isEmpty ? [shape.content] : keys.map(\.description)
        let known = names.compactMap { indexByName["\(shape.kind) \($0)"] }.first
        let index = known ?? entities.count
        for name in names { indexByName["\(shape.kind) \(name)"] = index }
        guard known == nil else {
            for member in shape.properties.members where entities[index].properties[member.name] == nil {
                entities[index].properties[member.name] = member.value
            }
            return
        }
        let keyed = try keys.lazy.compactMap { key in
            try reader.entityID(key).map { SentinelEntityName($0, key, kind: shape.kind) }
        }.first
        entities.append(SentinelEntity(shape, named: keyed ?? .content(alert, index: told.index)))
    }
}
