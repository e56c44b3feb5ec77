internal import Access
internal import CaseStore
internal import Flow
internal import HTTPTypes
internal import Hummingbird
internal import Primitives
internal import SecurityModel

/// `/api/views`: the views of the queue that whoever asks keeps; `/api/preferences`: what he chose. Each has his own.
struct PersonalRoutes: RouteGroup {
    /// Characters of a view or of a choice, at most.
    static let longestText = 4_096

    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        let need = RouteNeed.permission(.readSecurityData)
        routes.get("api/views", needs: need, use: list)
        routes.put("api/views/:name", needs: need, use: keep)
        routes.delete("api/views/:name", needs: need, use: remove)
        routes.put("api/preferences/:name", needs: .caller, use: choose)
    }

    @Sendable func list(_ request: Request, context: APIContext) async throws -> Response {
        let owner = try context.knownCaller.name
        let views = try await services.store.read { try $0.savedViews(of: owner) }
        return .json(["views": .array(views.map(\.json))])
    }

    @Sendable func keep(_ request: Request, context: APIContext) async throws -> Response {
        let body = try await request.object(allowing: ["query"])
        let query = try PersonalRoutes.plain(try body.text("query") ?? "", of: "query")
        let view = SavedView(name: try context.parameters.text("name"), owner: try context.knownCaller.name, query: query)
        // Whoever keeps a new one does not mean to lose another of that name.
        let expected: RecordVersion = request.headers[.ifNoneMatch] == "*" ? .none : .any
        let (saved, isNew) = try await services.records.save(view, expecting: expected, by: context.actor)
        return .json(saved.json, status: isNew ? .created : .ok)
    }

    @Sendable func remove(_ request: Request, context: APIContext) async throws -> Response {
        let (name, owner) = (try context.parameters.text("name"), try context.knownCaller.name)
        let wasThere = try await services.records.delete(SavedView.self, named: name, in: .person(owner), by: context.actor)
        guard wasThere else { throw RecordError.noSuch(noun: SavedView.table.noun, name: name) }
        return Response(status: .noContent)
    }

    @Sendable func choose(_ request: Request, context: APIContext) async throws -> Response {
        guard let name = Preference.Name(rawValue: try context.parameters.text("name")) else {
            let known = Preference.Name.allCases.map(\.rawValue).joined(separator: ", ")
            throw APIError.badRequest("there is no such choice; there are \(known)")
        }
        let body = try await request.object(allowing: ["value"])
        let value = try PersonalRoutes.plain(try body.text("value") ?? "", of: "value")
        guard name.values.isEmpty || name.values.contains(value) else {
            throw APIError.badRequest("'value' is one of \(name.values.joined(separator: ", "))")
        }
        let choice = Preference(name, owner: try context.knownCaller.name, value: value)
        let (saved, _) = try await services.records.save(choice, by: context.actor)
        return .json(["name": .string(saved.name), "value": .string(saved.value)])
    }

    private static func plain(_ text: String, of field: String) throws(APIError) -> String {
        guard text.utf8.count <= longestText, !text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7f }) else {
            throw .badRequest("'\(field)' takes \(longestText) bytes at most, without control characters")
        }
        return text
    }
}

extension SavedView {
    fileprivate var json: JSONValue {
        ["name": .string(name), "query": .string(query), "updated": .string(authorship.updated.rfc3339)]
    }
}

extension PersonalRoutes {
    private static let name = Operation.Parameter("name", "The view's name.", .text(1...RecordTable.maximumNameLength))
    private static let view = Schema.object([("name", .text), ("query", .text), ("updated", .text)])

    static var operations: [Operation] {
        [
            Operation(.get, "api/views", "The views of the queue that whoever asks keeps.").giving(["views": .list(view)]),
            Operation(.put, "api/views/:name", "Keeps a view of the queue: the options of its address.").at(name)
                .taking(.object([], optional: [("query", .text(0...longestText))], isClosed: true)).giving(view)
                .or(201, .json(view)).failing(409),
            Operation(.delete, "api/views/:name", "Forgets a view.").at(name).answering(.nothing, status: 204).failing(404),
            Operation(
                .put, "api/preferences/:name",
                "Keeps a choice: the columns of the queue, the view that it opens with, how times and rows are shown."
            )
            .at(Operation.Parameter("name", "What is chosen.", .oneOf(Preference.Name.allCases.map(\.rawValue))))
            .taking(.object([], optional: [("value", .text(0...longestText))], isClosed: true)).giving(.any).failing(404),
        ]
    }
}
