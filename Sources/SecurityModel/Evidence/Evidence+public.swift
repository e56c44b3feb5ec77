public import Primitives

extension Evidence {
    /// The form for clients that know the metadata and fail on what does not fit it: values that are not of the type of
    /// their field are left out, and inner evidence says its type. `json` keeps them.
    /// - Parameter created: when the alert was made, for evidence that does not say.
    public func publicJSON(created alertCreated: Timestamp) -> JSONObject {
        var object = json
        if created == nil { object["createdDateTime"] = .string(alertCreated.rfc3339) }
        return EvidenceSchema.of(kind)?.fitting(object) ?? object
    }
}

extension EvidenceSchema {
    /// The object without the values that are not of their field's type. What the schema does not know stays.
    fileprivate func fitting(_ object: JSONObject) -> JSONObject {
        JSONObject(
            object.members.compactMap { member in
                guard let type = fields[member.name], !member.value.isNull else { return member }
                return EvidenceSchema.fitting(member.value, type).map { JSONObject.Member(name: member.name, value: $0) }
            })
    }

    private static func fitting(_ value: JSONValue, _ type: FieldType) -> JSONValue? {
        switch (type, value) {
        case (.string, .string), (.integer, .integer), (.number, .number), (.number, .integer), (.boolean, .bool): return value
        case (.dictionary, .object), (.anyEvidence, .object): return value
        case (.time, .string(let text)): return Timestamp(text) == nil ? nil : value
        case (.enumeration(let members), .string(let text)): return members.contains(text) ? value : nil
        case (.list(let element), .array(let values)): return .array(values.compactMap { fitting($0, element) })
        case (.complex(let name), .object(let object)): return .object(of(complexType: name)?.fitting(object) ?? object)
        case (.evidence(let kind), .object(var object)):
            if object["@odata.type"] == nil {
                object = JSONObject([.init(name: "@odata.type", value: .string(kind.odataType))] + object.members)
            }
            return .object(of(kind)?.fitting(object) ?? object)
        default: return nil
        }
    }
}
