internal import Primitives

/// What fields a kind of evidence has and of which type: read once out of the tables beside this file.
///
/// Forty-eight kinds with their own structs would be a module of boilerplate, and a lossless round trip would still have
/// to carry what a struct does not know. So evidence is an object with a schema, and the few fields that the flow looks
/// at have accessors of their own (`Evidence+title.swift`).
struct EvidenceSchema: Sendable {
    indirect enum FieldType: Hashable, Sendable {
        case string, integer, number, boolean, time, dictionary, anyEvidence
        case enumeration([String])
        case complex(String)
        case evidence(EvidenceKind)
        case list(FieldType)
    }

    let fields: [String: FieldType]

    static func of(_ kind: EvidenceKind) -> EvidenceSchema? { byKind[kind] }

    static func of(complexType name: String) -> EvidenceSchema? { byComplexType[name] }

    private static let byKind = evidenceFields.mapValues { EvidenceSchema(reading: $0) }
    private static let byComplexType = complexFields.mapValues { EvidenceSchema(reading: $0) }

    private init(reading declaration: String) {
        var fields: [String: FieldType] = [:]
        for field in declaration.split(separator: ",") {
            let parts = field.split(separator: ":").map { $0.filter { !$0.isWhitespace } }
            if parts.count == 2 { fields[parts[0]] = EvidenceSchema.type(named: parts[1]) }
        }
        self.fields = fields
    }

    private static func type(named name: String) -> FieldType {
        if name.hasPrefix("["), name.hasSuffix("]") { return .list(type(named: String(name.dropFirst().dropLast()))) }
        switch name {
        case "String", "Guid": return .string
        case "Int32", "Int64": return .integer
        case "Double": return .number
        case "Boolean": return .boolean
        case "DateTimeOffset": return .time
        case "dictionary": return .dictionary
        case "alertEvidence": return .anyEvidence
        default: break
        }
        if let members = enumerations[name] {
            return .enumeration(members.split(separator: ",").map { $0.filter { !$0.isWhitespace } })
        }
        if name.hasSuffix("Evidence"), let kind = EvidenceKind(rawValue: String(name.dropLast("Evidence".count))) {
            return .evidence(kind)
        }
        return .complex(name)
    }
}

extension EvidenceSchema {
    /// The object with every value brought into the type that its field has: a number where text is meant becomes text,
    /// an enumeration's member gets the spelling of the metadata, inner evidence is treated alike. What does not fit and
    /// what the schema does not know stays as it came: nothing is dropped.
    func conform(_ object: JSONObject) -> JSONObject {
        JSONObject(
            object.members.map { member in
                guard let type = fields[member.name] else { return member }
                return JSONObject.Member(name: member.name, value: EvidenceSchema.conform(member.value, to: type))
            })
    }

    private static func conform(_ value: JSONValue, to type: FieldType) -> JSONValue {
        switch (type, value) {
        case (.string, .integer(let number)): .string(String(number))
        case (.string, .number(let number)): .string("\(number)")
        case (.string, .bool(let flag)): .string(flag ? "true" : "false")
        case (.integer, .string(let text)): Int64(text).map(JSONValue.integer) ?? value
        case (.number, .integer(let number)): .number(Double(number))
        case (.number, .string(let text)): Double(text).map(JSONValue.number) ?? value
        case (.boolean, .string(let text)): ["true": .bool(true), "false": .bool(false)][text.lowercased()] ?? value
        case (.time, .string(let text)): Timestamp(text).map { .string($0.rfc3339) } ?? value
        case (.enumeration(let members), .string(let text)):
            .string(members.first { $0.lowercased() == text.lowercased() } ?? text)
        case (.list(let element), .array(let values)): .array(values.map { conform($0, to: element) })
        case (.complex(let name), .object(let object)): .object(of(complexType: name)?.conform(object) ?? object)
        case (.evidence(let kind), .object(let object)): .object(of(kind)?.conform(object) ?? object)
        case (.anyEvidence, .object(let object)):
            .object(
                object["@odata.type"]?.string.flatMap(EvidenceKind.init(odataType:)).flatMap(of)?.conform(object) ?? object)
        default: value
        }
    }
}
