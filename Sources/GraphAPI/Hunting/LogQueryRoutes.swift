internal import Access
internal import Hummingbird
internal import Hunting
internal import KQL
internal import Primitives

/// Hunting by the query interface of Azure's Log Analytics: any workspace's id names this one.
struct LogQueryRoutes: RouteGroup {
    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        routes.post("v1/workspaces/:workspace/query", needs: .permission(.runHunting), use: run)
        routes.get("v1/workspaces/:workspace/query", needs: .permission(.runHunting), use: runAddress)
    }

    @Sendable func run(_ request: Request, context: APIContext) async throws -> Response {
        try await answer(try await HuntQuestion.body(request), context)
    }

    /// The query stands in the address.
    @Sendable func runAddress(_ request: Request, context: APIContext) async throws -> Response {
        try await answer(LogQueryRoutes.question(in: request.uri.query ?? ""), context)
    }

    /// The members of a question in the form that clients give to the fields of forms: a plus is a blank.
    private static func question(in address: String) -> JSONObject {
        var body = JSONObject()
        for (name, value) in FormBody.fields(Array(address.utf8)) where ["query", "timespan"].contains(name) {
            body[name] = .string(value)
        }
        return body
    }

    private func answer(_ body: JSONObject, _ context: APIContext) async throws -> Response {
        let question = try HuntQuestion(body, usual: HuntSpan(), now: .now)
        let answer = try await question.answer(services, takesSeveral: true, by: HuntAsker(try context.knownCaller.name))
        return .json(text: TableWriter.logTables(answer.tables))
    }
}
