internal import Access
internal import CaseStore
internal import Flow
internal import Hummingbird
internal import Primitives
internal import SecurityModel

/// What changes alerts in Graph's words: fields, comments, moves.
struct AlertChangeRoutes: RouteGroup {
    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        for version in GraphScope.versions {
            for (path, _) in AlertRoutes.sets(version) {
                routes.patch("\(path)/:alert", needs: .permission(.updateAlerts), use: update)
                routes.post("\(path)/:alert/comments", needs: .permission(.updateAlerts), use: comment)
            }
            routes.post("\(version)/security/alerts_v2/moveAlerts", needs: .permission(.updateAlerts), use: move)
        }
    }

    @Sendable func update(_ request: Request, context: APIContext) async throws -> Response {
        let id = try APIContext.alertID(try context.parameters.require("alert"))
        let update = try AlertUpdate(
            try await request.object(allowing: AlertUpdate.names, knowing: EntityShape.alert.names))
        let alert = try await services.desk.update(id, update, by: context.actor)
        let scope = GraphScope(request, services)
        var writer = JSONWriter()
        EntityShape.alert.write(alert, scope, to: &writer, context: scope.context("security/alerts_v2/$entity"))
        return .json(writer)
    }

    @Sendable func comment(_ request: Request, context: APIContext) async throws -> Response {
        let id = try APIContext.alertID(try context.parameters.require("alert"))
        let alert = try await services.desk.comment(try await request.comments(), on: id, by: context.actor)
        return .comments(alert.comments, of: "alerts_v2('\(id)')", GraphScope(request, services))
    }

    @Sendable func move(_ request: Request, context: APIContext) async throws -> Response {
        let body = try await request.object(allowing: ["alertIds", "incidentId", "alertComment", "newCorrelationReasons"])
        let alerts = try (try body.texts("alertIds") ?? []).map { try APIContext.alertID($0) }
        let target = try (try body.text("incidentId")).flatMap { $0.isEmpty ? nil : try APIContext.incidentID($0) }
        let incident = try await services.desk.move(
            alerts, to: target, comment: try body.text("alertComment") ?? "",
            reasons: try body.reasons("newCorrelationReasons"), by: context.actor)
        return .target(incident, "mergeResponse", GraphScope(request, services))
    }
}

extension AlertUpdate {
    static let names = ["status", "classification", "determination", "assignedTo", "customDetails"]

    /// Reads the fields of a PATCH.
    init(_ body: JSONObject) throws(APIError) {
        self.init()
        status = try body.member("status")
        classification = try body.member("classification", empty: .unknown)
        determination = try body.member("determination", empty: .unknown)
        assignedTo = try body.text("assignedTo")
        if let details = body["customDetails"] {
            guard details.isNull || details.object != nil else { throw .badRequest("'customDetails' must be an object") }
            let members = details.object?.members ?? []
            customDetails = JSONObject(members.filter { !$0.name.hasPrefix("@odata.") })
        }
    }
}
