internal import Access
internal import CaseStore
internal import Detection
internal import Flow
internal import Hummingbird
internal import Hunting
internal import Primitives
internal import SecurityModel

/// `POST /api/hunting/link`: rows that a hunt found become alerts, in an incident that is there or in a new one. They go the way
/// of all alerts that somebody enters, and are moved by the desk, so that the log tells both.
struct HuntLinkRoutes: RouteGroup {
    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        routes.post("api/hunting/link", needs: .permission(.updateAlerts), use: link)
    }

    @Sendable func link(_ request: Request, context: APIContext) async throws -> Response {
        let body = try await request.object(allowing: [
            "rows", "title", "severity", "category", "description", "recommendedActions", "query", "incident",
            "entityColumns",
        ])
        let target = try (try body.text("incident")).flatMap { $0.isEmpty ? nil : try APIContext.incidentID($0) }
        if let target, try await services.store.read({ try $0.incident(target) }) == nil {
            throw UpdateError.noSuchIncident(target)
        }
        let severity: AlertSeverity = try body.member("severity") ?? .medium
        let plan = HuntLink(
            title: try body.required("title"), severity: severity, category: try body.text("category") ?? "",
            description: try body.text("description") ?? "", recommendedActions: try body.text("recommendedActions") ?? "",
            query: try body.text("query") ?? "", columns: try columns(body))
        var alerts: [Alert] = []
        for alert in try made(plan, body) {
            var alert = alert
            // Graph's list of products has no place for one of its own.
            alert["serviceSource"] = "microsoft365Defender"
            alert["productName"] = .string(DetectedAlert.product)
            alerts.append(try await services.entry.enter(alert, by: context.actor))
        }
        let incident = try await place(alerts, in: target, context)
        // Whoever asked for an incident of its own has opened it, and waits for it on the queue.
        if target == nil { try await services.desk.adopt(incident, by: context.actor) }
        return .json(
            ["incident": .string("\(incident)"), "alerts": .array(alerts.map { .string("\($0.id)") })], status: .created)
    }

    /// `{"DeviceName": "src_host"}`: what is said, as the tables call it, by the column that says it.
    private func columns(_ body: JSONObject) throws(APIError) -> [EntityColumn: String]? {
        guard let value = body["entityColumns"], !value.isNull else { return nil }
        guard let members = value.object?.members else { throw .badRequest("'entityColumns' takes an object") }
        var columns: [EntityColumn: String] = [:]
        for member in members {
            guard let known = EntityColumn(rawValue: member.name) else {
                let all = EntityColumn.allCases.map(\.rawValue).joined(separator: ", ")
                throw .badRequest("'entityColumns' has '\(member.name)'; it may have \(all)")
            }
            guard let column = member.value.string else {
                throw .badRequest("'entityColumns' names no column for '\(member.name)'")
            }
            columns[known] = column
        }
        return columns
    }

    private func made(_ plan: HuntLink, _ body: JSONObject) throws(APIError) -> [JSONObject] {
        let rows = body["rows"]?.array ?? []
        let objects = rows.compactMap(\.object)
        guard objects.count == rows.count else { throw .badRequest("'rows' takes objects, each with the columns of a row") }
        do { return try plan.alerts(of: objects) } catch { throw .badRequest("\(error)") }
    }

    /// Puts the alerts where they are wanted. Without a target they come into an incident that holds nothing else, which is
    /// often the one that correlation opened for them.
    private func place(_ alerts: [Alert], in target: IncidentID?, _ context: APIContext) async throws -> IncidentID {
        if target == nil, let home = alerts.first?.incident, alerts.allSatisfy({ $0.incident == home }) {
            let incident = try await services.store.read { try $0.incident(home) }
            if incident?.alertCount == Int64(alerts.count) { return home }
        }
        let moved = alerts.filter { $0.incident != target }.map(\.id)
        guard !moved.isEmpty else { return target ?? IncidentID(0) }
        return try await services.desk.move(moved, to: target, comment: "", by: context.actor)
    }
}

extension HuntLinkRoutes {
    static var operations: [Operation] {
        [
            Operation(.post, "api/hunting/link", "Makes alerts of rows that a hunt found, in an incident or in a new one.")
                .taking(
                    .object(
                        [("rows", .list(.any)), ("title", .text)],
                        optional: [
                            ("severity", .text), ("category", .text), ("description", .text), ("recommendedActions", .text),
                            ("query", .text), ("incident", .text), ("entityColumns", .any),
                        ], isClosed: true)
                )
                .answering(.json(.object([("incident", .text), ("alerts", .list(.text))])), status: 201).failing(404)
        ]
    }
}
