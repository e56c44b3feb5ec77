internal import Access
internal import CaseStore
internal import Detection
internal import Flow
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Primitives
internal import SecurityModel

/// `alertRules`: the rules of detection, as scheduled and near-real-time rules.
struct AlertRuleResource: RecordResource {
    static let path = "alertRules"
    static let type = "alertRules"
    static let reading = Permission.readDetections
    static let writing = Permission.manageDetections

    static func record(named name: String, in scope: RecordScope, _ body: ResourceBody) throws(APIError) -> SavedDetection {
        let rule = try rule(body)
        return SavedDetection(
            name: name, displayName: rule.displayName, isEnabled: rule.isEnabled, properties: rule.properties)
    }

    static func rule(_ body: ResourceBody) throws(APIError) -> DetectionRule {
        guard let kind = body.kind, ["scheduled", "nrt"].contains(kind.lowercased()) else {
            throw .badRequest("'kind' is '\(body.kind ?? "")'; rules of the kinds Scheduled and NRT can be made here")
        }
        var properties = body.properties
        properties["kind"] = .string(kind)
        for name in ["displayName", "enabled", "query", "severity"] where properties[name] == nil {
            throw .badRequest("'properties.\(name)' is missing")
        }
        // What an answer adds to a rule comes back with it.
        for name in ["lastModifiedUtc"] { properties[name] = nil }
        do {
            return try DetectionRule(properties: properties)
        } catch {
            throw .badRequest("properties: \(error)")
        }
    }

    static func envelope(
        _ record: SavedDetection, _ reader: CaseReader, at address: ResourceAddress
    ) throws -> ResourceEnvelope {
        var properties = record.properties
        let kind = properties["kind"]?.string ?? "Scheduled"
        properties["kind"] = nil
        if kind == "Scheduled", properties["queryPeriod"] == nil, let rule = try? DetectionRule(properties: record.properties) {
            properties["queryPeriod"] = .string(RuleSpan.text(rule.lookBack))
        }
        properties["lastModifiedUtc"] = .string(record.authorship.updated.rfc3339)
        return ResourceEnvelope(
            path: "\(type)/\(record.name)", name: record.name, type: type, kind: kind, version: record.authorship.updated,
            properties: properties)
    }
}
