internal import Access
internal import CaseStore
internal import Events
internal import Flow
internal import Foundation
internal import GraphAPI
internal import HTTPTypes
internal import Hummingbird
internal import Hunting
internal import KQL
internal import Primitives

/// What the editor of queries asks: answers, mistakes while somebody types, a query in form, what tables hold. A mistake in a
/// query is an answer like any other, with its place.
struct HuntQuestions: Surface {
    /// Bytes of what is sent here, at most.
    static let longestBody = 1 << 20
    /// Queries of one editor that are looked at, at most.
    static let mostQueries = 100

    let pages: Pages

    func add(to routes: RouteTable) {
        routes.post("hunting/run", needs: .permission(.runHunting), use: run)
        routes.post("hunting/check", needs: .permission(.runHunting), use: check)
        routes.post("hunting/format", needs: .permission(.runHunting), use: format)
        routes.get("hunting/words", needs: .permission(.runHunting), use: words)
        routes.get("hunting/figures", needs: .permission(.runHunting), use: figures)
    }

    @Sendable func run(_ request: Request, context: APIContext) async throws -> Response {
        let body = try await body(of: request)
        let query = body["query"]?.string ?? ""
        let text = body["timespan"]?.string ?? ""
        guard let span = text.isEmpty ? HuntSpan() : HuntSpan(text, now: .now) else {
            return .json(["problem": ["message": .string("'\(text)' is no time to look at")]])
        }
        let asker = HuntAsker(context.caller?.name ?? "", by: .portal, id: body["id"]?.string)
        let usage = pages.services.hunts.usage
        let isRemembered = body["isRemembered"]?.bool ?? false
        var hunt = AskedHunt(asked: .now, query: query, timespan: text, took: .seconds(0))
        do {
            let answer = try await pages.services.hunts.run(query, over: span, cuts: true, takesSeveral: true, by: asker)
            (hunt.rows, hunt.took) = (Int64(answer.rows), Timestamp.now - hunt.asked)
            if isRemembered { await remember(hunt, context) }
            let warning = usage.warning(for: asker.account, by: .portal, after: answer.share, at: .now)
            return .json(TableWriter.json(answer.tables, warning: warning))
        } catch let error as QueryError {
            (hunt.problem, hunt.took) = (error.message, Timestamp.now - hunt.asked)
            if isRemembered, error.kind != .cancelled { await remember(hunt, context) }
            let warning = usage.warning(for: asker.account, by: .portal, at: .now)
            return .json([
                "problem": HuntQuestions.json(error, in: query), "warning": warning.map(JSONValue.string) ?? .null,
            ])
        }
    }

    /// A disk that is full takes nobody his answer.
    private func remember(_ hunt: AskedHunt, _ context: APIContext) async {
        guard let caller = context.caller else { return }
        try? await pages.services.store.write(by: caller.actor, at: hunt.asked) { try $0.remember(hunt, of: caller.name) }
    }

    @Sendable func check(_ request: Request, context: APIContext) async throws -> Response {
        let queries = try await queries(of: request)
        let checks = try await pages.services.hunts.checks(of: queries)
        return .json([
            "problems": .array(
                zip(queries, checks).map { query, check in .array(check.problems.map { HuntQuestions.json($0, in: query) }) }),
            "columns": .array(checks.map { .texts($0.columns) }),
        ])
    }

    /// Queries that have mistakes stay as they are.
    @Sendable func format(_ request: Request, context: APIContext) async throws -> Response {
        let queries = try await queries(of: request)
        return .json(["queries": .array(queries.map { .string((try? QueryFormat.formatted($0)) ?? $0) })])
    }

    /// What can be called, for the editor to offer.
    @Sendable func words(_ request: Request, context: APIContext) async throws -> Response {
        .json([
            "functions": .texts(Engine.functionNames + pages.services.hunts.functionNames), "plugins": .texts(Engine.pluginNames),
        ])
    }

    @Sendable func figures(_ request: Request, context: APIContext) async throws -> Response {
        var figures = try await pages.services.hunts.caseFigures()
        // Rows of events are counted for those alone who see all of them.
        if CaseView.current.isEverything, case .success(let store) = pages.services.flow.events.store {
            for (table, own) in zip(store.specs.tables, try await store.figures()) {
                figures += ([table.name] + table.alsoNamed).map {
                    HuntDesk.TableFigures(table: $0, rows: Int64(own.rows), oldest: own.oldest, newest: own.newest)
                }
            }
        }
        return .json([
            "tables": .array(
                figures.map { table in
                    [
                        "name": .string(table.table), "rows": .integer(table.rows),
                        "oldest": table.oldest.map { .string($0.rfc3339) } ?? .null,
                        "newest": table.newest.map { .string($0.rfc3339) } ?? .null,
                    ]
                })
        ])
    }

    private func body(of request: Request) async throws -> JSONObject {
        guard let json = try await request.json(upTo: HuntQuestions.longestBody).object else { throw HTTPError(.badRequest) }
        return json
    }

    private func queries(of request: Request) async throws -> [String] {
        let queries = try await body(of: request)["queries"]?.array?.compactMap(\.string) ?? []
        guard queries.count <= HuntQuestions.mostQueries else { throw HTTPError(.badRequest) }
        return queries
    }

    /// A mistake with its place in the UTF-16 of the query, which is what scripts count in.
    private static func json(_ error: QueryError, in query: String) -> JSONValue {
        guard let span = error.span else { return ["message": .string(error.message)] }
        let bytes = query.utf8
        func units(_ offset: Int) -> Int64 {
            Int64(String(decoding: bytes.prefix(max(0, offset)), as: UTF8.self).utf16.count)
        }
        return [
            "message": .string(error.message), "start": .integer(units(span.start)),
            "end": .integer(units(max(span.end, span.start))),
        ]
    }
}

extension Response {
    /// JSON for a script of a page.
    fileprivate static func json(_ value: JSONValue) -> Response { json(value.text) }

    fileprivate static func json(_ text: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
