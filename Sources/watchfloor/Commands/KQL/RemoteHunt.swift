internal import KQL
internal import Primitives

/// Queries that the server answers, over its own tables.
struct RemoteHunt {
    let client: ServerClient
    let timespan: String?
    let pushesDown: Bool

    func table(_ query: String) async throws -> KQL.Table {
        let answer = try await json(query)
        let fields = (answer["columns"]?.array ?? []).map { column in
            Field(column["name"]?.string ?? "", column["type"]?.string.flatMap { ScalarType(name: $0) } ?? .dynamic)
        }
        let rows = (answer["rows"]?.array ?? []).map { row in (row.array ?? []).map { Value($0) } }
        return KQL.Table(Schema(fields), rows: rows)
    }

    /// The answer to a query that is a JSON string.
    func answerLine(_ line: String) async -> String {
        guard let query = KQLSession.query(line) else { return KQLSession.error("the line is no JSON string") }
        do {
            return try await json(query).text
        } catch {
            return KQLSession.error("\(error)")
        }
    }

    /// What the server would do with the query.
    func explanation(_ query: String) async throws -> String {
        try await json(query, explain: true)["plan"]?.string ?? ""
    }

    private func json(_ query: String, explain: Bool = false) async throws -> JSONValue {
        var body: JSONObject = JSONObject([.init(name: "query", value: .string(query))])
        if let timespan { body["timespan"] = .string(timespan) }
        if explain { body["explain"] = true }
        if !pushesDown { body["pushdown"] = false }
        return try await client.send(.post, ["api", "hunting", "run"], .object(body))
    }
}
