internal import Access
internal import CaseStore
internal import SecurityModel

/// Shapes that several answers share.
extension Schema {
    /// Every shape that the document defines by name.
    static let named: KeyValuePairs<String, Schema> = [
        "Error": error, "Comment": comment, "QueueRow": .object(queueRow), "ExplainedIncident": explainedIncident,
        "AlertRow": alertRow, "Change": change, "Source": source, "Detector": detector, "Client": .object(client),
        "Person": person, "Role": role, "Caller": caller,
        "GraphIncident": .entity(EntityShape<Incident>.incident), "GraphAlert": .entity(EntityShape<Alert>.alert),
        "DefenderIncident": .entity(named: Incident.defenderNames), "DefenderAlert": .entity(named: DefenderAlert.names),
        "Machine": .entity(named: DefenderMachine.names), "Indicator": .entity(named: DefenderIndicator.names),
        "Resource": resource, "OAuthError": ["error": .text, "error_description": .text],
        "ElasticError": ["error": ["type": .text, "reason": .text], "status": .count],
        "SplunkAnswer": ["text": .text, "code": .count],
    ]

    private static let error: Schema = ["error": .object([("code", .text), ("message", .text)])]

    private static let comment: Schema = [
        "comment": .text, "createdByDisplayName": .text, "createdDateTime": .time,
    ]

    private static let queueRow: [(String, Schema)] = [
        ("id", .incidentID), ("displayName", .text), ("status", .member(IncidentStatus.self)),
        ("severity", .member(AlertSeverity.self)), ("classification", .member(Classification.self)),
        ("determination", .member(Determination.self)), ("assignedTo", .text.orNull), ("customTags", .list(.text)),
        ("priority", .number), ("priorityScore", .integer(0...100)), ("isOnQueue", .flag), ("alertCount", .count),
        ("activeAlertCount", .count), ("tactics", .list(.text)), ("firstActivityDateTime", .time),
        ("lastActivityDateTime", .time), ("createdDateTime", .time), ("lastUpdateDateTime", .time),
        ("redirectIncidentId", .incidentID.orNull),
    ]

    private static let explainedIncident = Schema.object(
        queueRow + [
            ("continues", .incidentID.orNull), ("resolvingComment", .text.orNull), ("summary", .text.orNull),
            ("comments", .list(.named("Comment"))),
            ("factors", .list(["name": .text, "points": .number, "text": .text])),
            ("queueGrounds", .list(["name": .text, "text": .text])),
            ("entities", .list(["kind": .text, "value": .text, "roles": .list(.text), "alertCount": .count])),
            ("detectors", .list(.named("Detector"))), ("products", .list(["name": .text, "alertCount": .count])),
            ("techniques", .list(["id": .text, "name": .text, "alertCount": .count])),
            ("reasons", .list(.object(reason + [("alertCount", .count), ("example", .text)]))),
            ("mergeReasons", .list(["text": .text, "incidents": .list(.incidentID)])), ("merged", .list(.incidentID)),
        ])

    private static let reason: [(String, Schema)] = [
        ("signal", .text), ("subject", .text), ("weight", .number), ("text", .text),
    ]

    private static let alertRow: Schema = [
        "id": .text, "title": .text, "severity": .member(AlertSeverity.self), "status": .member(AlertStatus.self),
        "product": .text, "detector": .text, "tactics": .list(.text), "firstActivityDateTime": .time,
        "lastActivityDateTime": .time, "occurrences": .count,
        "entities": .list(["kind": .text, "value": .text, "roles": .list(.text)]), "reasons": .list(.object(reason)),
    ]

    private static let change: Schema = [
        "sequence": .count, "time": .time, "actor": .text, "isPerson": .flag, "action": .text, "alert": .text.orNull,
        "before": .any, "after": .any,
    ]

    private static let source: Schema = [
        "name": .text, "format": .text, "scope": .text, "timeZone": .text, "deviceName": .text,
        "hasToken": .flag, "created": .time,
        "lastReceived": .time.orNull,
        "receivedCount": .count, "files": .list(.text),
        "rejectedCount": .count, "lastHour": ["received": .count, "rejected": .count], "perMinute": .count,
        "listeners": .list([
            "address": .text, "isOpen": .flag, "failure": .text.orNull, "connections": .count, "refusedConnections": .count,
            "received": .count, "unreadable": .count, "cut": .count, "dropped": .count, "lastReceived": .time.orNull,
        ]),
    ]

    private static let detector: Schema = [
        "id": .pattern("^[0-9]+$"), "product": .text, "rule": .text, "title": .text, "isExcluded": .flag,
    ]

    static let client: [(String, Schema)] = [
        ("clientId", .text), ("tenantId", .text), ("name", .text), ("grants", .list(.text)), ("permissions", .list(.text)),
        ("scope", .any), ("isEnabled", .flag), ("created", .time), ("secretCreated", .time),
    ]

    private static let person: Schema = [
        "account": .text, "displayName": .text, "roles": .list(.text), "isEnabled": .flag, "created": .time,
        "passwordChanged": .time.orNull,
    ]

    private static let role: Schema = ["name": .text, "isBuiltIn": .flag, "permissions": .list(.text), "scope": .any]

    private static let caller = Schema.object(
        [
            ("kind", .text), ("name", .text), ("permissions", .list(.text)),
            ("parts", .list(["permissions": .list(.text), "scope": .any])),
        ], optional: [("csrfToken", .text)])

    static let incidentID = Schema.pattern("^[1-9][0-9]{0,17}$", example: "1")
}
