internal import Access
internal import CaseStore
internal import Detection
internal import Flow
internal import Hummingbird
internal import Primitives
internal import SecurityModel

/// `POST /beta/security/alerts_v2`, and the same under `/v1.0`: an alert that somebody enters (Graph's `manualAlert`).
struct AlertEntryRoutes: RouteGroup {
    static let names = [
        "title", "description", "severity", "category", "categories", "mitreTechniques", "recommendedActions",
        "serviceSource", "detectionSource", "productName", "detectorId", "actorDisplayName", "threatDisplayName",
        "threatFamilyName", "firstActivityDateTime", "lastActivityDateTime", "evidence", "systemTags", "additionalData",
        "customDetails", "isExcludedFromCorrelation", "linkToIncident", "sentinelWorkspace", "status",
    ]

    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        for version in GraphScope.versions {
            routes.post("\(version)/security/alerts_v2", needs: .permission(.updateAlerts), use: create)
        }
    }

    @Sendable func create(_ request: Request, context: APIContext) async throws -> Response {
        var body = try await request.object(allowing: AlertEntryRoutes.names)
        _ = try body.required("title")
        let severity: AlertSeverity? = try body.member("severity")
        if let severity { body["severity"] = .string(severity.name) }
        let target = try (try body.text("linkToIncident")).flatMap { $0.isEmpty ? nil : try APIContext.incidentID($0) }
        if let target, try await services.store.read({ try $0.incident(target) }) == nil {
            throw UpdateError.noSuchIncident(target)
        }
        var update = AlertUpdate()
        update.status = try body.member("status")
        for name in ["linkToIncident", "sentinelWorkspace", "status"] { body[name] = nil }
        if body["serviceSource"] == nil {
            // Graph's list of products has no place for one of its own.
            body["serviceSource"] = "microsoft365Defender"
            if body["productName"] == nil { body["productName"] = .string(DetectedAlert.product) }
        }
        if body["detectionSource"] == nil { body["detectionSource"] = "manual" }
        var alert = try await services.entry.enter(body, by: context.actor)
        if let target, alert.incident != target {
            _ = try await services.desk.move([alert.id], to: target, comment: "", by: context.actor)
            let id = alert.id
            alert = try await services.store.read { try $0.alert(id) } ?? alert
        }
        if let status = update.status, status != alert.status {
            alert = try await services.desk.update(alert.id, update, by: context.actor)
        }
        let scope = GraphScope(request, services)
        var writer = JSONWriter()
        EntityShape.alert.write(alert, scope, to: &writer, context: scope.context("security/alerts_v2/$entity"))
        return .json(writer, status: .created)
    }
}
