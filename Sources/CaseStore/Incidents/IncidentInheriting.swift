internal import Primitives
internal import SQL
internal import SecurityModel

// What only the source of a merge had been given by a person becomes true of the whole: owner, judgement, name and tags. When the
// merge is undone, the target is again as it was, but for what somebody changed since.

extension CaseTransaction {
    func inherit(from old: Incident, to new: Incident) throws -> Inheritance {
        var update = IncidentUpdate()
        if new.assignedTo.isEmpty, !old.assignedTo.isEmpty { update.assignedTo = old.assignedTo }
        if new.classification == .unknown, old.classification != .unknown {
            update.classification = old.classification
            update.determination = old.determination
        }
        if !new.hasCustomName, old.hasCustomName { update.displayName = old.displayName }
        let fields = try update.changes(of: new, byPerson: actor.isPerson).changed
        try pin(update, on: new.id)
        if !fields.isEmpty { try write(fields, to: new.id) }
        if let owner = update.assignedTo {
            try session.execute(InheritingSQL.assignAlerts, [.text(owner), .integer(time.ticks), .integer(new.id.number)])
        }
        var inheritance = Inheritance()
        for field in fields { (inheritance.before[field.field], inheritance.after[field.field]) = (field.before, field.after) }
        let tags = old.customTags.filter { !new.customTags.contains($0) }
        for tag in tags { try session.execute(IncidentSQL.addTag, [.integer(new.id.number), .text(tag), 0]) }
        if !tags.isEmpty {
            inheritance.before["customTags"] = .texts(new.customTags)
            inheritance.after["customTags"] = .texts(new.customTags + tags)
        }
        return inheritance
    }

    /// Puts back what a merge changed of its target. The source stands by itself again.
    /// - Returns: what changed of the target, as the log has it, with the names of the fields that were kept.
    func giveBack(_ target: IncidentID, mergedWith source: IncidentID) throws -> Inheritance {
        let later = try session.all(InheritingSQL.merges, [.integer(target.number)]) { Change(row: $0) }
        guard let place = later.lastIndex(where: { $0.merge?.source == source }), let incident = try reader.incident(target)
        else { return Inheritance() }
        let returned = Inheritance(later[place]).returned(
            after: Array(later[(place + 1)...]), needed: try tagsOfMerged(into: target))
        var change = Inheritance()
        let fields = returned.changes(of: incident)
        if !fields.isEmpty { try write(fields, to: target) }
        for field in fields { (change.before[field.field], change.after[field.field]) = (field.before, field.after) }
        if let name = returned.fields["displayName"] {
            try session.execute(InheritingSQL.unpinName, [.text(name.lowercased()), .integer(target.number)])
        }
        if returned.fields["assignedTo"] != nil { try unassign(incident, since: later[place]) }
        for tag in returned.tags { try session.execute(IncidentSQL.removeTag, [.integer(target.number), .text(tag), 0]) }
        let gone = incident.customTags.filter(returned.tags.contains)
        if !gone.isEmpty {
            change.before["customTags"] = .texts(incident.customTags)
            change.after["customTags"] = .texts(incident.customTags.filter { !gone.contains($0) })
        }
        if !returned.kept.isEmpty { change.after["kept"] = .texts(returned.kept) }
        return change
    }

    private func tagsOfMerged(into target: IncidentID) throws -> Set<String> {
        Set(try session.all(InheritingSQL.tagsOfMerged, [.integer(target.number)]) { $0.text(0) })
    }

    /// The alerts that belong to the owner by the merge alone: what he was given otherwise stays his.
    private func unassign(_ incident: Incident, since merge: Change) throws {
        try session.execute(
            InheritingSQL.unassignAlerts,
            [
                .integer(time.ticks), .integer(incident.id.number), .text(incident.assignedTo), .integer(merge.time.ticks),
                .integer(incident.id.number), .integer(merge.sequence),
            ])
    }
}

extension Inheritance.Return {
    /// The fields that change; also of a target that was merged on itself, which people change no more.
    fileprivate func changes(of incident: Incident) -> [FieldChange] {
        var changes: [FieldChange] = []
        if let name = fields["displayName"] {
            changes.append(FieldChange("displayName", .string(incident.displayName), .string(name), "name"))
        }
        if let owner = fields["assignedTo"] {
            changes.append(FieldChange("assignedTo", .string(incident.assignedTo), .string(owner), "owner"))
        }
        if let new = fields["classification"].flatMap({ Classification(name: $0) }) {
            changes.append(
                FieldChange(
                    "classification", .string(incident.classification.name), .string(new.name), "classification",
                    Int64(new.rawValue)))
        }
        if let new = fields["determination"].flatMap({ Determination(name: $0) }) {
            changes.append(
                FieldChange(
                    "determination", .string(incident.determination.name), .string(new.name), "determination",
                    Int64(new.rawValue)))
        }
        return changes.filter { $0.before != $0.after }
    }
}

private enum InheritingSQL {
    static let assignAlerts = SQLStatement(
        "incident.inheritOwner",
        """
        UPDATE alerts SET owner = ?, last_update = ?
        WHERE home IN (SELECT id FROM incidents WHERE root = ?) AND status <> 3 AND owner = ''
        """)
    static let unassignAlerts = SQLStatement(
        "incident.returnOwner",
        """
        UPDATE alerts SET owner = '', last_update = ?
        WHERE home IN (SELECT id FROM incidents WHERE root = ?) AND owner = ? AND last_update >= ? AND NOT EXISTS (
            SELECT 1 FROM changes c
            WHERE c.incident = ? AND c.sequence > ? AND c.alert = alerts.id AND c.action = 'alertUpdated')
        """)
    static let unpinName = SQLStatement(
        "incident.unpinName", "UPDATE incidents SET has_custom_name = 0, search_name = ? WHERE id = ?")
    static let merges = SQLStatement(
        "incident.fieldChanges",
        """
        SELECT sequence, time, actor, is_person, action, incident, alert, payload FROM changes
        WHERE incident = ? AND action IN ('incidentUpdated', 'incidentMerged', 'mergeUndone') ORDER BY sequence
        """)
    static let tagsOfMerged = SQLStatement(
        "incident.tagsOfMerged",
        """
        SELECT t.tag FROM incident_tags t JOIN incidents i ON i.id = t.incident WHERE i.redirect = ? AND t.is_system = 0
        """)
}
