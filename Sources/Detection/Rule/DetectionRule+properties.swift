public import Primitives
internal import SecurityModel

extension DetectionRule {
    /// `Scheduled`, or `NRT` for a continuous one.
    public var kind: String { frequency == .continuous ? "NRT" : "Scheduled" }

    /// The rule in the words that it is read from; what is kept of other interfaces comes last.
    public var properties: JSONObject {
        var result = JSONObject([
            .init(name: "kind", value: .string(kind)), .init(name: "displayName", value: .string(displayName)),
            .init(name: "description", value: .string(description)), .init(name: "enabled", value: .bool(isEnabled)),
            .init(name: "severity", value: .string(severity.name.withCapital)), .init(name: "query", value: .string(query)),
        ])
        if case .every(let length) = frequency { result["queryFrequency"] = .string(RuleSpan.text(length)) }
        if let givenLookBack { result["queryPeriod"] = .string(RuleSpan.text(givenLookBack)) }
        result["triggerOperator"] = .string(triggerOperator.rawValue)
        result["triggerThreshold"] = .integer(triggerThreshold)
        result["suppressionEnabled"] = .bool(suppression != nil)
        result["suppressionDuration"] = .string(RuleSpan.text(suppression ?? .hours(5)))
        result["tactics"] = .texts(tactics)
        result["techniques"] = .texts(techniques)
        result["eventGroupingSettings"] = ["aggregationKind": .string(aggregation.rawValue)]
        result["entityMappings"] = .array(entityMappings.map(\.json))
        result["customDetails"] = .object(CustomDetail.object(customDetails))
        if overrides != AlertOverrides() { result["alertDetailsOverride"] = overrides.json }
        if let incidents { result["incidentConfiguration"] = .object(incidents.given) }
        if !recommendedActions.isEmpty { result["recommendedActions"] = .string(recommendedActions) }
        for member in kept.members { result[member.name] = member.value }
        return result
    }
}

extension EntityMapping {
    var json: JSONValue {
        [
            "entityType": .string(type.rawValue),
            "fieldMappings": .array(
                fields.map { ["identifier": .string($0.identifier), "columnName": .string($0.column)] }),
        ]
    }
}

extension CustomDetail {
    static func object(_ details: [CustomDetail]) -> JSONObject {
        JSONObject(details.map { .init(name: $0.name, value: .string($0.column)) })
    }
}

extension AlertOverrides {
    var json: JSONValue {
        var result = JSONObject()
        for (name, text) in [
            ("alertDisplayNameFormat", displayName), ("alertDescriptionFormat", description),
            ("alertSeverityColumnName", severityColumn), ("alertTacticsColumnName", tacticsColumn),
        ] where !text.isEmpty { result[name] = .string(text) }
        if !dynamicProperties.isEmpty {
            result["alertDynamicProperties"] = .array(
                dynamicProperties.map { ["alertProperty": .string($0.name), "value": .string($0.column)] })
        }
        return .object(result)
    }
}
