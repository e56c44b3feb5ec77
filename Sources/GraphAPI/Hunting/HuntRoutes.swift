internal import Access
internal import Hummingbird
internal import Hunting
internal import KQL
internal import Primitives

/// Hunting by our own addresses: the answer column by column, and what can be asked.
struct HuntRoutes: RouteGroup {
    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        routes.post("api/hunting/run", needs: .permission(.runHunting), use: run)
        routes.get("api/hunting/tables", needs: .permission(.runHunting), use: tables)
    }

    @Sendable func run(_ request: Request, context: APIContext) async throws -> Response {
        let body = try await request.object(allowing: ["query", "timespan"])
        let answer = try await HuntQuestion(body, usual: HuntSpan(), now: .now).answer(services)
        return .json(text: TableWriter.json(answer.table))
    }

    @Sendable func tables(_ request: Request, context: APIContext) async throws -> Response {
        .json([
            "tables": .array(
                HuntDesk.help.map { table in
                    [
                        "name": .string(table.name), "summary": .string(table.summary),
                        "columns": .array(
                            table.columns.map {
                                [
                                    "name": .string($0.name), "type": .string($0.type.rawValue), "meaning": .string($0.meaning),
                                ]
                            }),
                    ]
                })
        ])
    }
}
