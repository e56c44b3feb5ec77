internal import Primitives
internal import SQL
public import SecurityModel

// Names that clients give to incidents which they open. Every incident has its number beside that.

extension CaseReader {
    /// The name that a client gave to an incident; `nil` for most.
    public func name(of incident: IncidentID) throws -> String? {
        try session.first(IncidentNameSQL.of, [.integer(incident.number)]) { $0.text(0) }
    }

    public func incident(named name: String) throws -> IncidentID? {
        try session.first(IncidentNameSQL.find, [.text(name.lowercased())]) { IncidentID($0.integer(0)) }
    }
}

extension CaseTransaction {
    /// Gives an incident a name beside its number. Letters are kept in lower case.
    /// - Throws: `RecordError` where another has it, or it cannot be one.
    public func name(_ incident: IncidentID, _ name: String) throws {
        guard !name.isEmpty, name.count <= RecordTable.maximumNameLength else {
            throw RecordError.badName(noun: "incident", name: name)
        }
        guard try reader.incident(named: name) == nil else { throw RecordError.exists(noun: "incident", name: name) }
        try session.execute(IncidentNameSQL.insert, [.integer(incident.number), .text(name.lowercased())])
    }

    /// Deletes an incident that has no alerts, with what people kept beside it. Its number is not given again.
    /// - Throws: `UpdateError` where it does not exist, has alerts, or others were merged into it.
    public func delete(_ id: IncidentID) throws {
        guard let incident = try reader.incident(id) else { throw UpdateError.noSuchIncident(id) }
        guard incident.alertCount == 0, incident.redirectIncidentId == nil, try reader.merged(into: id).isEmpty else {
            throw UpdateError.hasAlerts(id)
        }
        for statement in IncidentNameSQL.delete { try session.execute(statement, [.integer(id.number)]) }
        try log.append(.incidentDeleted, incident: id, before: ["displayName": .string(incident.displayName)])
    }
}

private enum IncidentNameSQL {
    static let of = SQLStatement("incidentName.of", "SELECT name FROM incident_names WHERE incident = ?")
    static let find = SQLStatement("incidentName.find", "SELECT incident FROM incident_names WHERE name = ?")
    static let insert = SQLStatement("incidentName.insert", "INSERT INTO incident_names (incident, name) VALUES (?, ?)")

    static let delete = [
        SQLStatement("incident.deleteTasks", "DELETE FROM incident_tasks WHERE scope = ?"),
        SQLStatement("incident.deleteAttachments", "DELETE FROM incident_attachments WHERE scope = ?"),
        SQLStatement("incident.deleteComments", "DELETE FROM comments WHERE incident = ?"),
        SQLStatement("incident.deleteTags", "DELETE FROM incident_tags WHERE incident = ?"),
        SQLStatement("incident.deleteName", "DELETE FROM incident_names WHERE incident = ?"),
        SQLStatement("incident.continuedBy", "UPDATE incidents SET continues = NULL WHERE continues = ?"),
        SQLStatement("incident.delete", "DELETE FROM incidents WHERE id = ?"),
    ]
}
