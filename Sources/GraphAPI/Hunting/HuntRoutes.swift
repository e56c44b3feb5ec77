internal import Access
internal import Hummingbird
internal import Hunting
internal import KQL
internal import Primitives

/// Hunting by our own addresses: the answer column by column, how it would be found, and what can be asked.
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
        let body = try await request.object(allowing: ["query", "timespan", "explain", "pushdown", "id", "cut"])
        let question = try HuntQuestion(body, usual: HuntSpan(), now: .now)
        let pushesDown = try body.flag("pushdown") ?? true
        let asker = HuntAsker(try context.knownCaller.name, id: try body.text("id"))
        guard (1...HuntAsker.longestID).contains(asker.id?.utf8.count ?? 1) else {
            throw APIError.badRequest("'id' takes 1 to \(HuntAsker.longestID) bytes")
        }
        if try body.flag("explain") ?? false {
            return .json(["plan": .string(try await question.explanation(services, pushesDown: pushesDown, by: asker))])
        }
        let cuts = try body.flag("cut") ?? false
        let answer = try await question.answer(services, pushesDown: pushesDown, cuts: cuts, by: asker)
        return .json(text: TableWriter.json(answer.table, found: answer.rows > answer.table.count ? answer.rows : nil))
    }

    @Sendable func tables(_ request: Request, context: APIContext) async throws -> Response {
        .json([
            "tables": .array(
                services.hunts.help.map { table in
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
