internal import HTTPTypes
internal import Hunting

/// A query, and the time that it looks at.
private let question = Schema.object([("query", .text)], optional: [("timespan", .text)])

extension PublicHuntRoutes {
    static var operations: [Operation] {
        GraphScope.versions.map { version in
            Operation(.post, "\(version)/security/runHuntingQuery", "Answers a query in KQL.")
                .taking(question).giving(["schema": .list(.any), "results": .list(.any)])
        }
            + DefenderNames.roots.flatMap { root in
                ["advancedhunting", "advancedqueries"].map { name in
                    Operation(.post, "\(root)/\(name)/run", "Answers a query in KQL.")
                        .taking(question).giving(["Stats": .any, "Schema": .list(.any), "Results": .list(.any)])
                }
            }
    }
}

extension LogQueryRoutes {
    private static let workspace = Operation.Parameter("workspace", "Any name: there is one workspace.", .text)

    static var operations: [Operation] {
        [
            Operation(.post, "v1/workspaces/:workspace/query", "Answers a query in KQL.")
                .at(workspace).taking(question).giving(["tables": .list(.any)]),
            Operation(.get, "v1/workspaces/:workspace/query", "Answers a query in KQL that stands in the address.")
                .at(workspace)
                .asking(
                    .init("query", "The query.", .text), .init("timespan", "The time to look at, as P7D.", .text)
                )
                .giving(["tables": .list(.any)]),
            Operation(.post, "\(BatchRequest.logVersion)/$batch", "Several questions in one.")
                .taking(.object([("requests", .list(.any))], optional: []))
                .giving(["responses": .list(.any)]),
        ]
    }
}

extension HuntRoutes {
    static var operations: [Operation] {
        [
            Operation(.post, "api/hunting/run", "Answers a query in KQL over alerts, evidence, incidents and lists.")
                .taking(
                    .object(
                        [("query", .text)],
                        optional: [
                            ("timespan", .text), ("explain", .flag), ("pushdown", .flag), ("cut", .flag),
                            ("id", .text(1...HuntAsker.longestID)),
                        ], isClosed: true)
                )
                .giving(["columns": .list(.any), "rows": .list(.any)]),
            Operation(
                .get, "api/hunting/usage",
                "What hunts used up since the server's start: those of whoever asks, or all where he manages the system."
            )
            .asking(.init("top", "How many hunts, the newest first; 1,000 where it is not said.", .count))
            .giving(["quota": .any, "hunts": .list(.any)]),
            Operation(.get, "api/hunting/tables", "The tables that can be asked, with their columns.")
                .giving(["tables": .list(.any)]),
        ]
    }
}
