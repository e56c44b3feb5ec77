internal import KQL
internal import Primitives

/// Queries that the server answers, over its own tables.
struct RemoteHunt {
    let client: ServerClient
    let timespan: String?
    let pushesDown: Bool

    func answers(_ query: String) async throws -> [QueryAnswer] {
        let first = try await document(query).root
        return ([first] + (first["others"]?.elements ?? [])).map { answer in
            let fields = (answer["columns"]?.elements ?? []).map { column in
                Field(column["name"]?.string ?? "", column["type"]?.string.flatMap { ScalarType(name: $0) } ?? .dynamic)
            }
            let rows = (answer["rows"]?.elements ?? []).map { row in
                zip(row.elements, fields).map { Value($0, in: $1.type) }
            }
            return QueryAnswer(name: answer["name"]?.string, table: KQL.Table(Schema(fields), rows: rows))
        }
    }

    /// The answer to a query that is a JSON string.
    func answerLine(_ line: String) async -> String {
        guard let query = KQLSession.query(line) else { return KQLSession.error("the line is no JSON string") }
        do {
            return try await document(query).root.withSource { String(decoding: $0, as: UTF8.self) }
        } catch {
            return KQLSession.error("\(error)")
        }
    }

    /// What the server would do with the query.
    func explanation(_ query: String) async throws -> String {
        try await document(query, explain: true).root["plan"]?.string ?? ""
    }

    private func document(_ query: String, explain: Bool = false) async throws -> JSONDocument {
        var body: JSONObject = JSONObject([.init(name: "query", value: .string(query))])
        if let timespan { body["timespan"] = .string(timespan) }
        if explain { body["explain"] = true }
        if !pushesDown { body["pushdown"] = false }
        return try await client.document(.post, ["api", "hunting", "run"], .object(body))
    }
}
