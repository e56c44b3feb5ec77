public import Primitives
public import SecurityModel

/// An alert that a rule made.
public struct DetectedAlert: Hashable, Sendable {
    /// Follows from the rule, the window and the rows: the same run makes the same alert again.
    public var id: String
    public var title: String
    public var description: String
    public var severity: AlertSeverity
    public var tactics: [String]
    public var firstActivity: Timestamp
    public var lastActivity: Timestamp
    /// In Sentinel's words, each once.
    public var entities: [JSONObject]
    public var customDetails: JSONObject
    /// What rows say of it beyond.
    public var properties: JSONObject
    /// Rows that it stands for.
    public var rows: Int
}

extension DetectedAlert {
    /// The product that alerts name which are made here: by rules, and by people.
    public static let product = "Watchfloor"

    /// In a description it keeps an alert out of correlation, as the format of the record reads it.
    static let exclusionMark = "#DONT_CORR#"

    /// The alert as a record of the format `sentinel`.
    /// - Parameter name: the rule's.
    public func record(of rule: DetectionRule, named name: String) -> JSONObject {
        var extended = properties
        extended["Analytic Rule Ids"] = .array([.string(name)])
        extended["Analytic Rule Name"] = .string(rule.displayName)
        let isApart = rule.incidents?.createsIncident == false && !description.contains(DetectedAlert.exclusionMark)
        let description = isApart ? "\(description)\n\(DetectedAlert.exclusionMark)" : description
        extended["Query Rows"] = .integer(Int64(rows))
        if !customDetails.isEmpty { extended["Custom Details"] = .string(JSONValue.object(customDetails).text) }
        return JSONObject([
            .init(name: "SystemAlertId", value: .string(id)), .init(name: "DisplayName", value: .string(title)),
            .init(name: "AlertName", value: .string(title)), .init(name: "Description", value: .string(description)),
            .init(name: "AlertSeverity", value: .string(severity.name.withCapital)),
            .init(name: "AlertType", value: .string(name)),
            .init(name: "ProductName", value: .string(DetectedAlert.product)),
            .init(name: "ProductComponentName", value: .string(DetectionSource.customDetection.name)),
            .init(name: "StartTime", value: .string(firstActivity.rfc3339)),
            .init(name: "EndTime", value: .string(lastActivity.rfc3339)),
            .init(name: "RemediationSteps", value: .string(rule.recommendedActions)),
            .init(name: "Tactics", value: .string(tactics.joined(separator: ","))),
            .init(name: "Techniques", value: .string(JSONValue.texts(rule.techniques).text)),
            .init(name: "Entities", value: .array(entities.map(JSONValue.object))),
            .init(name: "ExtendedProperties", value: .object(extended)),
        ])
    }
}
