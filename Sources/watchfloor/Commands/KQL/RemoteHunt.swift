internal import KQL
internal import Primitives

/// Queries that the server answers, over its own tables.
struct RemoteHunt {
    let client: ServerClient
    let timespan: String?

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

    private func json(_ query: String) async throws -> JSONValue {
        var body: JSONObject = JSONObject([.init(name: "query", value: .string(query))])
        if let timespan { body["timespan"] = .string(timespan) }
        return try await client.send(.post, ["api", "hunting", "run"], .object(body))
    }
}
