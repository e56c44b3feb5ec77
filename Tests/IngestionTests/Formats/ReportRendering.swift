import Ingestion
import Primitives
import SecurityModel

/// Alert reports as JSON text that is the same in every run: all fields, keys sorted, two blanks a level.
enum ReportRendering {
    static func text(_ outcome: Result<[AlertReport], IngestionError>) -> String {
        let value: JSONValue =
            switch outcome {
            case .success(let reports): .array(reports.map { .object(object($0)) })
            case .failure(let error): ["error": .string("\(error)")]
            }
        return pretty(value, indentation: "") + "\n"
    }

    static func object(_ report: AlertReport) -> JSONObject {
        JSONObject([
            member("source", report.source), member("providerAlertId", report.providerAlertId),
            member("title", report.title), member("description", report.description),
            member("recommendedActions", report.recommendedActions), member("severity", report.severity.name),
            member("serviceSource", report.serviceSource.name), member("detectionSource", report.detectionSource.name),
            member("productName", report.productName), member("detectorId", report.detectorId),
            member("tactics", report.tactics.tactics.map(\.id)), member("techniques", report.techniques.map(\.id)),
            member("actorDisplayName", report.actorDisplayName), member("threatDisplayName", report.threatDisplayName),
            member("threatFamilyName", report.threatFamilyName),
            member("firstActivity", report.firstActivity.rfc3339), member("lastActivity", report.lastActivity.rfc3339),
            .init(name: "evidence", value: .array(report.evidence.map { .object(compact($0)) })),
            member("systemTags", report.systemTags),
            .init(name: "additionalData", value: .object(report.additionalData)),
            .init(name: "customDetails", value: .object(report.customDetails)),
            .init(name: "isExcludedFromCorrelation", value: .bool(report.isExcludedFromCorrelation)),
        ])
    }

    /// Graph's form without the members that are empty, which say nothing in a golden file.
    private static func compact(_ evidence: Evidence) -> JSONObject {
        JSONObject(
            evidence.json.members.filter { member in
                !member.value.isNull && member.value != .array([])
                    && !(member.name == "verdict" && evidence.verdict == .unknown)
                    && !(member.name == "remediationStatus" && evidence.remediationStatus == .none)
            })
    }

    private static func member(_ name: String, _ text: String) -> JSONObject.Member {
        JSONObject.Member(name: name, value: .string(text))
    }

    private static func member(_ name: String, _ texts: [String]) -> JSONObject.Member {
        JSONObject.Member(name: name, value: .array(texts.map { .string($0) }))
    }

    private static func pretty(_ value: JSONValue, indentation: String) -> String {
        let inner = indentation + "  "
        switch value {
        case .array(let values) where !values.isEmpty:
            let lines = values.map { inner + pretty($0, indentation: inner) }
            return "[\n" + lines.joined(separator: ",\n") + "\n" + indentation + "]"
        case .object(let object) where !object.isEmpty:
            let lines = object.members.sorted { $0.name < $1.name }.map { member in
                inner + JSONValue.string(member.name).text + ": " + pretty(member.value, indentation: inner)
            }
            return "{\n" + lines.joined(separator: ",\n") + "\n" + indentation + "}"
        default: return value.text
        }
    }
}
