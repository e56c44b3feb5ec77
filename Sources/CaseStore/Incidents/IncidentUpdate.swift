internal import Primitives
internal import SQL
public import SecurityModel

/// What somebody sets on an incident. A field that is `nil` stays as it is.
public struct IncidentUpdate: Sendable {
    public var displayName: String?
    public var status: IncidentStatus?
    public var severity: AlertSeverity?
    public var classification: Classification?
    public var determination: Determination?
    /// Empty takes the owner away.
    public var assignedTo: String?
    /// Replaces all tags that people gave.
    public var customTags: [String]?
    public var resolvingComment: String?
    public var summary: String?

    public init() {}

    /// Whether it sets nothing.
    public var isEmpty: Bool {
        displayName == nil && status == nil && severity == nil && classification == nil && determination == nil
            && assignedTo == nil && customTags == nil && resolvingComment == nil && summary == nil
    }

    /// Tags of an incident, at most.
    public static let maximumTags = 100
    /// Characters of a name, tag or owner, at most.
    public static let maximumNameLength = 1000
}

/// Why an update cannot be.
public enum UpdateError: Error, Hashable, Sendable, CustomStringConvertible {
    case noSuchIncident(IncidentID)
    case noSuchAlert(AlertID)
    case hasAlerts(IncidentID)
    /// Some of its alerts are not there for whoever asks.
    case reachesBeyondScope(IncidentID)
    case lifecycle(IncidentLifecycle.Refusal)
    case determinationDoesNotFit(Determination, Classification)
    case emptyName
    case emptyComment
    case controlCharacter(field: String)
    case tooLong(field: String, limit: Int)
    case tooMany(field: String, limit: Int)

    public var description: String {
        switch self {
        case .noSuchIncident(let id): "there is no incident \(id)"
        case .noSuchAlert(let id): "there is no alert \(id)"
        case .hasAlerts(let id):
            "incident \(id) has or had alerts, and each of them stays in an incident; resolve it instead, merge it into another, or "
                + "move its alerts"
        case .reachesBeyondScope(let id):
            "incident \(id) has alerts outside your scope, so it is not yours alone to change; change the alerts that you see, comment "
                + "on it, or ask somebody who sees all of it"
        case .lifecycle(let refusal): refusal.description
        case .determinationDoesNotFit(let determination, let classification):
            "the determination '\(determination.name)' does not go with the classification '\(classification.name)'; it takes "
                + classification.determinations.map(\.name).joined(separator: ", ")
        case .emptyName: "the name of an incident cannot be empty"
        case .emptyComment: "a comment cannot be empty or of blanks alone"
        case .controlCharacter(let field): "'\(field)' holds a control character; take it out"
        case .tooLong(let field, let limit): "'\(field)' is longer than \(limit) characters"
        case .tooMany(let field, let limit): "'\(field)' has more than \(limit) entries"
        }
    }
}

extension IncidentUpdate {
    /// Checks the update against the incident and answers the fields that change, with their old and new values.
    func changes(of incident: Incident, byPerson: Bool) throws(UpdateError) -> (
        changed: [FieldChange], effect: IncidentLifecycle.Effect
    ) {
        try checkLengths()
        var lifecycle = IncidentLifecycle(status: incident.status)
        var effect = IncidentLifecycle.Effect.none
        do throws(IncidentLifecycle.Refusal) {
            effect = try lifecycle.set(status ?? incident.status, byPerson: byPerson)
        } catch {
            throw .lifecycle(error)
        }
        let newClassification = classification ?? incident.classification
        let newDetermination =
            determination
            ?? (classification == nil || classification == incident.classification ? incident.determination : .unknown)
        guard newClassification.determinations.contains(newDetermination) || newDetermination == .unknown else {
            throw .determinationDoesNotFit(newDetermination, newClassification)
        }
        let fields = [
            FieldChange("displayName", .string(incident.displayName), .string(displayName ?? incident.displayName), "name"),
            FieldChange(
                "status", .string(incident.status.name), .string((status ?? incident.status).name), "status",
                Int64(lifecycle.status.rawValue)),
            FieldChange(
                "severity", .string(incident.severity.name), .string((severity ?? incident.severity).name), "severity",
                Int64((severity ?? incident.severity).rawValue)),
            FieldChange(
                "classification", .string(incident.classification.name), .string(newClassification.name), "classification",
                Int64(newClassification.rawValue)),
            FieldChange(
                "determination", .string(incident.determination.name), .string(newDetermination.name), "determination",
                Int64(newDetermination.rawValue)),
            FieldChange("assignedTo", .string(incident.assignedTo), .string(assignedTo ?? incident.assignedTo), "owner"),
            FieldChange(
                "resolvingComment", .string(incident.resolvingComment), .string(resolvingComment ?? incident.resolvingComment),
                "resolving_comment"),
            FieldChange("summary", .string(incident.summary), .string(summary ?? incident.summary), "summary"),
        ]
        return (fields.filter { $0.before != $0.after }, effect)
    }

    private func checkLengths() throws(UpdateError) {
        if displayName?.isEmpty == true { throw .emptyName }
        let names = [
            ("displayName", displayName.map { [$0] } ?? []), ("assignedTo", assignedTo.map { [$0] } ?? []),
            ("customTags", customTags ?? []),
        ]
        for (field, texts) in names where texts.contains(where: \.holdsControlCharacter) {
            throw .controlCharacter(field: field)
        }
        let limit = IncidentUpdate.maximumNameLength
        for (field, text) in [("displayName", displayName), ("assignedTo", assignedTo)] where (text?.count ?? 0) > limit {
            throw .tooLong(field: field, limit: limit)
        }
        for (field, text) in [("resolvingComment", resolvingComment), ("summary", summary)]
        where (text?.count ?? 0) > Comment.maximumLength {
            throw .tooLong(field: field, limit: Comment.maximumLength)
        }
        guard let customTags else { return }
        if customTags.count > IncidentUpdate.maximumTags {
            throw .tooMany(field: "customTags", limit: IncidentUpdate.maximumTags)
        }
        if customTags.contains(where: { $0.count > limit }) { throw .tooLong(field: "customTags", limit: limit) }
    }
}

