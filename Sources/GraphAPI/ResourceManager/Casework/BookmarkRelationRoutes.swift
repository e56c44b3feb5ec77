internal import Access
internal import CaseStore
internal import Flow
internal import Hummingbird
internal import Primitives
internal import SecurityModel

/// `bookmarks/{name}/relations`: the incidents that a bookmark is pinned to, seen from the bookmark; and `expand`.
struct BookmarkRelationRoutes: RouteGroup {
    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        let path = "\(ResourceAddress.path)/bookmarks/:id"
        routes.get("\(path)/relations", needs: .permission(BookmarkResource.reading), use: list)
        routes.get("\(path)/relations/:name", needs: .permission(BookmarkResource.reading), use: one)
        routes.put("\(path)/relations/:name", needs: .permission(BookmarkResource.writing), use: save)
        routes.delete("\(path)/relations/:name", needs: .permission(BookmarkResource.writing), use: delete)
        routes.post("\(path)/expand", needs: .permission(BookmarkResource.reading), use: expand)
    }

    @Sendable func list(_ request: Request, context: APIContext) async throws -> Response {
        let (options, address) = (try services.resourceQuery(request), try ResourceAddress(context))
        let offset = try options.offset()
        let (bookmark, pins) = try await pins(context)
        let page = Array(pins.dropFirst(offset).prefix(options.limit))
        let values = try await services.store.read { reader in
            try page.map { try BookmarkRelationRoutes.json($0, of: bookmark, reader, at: address) }
        }
        return .json(options.page(values, from: offset, of: Int64(pins.count)))
    }

    @Sendable func one(_ request: Request, context: APIContext) async throws -> Response {
        let (name, address) = (try context.segment("name"), try ResourceAddress(context))
        let (bookmark, pins) = try await pins(context)
        guard let pin = pins.first(where: { $0.name.lowercased() == name.lowercased() }) else {
            throw APIError.notFound("there is no relation '\(name)'")
        }
        return .json(try await services.store.read { try BookmarkRelationRoutes.json(pin, of: bookmark, $0, at: address) })
    }

    @Sendable func save(_ request: Request, context: APIContext) async throws -> Response {
        let (name, address) = (try context.segment("name"), try ResourceAddress(context))
        let body = try await ResourceBody(request)
        let related = try body.properties.requiredText("relatedResourceId")
        let (bookmark, _) = try await pins(context)
        guard let (type, segment) = ResourceAddress.end(of: related), type == "incidents" else {
            throw APIError.badRequest("'relatedResourceId' must be the id of an incident")
        }
        let incident = try await services.store.read { try $0.requiredIncident(segment).id }
        let saved = try await body.expectation.apply {
            try await services.records.save(
                IncidentAttachment(name: name, incident: incident, subject: .bookmark(bookmark.lowercased())),
                expecting: body.expectation.version, by: context.actor)
        }
        let json = try await services.store.read { try BookmarkRelationRoutes.json(saved.record, of: bookmark, $0, at: address) }
        return .saved(json, isNew: saved.isNew)
    }

    @Sendable func delete(_ request: Request, context: APIContext) async throws -> Response {
        let name = try context.segment("name")
        let (_, pins) = try await pins(context)
        guard let pin = pins.first(where: { $0.name.lowercased() == name.lowercased() }) else { return .deleted(false) }
        return .deleted(
            try await services.records.delete(
                IncidentAttachment.self, named: pin.name, in: .incident(pin.incident), by: context.actor))
    }

    /// A bookmark keeps a query and a row as text; nothing follows from it.
    @Sendable func expand(_ request: Request, context: APIContext) async throws -> Response {
        _ = try await pins(context)
        return .json(["metaData": ["aggregations": []], "value": ["entities": [], "edges": []]])
    }

    private func pins(_ context: APIContext) async throws -> (bookmark: String, pins: [IncidentAttachment]) {
        let name = try context.segment("id")
        return try await services.store.read { reader in
            guard let bookmark = try reader.record(Bookmark.self, named: name) else {
                throw RecordError.noSuch(noun: Bookmark.table.noun, name: name)
            }
            return (bookmark.name, try reader.seenAttachments(of: bookmark.name))
        }
    }

    private static func json(
        _ pin: IncidentAttachment, of bookmark: String, _ reader: CaseReader, at address: ResourceAddress
    ) throws -> JSONValue {
        let incident = try IncidentResource.name(of: pin.incident, reader)
        return ResourceEnvelope(
            path: "\(BookmarkResource.type)/\(bookmark)/relations/\(pin.name)", name: pin.name, type: "Bookmarks/relations",
            version: pin.authorship.updated,
            properties: JSONObject([
                .init(name: "relatedResourceId", value: .string(address.id("\(IncidentResource.type)/\(incident)"))),
                .init(name: "relatedResourceName", value: .string(incident)),
                .init(name: "relatedResourceType", value: "Microsoft.SecurityInsights/Incidents"),
            ])
        ).json(at: address)
    }
}

extension CaseReader {
    /// Where a bookmark is pinned, as far as whoever asks sees it.
    func seenAttachments(of bookmark: String) throws -> [IncidentAttachment] {
        try attachments(of: bookmark).filter { try sees($0.incident) }
    }
}
