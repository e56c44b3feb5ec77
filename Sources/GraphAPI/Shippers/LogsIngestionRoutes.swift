internal import Access
internal import Flow
internal import Hummingbird
internal import Ingestion

/// Azure Monitor's Logs Ingestion API, for its SDKs, Fluent Bit, Vector and Logstash: a JSON array to a stream. Which data
/// collection rule is named does not matter.
struct LogsIngestionRoutes: RouteGroup {
    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        routes.on(
            .post, "dataCollectionRules/:rule/streams/:stream", needs: .permission(.sendRecords), errors: .logsIngestion,
            use: upload)
    }

    /// Rows that cannot be read are kept with their error and do not fail the others; the protocol has no word for them.
    @Sendable func upload(_ request: Request, context: APIContext) async throws -> Response {
        var sources = ShipperSource(context, among: services)
        let source = try sources.source(streams: [try context.parameters.require("stream")])
        let rows = RecordSplitter.records(in: try await request.records(), shape: .json)
        guard !rows.isEmpty else { throw APIError.badRequest("the body must be a JSON array of objects") }
        _ = try await services.door.take(rows, source: source)
        return Response(status: .noContent)
    }
}

extension ShipperDialect {
    /// As our own. A full disk is told as 503: the SDKs try again after that, and not after 507.
    static let logsIngestion = ShipperDialect { error, request, context in
        var error = error
        if error.status.code == 507 { error.status = .serviceUnavailable }
        return ErrorDialect.own.answer(error, to: request, context)
    }
}
