internal import Primitives
internal import SQL
public import SecurityModel

// Merges and their undoing. Whether they are allowed was decided before (`Correlation`); here they are carried out.

extension CaseTransaction {
    /// Makes the source point to the target for ever. Nothing is copied but counts.
    /// - Throws: `UpdateError` where one does not exist or was merged before.
    public func merge(_ source: IncidentID, into target: IncidentID, reasons: [LinkReason], by actor: ChangeActor? = nil) throws {
        guard let old = try reader.incident(source) else { throw UpdateError.noSuchIncident(source) }
        guard let new = try reader.incident(target) else { throw UpdateError.noSuchIncident(target) }
        let isMergeable = source != target && old.redirectIncidentId == nil && new.redirectIncidentId == nil
        guard isMergeable else { throw UpdateError.lifecycle(.redirected) }
        try fold(source, into: target, sign: 1)
        let (first, last) = old.alertCount > 0 ? (old.firstActivity, old.lastActivity) : (new.firstActivity, new.lastActivity)
        try session.execute(
            IncidentSQL.addAlerts,
            [
                .integer(old.alertCount), .integer(old.activeAlertCount), .integer(Int64(old.severity.rawValue)),
                .integer(Int64(old.severity.rawValue)), .integer(Int64(old.tactics.rawValue)), .integer(first.ticks),
                .integer(first.ticks), .integer(last.ticks), .integer(last.ticks),
                .integer(time.ticks), .text((actor ?? self.actor).name), .integer(target.number),
            ])
        try session.execute(IncidentSQL.addTag, [.integer(source.number), "Redirected", 1])
        try session.execute(
            IncidentSQL.redirect,
            [.integer(target.number), .integer(time.ticks), .text((actor ?? self.actor).name), .integer(source.number)])
        try session.execute(IncidentSQL.moveRoot, [.integer(target.number), .integer(source.number)])
        let inherited = try inherit(from: old, to: new)
        let why = JSONValue.array(reasons.map { .string($0.text) })
        try log.append(
            .incidentMerged, incident: source, before: ["status": .string(old.status.name)],
            after: ["redirectIncidentId": .integer(target.number), "reasons": why], by: actor)
        try log.append(
            .incidentMerged, incident: target, before: inherited.isEmpty ? .null : .object(inherited.before),
            after: .object(
                JSONObject(
                    [.init(name: "merged", value: .integer(source.number)), .init(name: "reasons", value: why)]
                        + inherited.after.members)), by: actor)
    }

    /// Gives a merged incident its alerts back, and takes back what the merge gave the target. What joined the target later stays
    /// there, and so does what somebody changed since.
    /// - Throws: `UpdateError` where it does not exist or was not merged.
    public func undoMerge(of source: IncidentID) throws {
        guard let old = try reader.incident(source) else { throw UpdateError.noSuchIncident(source) }
        guard let target = old.redirectIncidentId else { throw UpdateError.lifecycle(.notRedirected) }
        // The counts of the source lie in each incident above it, which may have been merged on in turn.
        for ancestor in try path(from: target) {
            try fold(source, into: ancestor, sign: -1)
            try session.execute(IncidentSQL.dropEntities, [.integer(ancestor.number)])
            try session.execute(IncidentSQL.dropFacets, [.integer(ancestor.number)])
            try session.execute(
                IncidentSQL.removeAlerts,
                [
                    .integer(old.alertCount), .integer(old.activeAlertCount), .integer(time.ticks), .text(actor.name),
                    .integer(ancestor.number),
                ])
        }
        try session.execute(IncidentSQL.restore, [.integer(time.ticks), .text(actor.name), .integer(source.number)])
        try session.execute(IncidentSQL.restoreRoot, [.integer(source.number), .integer(source.number)])
        try session.execute(IncidentSQL.removeTag, [.integer(source.number), "Redirected", 1])
        for incident in try path(from: target) { try rederive(incident) }
        try log.append(.mergeUndone, incident: source, before: ["redirectIncidentId": .integer(target.number)])
        let returned = try giveBack(target, mergedWith: source)
        try log.append(
            .mergeUndone, incident: target,
            before: .object(JSONObject([.init(name: "merged", value: .integer(source.number))] + returned.before.members)),
            after: returned.isEmpty ? .null : .object(returned.after))
    }

    /// An incident and all that it was merged into, in order.
    func path(from incident: IncidentID) throws -> [IncidentID] {
        var path = [incident]
        while let last = path.last, let next = try reader.incident(last)?.redirectIncidentId { path.append(next) }
        return path
    }

    private func fold(_ source: IncidentID, into target: IncidentID, sign: Int64) throws {
        for statement in [IncidentSQL.foldEntities, IncidentSQL.foldFacets] {
            try session.execute(statement, [.integer(target.number), .integer(sign), .integer(source.number)])
        }
    }
}
