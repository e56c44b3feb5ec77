internal import Hummingbird
internal import Hunting
internal import KQL
internal import Primitives

/// A hunt as it comes in a body: the query, and the time that it looks at.
struct HuntQuestion {
    /// Days that the public interfaces look back where a client does not say.
    static let usualDays: Int64 = 30

    let query: String
    let span: HuntSpan

    /// - Parameter usual: the span where the body has none.
    /// - Throws: `APIError` where there is no query, or the span is none.
    init(_ body: JSONObject, usual: HuntSpan, now: Timestamp) throws(APIError) {
        query = try body.required("query")
        guard let text = try body.text("timespan"), !text.isEmpty else {
            span = usual
            return
        }
        guard let given = HuntSpan(text, now: now) else {
            throw .badRequest(
                "'timespan' is '\(text)'; it takes a duration as P7D or PT12H, two times with a slash between, or a time with a "
                    + "duration before or behind it")
        }
        span = given
    }

    /// Members of bodies, in any case of their letters. What clients send beside them has no meaning here.
    static func body(_ request: Request) async throws -> JSONObject {
        try await request.object(
            allowing: ["query", "timespan", "workspaceId", "workspaces", "options", "workspaceFilters", "maxRows"], anyCase: true)
    }

    func answer(
        _ services: APIServices, pushesDown: Bool = true, cuts: Bool = false, takesSeveral: Bool = false, by asker: HuntAsker
    ) async throws -> HuntAnswer {
        try await explained {
            try await services.hunts.run(
                query, over: span, pushesDown: pushesDown, cuts: cuts, takesSeveral: takesSeveral, by: asker)
        }
    }

    /// What the query would do.
    func explanation(_ services: APIServices, pushesDown: Bool, by asker: HuntAsker) async throws -> String {
        try await explained { try await services.hunts.explain(query, over: span, pushesDown: pushesDown, by: asker) }
    }

    private func explained<Answer>(_ body: () async throws -> Answer) async throws -> Answer {
        do {
            return try await body()
        } catch let error as QueryError {
            // The place of a mistake is told in the words of the query, which the error does not hold.
            throw APIError.badRequest(error.text(in: query))
        }
    }
}

extension ScalarType {
    /// What the public hunting interfaces call it.
    var clientName: String {
        switch self {
        case .bool: "Boolean"
        case .int: "Int32"
        case .long: "Int64"
        case .real: "Double"
        case .decimal: "Decimal"
        case .datetime: "DateTime"
        case .timespan: "TimeSpan"
        case .guid: "Guid"
        case .string: "String"
        case .dynamic: "Object"
        }
    }
}
