internal import Access
internal import CaseStore
internal import Hummingbird
internal import Hunting
internal import Primitives

/// The hunts that run now: whoever asks sees and ends his own, and all of them where he may manage the system.
struct RunningHuntRoutes: RouteGroup {
    /// Lets see and end what others ask.
    static let all = Permission.manageSystemSettings

    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        routes.get("api/hunting/running", needs: .permission(.runHunting), use: list)
        routes.delete("api/hunting/running/:id", needs: .permission(.runHunting), use: cancel)
    }

    @Sendable func list(_ request: Request, context: APIContext) async throws -> Response {
        let entries = services.hunts.running.entries(of: try reach(context))
        return .json(["hunts": .array(entries.map(\.json))])
    }

    @Sendable func cancel(_ request: Request, context: APIContext) async throws -> Response {
        let id = try context.parameters.text("id")
        guard let entry = services.hunts.running.cancel(id, of: try reach(context)) else {
            throw APIError.notFound("no hunt '\(id)' of yours runs")
        }
        try await services.store.write(by: context.actor, at: .now) { try $0.noteCancelledHunt(entry.json) }
        return Response(status: .noContent)
    }

    /// The account whose hunts count; `nil` for all.
    private func reach(_ context: APIContext) throws(APIError) -> String? {
        let caller = try context.knownCaller
        return caller.may(RunningHuntRoutes.all) ? nil : caller.name
    }
}

extension RunningHunts.Entry {
    fileprivate var json: JSONValue {
        ["id": .string(id), "by": .string(account), "since": .string(begun.rfc3339), "query": .string(query)]
    }
}

extension RunningHuntRoutes {
    static var operations: [Operation] {
        [
            Operation(
                .get, "api/hunting/running", "The hunts that run now: those of whoever asks, or all where he manages the system."
            )
            .giving([
                "hunts": .list(.object([("id", .text), ("by", .text), ("since", .text), ("query", .text)]))
            ]),
            Operation(.delete, "api/hunting/running/:id", "Ends a hunt that runs.")
                .at(Operation.Parameter("id", "The id that it was asked under.", .text(1...HuntAsker.longestID)))
                .answering(.nothing, status: 204).failing(404),
        ]
    }
}
