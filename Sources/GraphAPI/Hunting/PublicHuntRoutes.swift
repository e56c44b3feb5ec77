internal import Access
internal import Hummingbird
internal import Hunting
internal import KQL
internal import Primitives

/// Hunting by the addresses and answers of Microsoft Graph and of the older Defender interfaces.
struct PublicHuntRoutes: RouteGroup {
    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        for version in GraphScope.versions {
            routes.post("\(version)/security/runHuntingQuery", needs: .permission(.runHunting), use: graph)
        }
        for root in DefenderNames.roots {
            routes.post("\(root)/advancedhunting/run", needs: .permission(.runHunting), use: defender)
            routes.post("\(root)/advancedqueries/run", needs: .permission(.runHunting), use: defender)
        }
    }

    @Sendable func graph(_ request: Request, context: APIContext) async throws -> Response {
        let answer = try await hunt(request, context)
        let scope = GraphScope(request, services)
        return .json(
            text: """
                {"@odata.context":\(JSONValue.string(scope.context("microsoft.graph.security.huntingQueryResults")).text),\
                "schema":\(schema(answer.table, "name", "type")),"results":\(TableWriter.objects(answer.table))}
                """)
    }

    @Sendable func defender(_ request: Request, context: APIContext) async throws -> Response {
        let answer = try await hunt(request, context)
        let statistics: JSONValue = [
            "ExecutionTime": .number(answer.seconds), "resource_usage": ["cpu": ["total cpu": .string(clock(answer.seconds))]],
            "dataset_statistics": [["table_row_count": .integer(Int64(answer.table.count))]],
        ]
        return .json(
            text: """
                {"Stats":\(statistics.text),"Schema":\(schema(answer.table, "Name", "Type")),\
                "Results":\(TableWriter.objects(answer.table))}
                """)
    }

    private func hunt(_ request: Request, _ context: APIContext) async throws -> HuntAnswer {
        let now = Timestamp.now
        let usual = HuntSpan.last(days: HuntQuestion.usualDays, before: now)
        let question = try HuntQuestion(try await HuntQuestion.body(request), usual: usual, now: now)
        return try await question.answer(services, by: HuntAsker(try context.knownCaller.name))
    }

    private func schema(_ table: Table, _ name: String, _ type: String) -> String {
        JSONValue.array(
            table.schema.fields.map { field in
                .object(
                    JSONObject([
                        .init(name: name, value: .string(field.name)), .init(name: type, value: .string(field.type.clientName)),
                    ]))
            }
        ).text
    }

    /// `00:00:01.2500000`
    private func clock(_ seconds: Double) -> String { Value.timespan(Int64(seconds * 10_000_000)).text }
}
