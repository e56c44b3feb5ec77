internal import HTTPTypes
internal import Hummingbird
internal import Primitives

/// The shape that all resources have: id, name, type, etag, properties, and a kind where the type has several.
struct ResourceEnvelope: Sendable {
    /// Below the provider, as `Incidents/` and a name.
    var path: String
    var name: String
    /// Without the provider, as `Incidents`.
    var type: String
    var kind: String?
    var version: Timestamp?
    var properties: JSONObject

    func json(at address: ResourceAddress) -> JSONValue {
        var json = JSONObject([
            .init(name: "id", value: .string(address.id(path))), .init(name: "name", value: .string(name)),
            .init(name: "type", value: .string("Microsoft.SecurityInsights/\(type)")),
        ])
        if let version { json["etag"] = .string(ResourceTag.text(version)) }
        if let kind { json["kind"] = .string(kind) }
        json["properties"] = .object(properties)
        return .object(json)
    }
}

/// The version of a resource as clients carry it: the ticks of its last change, in quotes.
enum ResourceTag {
    static func text(_ version: Timestamp) -> String { "\"\(String(version.ticks, radix: 16))\"" }

    /// `nil` for anything that was never a tag here; it then agrees with no version.
    static func version(_ text: String) -> Timestamp? {
        let digits = text.hasPrefix("W/") ? text.dropFirst(2) : text[...]
        return Int64(digits.filter { $0 != "\"" && $0 != "\\" }, radix: 16).map(Timestamp.init(ticks:))
    }
}

extension Response {
    /// A resource after a PUT.
    static func saved(_ json: JSONValue, isNew: Bool) -> Response { .json(json, status: isNew ? .created : .ok) }

    static let noContent = Response(status: .noContent)

    /// The answer to a DELETE: 200 where something was deleted, 204 where nothing was there.
    static func deleted(_ wasThere: Bool) -> Response { Response(status: wasThere ? .ok : .noContent) }
}
