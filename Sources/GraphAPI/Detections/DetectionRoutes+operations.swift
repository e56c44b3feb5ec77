internal import CaseStore
internal import Detection
internal import Flow
internal import HTTPTypes

extension DetectionRoutes {
    private static let name = Operation.Parameter("name", "The rule's name.", .text(1...260))

    private static let run: Schema = [
        "started": .time, "seconds": .number, "status": .oneOf(DetectionRun.Status.allCases.map { "\($0)" }), "after": .time,
        "through": .time, "rows": .count, "alerts": .count, "error": .text.orNull,
    ]

    private static let health = Schema.object(
        [
            ("name", .text), ("displayName", .text), ("status", .oneOf(DetectionHealth.Status.allCases.map(\.rawValue))),
            ("isEnabled", .flag), ("disabledReason", .text.orNull), ("failures", .count), ("lastRun", .anyOf([run, .any])),
            ("nextRun", .time.orNull), ("completedThrough", .time.orNull),
            ("totals", ["days": .count, "runs": .count, "rows": .count, "alerts": .count]), ("created", .time),
            ("createdBy", .text), ("updated", .time), ("updatedBy", .text), ("rule", .object([])),
        ],
        optional: [("lookBack", .text), ("problem", .text), ("runs", .list(run)), ("notes", .list(.text))])

    /// What a rule says; docs/detections.md tells all of it.
    private static let rule = Schema.object(
        [("displayName", .text(1...256)), ("query", .text(1...10_000))],
        optional: [
            ("kind", .oneOf(["Scheduled", "NRT"])), ("description", .text), ("enabled", .flag), ("severity", .text),
            ("queryFrequency", .text), ("queryPeriod", .text), ("triggerOperator", .text), ("triggerThreshold", .any),
            ("tactics", .list(.text)), ("techniques", .list(.text)), ("entityMappings", .list(.any)),
            ("customDetails", .object([])), ("alertDetailsOverride", .object([])), ("eventGroupingSettings", .object([])),
            ("suppressionEnabled", .flag), ("suppressionDuration", .text), ("recommendedActions", .text),
        ])

    static let operations: [Operation] = [
        Operation(.get, "api/detections", "The rules, with how each is doing.").giving(["detections": .list(health)]),
        Operation(.post, "api/detections", "Makes a rule.").taking(rule).giving(health, status: 201).or(200, .json(health))
            .failing(409),
        Operation(.post, "api/detections/import", "Takes in a rule of Sentinel's YAML form.")
            .taking(.object([("yaml", .text)], optional: [("name", .text), ("enable", .flag)], isClosed: true))
            .giving(health).or(201, .json(health)).failing(409),
        Operation(.post, "api/detections/preview", "What a rule would have found.")
            .taking(.object([], optional: [("rule", .object([])), ("name", .text), ("timespan", .text)], isClosed: true))
            .giving([
                "rows": .count, "alertCount": .count, "seconds": .number, "isWidened": .flag, "isCut": .flag,
                "bars": .list(["after": .time, "through": .time, "rows": .count, "alerts": .count]), "alerts": .list(.any),
            ]),
        Operation(.get, "api/detections/:name", "One rule, with its newest runs.").at(name).giving(health),
        Operation(.put, "api/detections/:name", "Makes or changes a rule.").at(name).taking(rule).giving(health)
            .or(201, .json(health)).failing(409),
        Operation(.delete, "api/detections/:name", "Deletes a rule. Its alerts stay.").at(name)
            .answering(.nothing, status: 204).failing(409),
        Operation(.post, "api/detections/:name/enable", "Runs a rule from now on.").at(name).giving(health).failing(409),
        Operation(.post, "api/detections/:name/disable", "Runs a rule no more.").at(name).giving(health).failing(409),
        Operation(.post, "api/detections/:name/run", "Runs what is due of a rule, and what came in since.").at(name)
            .giving(["runs": .list(run)]).failing(409),
    ]
}
