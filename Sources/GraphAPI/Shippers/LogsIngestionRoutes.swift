internal import Access
internal import Flow
internal import Hummingbird
internal import Ingestion
internal import Primitives

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

    /// Bytes of a body, as it is sent and unpacked, at most: that of the interface, which its clients keep to.
    static let largestBody = 1 << 20

    /// Rows whose content cannot be read are kept with their error and do not fail the others; the protocol has no word for
    /// them. What is no array of objects is refused whole, and nothing of it is taken, so that it can be sent again.
    @Sendable func upload(_ request: Request, context: APIContext) async throws -> Response {
        var sources = ShipperSource(context, among: services)
        let source = try sources.source(streams: [try context.parameters.require("stream")])
        let body = try await request.unpackedBody(limit: LogsIngestionRoutes.largestBody)
        try LogsIngestionRoutes.check(body)
        let rows = RecordSplitter.records(in: body, shape: .json)
        guard !rows.isEmpty else { throw APIError.badRequest("the body must be a JSON array of objects; it holds none") }
        _ = try await services.door.take(rows, source: source)
        return Response(status: .noContent)
    }

    /// - Throws: 400 for what is no JSON, and for what is no array of objects.
    private static func check(_ body: [UInt8]) throws {
        let root = try JSONDocument(parsing: body).root
        guard root.isArray else { throw APIError.badRequest("the body must be a JSON array of objects") }
        for (index, row) in root.elements.enumerated() where !row.isObject {
            throw APIError.badRequest("row \(index + 1) of the array is no object; nothing was taken, send the rows as objects")
        }
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
