public import CaseStore
internal import Correlation
public import Primitives
public import SecurityModel

/// An incident that a person opens, before there are alerts in it.
public struct NewIncident: Sendable {
    /// A name that the client knows it by, beside its number.
    public var name: String
    /// What is set on it from the start; the display name has to be there.
    public var fields: IncidentUpdate
    public var firstActivity: Timestamp?
    public var lastActivity: Timestamp?

    public init(name: String, fields: IncidentUpdate, firstActivity: Timestamp? = nil, lastActivity: Timestamp? = nil) {
        self.name = name
        self.fields = fields
        self.firstActivity = firstActivity
        self.lastActivity = lastActivity
    }
}

// Incidents that people open and delete, and the comments that they take back.
extension CaseDesk {
    /// Opens an incident without alerts. It stands on the queue until it is resolved.
    /// - Throws: `RecordError` where the name is taken; `UpdateError` where a field cannot be so.
    public func open(_ new: NewIncident, by actor: ChangeActor) async throws -> Incident {
        try await flow.change(by: actor) { transaction, state in
            let first = new.firstActivity ?? new.lastActivity ?? transaction.time
            let id = try state.open(
                title: new.fields.displayName ?? "", from: first, to: max(first, new.lastActivity ?? first), in: transaction)
            try transaction.name(id, new.name)
            return try state.update(id, new.fields, in: transaction)
        }
    }

    /// Makes an incident one that a person opened, so that it stands on the queue until it is resolved.
    public func adopt(_ id: IncidentID, by actor: ChangeActor) async throws {
        try await flow.change(by: actor) { transaction, state in
            _ = try transaction.visible.known(id)
            try state.decide(.adopt(id), in: transaction)
        }
    }

    /// Deletes an incident that has no alerts.
    /// - Throws: `UpdateError.hasAlerts` where it has some: each alert stays in exactly one incident. `DeskError.stale`.
    public func delete(_ id: IncidentID, ifUnchangedSince version: Timestamp? = nil, by actor: ChangeActor) async throws {
        try await flow.change(by: actor) { transaction, state in
            let incident = try transaction.visible.known(id)
            if let version, incident.lastUpdate != version { throw DeskError.stale(id) }
            try transaction.delete(id)
            // Nothing is put into a resolved incident, so correlation leaves the number alone.
            if incident.status.isOpen { try state.decide(.resolve(id), in: transaction) }
        }
    }

    /// Writes the comment that has the name, or a new one; answers it and whether it is new.
    /// - Parameter find: tells the comment among those of the incident.
    public func saveComment(
        _ text: String, named name: String, on incident: IncidentID, ifUnchangedSince version: Timestamp? = nil,
        by actor: ChangeActor, matching find: @escaping @Sendable (Comment) -> Bool
    ) async throws -> (comment: Comment, isNew: Bool) {
        try await flow.change(by: actor) { transaction, _ in
            let known = try transaction.visible.known(incident).comments.first(where: find)
            if let version, known?.updated != version { throw DeskError.stale(incident) }
            if let known {
                try transaction.edit(known, on: incident, to: text)
            } else {
                guard name.count <= RecordTable.maximumNameLength else {
                    throw RecordError.badName(noun: "comment", name: name)
                }
                try transaction.comment(text, on: incident, name: name)
            }
            let comments = try transaction.reader.known(incident).comments
            guard let saved = known == nil ? comments.last : comments.first(where: find) else {
                throw UpdateError.noSuchIncident(incident)
            }
            return (saved, known == nil)
        }
    }

    /// Takes a comment back; answers whether there was one.
    public func deleteComment(
        on incident: IncidentID, by actor: ChangeActor, matching find: @escaping @Sendable (Comment) -> Bool
    ) async throws -> Bool {
        try await flow.change(by: actor) { transaction, _ in
            guard let known = try transaction.visible.known(incident).comments.first(where: find) else { return false }
            try transaction.delete(known, of: incident)
            return true
        }
    }
}

extension FlowState {
    /// Gives the incident its number and its row; correlation counts it as its own from then on.
    fileprivate mutating func open(
        title: String, from first: Timestamp, to last: Timestamp, in transaction: CaseTransaction
    ) throws -> IncidentID {
        guard !title.isEmpty else { throw UpdateError.emptyName }
        let decisions = try correlator.apply(.open)
        guard case .opened(let number, _)? = decisions.first else { throw DeskError.refused("no incident was opened") }
        let id = IncidentID(number)
        try transaction.create(id, name: title, activity: first, through: last)
        try AlertPlacement.apply(Array(decisions.dropFirst()), to: [], memory: &placement, in: transaction)
        lastDecision = try transaction.insertDecision(DecisionRecord.open(id).text, afterAlert: intake.lastAlert)
        return id
    }
}
