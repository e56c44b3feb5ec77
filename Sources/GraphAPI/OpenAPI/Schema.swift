internal import Primitives
internal import SecurityModel

/// The shape of a JSON value, in the words of JSON Schema (2020-12, as OpenAPI 3.1 uses it).
struct Schema: Hashable, Sendable, ExpressibleByDictionaryLiteral {
    var json: JSONValue

    init(json: JSONValue) { self.json = json }

    /// An object whose members are always there.
    init(dictionaryLiteral members: (String, Schema)...) {
        self = Schema.object(members)
    }

    static let text = Schema(json: ["type": "string"])
    static let flag = Schema(json: ["type": "boolean"])
    static let number = Schema(json: ["type": "number"])
    static let count = integer(0...Int.max)
    static let time = Schema(json: ["type": "string", "format": "date-time"])
    static let any = Schema(json: [:])

    static func text(_ lengths: ClosedRange<Int>, example: String? = nil) -> Schema {
        var json: JSONObject = ["type": "string", "minLength": .integer(Int64(lengths.lowerBound))]
        if lengths.upperBound != .max { json["maxLength"] = .integer(Int64(lengths.upperBound)) }
        if let example { json["examples"] = [.string(example)] }
        return Schema(json: .object(json))
    }

    static func pattern(_ pattern: String, example: String? = nil) -> Schema {
        var json: JSONObject = ["type": "string", "pattern": .string(pattern)]
        if let example { json["examples"] = [.string(example)] }
        return Schema(json: .object(json))
    }

    static func integer(_ range: ClosedRange<Int>) -> Schema {
        var json: JSONObject = ["type": "integer", "minimum": .integer(Int64(range.lowerBound))]
        if range.upperBound != .max { json["maximum"] = .integer(Int64(range.upperBound)) }
        return Schema(json: .object(json))
    }

    static func list(_ element: Schema) -> Schema { Schema(json: ["type": "array", "items": element.json]) }

    /// One of the words of an enumeration of the field.
    static func member<Member: WireEnum>(_ type: Member.Type) -> Schema { oneOf(type.allCases.map(\.name)) }

    static func oneOf(_ words: [String]) -> Schema {
        Schema(json: ["type": "string", "enum": .texts(words)])
    }

    static func anyOf(_ schemas: [Schema]) -> Schema { Schema(json: ["anyOf": .array(schemas.map(\.json))]) }

    /// A shape that the document defines once.
    static func named(_ name: String) -> Schema { Schema(json: ["$ref": .string("#/components/schemas/\(name)")]) }

    /// - Parameter optional: members that may be left out.
    static func object(
        _ required: [(String, Schema)], optional: [(String, Schema)] = [], isClosed: Bool = false
    ) -> Schema {
        var json: JSONObject = ["type": "object"]
        json["properties"] = .object(
            JSONObject((required + optional).map { JSONObject.Member(name: $0.0, value: $0.1.json) }))
        if !required.isEmpty { json["required"] = .array(required.map { .string($0.0) }) }
        // The body of a request takes what is named and no more; OData's annotations are passed over.
        if isClosed {
            json["additionalProperties"] = false
            json["patternProperties"] = ["^@odata\\.": [:]]
        }
        return Schema(json: .object(json))
    }

    /// The shape, or null.
    var orNull: Schema {
        guard var object = json.object, case .string(let type)? = object["type"], object["enum"] == nil else {
            return Schema(json: ["anyOf": [json, ["type": "null"]]])
        }
        object["type"] = [.string(type), "null"]
        return Schema(json: .object(object))
    }
}
