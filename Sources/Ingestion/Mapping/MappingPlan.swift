internal import Primitives
internal import SecurityModel

/// A mapping file read into the steps that a record takes.
final class MappingPlan: Sendable {
    /// A field of the report that is a text, by Graph's name.
    enum TextField: String, CaseIterable {
        case providerAlertId, description, recommendedActions, productName, detectorId
        case actorDisplayName, threatDisplayName, threatFamilyName

        func set(_ text: String, in report: inout AlertReport) {
            switch self {
            case .providerAlertId: report.providerAlertId = text
            case .description: report.description = text
            case .recommendedActions: report.recommendedActions = text
            case .productName: report.productName = text
            case .detectorId: report.detectorId = text
            case .actorDisplayName: report.actorDisplayName = text
            case .threatDisplayName: report.threatDisplayName = text
            case .threatFamilyName: report.threatFamilyName = text
            }
        }
    }

    let conditions: [MappingCondition]
    let title: MappingValue
    let first: MappingTime
    let last: MappingTime?
    let texts: [(field: TextField, value: MappingValue)]
    let severity: MappingValue?
    let serviceSource: MappingValue?
    let detectionSource: MappingValue?
    let tactics: [MappingValue]
    let techniques: [MappingValue]
    let systemTags: [MappingValue]
    let evidence: [MappingEvidence]
    let additionalData: [(name: String, value: MappingValue)]
    let customDetails: [(name: String, value: MappingValue)]
    /// Empty where nothing is excluded.
    let exclusion: [MappingCondition]

    private static let otherKeys = [
        "about", "when", "title", "firstActivityDateTime", "lastActivityDateTime", "severity", "serviceSource",
        "detectionSource", "categories", "mitreTechniques", "systemTags", "evidence", "additionalData", "customDetails",
        "isExcludedFromCorrelation",
    ]

    init(yaml: String) throws(IngestionError) {
        let root = try MappingNode(yaml: yaml)
        let object = try root.object("the mapping", keys: MappingPlan.otherKeys + TextField.allCases.map(\.rawValue))
        guard let titleNode = object["title"] else { throw root.error("the mapping needs a 'title'") }
        guard let firstNode = object["firstActivityDateTime"] else {
            throw root.error("the mapping needs a 'firstActivityDateTime'")
        }
        title = try MappingValue(titleNode, "title")
        first = try MappingTime(firstNode, "firstActivityDateTime")
        last =
            if let node = object["lastActivityDateTime"] { try MappingTime(node, "lastActivityDateTime") } else { nil }
        conditions = try MappingCondition.list(object["when"])
        exclusion = try MappingCondition.list(object["isExcludedFromCorrelation"])
        severity = try MappingPlan.value(object["severity"], "severity")
        serviceSource = try MappingPlan.value(object["serviceSource"], "serviceSource")
        detectionSource = try MappingPlan.value(object["detectionSource"], "detectionSource")
        tactics = try MappingPlan.values(object["categories"], "categories")
        techniques = try MappingPlan.values(object["mitreTechniques"], "mitreTechniques")
        systemTags = try MappingPlan.values(object["systemTags"], "systemTags")
        additionalData = try MappingPlan.named(object["additionalData"], "additionalData")
        customDetails = try MappingPlan.named(object["customDetails"], "customDetails")
        var texts: [(field: TextField, value: MappingValue)] = []
        for field in TextField.allCases {
            if let value = try MappingPlan.value(object[field.rawValue], field.rawValue) {
                texts.append((field, value))
            }
        }
        self.texts = texts
        var evidence: [MappingEvidence] = []
        for item in try object["evidence"]?.items("evidence") ?? [] { evidence.append(try MappingEvidence(item)) }
        self.evidence = evidence
        if let known = severity?.constant, AlertSeverity(name: known) == nil, let node = object["severity"] {
            throw node.error("unknown severity '\(known)'")
        }
    }

    private static func value(_ node: MappingNode?, _ what: String) throws(IngestionError) -> MappingValue? {
        guard let node else { return nil }
        return try MappingValue(node, what)
    }

    /// Values that all count: one, or a list of them.
    private static func values(_ node: MappingNode?, _ what: String) throws(IngestionError) -> [MappingValue] {
        guard let node else { return [] }
        var values: [MappingValue] = []
        for item in node.isList ? try node.items(what) : [node] { values.append(try MappingValue(item, what)) }
        return values
    }

    private static func named(_ node: MappingNode?, _ what: String) throws(IngestionError) -> [(
        name: String, value: MappingValue
    )] {
        var values: [(name: String, value: MappingValue)] = []
        for (key, value) in try node?.entries(what) ?? [] {
            values.append((key, try MappingValue(value, "'\(key)' of \(what)")))
        }
        return values
    }
}
