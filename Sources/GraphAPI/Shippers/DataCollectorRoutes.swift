internal import Access
internal import Flow
internal import HTTPTypes
internal import Hummingbird
internal import Ingestion
internal import Primitives

/// Azure Monitor's HTTP Data Collector, the older way, for Fluent Bit's `azure` and scripts: a JSON array or object, signed with
/// the shared key of a source.
struct DataCollectorRoutes: RouteGroup {
    static let path = "api/logs"

    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        routes.on(.post, DataCollectorRoutes.path, needs: .permission(.sendRecords), errors: .logsIngestion, use: upload)
    }

    /// Rows that cannot be read are kept with their error and do not fail the others; the protocol has no word for them.
    @Sendable func upload(_ request: Request, context: APIContext) async throws -> Response {
        guard let type = request.headers[.logType], !type.isEmpty else {
            throw APIError.badRequest("the header 'Log-Type' is missing: what the records are called")
        }
        var sources = ShipperSource(context, among: services)
        let source = try sources.source(streams: [type])
        let rows = RecordSplitter.records(in: try await request.records(), shape: .json)
        guard !rows.isEmpty else { throw APIError.badRequest("the body must be a JSON array of objects, or one object") }
        let timeField = request.headers[.timeGeneratedField] ?? ""
        _ = try await services.door.take(
            rows.map { row in
                IngestDoor.Delivery(row, to: source, envelope: RecordEnvelope(time: DataCollectorRoutes.time(of: row, timeField)))
            })
        return Response(status: .ok)
    }

    /// The time that a row names by the field.
    private static func time(of row: SplitRecord, _ field: String) -> Timestamp? {
        guard !field.isEmpty, row.error == nil, let document = try? JSONDocument(parsing: row.bytes) else { return nil }
        return document.root[name: field]?.string.flatMap { Timestamp($0) }
    }

    static var operations: [Operation] {
        [
            Operation(.post, path, "Azure Monitor's older logs: an array of objects, or one.")
                .taking(.records).answering(.nothing)
        ]
    }
}

extension HTTPField.Name {
    fileprivate static let logType = HTTPField.Name("Log-Type") ?? .server
    fileprivate static let timeGeneratedField = HTTPField.Name("time-generated-field") ?? .server
}

extension SecretBox {
    /// The key by which a source's requests of this kind are signed. It follows from the source's token, so that a new token makes
    /// a new key, and nothing more is kept.
    func sharedKey(ofTokenDigest digest: [UInt8]) -> [UInt8] { key(for: "shared key", from: digest) }
}
