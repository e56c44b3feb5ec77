internal import Access
internal import CaseStore
internal import Flow
internal import HTTPTypes
internal import Hummingbird
internal import Primitives
internal import SecurityModel

/// `/api/deviceGroups`: which devices belong together, for access, notifications and correlation.
struct DeviceGroupRoutes: RouteGroup {
    /// Said with every answer, so that nobody waits for old alerts to move.
    static let note = "a change counts for alerts that come from now on; stored alerts keep their group"

    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        routes.get("api/deviceGroups", needs: .permission(.readAuthorization), use: list)
        routes.post("api/deviceGroups", needs: .permission(.manageAuthorization), use: add)
        routes.post("api/deviceGroups/preview", needs: .permission(.readAuthorization), use: preview)
        routes.post("api/deviceGroups/order", needs: .permission(.manageAuthorization), use: order)
        routes.put("api/deviceGroups/:id", needs: .permission(.manageAuthorization), use: replace)
        routes.delete("api/deviceGroups/:id", needs: .permission(.manageAuthorization), use: remove)
    }

    private var desk: DeviceGroupDesk { DeviceGroupDesk(flow: services.flow) }

    @Sendable func list(_ request: Request, context: APIContext) async throws -> Response {
        .json(DeviceGroupRoutes.answer(try await services.store.read { try $0.deviceGroups() }))
    }

    @Sendable func add(_ request: Request, context: APIContext) async throws -> Response {
        try CaseView.current.checkIsEverything()
        let body = try await request.object(allowing: ["name", "conditions"])
        let group = try DeviceGroup(json: .object(body), id: 0)
        return .json(try await desk.save(group, by: context.actor).json, status: .created)
    }

    @Sendable func replace(_ request: Request, context: APIContext) async throws -> Response {
        try CaseView.current.checkIsEverything()
        let body = try await request.object(allowing: ["name", "conditions"])
        let group = try DeviceGroup(json: .object(body), id: try DeviceGroupRoutes.id(context))
        return .json(try await desk.save(group, by: context.actor).json)
    }

    @Sendable func remove(_ request: Request, context: APIContext) async throws -> Response {
        try CaseView.current.checkIsEverything()
        try await desk.remove(try DeviceGroupRoutes.id(context), by: context.actor)
        return Response(status: .noContent)
    }

    @Sendable func order(_ request: Request, context: APIContext) async throws -> Response {
        try CaseView.current.checkIsEverything()
        let ids = try await request.object(allowing: ["ids"])["ids"]?.array?.compactMap { $0.integer.flatMap(Int32.init) } ?? []
        return .json(DeviceGroupRoutes.answer(try await desk.order(ids, by: context.actor)))
    }

    /// `{"groups": [...]}` as they would be, in their order.
    @Sendable func preview(_ request: Request, context: APIContext) async throws -> Response {
        try CaseView.current.checkIsEverything()
        let groups = try await request.object(allowing: ["groups"])["groups"]?.array ?? []
        let planned = try groups.enumerated().map { index, json in
            // Those that have no number yet are told apart by numbers from below.
            try DeviceGroup(json: json, id: json["id"]?.integer.flatMap { Int32(exactly: $0) } ?? -1 - Int32(index))
        }
        let preview = try await desk.preview(planned)
        return .json([
            "examined": .integer(Int64(preview.examined)), "limit": .integer(Int64(DeviceGroupDesk.previewedDevices)),
            "moves": .array(
                preview.moves.map { move in
                    ["device": .string(move.device), "from": .integer(Int64(move.from)), "to": .integer(Int64(move.to))]
                }),
        ])
    }

    private static func id(_ context: APIContext) throws -> Int32 {
        let text = try context.parameters.require("id")
        guard let id = Int32(text), id > 0 else { throw APIError.badRequest("'\(text)' is no number of a device group") }
        return id
    }

    private static func answer(_ groups: [DeviceGroup]) -> JSONValue {
        ["deviceGroups": .array(groups.map(\.json)), "note": .string(note)]
    }
}

extension DeviceGroup {
    fileprivate var json: JSONValue {
        [
            "id": .integer(Int64(id)), "name": .string(name),
            "conditions": .array(conditions.map(\.json)),
        ]
    }

    fileprivate init(json: JSONValue, id: Int32) throws {
        guard let name = json["name"]?.string else { throw APIError.badRequest("'name' is missing") }
        var conditions: [Condition] = []
        for condition in json["conditions"]?.array ?? [] {
            guard let made = Condition(json: condition) else {
                throw APIError.badRequest(
                    "\(condition.text) is no condition; it is an object of one member with a text, an address with a length of at most 32 or 128: "
                        + Condition.names.joined(separator: ", "))
            }
            conditions.append(made)
        }
        self.init(id: id, name: name, conditions: conditions)
    }
}
