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
        routes.get("api/hunting/usage", needs: .permission(.runHunting), use: usage)
        routes.get("api/hunting/tables", needs: .permission(.runHunting), use: tables)
    }

    @Sendable func run(_ request: Request, context: APIContext) async throws -> Response {
        let body = try await request.object(allowing: ["query", "timespan", "explain", "pushdown", "id", "cut"])
        let question = try HuntQuestion(body, usual: HuntSpan(), now: .now)
        let pushesDown = try body.flag("pushdown") ?? true
        let asker = HuntAsker(try context.knownCaller.name, by: .portal, id: try body.text("id"))
        guard (1...HuntAsker.longestID).contains(asker.id?.utf8.count ?? 1) else {
            throw APIError.badRequest("'id' takes 1 to \(HuntAsker.longestID) bytes")
        }
        if try body.flag("explain") ?? false {
            return .json(["plan": .string(try await question.explanation(services, pushesDown: pushesDown, by: asker))])
        }
        let cuts = try body.flag("cut") ?? false
        let answer = try await question.answer(services, pushesDown: pushesDown, cuts: cuts, takesSeveral: true, by: asker)
        return .json(text: TableWriter.json(answer.tables))
    }

    /// What the hunts of whoever asks used up, or those of all where he manages the system.
    @Sendable func usage(_ request: Request, context: APIContext) async throws -> Response {
        let options = try QueryOptions(request, allowing: ["top"])
        let caller = try context.knownCaller
        let entries = services.hunts.usage.entries(of: caller.may(RunningHuntRoutes.all) ? nil : caller.name)
        let policy = services.hunts.policy
        return .json([
            "quota": [
                "seconds": .number(policy.quotaSeconds), "cycleSeconds": .integer(HuntPolicy.quotaCycle),
                "usedShare": .number(services.hunts.usage.share(of: caller.name, by: .portal, at: .now)),
                "usedShareOfApi": .number(services.hunts.usage.share(of: caller.name, by: .api, at: .now)),
            ],
            "hunts": .array(
                entries.prefix(try options.number("top", default: 1000, in: 1...HuntPolicy.reportedHunts)).map {
                    $0.json(policy.weight(of: $0))
                }),
        ])
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

extension HuntUsage.Entry {
    fileprivate func json(_ weight: HuntWeight) -> JSONValue {
        [
            "begun": .string(begun.rfc3339), "by": .string(account), "interface": .string(interface.rawValue),
            "state": .string(state.rawValue), "seconds": .number(seconds), "rows": .integer(Int64(rows)),
            "memory": .integer(Int64(memory)), "shareOfQuota": .number(share), "resourceUsage": .string(weight.rawValue),
            "query": .string(query), "start": span.start.map { .string($0.rfc3339) } ?? .null,
            "end": span.end.map { .string($0.rfc3339) } ?? .null,
        ]
    }
}
