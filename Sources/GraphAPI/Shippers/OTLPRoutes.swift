internal import Access
internal import Flow
internal import HTTPTypes
internal import Hummingbird
internal import Ingestion
internal import NIOCore
internal import Primitives

/// OpenTelemetry's logs over HTTP, `POST /v1/logs`, in protobuf and JSON.
struct OTLPRoutes: RouteGroup {
    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        routes.on(.post, "v1/logs", needs: .permission(.sendRecords), errors: .otlp, use: logs)
    }

    @Sendable func logs(_ request: Request, context: APIContext) async throws -> Response {
        guard let encoding = OTLPEncoding(request) else {
            throw APIError(
                status: .unsupportedMediaType, code: "UnsupportedMediaType",
                message: "send 'application/x-protobuf' or 'application/json'")
        }
        let body = try await request.records()
        let records = encoding == .json ? try OTLPLogs.records(json: body) : try OTLPLogs.records(protobuf: body)
        var sources = ShipperSource(context, among: services)
        let deliveries = try records.map { record in
            let source = try sources.source(streams: [record.service])
            let bytes = record.record(for: try services.door.shape(of: source))
            return IngestDoor.Delivery(
                SplitRecord(bytes: bytes, offset: 0, length: bytes.count), to: source, envelope: record.envelope)
        }
        let receipt = try await services.door.take(deliveries)
        return encoding.success(
            rejected: receipt.rejected,
            message: receipt.faults.first.map { "log record \($0.record): \($0.error); it is kept with its error" } ?? "")
    }
}

/// The two ways in which messages are written.
enum OTLPEncoding {
    case protobuf, json

    static let protobufType = "application/x-protobuf"

    /// As the request says; `nil` for another content type.
    init?(_ request: Request) {
        let type = request.headers[.contentType]?.prefix { $0 != ";" }.lowercased() ?? ""
        switch type {
        case OTLPEncoding.protobufType, "application/protobuf": self = .protobuf
        case "application/json": self = .json
        default: return nil
        }
    }

    /// An `ExportLogsServiceResponse`.
    func success(rejected: Int, message: String) -> Response {
        switch self {
        case .json:
            guard rejected > 0 else { return .json([:]) }
            return .json([
                "partialSuccess": ["rejectedLogRecords": .string(String(rejected)), "errorMessage": .string(message)]
            ])
        case .protobuf:
            guard rejected > 0 else { return OTLPEncoding.message([], status: .ok) }
            var partial = ProtobufWriter()
            partial.write(1, varint: UInt64(rejected))
            partial.write(2, bytes: message.utf8)
            var writer = ProtobufWriter()
            writer.write(1, bytes: partial.bytes)
            return OTLPEncoding.message(writer.bytes, status: .ok)
        }
    }

    static func message(_ bytes: [UInt8], status: HTTPResponse.Status) -> Response {
        Response(
            status: status, headers: [.contentType: protobufType],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

extension ShipperDialect {
    /// A `google.rpc.Status`, in the encoding of the request. A full disk is told as 503: exporters try again after that, and
    /// not after 507.
    static let otlp = ShipperDialect { error, request, _ in
        let status = error.status.code == 507 ? .serviceUnavailable : error.status
        var response: Response
        if OTLPEncoding(request) == .protobuf {
            var writer = ProtobufWriter()
            writer.write(1, varint: rpcCode(status))
            writer.write(2, bytes: error.message.utf8)
            response = OTLPEncoding.message(writer.bytes, status: status)
        } else {
            response = .json(
                ["code": .integer(Int64(rpcCode(status))), "message": .string(error.message)], status: status)
        }
        if let retryAfter = error.retryAfter { response.headers[.retryAfter] = String(retryAfter) }
        if status == .unauthorized { response.headers[.wwwAuthenticate] = "Bearer" }
        return response
    }

    private static func rpcCode(_ status: HTTPResponse.Status) -> UInt64 {
        switch status.code {
        case 401: 16
        case 403: 7
        case 404: 5
        case 413, 429: 8
        case 503: 14
        case 500...: 13
        default: 3
        }
    }
}
