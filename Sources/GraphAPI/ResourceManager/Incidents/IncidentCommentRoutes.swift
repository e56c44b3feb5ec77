internal import Access
internal import CaseStore
internal import Flow
internal import Hummingbird
internal import Primitives
internal import SecurityModel

/// `incidents/{id}/comments`. A comment has the name that its author gave to it, else the UUID that follows from its number.
struct IncidentCommentRoutes: RouteGroup {
    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        let path = "\(ResourceAddress.path)/incidents/:id/comments"
        routes.get(path, needs: .permission(.readIncidents), use: list)
        routes.get("\(path)/:comment", needs: .permission(.readIncidents), use: one)
        routes.put("\(path)/:comment", needs: .permission(.manageIncidents), use: save)
        routes.delete("\(path)/:comment", needs: .permission(.manageIncidents), use: delete)
    }

    @Sendable func list(_ request: Request, context: APIContext) async throws -> Response {
        let (options, address) = (try services.resourceQuery(request), try ResourceAddress(context))
        let (incident, name) = try await incident(context)
        return .json(try options.page(ofAll: incident.comments.reversed().map { $0.resource(of: name).json(at: address) }))
    }

    @Sendable func one(_ request: Request, context: APIContext) async throws -> Response {
        let segment = try context.segment("comment")
        let (incident, name) = try await incident(context)
        guard let comment = incident.comments.first(where: { $0.isNamed(segment) }) else {
            throw APIError.notFound("there is no comment '\(segment)'")
        }
        return .json(comment.resource(of: name).json(at: try ResourceAddress(context)))
    }

    @Sendable func save(_ request: Request, context: APIContext) async throws -> Response {
        let (segment, address) = (try context.segment("comment"), try ResourceAddress(context))
        let body = try await ResourceBody(request)
        let text = try body.properties.requiredText("message")
        let (incident, name) = try await incident(context)
        let saved = try await body.expectation.apply {
            try await services.desk.saveComment(
                text, named: segment, on: incident.id, ifUnchangedSince: body.expectation.read, by: context.actor
            ) { $0.isNamed(segment) }
        }
        return .saved(saved.comment.resource(of: name).json(at: address), isNew: saved.isNew)
    }

    @Sendable func delete(_ request: Request, context: APIContext) async throws -> Response {
        let segment = try context.segment("comment")
        let (incident, _) = try await incident(context)
        let wasThere = try await services.desk.deleteComment(on: incident.id, by: context.actor) { $0.isNamed(segment) }
        return .deleted(wasThere)
    }

    private func incident(_ context: APIContext) async throws -> (incident: Incident, name: String) {
        let segment = try context.segment("id")
        return try await services.store.read { reader in
            let incident = try reader.requiredIncident(segment)
            return (incident, try IncidentResource.name(of: incident.id, reader))
        }
    }
}

extension Comment {
    fileprivate var publicName: String { name.isEmpty ? StableUUID("comment", id).description : name }

    fileprivate func isNamed(_ segment: String) -> Bool { publicName.lowercased() == segment.lowercased() }

    fileprivate func resource(of incident: String) -> ResourceEnvelope {
        ResourceEnvelope(
            path: "\(IncidentResource.type)/\(incident)/Comments/\(publicName)", name: publicName, type: "Incidents/Comments",
            version: updated,
            properties: JSONObject([
                .init(name: "message", value: .string(text)), .init(name: "createdTimeUtc", value: .string(created.rfc3339)),
                .init(name: "lastModifiedTimeUtc", value: .string(updated.rfc3339)),
                .init(name: "author", value: ResourcePerson.client(author)),
            ]))
    }
}

/// People as the dialect names them in two shapes.
enum ResourcePerson {
    static func client(_ name: String) -> JSONValue {
        let address = name.contains("@") ? JSONValue.string(name) : .null
        return ["objectId": .null, "email": address, "userPrincipalName": address, "name": .string(name)]
    }

    static func user(_ name: String) -> JSONValue {
        ["objectId": .null, "email": name.contains("@") ? .string(name) : .null, "name": .string(name)]
    }
}
