internal import Primitives
internal import SQL
public import SecurityModel

// Merges, their undoing, and moves. Whether they are allowed was decided before (`Correlation`); here they are carried out.

extension CaseTransaction {
    /// Makes the source point to the target for ever. Nothing is copied but counts.
    /// - Throws: `UpdateError` where one does not exist or was merged before.
    public func merge(_ source: IncidentID, into target: IncidentID, reasons: [LinkReason], by actor: ChangeActor? = nil) throws {
        guard let old = try reader.incident(source) else { throw UpdateError.noSuchIncident(source) }
        guard let new = try reader.incident(target) else { throw UpdateError.noSuchIncident(target) }
        let isMergeable = source != target && old.redirectIncidentId == nil && new.redirectIncidentId == nil
        guard isMergeable else { throw UpdateError.lifecycle(.redirected) }
        try fold(source, into: target, sign: 1)
        try session.execute(
            IncidentSQL.addAlerts,
            [
                .integer(old.alertCount), .integer(old.activeAlertCount), .integer(Int64(old.severity.rawValue)),
                .integer(Int64(old.severity.rawValue)), .integer(Int64(old.tactics.rawValue)), .integer(old.firstActivity.ticks),
                .integer(old.firstActivity.ticks), .integer(old.lastActivity.ticks), .integer(old.lastActivity.ticks),
                .integer(time.ticks), .text((actor ?? self.actor).name), .integer(target.number),
            ])
        for tag in old.customTags { try session.execute(IncidentSQL.addTag, [.integer(target.number), .text(tag), 0]) }
        try session.execute(IncidentSQL.addTag, [.integer(source.number), "Redirected", 1])
        try session.execute(
            IncidentSQL.redirect,
            [.integer(target.number), .integer(time.ticks), .text((actor ?? self.actor).name), .integer(source.number)])
        try session.execute(IncidentSQL.moveRoot, [.integer(target.number), .integer(source.number)])
        try inherit(from: old, to: new)
        let why = JSONValue.array(reasons.map { .string($0.text) })
        try log.append(
            .incidentMerged, incident: source, before: ["status": .string(old.status.name)],
            after: ["redirectIncidentId": .integer(target.number), "reasons": why], by: actor)
        try log.append(.incidentMerged, incident: target, after: ["merged": .integer(source.number), "reasons": why], by: actor)
    }

    /// What only the source had been given by a person stays true of the whole: owner and judgement.
    private func inherit(from old: Incident, to new: Incident) throws {
        var update = IncidentUpdate()
        if new.assignedTo.isEmpty, !old.assignedTo.isEmpty { update.assignedTo = old.assignedTo }
        if new.classification == .unknown, old.classification != .unknown {
            update.classification = old.classification
            update.determination = old.determination
        }
        if !new.hasCustomName, old.hasCustomName { update.displayName = old.displayName }
        if !update.isEmpty { _ = try self.update(new.id, update) }
    }

    /// Gives a merged incident its alerts back. What joined the target later stays there.
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
        try log.append(.mergeUndone, incident: target, before: ["merged": .integer(source.number)])
    }

    /// Puts alerts into another incident. They leave everything that their old home was merged into.
    public func move(_ alerts: [AlertID], to target: IncidentID, reasons: [LinkReason]) throws {
        var leaving: [IncidentID: Departure] = [:]
        var joining = IncidentDelta()
        for alert in alerts {
            guard let (home, delta, digest) = try delta(of: alert), home != target else { continue }
            try rehome(alert, to: target, reasons: reasons)
            leaving[home, default: Departure()].delta.merge(delta)
            leaving[home, default: Departure()].alerts.append((alert, digest))
            joining.merge(delta)
        }
        guard !leaving.isEmpty else { return }
        let departures = leaving.sorted { $0.key < $1.key }
        for (home, departure) in departures {
            for incident in try path(from: home) { try remove(departure.delta, from: incident) }
        }
        try apply(joining, to: target)
        for (home, departure) in departures { try logMoved(departure.alerts, from: home, to: target, reasons) }
    }

    /// What leaves one home.
    private struct Departure {
        var delta = IncidentDelta()
        var alerts: [LoggedAlert] = []
    }

    private func logMoved(_ alerts: [LoggedAlert], from home: IncidentID, to target: IncidentID, _ reasons: [LinkReason]) throws {
        let ids = JSONValue.array(alerts.map { .integer($0.id.number) })
        let why = JSONValue.array(reasons.map { .string($0.text) })
        try log.append(.alertsMoved, incident: home, before: ["alerts": ids], after: ["incident": .integer(target.number)])
        // With the digests, since the old home's log may be purged while the alerts live on here.
        try log.append(
            .alertsMoved, incident: target, before: ["incident": .integer(home.number)],
            after: ["alerts": json(alerts), "reasons": why])
    }

    /// An incident and all that it was merged into, in order.
    private func path(from incident: IncidentID) throws -> [IncidentID] {
        var path = [incident]
        while let last = path.last, let next = try reader.incident(last)?.redirectIncidentId { path.append(next) }
        return path
    }

    private func fold(_ source: IncidentID, into target: IncidentID, sign: Int64) throws {
        for statement in [IncidentSQL.foldEntities, IncidentSQL.foldFacets] {
            try session.execute(statement, [.integer(target.number), .integer(sign), .integer(source.number)])
        }
    }

    private func delta(of alert: AlertID) throws -> (home: IncidentID, delta: IncidentDelta, digest: [UInt8])? {
        let row = try session.first(IncidentMergingSQL.alertHome, [.integer(alert.number)]) { row in
            (IncidentID(row.integer(0)), row.integer(1), row.integer(2), Int32(row.integer(3)), row.blob(4))
        }
        guard let (home, detector, status, group, digest) = row, let stored = try reader.alert(alert) else { return nil }
        let links = try reader.entities(of: alert).filter { $0.key.kind != .network }.map { ($0.entity, $0.roles) }
        var delta = IncidentDelta()
        delta.add(
            report: stored.report, detector: detector, entities: links,
            isActive: status != Int64(AlertStatus.resolved.rawValue), deviceGroup: group,
            context: try context(of: alert))
        return (home, delta, digest)
    }
}

private enum IncidentMergingSQL {
    static let alertHome = SQLStatement(
        "alert.home", "SELECT home, detector, status, device_group, digest FROM alerts WHERE id = ?")
}
