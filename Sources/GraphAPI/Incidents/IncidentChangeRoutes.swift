internal import Access
internal import CaseStore
internal import Flow
internal import Hummingbird
internal import Primitives
internal import SecurityModel

/// What changes incidents in Graph's words: fields, comments, merges.
struct IncidentChangeRoutes: RouteGroup {
    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        for version in GraphScope.versions {
            let path = "\(version)/security/incidents"
            routes.patch("\(path)/:id", needs: .permission(.manageIncidents), use: update)
            routes.post("\(path)/:id/comments", needs: .permission(.manageIncidents), use: comment)
            routes.post("\(path)/mergeIncidents", needs: .permission(.manageIncidents), use: merge)
        }
    }

    @Sendable func update(_ request: Request, context: APIContext) async throws -> Response {
        let id = try context.incidentID()
        let update = try IncidentUpdate(
            try await request.object(allowing: IncidentUpdate.names, knowing: EntityShape.incident.names))
        let incident = try await request.ifUnchanged { version in
            try await services.desk.update(id, update, ifUnchangedSince: version, by: context.actor)
        }
        let scope = GraphScope(request, services)
        var writer = JSONWriter()
        EntityShape.incident.write(incident, scope, to: &writer, context: scope.context("security/incidents/$entity"))
        return .json(writer)
    }

    @Sendable func comment(_ request: Request, context: APIContext) async throws -> Response {
        let id = try context.incidentID()
        let incident = try await services.desk.comment(try await request.comments(), on: id, by: context.actor)
        return .comments(incident.comments, of: "incidents('\(id)')", GraphScope(request, services))
    }

    @Sendable func merge(_ request: Request, context: APIContext) async throws -> Response {
        let body = try await request.object(allowing: ["incidentIds", "incidentComment", "mergeReasons"])
        let ids = try (try body.texts("incidentIds") ?? []).map { try APIContext.incidentID($0) }
        let target = try await services.desk.merge(
            ids, comment: try body.text("incidentComment") ?? "", reasons: try body.reasons("mergeReasons"), by: context.actor)
        return .target(target, "mergeResponse", GraphScope(request, services))
    }
}

extension Response {
    /// What merges and moves answer.
    static func target(_ incident: IncidentID, _ type: String, _ scope: GraphScope) -> Response {
        .json([
            "@odata.context": .string(scope.context("microsoft.graph.security.\(type)")),
            "@odata.type": .string("#microsoft.graph.security.\(type)"), "targetIncidentId": .string(incident.description),
        ])
    }
}

extension Request {
    /// Runs a change of the version that `If-Match` names in quotation marks: an incident's `lastUpdateDateTime`, or what else
    /// tells versions apart.
    /// - Throws: 412 where there is a newer one, 400 where the header names none.
    func ifUnchanged<Result>(
        since field: String = "the incident's lastUpdateDateTime", _ change: (Timestamp?) async throws -> Result
    ) async throws -> Result {
        guard let tag = headers[.ifMatch], tag != "*" else { return try await change(nil) }
        guard let version = Timestamp(tag.filter { $0 != "\"" }) else {
            throw APIError.badRequest("'If-Match' takes \(field), in quotation marks, or *")
        }
        do {
            return try await change(version)
        } catch DeskError.stale(let incident) {
            throw APIError(
                status: .preconditionFailed, code: "PreconditionFailed", message: "\(DeskError.stale(incident))")
        } catch RecordError.stale(let noun, let name) {
            throw APIError(
                status: .preconditionFailed, code: "PreconditionFailed",
                message: "\(RecordError.stale(noun: noun, name: name))")
        }
    }

    /// The texts of the comments that are to be added: one, or an array of them as Graph's own clients send it.
    func comments() async throws -> [String] {
        let body = try JSONValue(parsing: try await unpackedBody(limit: Request.largestBody))
        var texts: [String] = []
        for comment in body.array ?? [body] {
            guard let object = comment.object else { throw APIError.badRequest("a comment is an object with the text 'comment'") }
            texts.append(try object.required("comment", "the text"))
        }
        guard !texts.isEmpty else { throw APIError.badRequest("'comment' is missing: the text") }
        return texts
    }
}

extension JSONObject {
    /// Why incidents or alerts belong together (Graph `correlationReason`), as one text with commas or as an array.
    private static let correlationReasons = [
        "repeatedAlertOccurrence", "sameGeography", "similarArtifacts", "sameTargetedAsset", "sameNetworkSegment",
        "eventSequence", "timeFrame", "sameThreatSource", "similarTTPsOrBehavior", "sameActor", "sameCampaign",
        "sharedIndicators", "sameAsset", "networkProximity", "eventCasualSequence", "temporalProximity", "lateralMovementPath",
    ]

    /// The reasons that somebody chose for his decision.
    func reasons(_ reasons: String) throws(APIError) -> [String] {
        let given =
            self[reasons]?.array == nil
            ? (try self.text(reasons) ?? "").split(separator: ",").map(String.init) : try texts(reasons) ?? []
        var chosen: [String] = []
        for reason in given {
            let name = reason.filter { $0 != " " }
            guard let known = JSONObject.correlationReasons.first(where: { $0.lowercased() == name.lowercased() }) else {
                throw .badRequest(
                    "'\(name)' is no reason; there are \(JSONObject.correlationReasons.joined(separator: ", "))")
            }
            chosen.append(known)
        }
        return chosen
    }
}
