internal import Access
internal import CaseStore
internal import Flow
internal import Hummingbird
internal import Primitives
internal import SecurityModel

/// `incidents/{id}/relations`: the bookmarks that are pinned to an incident, and its alerts. An alert that is related to
/// another incident moves there; one whose relation is deleted gets an incident of its own.
struct IncidentRelationRoutes: RouteGroup {
    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        let path = "\(ResourceAddress.path)/incidents/:id/relations"
        routes.get(path, needs: .permission(.readIncidents), use: list)
        routes.get("\(path)/:name", needs: .permission(.readIncidents), use: one)
        routes.put("\(path)/:name", needs: .permission(.manageIncidents), use: save)
        routes.delete("\(path)/:name", needs: .permission(.manageIncidents), use: delete)
    }

    @Sendable func list(_ request: Request, context: APIContext) async throws -> Response {
        let (options, segment) = (try services.resourceQuery(request), try context.segment("id"))
        let address = try ResourceAddress(context)
        // A filter and an order are over all of them.
        let isPlain = options.isPlain
        let (limit, offset) = isPlain ? (options.limit, try options.offset()) : (IncidentContentRoutes.largestList, 0)
        let (values, total) = try await services.store.read { reader in
            let incident = try reader.requiredIncident(segment)
            let pinned = try reader.bookmarkCount(of: incident.id)
            let pins = try reader.bookmarks(of: incident.id, limit: limit, offset: offset).map(\.pin)
            let alerts = try reader.alerts(of: incident.id, limit: limit - pins.count, offset: max(0, offset - Int(pinned)))
            let relations =
                try pins.map { try IncidentRelation($0, reader) }
                + alerts.map { try IncidentRelation($0.id, in: incident.id, reader) }
            return (relations.map { $0.json(at: address) }, pinned + (try reader.alertCount(of: incident)))
        }
        return .json(isPlain ? options.page(values, from: offset, of: total) : try options.page(ofAll: values))
    }

    @Sendable func one(_ request: Request, context: APIContext) async throws -> Response {
        let (segment, name, address) = (try context.segment("id"), try context.segment("name"), try ResourceAddress(context))
        let relation = try await services.store.read { reader in
            try IncidentRelation.find(name, in: try reader.requiredIncident(segment).id, reader)
        }
        guard let relation else { throw APIError.notFound("there is no relation '\(name)'") }
        return .json(relation.json(at: address))
    }

    @Sendable func save(_ request: Request, context: APIContext) async throws -> Response {
        let (segment, name, address) = (try context.segment("id"), try context.segment("name"), try ResourceAddress(context))
        let body = try await ResourceBody(request)
        let related = try body.properties.requiredText("relatedResourceId")
        let (incident, subject) = try await services.store.read { reader in
            (try reader.requiredIncident(segment).id, try IncidentRelation.subject(related, reader))
        }
        if case .alert(let alert) = subject { try await put(alert, into: incident, by: context.actor) }
        let saved = try await body.expectation.apply {
            try await services.records.save(
                IncidentAttachment(name: name, incident: incident, subject: subject), expecting: body.expectation.version,
                by: context.actor)
        }
        let relation = try await services.store.read { try IncidentRelation(saved.record, $0) }
        return .saved(relation.json(at: address), isNew: saved.isNew)
    }

    private func put(_ alert: AlertID, into incident: IncidentID, by actor: ChangeActor) async throws {
        let home = try await services.store.read { try $0.alert(alert)?.incident }
        if home != incident { _ = try await services.desk.move([alert], to: incident, comment: "", by: actor) }
    }

    @Sendable func delete(_ request: Request, context: APIContext) async throws -> Response {
        let (segment, name) = (try context.segment("id"), try context.segment("name"))
        let (incident, relation) = try await services.store.read { reader in
            let incident = try reader.requiredIncident(segment)
            return (incident.id, try IncidentRelation.find(name, in: incident.id, reader))
        }
        guard let relation else { return .deleted(false) }
        if case .alert(let alert) = relation.subject {
            _ = try await services.desk.move([alert], to: nil, comment: "", by: context.actor)
        }
        _ = try await services.records.delete(
            IncidentAttachment.self, named: name, in: .incident(incident), by: context.actor)
        return .deleted(true)
    }
}

