internal import Access
internal import CaseStore
internal import Primitives
internal import SecurityModel

/// `incidents/{id}/tasks`.
struct IncidentTaskResource: RecordResource {
    static let path = "incidents/:id/tasks"
    static let reading = Permission.readIncidents
    static let writing = Permission.manageIncidents

    static func scope(_ parent: String?, _ reader: CaseReader) throws -> RecordScope {
        .incident(try reader.requiredIncident(parent ?? "").id)
    }

    static func record(named name: String, in scope: RecordScope, _ body: ResourceBody) throws(APIError) -> IncidentTask {
        guard case .incident(let incident) = scope else { throw .notFound("tasks belong to incidents") }
        return IncidentTask(
            name: name, incident: incident, title: try body.properties.requiredText("title"),
            description: try body.properties.text("description") ?? "",
            status: try IncidentTask.Status.required("status", in: body.properties))
    }

    static func envelope(
        _ task: IncidentTask, _ reader: CaseReader, at address: ResourceAddress
    ) throws -> ResourceEnvelope {
        let incident = try IncidentResource.name(of: task.incident, reader)
        return ResourceEnvelope(
            path: "\(IncidentResource.type)/\(incident)/Tasks/\(task.name)", name: task.name, type: "Incidents/Tasks",
            version: task.authorship.updated,
            properties: JSONObject(
                [
                    .init(name: "title", value: .string(task.title)),
                    .init(name: "description", value: .text(orNull: task.description)),
                    .init(name: "status", value: task.status == .new ? "New" : "Completed"),
                ] + task.authorship.clients))
    }
}
