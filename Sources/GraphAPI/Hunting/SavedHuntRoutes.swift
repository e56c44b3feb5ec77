internal import Access
internal import CaseStore
internal import Flow
internal import Hummingbird
internal import Primitives
internal import SecurityModel

/// `/api/hunts`: the queries that are kept, of whoever asks and of everybody. What somebody shares, he changes and takes away;
/// of others' queries so does who manages detections.
struct SavedHuntRoutes: RouteGroup {
    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        routes.get("api/hunts", needs: .permission(.runHunting), use: list)
        routes.put("api/hunts/:name", needs: .permission(.runHunting), use: keep)
        routes.delete("api/hunts/:name", needs: .permission(.runHunting), use: remove)
    }

    @Sendable func list(_ request: Request, context: APIContext) async throws -> Response {
        let account = try context.knownCaller.name
        let hunts = try await services.store.read { try $0.savedHunts(of: account) + $0.sharedHunts() }
        return .json(["hunts": .array(hunts.map(\.json))])
    }

    /// A query has lines, and is as long as one that is run.
    @Sendable func keep(_ request: Request, context: APIContext) async throws -> Response {
        let body = try await request.object(allowing: ["query", "isShared"])
        let owner = try body.flag("isShared") ?? false ? nil : try context.knownCaller.name
        let hunt = SavedHunt(
            name: try context.parameters.text("name"), owner: owner, query: try body.required("query"))
        try await check(hunt.name, isShared: hunt.isShared, context)
        let (saved, isNew) = try await services.records.save(hunt, by: context.actor)
        return .json(saved.json, status: isNew ? .created : .ok)
    }

    @Sendable func remove(_ request: Request, context: APIContext) async throws -> Response {
        let name = try context.parameters.text("name")
        let isShared = try QueryOptions(request, allowing: ["shared"]).flag("shared")
        let owner = isShared ? nil : try context.knownCaller.name
        try await check(name, isShared: isShared, context)
        let wasThere = try await services.records.delete(
            SavedHunt.self, named: name, in: SavedHunt.scope(of: owner), by: context.actor)
        guard wasThere else { throw RecordError.noSuch(noun: SavedHunt.table.noun, name: name) }
        return Response(status: .noContent)
    }

    private func check(_ name: String, isShared: Bool, _ context: APIContext) async throws {
        let caller = try context.knownCaller
        guard isShared, !caller.may(.manageDetections) else { return }
        let known = try await services.store.read { try $0.record(SavedHunt.self, named: name, in: .everybody) }
        guard known == nil || known?.authorship.createdBy == context.actor.name else {
            throw APIError.forbidden("the query '\(name)' was shared by somebody else; keep yours under another name")
        }
    }
}

extension SavedHunt {
    fileprivate var json: JSONValue {
        [
            "name": .string(name), "query": .string(query), "isShared": .bool(isShared),
            "createdBy": .string(authorship.createdBy), "updated": .string(authorship.updated.rfc3339),
        ]
    }
}

extension SavedHuntRoutes {
    private static let name = Operation.Parameter("name", "The query's name.", .text(1...RecordTable.maximumNameLength))
    private static let hunt = Schema.object([
        ("name", .text), ("query", .text), ("isShared", .flag), ("createdBy", .text), ("updated", .text),
    ])

    static var operations: [Operation] {
        [
            Operation(.get, "api/hunts", "The queries that whoever asks keeps, and those that are shared with everybody.")
                .giving(["hunts": .list(hunt)]),
            Operation(.put, "api/hunts/:name", "Keeps a query, for whoever asks or for everybody.").at(name)
                .taking(.object([("query", .text)], optional: [("isShared", .flag)], isClosed: true))
                .giving(hunt).or(201, .json(hunt)).failing(403, 409, 413),
            Operation(.delete, "api/hunts/:name", "Forgets a query.").at(name)
                .asking(.init("shared", "Whether it is one that is shared.", .flag))
                .answering(.nothing, status: 204).failing(403, 404),
        ]
    }
}