extension String {
    /// A break of the line, a null and their like: nothing that a name has, and what hides or forges lines where names are listed.
    var holdsControlCharacter: Bool { utf8.contains { $0 < 0x20 || $0 == 0x7f } }
}

/// One field of a row with its old and new value.
struct FieldChange {
    var field: String
    var before: JSONValue
    var after: JSONValue
    var column: String
    var value: SQLValue

    /// - Parameter stored: the number that stands for the new value in the row; its text where there is none.
    init(_ field: String, _ before: JSONValue, _ after: JSONValue, _ column: String, _ stored: Int64? = nil) {
        self.field = field
        self.before = before
        self.after = after
        self.column = column
        value = stored.map(SQLValue.integer) ?? SQLValue(after.string)
    }
}

extension CaseTransaction {
    /// Applies an update with its side effects: assigning assigns the alerts, resolving resolves the open ones.
    /// - Throws: `UpdateError` before anything has changed.
    @discardableResult
    public func update(_ id: IncidentID, _ update: IncidentUpdate) throws -> Incident {
        guard let incident = try reader.incident(id) else { throw UpdateError.noSuchIncident(id) }
        let (fields, effect) = try update.changes(of: incident, byPerson: actor.isPerson)
        var before = JSONObject(fields.map { .init(name: $0.field, value: $0.before) })
        var after = JSONObject(fields.map { .init(name: $0.field, value: $0.after) })
        if let tags = update.customTags, Set(tags) != Set(incident.customTags) {
            before["customTags"] = .array(incident.customTags.map { .string($0) })
            after["customTags"] = .array(tags.map { .string($0) })
            for tag in incident.customTags { try session.execute(IncidentSQL.removeTag, [.integer(id.number), .text(tag), 0]) }
            for tag in tags where !tag.isEmpty { try session.execute(IncidentSQL.addTag, [.integer(id.number), .text(tag), 0]) }
        }
        try pin(update, on: id)
        guard !after.isEmpty else { return try reader.incident(id) ?? incident }
        try write(fields, to: id)
        if let owner = update.assignedTo { try assignAlerts(of: id, to: owner) }
        if effect == .resolveAlerts { try resolveAlerts(of: id) }
        try log.append(.incidentUpdated, incident: id, before: .object(before), after: .object(after))
        return try reader.incident(id) ?? incident
    }

    func write(_ fields: [FieldChange], to id: IncidentID) throws {
        let columns = fields.map { "\($0.column) = ?" }
        let text =
            "UPDATE incidents SET \((columns + ["last_update = ?", "last_modified_by = ?"]).joined(separator: ", ")) WHERE id = ?"
        try session.execute(
            SQLStatement(building: text), fields.map(\.value) + [.integer(time.ticks), .text(actor.name), .integer(id.number)])
    }

    /// A name and a severity that were given stay, also where they are what was there already.
    func pin(_ update: IncidentUpdate, on id: IncidentID) throws {
        if let name = update.displayName {
            try session.execute(IncidentUpdateSQL.pinName, [.text(name.lowercased()), .integer(id.number)])
        }
        if update.severity != nil { try session.execute(IncidentUpdateSQL.pinSeverity, [.integer(id.number)]) }
    }

    private func resolveAlerts(of id: IncidentID) throws {
        guard let incident = try reader.incident(id) else { return }
        let classification = SQLValue.integer(Int64(incident.classification.rawValue))
        let determination = SQLValue.integer(Int64(incident.determination.rawValue))
        try session.execute(
            IncidentUpdateSQL.resolveAlerts,
            [
                SQLValue(actor.isPerson), .integer(time.ticks), .integer(time.ticks), classification, determination,
                .integer(id.number),
            ])
        try session.execute(IncidentUpdateSQL.noActiveAlerts, [.integer(id.number)])
    }

    private func assignAlerts(of id: IncidentID, to owner: String) throws {
        try session.execute(IncidentUpdateSQL.assignAlerts, [.text(owner), .integer(time.ticks), .integer(id.number)])
    }
}

private enum IncidentUpdateSQL {
    /// The incident's judgement becomes that of each alert which has none of its own.
    static let resolveAlerts = SQLStatement(
        "incident.resolveAlerts",
        """
        UPDATE alerts SET status = 3, status_by_person = status_by_person | ?, resolved = ?, last_update = ?,
            classification = CASE WHEN classification = 0 THEN ? ELSE classification END,
            determination = CASE WHEN classification = 0 THEN ? ELSE determination END
        WHERE home IN (SELECT id FROM incidents WHERE root = ?) AND status <> 3
        """)
    static let noActiveAlerts = SQLStatement(
        "incident.noActiveAlerts", "UPDATE incidents SET active_alert_count = 0 WHERE root = ?")
    static let pinName = SQLStatement(
        "incident.pinName", "UPDATE incidents SET has_custom_name = 1, search_name = ? WHERE id = ?")
    static let pinSeverity = SQLStatement(
        "incident.pinSeverity", "UPDATE incidents SET has_custom_severity = 1 WHERE id = ? AND has_custom_severity = 0")
    static let assignAlerts = SQLStatement(
        "incident.assignAlerts",
        "UPDATE alerts SET owner = ?, last_update = ? WHERE home IN (SELECT id FROM incidents WHERE root = ?) AND status <> 3")
}
