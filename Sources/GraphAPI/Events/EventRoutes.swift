internal import Access
internal import CaseStore
internal import Events
internal import Flow
internal import Hummingbird
internal import Primitives

/// `/api/events`: the tables of raw events, what is in them, and files of them.
struct EventRoutes: RouteGroup {
    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        routes.get("api/events/tables", needs: .permission(.readSecurityData), use: list)
        routes.post("api/events/tables/:table/export", needs: .permission(.manageSystemSettings), use: export)
        routes.post("api/events/tables/:table/import", needs: .permission(.manageSystemSettings), use: load)
    }

    @Sendable func list(_ request: Request, context: APIContext) async throws -> Response {
        // Events belong to no device group yet, so only those who see everything see how many there are.
        try CaseView.current.checkIsEverything()
        let store = try services.flow.events.store.get()
        let figures = try await store.figures()
        return .json(["tables": .array(zip(store.specs.tables, figures).map(EventRoutes.json))])
    }

    @Sendable func export(_ request: Request, context: APIContext) async throws -> Response {
        try CaseView.current.checkIsEverything()
        let body = try await request.object(allowing: ["file", "start", "end", "asTimestamps"])
        var export = EventExport(table: try context.parameters.require("table"))
        export.start = try EventRoutes.time("start", in: body)
        export.end = try EventRoutes.time("end", in: body)
        export.asTimestamps = try body.flag("asTimestamps") ?? false
        let file = try EventRoutes.file(in: body)
        let rows = try await EventFiles(services.data).export(export, to: file, from: services.flow.events.store.get())
        return .json(["file": .string(file), "rows": .integer(Int64(rows))])
    }

    @Sendable func load(_ request: Request, context: APIContext) async throws -> Response {
        try CaseView.current.checkIsEverything()
        let file = try EventRoutes.file(in: try await request.object(allowing: ["file"]))
        let table = try context.parameters.require("table")
        let rows = try await EventFiles(services.data)
            .load(file, into: table, of: services.flow.events.store.get(), by: services.flow.intakeClock)
        return .json(["table": .string(table), "rows": .integer(Int64(rows))])
    }

    private static func file(in body: JSONObject) throws -> String {
        let file = try body.required("file", "the absolute path of a Parquet file on the server's machine")
        guard file.hasPrefix("/") else { throw APIError.badRequest("'\(file)' is no absolute path") }
        return file
    }

    private static func time(_ name: String, in body: JSONObject) throws(APIError) -> Timestamp? {
        guard let text = try body.text(name) else { return nil }
        guard let time = Timestamp(text) else {
            throw .badRequest("'\(name)' is '\(text)', not a time such as 2026-05-01T00:00:00Z")
        }
        return time
    }

    private static func json(_ table: TableSpec, _ figures: TableFigures) -> JSONValue {
        [
            "name": .string(table.name), "alsoNamed": .texts(table.alsoNamed), "product": .string(table.product.rawValue),
            "summary": .string(table.summary), "rows": .integer(Int64(figures.rows)), "bytes": .integer(Int64(figures.bytes)),
            "oldest": figures.oldest.map { .string($0.rfc3339) } ?? .null,
            "newest": figures.newest.map { .string($0.rfc3339) } ?? .null,
            "columns": .array(
                table.queryColumns.map {
                    ["name": .string($0.name), "type": .string($0.type.rawValue), "summary": .string($0.summary)]
                }),
        ]
    }
}
