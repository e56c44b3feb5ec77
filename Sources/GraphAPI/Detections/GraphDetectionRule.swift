internal import CaseStore
internal import Detection
internal import Flow
internal import Primitives
internal import SecurityModel

/// A rule in Graph's words (`security/rules/detectionRules`, beta), where it is a query with a period and the template of an
/// alert.
enum GraphDetectionRule {
    static let members = ["displayName", "isEnabled", "queryCondition", "schedule", "detectionAction"]

    /// The periods that Graph knows, and `0` for as events come.
    private static let periods: [(name: String, properties: [(String, JSONValue?)])] =
        [("0", [("kind", "NRT"), ("queryFrequency", nil)])]
        + ["1H", "3H", "12H", "24H"].map { ($0, [("kind", "Scheduled"), ("queryFrequency", .string("PT\($0)"))]) }

    static func json(_ health: DetectionHealth) -> JSONValue {
        let (saved, rule) = (health.saved, health.saved.properties)
        let last = health.lastRun
        return [
            "@odata.type": "#microsoft.graph.security.detectionRule", "id": .string(saved.name),
            "displayName": .string(saved.displayName), "isEnabled": .bool(saved.isEnabled),
            "createdBy": .string(saved.authorship.createdBy),
            "createdDateTime": .string(saved.authorship.created.rfc3339),
            "lastModifiedBy": .string(saved.authorship.updatedBy),
            "lastModifiedDateTime": .string(saved.authorship.updated.rfc3339), "detectorId": .string(saved.name),
            "queryCondition": [
                "queryText": rule["query"] ?? "", "lastModifiedDateTime": .string(saved.authorship.updated.rfc3339),
            ],
            "schedule": [
                "period": .string(period(rule)), "nextRunDateTime": health.nextRun.map { .string($0.rfc3339) } ?? .null,
            ],
            "lastRunDetails": last.map { run in
                [
                    "status": run.status == .failed ? "failed" : "completed", "errorCode": .null,
                    "failureReason": .text(orNull: run.error), "lastRunDateTime": .string(run.started.rfc3339),
                ]
            } ?? .null,
            "detectionAction": [
                "alertTemplate": [
                    "title": rule["alertDetailsOverride"]?["alertDisplayNameFormat"] ?? .string(saved.displayName),
                    "description": rule["description"] ?? "",
                    "severity": .string(rule["severity"]?.string?.lowercased() ?? "medium"),
                    "category": rule["tactics"]?.array?.first ?? .null,
                    "recommendedActions": rule["recommendedActions"] ?? .null,
                    "mitreTechniques": rule["techniques"] ?? [],
                    "impactedAssets": .array(ImpactedAsset.assets(rule["entityMappings"]?.array ?? [])),
                ],
                "organizationalScope": .null, "responseActions": [],
            ],
        ]
    }

    private static func period(_ rule: JSONObject) -> String {
        guard rule["kind"]?.string != "NRT" else { return "0" }
        let span = rule["queryFrequency"]?.string ?? ""
        return span == "P1D" ? "24H" : String(span.hasPrefix("PT") ? span.dropFirst(2) : span.dropFirst())
    }

    /// Takes over what a body says of a rule, and leaves the rest.
    static func take(_ body: JSONObject, into properties: inout JSONObject) throws {
        if let name = try body.text("displayName") { properties["displayName"] = .string(name) }
        if let flag = try body.flag("isEnabled") { properties["enabled"] = .bool(flag) }
        if let query = try body.inner("queryCondition")?.text("queryText") { properties["query"] = .string(query) }
        if let period = try body.inner("schedule")?.text("period") {
            guard let known = periods.first(where: { $0.name == period.uppercased() }) else {
                throw APIError.badRequest(
                    "'schedule.period' is '\(period)'; it is one of \(periods.map(\.name).joined(separator: ", "))")
            }
            for (name, value) in known.properties { properties[name] = value }
        }
        guard let action = try body.inner("detectionAction") else { return }
        if action["responseActions"]?.array?.isEmpty == false {
            throw APIError.notServed("'detectionAction.responseActions' are not part of this version: a rule makes alerts alone")
        }
        guard let template = try action.inner("alertTemplate") else { return }
        try take(template: template, into: &properties)
    }

    private static func take(template: JSONObject, into properties: inout JSONObject) throws {
        for (from, to) in [("description", "description"), ("recommendedActions", "recommendedActions")] {
            if let text = try template.text(from) { properties[to] = .string(text) }
        }
        if let severity = try template.text("severity"), !severity.isEmpty { properties["severity"] = .string(severity) }
        if let category = try template.text("category"), !category.isEmpty { properties["tactics"] = [.string(category)] }
        if let techniques = try template.texts("mitreTechniques") { properties["techniques"] = .texts(techniques) }
        if let title = try template.text("title"), !title.isEmpty, title != properties["displayName"]?.string {
            var overrides = properties["alertDetailsOverride"]?.object ?? JSONObject()
            overrides["alertDisplayNameFormat"] = .string(title)
            properties["alertDetailsOverride"] = .object(overrides)
        }
        if let assets = template["impactedAssets"]?.array {
            properties["entityMappings"] = .array(try assets.map { try ImpactedAsset.mapping($0) })
        }
    }
}
