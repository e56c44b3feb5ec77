internal import Access
package import CaseStore
internal import Flow
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Primitives
package import SecurityModel

/// `/api/queue/{id}/tasks`: what is to be done about an incident, in its order. Whoever changes a task may say which version he
/// read, and is refused where there is a newer one.
struct TaskRoutes: RouteGroup {
    private static let fields = ["title", "description", "owner", "due", "status", "closingNote", "position"]

    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        routes.get("api/queue/:id/tasks", needs: .permission(.readSecurityData), use: list)
        routes.post("api/queue/:id/tasks", needs: .permission(.manageIncidents), use: add)
        routes.patch("api/queue/:id/tasks/:task", needs: .permission(.manageIncidents), use: update)
        routes.delete("api/queue/:id/tasks/:task", needs: .permission(.manageIncidents), use: remove)
    }

    @Sendable func list(_ request: Request, context: APIContext) async throws -> Response {
        let id = try context.incidentID()
        let tasks = try await services.store.read { reader in
            guard try reader.incident(id) != nil else { throw UpdateError.noSuchIncident(id) }
            return try reader.tasks(with: id)
        }
        return .json(["tasks": .array(tasks.map(\.json))])
    }

    @Sendable func add(_ request: Request, context: APIContext) async throws -> Response {
        let id = try context.incidentID()
        let body = try await request.object(allowing: TaskRoutes.fields)
        var task = IncidentTask(
            name: UUID().uuidString.lowercased(), incident: id, title: try body.required("title"),
            details: IncidentTask.Details())
        try task.take(body)
        try await checkOwner(of: &task, before: "")
        let last = try await services.store.read { try $0.tasks(of: id).compactMap(\.details?.position).max() }
        if body["position"] == nil { task.details?.position = (last ?? 0) + 1 }
        let (saved, _) = try await services.records.save(task, expecting: .none, by: context.actor)
        return .json(saved.json, status: .created)
    }

    @Sendable func update(_ request: Request, context: APIContext) async throws -> Response {
        let body = try await request.object(allowing: TaskRoutes.fields)
        var task = try await known(context)
        let owner = task.details?.owner ?? ""
        try task.take(body)
        try await checkOwner(of: &task, before: owner)
        // What was read is what is changed; whoever came between is not overwritten.
        let changed = task
        let saved = try await request.ifUnchanged(since: "the task's 'updated'") { version in
            try await services.records.save(
                changed, expecting: .updated(version ?? changed.authorship.updated), by: context.actor
            ).record
        }
        return .json(saved.json)
    }

    @Sendable func remove(_ request: Request, context: APIContext) async throws -> Response {
        let task = try await known(context)
        _ = try await request.ifUnchanged(since: "the task's 'updated'") { version in
            try await services.records.delete(
                IncidentTask.self, named: task.name, in: .incident(task.incident),
                expecting: version.map { RecordVersion.updated($0) } ?? .any, by: context.actor)
        }
        return Response(status: .noContent)
    }

    /// Work is given to somebody who hears of it: a person or a group. Where nobody has an account, any name will do.
    private func checkOwner(of task: inout IncidentTask, before: String) async throws {
        guard let owner = task.details?.owner, !owner.isEmpty, owner != before else { return }
        let responders = try await services.store.read { try Responders($0) }
        guard !responders.isEmpty else { return }
        guard let known = responders.owner(named: owner) else {
            throw APIError.badRequest(
                "nobody who may manage incidents is called '\(owner)'; 'owner' takes the account of a person, or a group of the identity provider"
            )
        }
        task.details?.owner = known
    }

    private func known(_ context: APIContext) async throws -> IncidentTask {
        let (id, name) = (try context.incidentID(), try context.parameters.text("task"))
        let task = try await services.store.read { reader in
            guard try reader.incident(id) != nil else { throw UpdateError.noSuchIncident(id) }
            return try reader.record(IncidentTask.self, named: name, in: .incident(id))
        }
        guard let task else { throw RecordError.noSuch(noun: IncidentTask.table.noun, name: name) }
        return task
    }
}

extension CaseReader {
    /// All tasks of an incident, in their order.
    package func tasks(of incident: IncidentID) throws -> [IncidentTask] {
        try records(IncidentTask.self, in: .incident(incident), limit: Int(IncidentTask.table.limit))
    }

    /// The same, and behind them the tasks of incidents that were merged into it, by incident.
    package func tasks(with incident: IncidentID) throws -> [IncidentTask] {
        try tasks(of: incident) + records(IncidentTask.self, mergedInto: incident, limit: IncidentTask.mostMerged)
    }
}

extension IncidentTask {
    /// Tasks that come along with merged incidents and are listed, at most.
    fileprivate static let mostMerged = 1_000

    /// Takes over what a body says, and leaves the rest.
    fileprivate mutating func take(_ body: JSONObject) throws {
        var own = details ?? Details()
        if let text = try body.text("title") { title = text }
        if title.isEmpty { throw APIError.badRequest("'title' is missing") }
        if let text = try body.text("description") { description = text }
        if let text = try body.text("owner") { own.owner = text }
        if let text = try body.text("closingNote") { own.closingNote = text }
        if let text = try body.text("status") {
            guard let known = Status(name: text) else {
                throw APIError.badRequest("'status' is one of \(Status.allCases.map(\.name).joined(separator: ", "))")
            }
            status = known
        }
        if let text = try body.text("due") {
            own.due = text.isEmpty ? nil : Timestamp(text)
            if own.due == nil, !text.isEmpty { throw APIError.badRequest("'due' takes a time such as 2026-05-04T17:00:00Z") }
        }
        if let value = body["position"] {
            guard let number = value.integer else { throw APIError.badRequest("'position' takes a number") }
            own.position = number
        }
        details = own
    }

    fileprivate var json: JSONValue {
        let own = details ?? Details()
        return [
            "name": .string(name), "incident": .string(incident.description), "title": .string(title),
            "description": .string(description), "status": .string(status.name), "owner": .string(own.owner),
            "due": own.due.map { .string($0.rfc3339) } ?? .null, "closingNote": .string(own.closingNote),
            "position": .integer(own.position), "updated": .string(authorship.updated.rfc3339),
            "updatedBy": .string(authorship.updatedBy),
        ]
    }
}

extension TaskRoutes {
    private static let id = Operation.Parameter("id", "The incident's number.", .incidentID)
    private static let name = Operation.Parameter("task", "The task's name.", .text)
    private static let body = Schema.object(
        [],
        optional: [
            ("title", .text), ("description", .text), ("owner", .text), ("due", .text), ("status", .text), ("closingNote", .text),
            ("position", .any),
        ], isClosed: true)

    static var operations: [Operation] {
        [
            Operation(
                .get, "api/queue/:id/tasks",
                "What is to be done about an incident, in its order, and about those merged into it ('incident' says which)."
            ).at(id).giving(["tasks": .list(.any)]),
            Operation(.post, "api/queue/:id/tasks", "Adds a task to an incident.").at(id).taking(body).giving(.any, status: 201)
                .failing(409),
            Operation(
                .patch, "api/queue/:id/tasks/:task",
                "Changes a task, or closes it. With the task's 'updated' in 'If-Match' only where nobody changed it since."
            ).at(id, name).taking(body).giving(.any).failing(409, 412),
            Operation(
                .delete, "api/queue/:id/tasks/:task",
                "Takes a task back. With the task's 'updated' in 'If-Match' only where nobody changed it since."
            ).at(id, name).answering(.nothing, status: 204).failing(409, 412),
        ]
    }
}
