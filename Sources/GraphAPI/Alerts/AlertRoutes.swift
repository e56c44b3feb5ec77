internal import Access
internal import CaseStore
internal import Flow
internal import Hummingbird
internal import Primitives
internal import SecurityModel

/// `/v1.0/security/alerts_v2`: alerts in Graph's words.
struct AlertRoutes: RouteGroup {
    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        routes.get("v1.0/security/alerts_v2/:id", needs: .permission(.readAlerts), use: one)
        routes.patch("v1.0/security/alerts_v2/:id", needs: .permission(.updateAlerts), use: update)
        routes.post("v1.0/security/alerts_v2/moveAlerts", needs: .permission(.updateAlerts), use: move)
    }

    @Sendable func one(_ request: Request, context: APIContext) async throws -> Response {
        let id = try APIContext.alertID(try context.parameters.require("id"))
        guard let alert = try await services.store.read({ try $0.alert(id) }) else { throw UpdateError.noSuchAlert(id) }
        return .json(alert.graph(services.facts))
    }

    @Sendable func update(_ request: Request, context: APIContext) async throws -> Response {
        let id = try APIContext.alertID(try context.parameters.require("id"))
        let update = try AlertUpdate(try await request.object(allowing: AlertUpdate.names))
        return .json(try await services.desk.update(id, update, by: context.actor).graph(services.facts))
    }

    @Sendable func move(_ request: Request, context: APIContext) async throws -> Response {
        let body = try await request.object(allowing: ["alertIds", "incidentId", "alertComment", "newCorrelationReasons"])
        let alerts = try (try body.texts("alertIds") ?? []).map { try APIContext.alertID($0) }
        let target = try (try body.text("incidentId")).flatMap { $0.isEmpty ? nil : try APIContext.incidentID($0) }
        let incident = try await services.desk.move(
            alerts, to: target, comment: try body.text("alertComment") ?? "", by: context.actor)
        return .json(["targetIncidentId": .string(incident.description)])
    }
}

extension AlertUpdate {
    static let names = ["status", "classification", "determination", "assignedTo"]

    /// Reads the fields of a PATCH.
    init(_ body: JSONObject) throws(APIError) {
        self.init()
        if let text = try body.text("status") { status = try AlertStatus.member(text, of: "status") }
        if let text = try body.text("classification") {
            classification = try Classification.member(text, of: "classification")
        }
        if let text = try body.text("determination") { determination = try Determination.member(text, of: "determination") }
        assignedTo = try body.text("assignedTo")
    }
}
