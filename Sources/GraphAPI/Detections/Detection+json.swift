internal import CaseStore
internal import Detection
internal import Flow
internal import Primitives
internal import SecurityModel

extension DetectionHealth {
    var json: JSONObject {
        var json = JSONObject([
            .init(name: "name", value: .string(saved.name)), .init(name: "displayName", value: .string(saved.displayName)),
            .init(name: "status", value: .string(status.rawValue)), .init(name: "isEnabled", value: .bool(saved.isEnabled)),
            .init(name: "disabledReason", value: .text(orNull: state.disabledReason)),
            .init(name: "failures", value: .integer(state.failures)),
            .init(name: "lastRun", value: lastRun?.json ?? .null),
            .init(name: "nextRun", value: nextRun.map { .string($0.rfc3339) } ?? .null),
            .init(name: "completedThrough", value: state.completed.map { .string($0.rfc3339) } ?? .null),
            .init(
                name: "totals",
                value: [
                    "days": .integer(DetectionHealth.days), "runs": .integer(totals.runs), "rows": .integer(totals.rows),
                    "alerts": .integer(totals.alerts),
                ]),
            .init(name: "created", value: .string(saved.authorship.created.rfc3339)),
            .init(name: "createdBy", value: .string(saved.authorship.createdBy)),
            .init(name: "updated", value: .string(saved.authorship.updated.rfc3339)),
            .init(name: "updatedBy", value: .string(saved.authorship.updatedBy)),
        ])
        switch rule {
        case .success(let rule):
            json["lookBack"] = .string(RuleSpan.text(rule.lookBack))
            json["rule"] = .object(rule.properties)
        case .failure(let error):
            json["problem"] = .string("\(error)")
            json["rule"] = .object(saved.properties)
        }
        return json
    }
}

extension DetectionRun {
    var json: JSONValue {
        [
            "started": .string(started.rfc3339), "seconds": .number(took.seconds), "status": .string("\(status)"),
            "after": .string(after.rfc3339), "through": .string(through.rfc3339), "rows": .integer(rows),
            "alerts": .integer(alerts), "error": .text(orNull: error),
        ]
    }
}

extension DetectionPreview {
    var json: JSONValue {
        [
            "rows": .integer(Int64(rows)), "alertCount": .integer(Int64(alertCount)), "seconds": .number(seconds),
            "isWidened": .bool(isWidened), "isCut": .bool(isCut),
            "bars": .array(
                bars.map {
                    [
                        "after": .string($0.window.after.rfc3339), "through": .string($0.window.through.rfc3339),
                        "rows": .integer(Int64($0.rows)), "alerts": .integer(Int64($0.alerts)),
                    ]
                }),
            "alerts": .array(alerts.map(\.json)),
        ]
    }
}

extension DetectedAlert {
    fileprivate var json: JSONValue {
        [
            "title": .string(title), "description": .string(description), "severity": .string(severity.name),
            "tactics": .texts(tactics), "firstActivity": .string(firstActivity.rfc3339),
            "lastActivity": .string(lastActivity.rfc3339), "rows": .integer(Int64(rows)),
            "entities": .array(entities.map(JSONValue.object)), "customDetails": .object(customDetails),
        ]
    }
}
