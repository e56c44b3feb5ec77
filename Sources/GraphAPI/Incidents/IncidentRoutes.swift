internal import Access
internal import CaseStore
internal import Flow
internal import Hummingbird
internal import Primitives
internal import SecurityModel

/// `/v1.0/security/incidents`: incidents in Graph's words.
struct IncidentRoutes: RouteGroup {
    /// Alerts that come with an incident by `$expand`, at most; Graph gives no page of them.
    static let largestExpansion = 1000

    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        routes.get("v1.0/security/incidents", needs: .permission(.readIncidents), use: list)
        routes.get("v1.0/security/incidents/:id", needs: .permission(.readIncidents), use: one)
        routes.patch("v1.0/security/incidents/:id", needs: .permission(.manageIncidents), use: update)
        routes.post("v1.0/security/incidents/:id/comments", needs: .permission(.manageIncidents), use: comment)
        routes.post("v1.0/security/incidents/mergeIncidents", needs: .permission(.manageIncidents), use: merge)
    }

    @Sendable func list(_ request: Request, context: APIContext) async throws -> Response {
        let options = try QueryOptions(request, allowing: ["$top", "$skip", "$count", "$expand"])
        var query = IncidentQuery()
        query.order = .created
        query.includesRedirected = true
        query.limit = try options.number("$top", default: 50, in: 0...QueryOptions.largestPage)
        query.offset = try options.number("$skip", default: 0, in: 0...Int(Int32.max))
        let (page, count, expands) = (query, try options.flag("$count"), try IncidentRoutes.expandsAlerts(options))
        let (values, total) = try await services.store.read { reader in
            let values = try reader.incidents(page).map { incident in
                incident.graph(services.facts, alerts: expands ? try reader.expansion(of: incident.id) : nil)
            }
            return (values, try reader.incidentCount(page))
        }
        var json = JSONObject([.init(name: "@odata.context", value: GraphNames.context("incidents"))])
        if count { json["@odata.count"] = .integer(total) }
        json["value"] = .array(values)
        let next = page.offset + values.count
        if !values.isEmpty, next < total {
            json["@odata.nextLink"] = .string(
                "\(services.facts.address)/v1.0/security/incidents?$top=\(page.limit)&$skip=\(next)"
                    + (expands ? "&$expand=alerts" : "") + (count ? "&$count=true" : ""))
        }
        return .json(.object(json))
    }

    @Sendable func one(_ request: Request, context: APIContext) async throws -> Response {
        let id = try context.incidentID()
        let expands = try IncidentRoutes.expandsAlerts(try QueryOptions(request, allowing: ["$expand"]))
        let json = try await services.store.read { reader in
            try reader.incident(id).map {
                $0.graph(services.facts, alerts: expands ? try reader.expansion(of: id) : nil)
            }
        }
        guard let json else { throw UpdateError.noSuchIncident(id) }
        return .json(json)
    }

    @Sendable func update(_ request: Request, context: APIContext) async throws -> Response {
        let id = try context.incidentID()
        let update = try IncidentUpdate(try await request.object(allowing: IncidentUpdate.names))
        return .json(try await services.desk.update(id, update, by: context.actor).graph(services.facts))
    }

    @Sendable func comment(_ request: Request, context: APIContext) async throws -> Response {
        let id = try context.incidentID()
        guard let text = try await request.object(allowing: ["comment"]).text("comment"), !text.isEmpty else {
            throw APIError.badRequest("'comment' is missing: the text")
        }
        let incident = try await services.desk.comment(text, on: id, by: context.actor)
        return .json(["value": .array(incident.comments.map(\.graph))])
    }

    @Sendable func merge(_ request: Request, context: APIContext) async throws -> Response {
        let body = try await request.object(allowing: ["incidentIds", "incidentComment", "mergeReasons"])
        let ids = try (try body.texts("incidentIds") ?? []).map { try APIContext.incidentID($0) }
        let target = try await services.desk.merge(
            ids, comment: try body.text("incidentComment") ?? "", by: context.actor)
        return .json(["targetIncidentId": .string(target.description)])
    }

    private static func expandsAlerts(_ options: QueryOptions) throws(APIError) -> Bool {
        guard let names = options.list("$expand") else { return false }
        guard names == ["alerts"] else { throw .badRequest("'$expand' takes alerts alone") }
        return true
    }
}

extension CaseReader {
    fileprivate func expansion(of incident: IncidentID) throws -> [Alert] {
        try alerts(of: incident, limit: IncidentRoutes.largestExpansion)
    }
}

extension APIContext {
    func incidentID() throws -> IncidentID {
        try APIContext.incidentID(try parameters.require("id"))
    }

    static func incidentID(_ text: String) throws(APIError) -> IncidentID {
        guard let id = IncidentID(text) else { throw .badRequest("'\(text)' is no id of an incident; those are numbers") }
        return id
    }

    static func alertID(_ text: String) throws(APIError) -> AlertID {
        guard let id = AlertID(text) else { throw .badRequest("'\(text)' is no id of an alert; those look like al17") }
        return id
    }
}

extension IncidentUpdate {
    static let names = [
        "displayName", "status", "severity", "classification", "determination", "assignedTo", "customTags",
        "resolvingComment", "summary", "description",
    ]

    /// Reads the fields of a PATCH.
    init(_ body: JSONObject) throws(APIError) {
        self.init()
        displayName = try body.text("displayName")
        if let text = try body.text("status") {
            status = try IncidentStatus.member(text, of: "status")
            if status == .redirected { throw .badRequest("incidents are redirected by merging them") }
        }
        if let text = try body.text("severity") { severity = try AlertSeverity.member(text, of: "severity") }
        if let text = try body.text("classification") {
            classification = try Classification.member(text, of: "classification")
        }
        if let text = try body.text("determination") { determination = try Determination.member(text, of: "determination") }
        assignedTo = try body.text("assignedTo")
        customTags = try body.texts("customTags")
        resolvingComment = try body.text("resolvingComment")
        summary = try body.text(body["summary"] == nil ? "description" : "summary")
    }
}
