internal import Access
internal import CaseStore
internal import Flow
internal import Hummingbird
internal import OData
internal import Primitives
internal import SecurityModel

/// `/api/alerts`: alerts as Defender for Endpoint's older interface has them.
struct DefenderAlertRoutes: RouteGroup {
    /// Rows of a page.
    static let largestPage = 10_000
    /// Alerts that one batch changes, at most.
    static let largestBatch = 100

    /// What can be set.
    static let names = ["status", "assignedTo", "classification", "determination", "comment"]

    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        for root in DefenderNames.roots {
            routes.get("\(root)/alerts", needs: .permission(.readAlerts)) { request, _ in
                try await list(request, nil)
            }
            routes.get("\(root)/alerts/:id", needs: .permission(.readAlerts), use: one)
            routes.patch("\(root)/alerts/:id", needs: .permission(.updateAlerts), use: update)
            routes.post("\(root)/alerts/batchUpdate", needs: .permission(.updateAlerts), use: updateSeveral)
            for (set, kind) in DefenderAlertRoutes.entities {
                routes.get("\(root)/\(set)/:id/alerts", needs: .permission(.readAlerts)) { request, context in
                    try await list(request, kind.namedBy(try context.segment("id")))
                }
            }
        }
    }

    /// The sets of entities whose alerts can be asked for.
    static let entities: [(set: String, kind: EntityKind)] = [
        ("machines", .device), ("files", .file), ("ips", .ip), ("domains", .domain), ("users", .user),
    ]

    private func list(_ request: Request, _ condition: StorePredicate?) async throws -> Response {
        let list = try DefenderList(
            request, services, set: "Alerts", names: DefenderAlert.names, largest: DefenderAlertRoutes.largestPage,
            allowing: [.expand])
        let page = try ODataPage(list.asked, size: list.limit, largest: list.limit)
        var query = AlertQuery()
        (query.limit, query.offset, query.after) = (page.limit, page.offset, page.after)
        let filter = try list.asked.filter.map { filter throws(ODataError) in try FilterBinder(.defenderAlerts).bind(filter) }
        query.predicate = .all([condition, filter].compactMap(\.self))
        query.ordering = try PropertyTable.defenderAlerts.order(list.asked.orderBy)
        let (question, shows) = (query, try DefenderAlertRoutes.showsEvidence(list.asked))
        let (found, count) = try await services.store.read { reader in
            (try reader.alertPage(question), list.asked.count ? try reader.alertCount(question) : nil)
        }
        return list.response(
            found.rows.map { DefenderAlert($0).endpoint(tenant: services.facts.tenant, showsEvidence: shows) }, count: count,
            next: found.next?.skipToken)
    }

    @Sendable func one(_ request: Request, context: APIContext) async throws -> Response {
        let id = try APIContext.alertID(try context.parameters.require("id"))
        let asked = try request.odata([.select, .expand])
        _ = try DefenderAlertRoutes.showsEvidence(asked)
        let shown = try DefenderSelection(asked.select, of: DefenderAlert.names)
        guard let alert = try await services.store.read({ try $0.alert(id) }) else { throw UpdateError.noSuchAlert(id) }
        return .json(.object(shown(DefenderAlert(alert).endpoint(tenant: services.facts.tenant, showsEvidence: true))))
    }

    @Sendable func update(_ request: Request, context: APIContext) async throws -> Response {
        let id = try APIContext.alertID(try context.parameters.require("id"))
        let body = try await request.object(allowing: DefenderAlertRoutes.names, anyCase: true)
        let alert = try await change(id, body, by: context.actor)
        return .json(.object(DefenderAlert(alert).endpoint(tenant: services.facts.tenant, showsEvidence: true)))
    }

    @Sendable func updateSeveral(_ request: Request, context: APIContext) async throws -> Response {
        let body = try await request.object(allowing: DefenderAlertRoutes.names + ["alertIds"], anyCase: true)
        let ids = try (try body.texts("alertIds") ?? []).map { try APIContext.alertID($0) }
        guard !ids.isEmpty else {
            throw APIError(status: .badRequest, code: "MissingRequiredParameter", message: "'alertIds' is missing")
        }
        guard ids.count <= DefenderAlertRoutes.largestBatch else {
            throw APIError(
                status: .badRequest, code: "MaximumBatchSizeExceeded",
                message: "at most \(DefenderAlertRoutes.largestBatch) alerts are changed at once")
        }
        for id in ids { _ = try await change(id, body, by: context.actor) }
        return .json([:])
    }

    private func change(_ id: AlertID, _ body: JSONObject, by actor: ChangeActor) async throws -> Alert {
        var update = AlertUpdate()
        update.status = try body.member("status", inCapitals: true)
        update.assignedTo = try body.text("assignedTo")
        update.classification = try body.member("classification", empty: .unknown, inCapitals: true)
        update.determination = try body.determination()
        let comment = try body.text("comment") ?? ""
        let alert = try await services.desk.update(id, update, by: actor)
        return comment.isEmpty ? alert : try await services.desk.comment([comment], on: id, by: actor)
    }

    private static func showsEvidence(_ asked: ODataQuery) throws(ODataError) -> Bool {
        for item in asked.expand where item.path.text.lowercased() != "evidence" {
            throw ODataError("$expand", "there is 'evidence' alone to expand, not '\(item.path.text)'")
        }
        return !asked.expand.isEmpty
    }
}

extension EntityKind {
    /// The alerts that name an entity of this kind by an id or a name.
    func namedBy(_ text: String) -> StorePredicate {
        let text = text.lowercased()
        let value = self == .device ? DefenderMachine.bare(text) : text
        let named = StorePredicate.exists(
            AlertColumns.entities, .entity(self, value, inAnyScope: self == .ip || self == .device))
        return self == .file ? .any([named, EntityKind.hashed(value)]) : named
    }

    /// A file is entered by its SHA-256 where it has one; its other hashes stand in its evidence, which is looked through.
    private static func hashed(_ value: String) -> StorePredicate {
        let fields = [32: "md5", 40: "sha1"]
        guard let field = fields[value.utf8.count], value.allSatisfy(\.isHexDigit) else { return .never }
        let paths = [["fileDetails", field], ["imageFile", field]]
        return .all([
            .text(AlertColumns.report, .contains, value),
            .exists(
                AlertColumns.evidence,
                .any(paths.map { .compare(EvidenceColumns.text($0), .equal, .text(value)) })),
        ])
    }
}
