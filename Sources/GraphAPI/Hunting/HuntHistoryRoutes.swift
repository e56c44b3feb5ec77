internal import Access
internal import CaseStore
internal import Hummingbird
internal import Primitives

/// `/api/hunting/history`: what whoever asks asked last on the hunting page, in any browser.
struct HuntHistoryRoutes: RouteGroup {
    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        routes.get("api/hunting/history", needs: .permission(.runHunting), use: list)
    }

    @Sendable func list(_ request: Request, context: APIContext) async throws -> Response {
        let account = try context.knownCaller.name
        let hunts = try await services.store.read { try $0.askedHunts(of: account) }
        return .json(["hunts": .array(hunts.map(\.json))])
    }
}

extension AskedHunt {
    fileprivate var json: JSONValue {
        [
            "asked": .string(asked.rfc3339), "query": .string(query), "timespan": .string(timespan),
            "rows": rows.map(JSONValue.integer) ?? .null, "seconds": .number(took.seconds), "problem": .text(orNull: problem),
        ]
    }
}

extension HuntHistoryRoutes {
    static var operations: [Operation] {
        [
            Operation(.get, "api/hunting/history", "What whoever asks asked last on the hunting page, the last first.")
                .giving([
                    "hunts": .list(
                        .object([
                            ("asked", .text), ("query", .text), ("timespan", .text), ("rows", .count.orNull),
                            ("seconds", .number),
                            ("problem", .text.orNull),
                        ]))
                ])
        ]
    }
}