/// What ties a bookmark or an alert to an incident.
struct IncidentRelation: Sendable {
    let name: String
    let subject: IncidentAttachment.Subject
    private let incident: String
    private let version: Timestamp

    init(_ pin: IncidentAttachment, _ reader: CaseReader) throws {
        (name, subject, version) = (pin.name, pin.subject, pin.authorship.updated)
        incident = try IncidentResource.name(of: pin.incident, reader)
    }

    /// The relation of an alert to its incident, under the name that somebody gave to it where there is one.
    init(_ alert: AlertID, in id: IncidentID, _ reader: CaseReader) throws {
        name = try reader.attachmentName(of: alert, in: id) ?? StableUUID("relation", alert.number).description
        subject = .alert(alert)
        version = Timestamp(ticks: alert.number)
        incident = try IncidentResource.name(of: id, reader)
    }

    static func find(_ name: String, in id: IncidentID, _ reader: CaseReader) throws -> IncidentRelation? {
        if let pin = try reader.record(IncidentAttachment.self, named: name, in: .incident(id)) {
            switch pin.subject {
            case .bookmark(let bookmark):
                return try reader.record(Bookmark.self, named: bookmark).map { _ in try .init(pin, reader) }
            // It may have been moved on since.
            case .alert(let alert): return try reader.alert(alert)?.incident == id ? try .init(pin, reader) : nil
            }
        }
        guard let alert = StableUUID.number(of: name, "relation").map({ AlertID($0) }), try reader.alert(alert)?.incident == id
        else { return nil }
        return try IncidentRelation(alert, in: id, reader)
    }

    /// What a resource's id names, where that can be tied to an incident.
    static func subject(_ id: String, _ reader: CaseReader) throws -> IncidentAttachment.Subject {
        guard let (type, name) = ResourceAddress.end(of: id) else {
            throw APIError.badRequest("'relatedResourceId' must be the id of a bookmark or of an alert")
        }
        switch type {
        case "bookmarks":
            guard let bookmark = try reader.record(Bookmark.self, named: name) else {
                throw APIError.badRequest("'relatedResourceId' names the bookmark '\(name)', which does not exist")
            }
            return .bookmark(bookmark.name.lowercased())
        case "entities", "alerts":
            guard let alert = SentinelEntity.alert(name), try reader.alert(alert) != nil else {
                throw APIError.badRequest("'relatedResourceId' names the alert '\(name)', which does not exist")
            }
            return .alert(alert)
        default:
            throw APIError.badRequest(
                "a resource of the type '\(type)' cannot be related to an incident; bookmarks and alerts can")
        }
    }

    func json(at address: ResourceAddress) -> JSONValue {
        ResourceEnvelope(
            path: "\(IncidentResource.type)/\(incident)/relations/\(name)", name: name, type: "Incidents/relations",
            version: version, properties: related(at: address)
        ).json(at: address)
    }

    private func related(at address: ResourceAddress) -> JSONObject {
        let (path, type, kind): (String, String, JSONValue) =
            switch subject {
            case .bookmark(let name): (name, BookmarkResource.type, .null)
            case .alert(let id): (SentinelEntity.id(of: id), SentinelEntity.type, "SecurityAlert")
            }
        return JSONObject([
            .init(name: "relatedResourceId", value: .string(address.id("\(type)/\(path)"))),
            .init(name: "relatedResourceName", value: .string(path)),
            .init(name: "relatedResourceType", value: .string("Microsoft.SecurityInsights/\(type)")),
            .init(name: "relatedResourceKind", value: kind),
        ])
    }
}
