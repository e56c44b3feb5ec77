internal import CaseStore
internal import KQL
internal import Primitives
internal import SecurityModel

/// An incident, and where more of it can be read.
struct IncidentRow {
    var incident: Incident
    var reader: CaseReader
}

/// `SecurityIncident`: one row an incident, by the column names of Microsoft Sentinel.
enum SecurityIncidentTable {
    private typealias Column = RowColumn<IncidentRow>

    /// An incident's ids of alerts are listed up to so many.
    static let largestAlertList = 5000

    static let table = StoreTable<IncidentRow>(
        name: "SecurityIncident",
        summary: "One row an incident as it stands now, by the names of Microsoft Sentinel (which has one for each change).",
        rowColumns: about + handling + [
            Column("AlertIds", .dynamic, "The ids of its alerts, the first 5,000.") { row in
                let alerts = try row.reader.alerts(of: row.incident.id, limit: largestAlertList)
                return .array(alerts.map { .string($0.id.description) })
            },
            Column("RelatedAnalyticRuleIds", .dynamic, "The rules here that made its alerts, of the first 5,000.") { row in
                let alerts = try row.reader.alerts(of: row.incident.id, limit: largestAlertList)
                let rules = alerts.filter { $0.report.detectionSource == .customDetection }.map(\.report.detectorId)
                return .array(Set(rules).sorted().map(Value.string))
            },
            Column("IncidentUrl", .string, "Its page, from the server's address on.") { .string("/incidents/\($0.incident.id)") },
            Column("FirstModifiedTime", .datetime, "When it was made.") { .datetime($0.incident.created.ticks) },
            .nothing("BookmarkIds", .dynamic), .nothing("Tasks", .dynamic),
            Column("AdditionalData", .dynamic, "Numbers of alerts and comments, tactics, score and whether it is on the queue.") {
                let incident = $0.incident
                return Value([
                    "alertsCount": .integer(incident.alertCount), "commentsCount": .integer(Int64(incident.comments.count)),
                    "tactics": .texts(incident.tactics.tactics.map(\.category)), "priorityScore": .number(incident.priority),
                    "isOnQueue": .bool(incident.isOnQueue),
                ])
            },
            Column("Timestamp", .datetime, "The same as TimeGenerated.") { .datetime($0.incident.lastUpdate.ticks) },
            Column("Type", .string, "The table's name.") { _ in .string("SecurityIncident") },
        ],
        pages: { reader, bounds in
            let incidents = try CasePages.incidents(reader, bounds)
            return { try incidents()?.map { IncidentRow(incident: $0, reader: reader) } }
        }
    ).completed()

    private static let about = [
        Column("TimeGenerated", .datetime, "When it last changed.") { .datetime($0.incident.lastUpdate.ticks) },
        Column("IncidentNumber", .int, "Its number.") { .long($0.incident.id.number) },
        Column("ProviderIncidentId", .string, "Its id as a text.") { .string($0.incident.id.description) },
        Column("IncidentName", .string, "Its id as a text.") { .string($0.incident.id.description) },
        Column("Title", .string, "What happened, and to whom.") { .string($0.incident.displayName) },
        Column("Description", .string, "Its summary.") { .string($0.incident.summary) },
        Column("Severity", .string, "High, Medium, Low or Informational.") {
            .string(AlertWords.severity($0.incident.severity))
        },
        Column("CreatedTime", .datetime, "When it was made.") { .datetime($0.incident.created.ticks) },
        Column("LastModifiedTime", .datetime, "When it last changed.") { .datetime($0.incident.lastUpdate.ticks) },
        Column("FirstActivityTime", .datetime, "The beginning of what it is about.") {
            .datetime($0.incident.firstActivity.ticks)
        },
        Column("LastActivityTime", .datetime, "The end of what it is about.") { .datetime($0.incident.lastActivity.ticks) },
        Column("ProviderName", .string, "Who made it.") { _ in .string(AlertWords.own) },
    ]

    private static let handling = [
        Column("Status", .string, "New, Active or Closed.") { .string(status($0.incident.status)) },
        Column("ClosedTime", .datetime, "When a closed one last changed.") {
            status($0.incident.status) == "Closed" ? .datetime($0.incident.lastUpdate.ticks) : .null
        },
        Column("Classification", .string, "TruePositive, BenignPositive, FalsePositive or Undetermined.") {
            .string(classification($0.incident.classification))
        },
        Column("ClassificationReason", .string, "The determination.") {
            .string($0.incident.determination == .unknown ? "" : $0.incident.determination.name.withCapital)
        },
        Column("ClassificationComment", .string, "What was said when it was resolved.") { .string($0.incident.resolvingComment) },
        Column("Owner", .dynamic, "Who works on it.") { row in
            let owner = row.incident.assignedTo
            return Value(["assignedTo": .string(owner), "userPrincipalName": .string(owner)])
        },
        Column("Labels", .dynamic, "Its tags.") { row in
            Value(
                .array(
                    row.incident.customTags.map { ["labelName": .string($0), "labelType": "User"] }
                        + row.incident.systemTags.map { ["labelName": .string($0), "labelType": "System"] }))
        },
        Column("Comments", .dynamic, "What people said.") { row in
            Value(
                .array(
                    row.incident.comments.map {
                        [
                            "message": .string($0.text), "author": ["name": .string($0.author)],
                            "createdTimeUtc": .string($0.created.rfc3339),
                        ]
                    }))
        },
        Column("ModifiedBy", .string, "Who last changed it.") { .string($0.incident.lastModifiedBy) },
    ]

    private static func status(_ status: IncidentStatus) -> String {
        switch status {
        case .resolved, .redirected: "Closed"
        case .inProgress, .awaitingAction: "Active"
        default: "New"
        }
    }

    private static func classification(_ classification: Classification) -> String {
        switch classification {
        case .truePositive: "TruePositive"
        case .falsePositive: "FalsePositive"
        case .informationalExpectedActivity: "BenignPositive"
        default: ""
        }
    }
}
