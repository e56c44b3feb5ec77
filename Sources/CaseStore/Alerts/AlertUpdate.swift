public import Primitives
internal import SQL
public import SecurityModel

/// What somebody sets on an alert. A field that is `nil` stays as it is.
public struct AlertUpdate: Sendable {
    /// Bytes of custom details, as JSON, at most.
    public static let maximumDetails = 64 << 10

    public var status: AlertStatus?
    public var classification: Classification?
    public var determination: Determination?
    public var assignedTo: String?
    /// In place of those that the product gave, all of them.
    public var customDetails: JSONObject?

    public init() {}
}

extension CaseTransaction {
    /// - Throws: `UpdateError` before anything has changed.
    @discardableResult
    public func update(_ id: AlertID, _ update: AlertUpdate) throws -> Alert {
        guard let alert = try reader.alert(id) else { throw UpdateError.noSuchAlert(id) }
        let classification = update.classification ?? alert.classification
        let determination = update.determination ?? (update.classification == nil ? alert.determination : .unknown)
        guard classification.determinations.contains(determination) || determination == .unknown else {
            throw UpdateError.determinationDoesNotFit(determination, classification)
        }
        var lifecycle = AlertLifecycle(
            status: alert.status,
            wasSetByPerson: try session.first(AlertUpdateSQL.byPerson, [.integer(id.number)]) { $0.bool(0) } ?? false)
        let wasSetByPerson = lifecycle.wasSetByPerson
        if let status = update.status { _ = lifecycle.set(status, byPerson: actor.isPerson) }
        let owner = update.assignedTo ?? alert.assignedTo
        guard owner.count <= IncidentUpdate.maximumNameLength else {
            throw UpdateError.tooLong(field: "assignedTo", limit: IncidentUpdate.maximumNameLength)
        }
        guard !owner.holdsControlCharacter else { throw UpdateError.controlCharacter(field: "assignedTo") }
        let details = JSONValue.object(update.customDetails ?? alert.report.customDetails)
        guard update.customDetails == nil || details.text.utf8.count <= AlertUpdate.maximumDetails else {
            throw UpdateError.tooLong(field: "customDetails", limit: AlertUpdate.maximumDetails)
        }
        let fields = [
            FieldChange("status", .string(alert.status.name), .string(lifecycle.status.name), "status"),
            FieldChange("classification", .string(alert.classification.name), .string(classification.name), "classification"),
            FieldChange("determination", .string(alert.determination.name), .string(determination.name), "determination"),
            FieldChange("assignedTo", .string(alert.assignedTo), .string(owner), "owner"),
            FieldChange("customDetails", .object(alert.report.customDetails), details, "custom_details"),
        ].filter { $0.before != $0.after }
        guard !fields.isEmpty || lifecycle.wasSetByPerson != wasSetByPerson else { return alert }
        let isResolved = lifecycle.status == .resolved
        try session.execute(
            AlertUpdateSQL.update,
            [
                .integer(Int64(lifecycle.status.rawValue)), SQLValue(lifecycle.wasSetByPerson),
                .integer(Int64(classification.rawValue)), .integer(Int64(determination.rawValue)), .text(owner),
                isResolved ? .integer((alert.resolved ?? time).ticks) : .null, .integer(time.ticks),
                update.customDetails == nil ? .null : .text(details.text), .integer(id.number),
            ])
        if isResolved != (alert.status == .resolved) {
            try session.execute(
                AlertUpdateSQL.countActive, [.integer(id.number), .integer(isResolved ? -1 : 1), .integer(time.ticks)])
        }
        try log.append(
            .alertUpdated, incident: alert.incident, alert: id,
            before: .object(JSONObject(fields.map { .init(name: $0.field, value: $0.before) })),
            after: .object(JSONObject(fields.map { .init(name: $0.field, value: $0.after) })))
        return try reader.alert(id) ?? alert
    }
}

private enum AlertUpdateSQL {
    static let byPerson = SQLStatement("alert.byPerson", "SELECT status_by_person FROM alerts WHERE id = ?")
    static let update = SQLStatement(
        "alert.update",
        """
        UPDATE alerts SET status = ?, status_by_person = ?, classification = ?, determination = ?, owner = ?, resolved = ?,
            last_update = ?, custom_details = COALESCE(?, custom_details) WHERE id = ?
        """)
    /// An alert counts in its home and in all that this was merged into.
    static let countActive = SQLStatement(
        "incident.countActive",
        """
        WITH RECURSIVE up (id) AS (
            SELECT home FROM alerts WHERE id = ? UNION SELECT i.redirect FROM incidents i JOIN up ON i.id = up.id)
        UPDATE incidents SET active_alert_count = active_alert_count + ?, last_update = ? WHERE id IN (SELECT id FROM up)
        """)
}
