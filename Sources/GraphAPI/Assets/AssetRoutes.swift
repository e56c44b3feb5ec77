internal import Access
internal import CaseStore
internal import Flow
internal import Hummingbird
internal import Primitives
internal import SecurityModel

/// `/api/assets`: what the organisation owns, as its alerts name it, with what people say of it.
struct AssetRoutes: RouteGroup {
    /// Open incidents that are shown with one asset, the most urgent first.
    static let shownIncidents = 20

    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        routes.get("api/assets", needs: .permission(.readSecurityData), use: list)
        routes.get("api/assets/:id", needs: .permission(.readSecurityData), use: show)
        routes.patch("api/assets/:id", needs: .permission(.manageAlerts), use: update)
    }

    @Sendable func list(_ request: Request, context: APIContext) async throws -> Response {
        let query = try AssetQuery(request)
        let json: JSONValue = try await services.store.read { reader in
            let rows = try reader.assets(query).map { JSONValue.object($0.json(try reader.incidentCounts(of: [$0.id]))) }
            return ["assets": .array(rows), "count": .integer(try reader.assetCount(query))]
        }
        return .json(json)
    }

    @Sendable func show(_ request: Request, context: APIContext) async throws -> Response {
        let id = try AssetRoutes.id(context)
        let json: JSONObject = try await services.store.read { reader in
            guard let asset = try reader.asset(id) else { throw AssetError.noSuchAsset(id) }
            var query = IncidentQuery()
            (query.entities, query.statuses, query.limit) = ([asset.key], IncidentStatus.open, AssetRoutes.shownIncidents)
            var json = asset.json(try reader.incidentCounts(of: [id]))
            json["incidents"] = .array(try reader.incidents(query).map { .object($0.row) })
            return json
        }
        return .json(.object(json))
    }

    @Sendable func update(_ request: Request, context: APIContext) async throws -> Response {
        let id = try AssetRoutes.id(context)
        let body = try await request.object(allowing: ["criticality", "tags"])
        var change = AssetDesk.Change(tags: try body.texts("tags"))
        if let text = try body.text("criticality") {
            change.criticality = text.isEmpty ? .byRules : .level(try CriticalAsset.Level.member(text, of: "criticality"))
        }
        let asset = try await services.assets.update(id, change, by: context.actor)
        return .json(.object(asset.json(try await services.store.read { try $0.incidentCounts(of: [id]) })))
    }

    private static func id(_ context: APIContext) throws -> Int64 {
        guard let id = Int64(try context.parameters.require("id")) else {
            throw APIError.badRequest("the id of an asset is a number")
        }
        return id
    }
}

extension AssetQuery {
    fileprivate init(_ request: Request) throws(APIError) {
        self.init()
        let options = try QueryOptions(
            request, allowing: ["kind", "criticality", "tag", "search", "order", "top", "skip"])
        kinds = try options.members("kind", of: EntityKind.self) ?? []
        levels = try options.members("criticality", of: CriticalAsset.Level.self) ?? []
        tags = options.list("tag") ?? []
        text = options.text("search") ?? ""
        limit = try options.number("top", default: 50, in: 0...QueryOptions.largestPage)
        offset = try options.number("skip", default: 0, in: 0...Int(Int32.max))
        guard let order = options.text("order") else { return }
        guard let known = Order(rawValue: order) else {
            let names = Order.allCases.map(\.rawValue).joined(separator: ", ")
            throw .badRequest("'\(order)' is no order; it is one of \(names)")
        }
        self.order = known
    }
}
