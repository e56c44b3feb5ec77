internal import Primitives

/// The conditions and actions that an automation rule may have, checked before a rule is stored. Members that are not known
/// are refused where they would decide something, and kept where they are beside it.
enum AutomationVocabulary {
    /// Conditions inside conditions, at most.
    static let maximumDepth = 5
    /// Conditions of a list, and actions of a rule, at most.
    static let maximumCount = 50

    static func conditions(_ values: [JSONValue], at place: String, depth: Int = 0) throws(APIError) -> [JSONValue] {
        guard values.count <= maximumCount else { throw .badRequest("'\(place)' has more than \(maximumCount) entries") }
        guard depth < maximumDepth else { throw .badRequest("'\(place)' is nested deeper than \(maximumDepth) levels") }
        for (index, value) in values.enumerated() { try check(value, at: "\(place)[\(index)]", depth: depth) }
        return values
    }

    private static func check(_ condition: JSONValue, at place: String, depth: Int) throws(APIError) {
        let kind = try word(condition, "conditionType", of: Array(fields.keys) + ["Boolean"], at: place)
        let inner = condition["conditionProperties"] ?? .object(JSONObject())
        let innerPlace = "\(place).conditionProperties"
        for (name, members) in fields[kind] ?? [:] { _ = try word(inner, name, of: members, at: innerPlace) }
        switch kind {
        case "Boolean":
            _ = try word(inner, "operator", of: ["And", "Or"], at: innerPlace)
            _ = try conditions(
                try list(inner, "innerConditions", at: innerPlace), at: "\(innerPlace).innerConditions", depth: depth + 1)
        case "PropertyArray":
            _ = try conditions(
                try list(inner, "itemConditions", at: innerPlace), at: "\(innerPlace).itemConditions", depth: depth + 1)
        case "Property":
            guard try list(inner, "propertyValues", at: innerPlace).allSatisfy({ $0.string != nil }) else {
                throw .badRequest("'\(innerPlace).propertyValues' must be an array of strings")
            }
        default: return
        }
    }

    static func actions(_ values: [JSONValue]) throws(APIError) -> [JSONValue] {
        guard values.count <= maximumCount else { throw .badRequest("'actions' has more than \(maximumCount) entries") }
        for (index, value) in values.enumerated() {
            let place = "actions[\(index)]"
            guard value["order"]?.integer != nil else { throw .badRequest("'\(place).order' must be a whole number") }
            let kind = try word(value, "actionType", of: ["ModifyProperties", "RunPlaybook", "AddIncidentTask"], at: place)
            let configuration = value["actionConfiguration"] ?? .object(JSONObject())
            for (name, members) in choices[kind] ?? [:] where configuration[name]?.isNull == false {
                _ = try word(configuration, name, of: members, at: "\(place).actionConfiguration")
            }
            if let needed = needs[kind], configuration[needed]?.string?.isEmpty ?? true {
                throw .badRequest("'\(place).actionConfiguration.\(needed)' is missing")
            }
        }
        return values
    }

    /// A word of a closed list, in any case of its letters.
    private static func word(
        _ value: JSONValue, _ name: String, of members: [String], at place: String
    ) throws(APIError) -> String {
        let text = value[name]?.string ?? ""
        guard let member = members.first(where: { $0.lowercased() == text.lowercased() }) else {
            throw .badRequest("'\(place).\(name)' is '\(text)'; it is one of \(members.sorted().joined(separator: ", "))")
        }
        return member
    }

    private static func list(_ value: JSONValue, _ name: String, at place: String) throws(APIError) -> [JSONValue] {
        guard let values = value[name]?.array else { throw .badRequest("'\(place).\(name)' must be an array") }
        return values
    }

    private static let operators = [
        "Equals", "NotEquals", "Contains", "NotContains", "StartsWith", "NotStartsWith", "EndsWith", "NotEndsWith",
    ]

    /// The words that a condition of each kind must have.
    private static let fields: [String: [String: [String]]] = [
        "Property": ["propertyName": properties, "operator": operators],
        "PropertyChanged": ["propertyName": ["IncidentSeverity", "IncidentStatus", "IncidentOwner"]],
        "PropertyArrayChanged": ["arrayType": ["Alerts", "Labels", "Tactics", "Comments"], "changeType": ["Added"]],
        "PropertyArray": [
            "arrayType": ["CustomDetails", "CustomDetailValues", "IncidentLabels"],
            "arrayConditionType": ["AnyItem", "AllItems"],
        ],
    ]

    /// The words that an action of each kind may have.
    private static let choices: [String: [String: [String]]] = [
        "ModifyProperties": [
            "severity": SentinelSeverity.allCases.map(\.name), "status": SentinelStatus.allCases.map(\.name),
            "classification": SentinelClassification.Name.allCases.map(\.name),
            "classificationReason": SentinelClassification.Reason.allCases.map(\.name),
        ]
    ]

    /// What an action of each kind cannot do without.
    private static let needs = ["RunPlaybook": "logicAppResourceId", "AddIncidentTask": "title"]

    /// The properties that a condition looks at.
    private static let properties: [String] =
        [
            ("Incident", "Title Description Severity Status RelatedAnalyticRuleIds Tactics Label ProviderName UpdatedBySource"),
            ("Incident", "CustomDetailsKey CustomDetailsValue CustomDetectionRuleIds AlertTitle"),
            ("Alert", "ProductNames AnalyticRuleIds"),
            ("Account", "AadTenantId AadUserId Name NTDomain PUID Sid ObjectGuid UPNSuffix"),
            ("AzureResource", "ResourceId SubscriptionId"), ("CloudApplication", "AppId AppName"), ("DNS", "DomainName"),
            ("File", "Directory Name HashValue"), ("Host", "AzureID Name NetBiosName NTDomain OSVersion"),
            ("IoTDevice", "Id Name Type Vendor Model OperatingSystem"), ("IP", "Address"),
            ("Mailbox", "DisplayName PrimaryAddress UPN"),
            ("MailMessage", "DeliveryAction DeliveryLocation Recipient SenderIP Subject P1Sender P2Sender"),
            ("Malware", "Category Name"), ("Process", "CommandLine Id"), ("Registry", "Key ValueData"), ("", "Url"),
        ].flatMap { prefix, names in names.split(separator: " ").map { prefix + $0 } }
}
