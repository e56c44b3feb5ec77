internal import Access
internal import Flow
internal import HTTPTypes
internal import Hummingbird
internal import Ingestion
internal import NIOCore
internal import Primitives

/// `POST /api/ingest/{source}`: records in. An answer in the 200s means that they are safely on the disk.
struct IngestRoutes: RouteGroup {
    /// Bytes of a body as it is sent, and after unpacking, at most.
    static let largestBody = ServerLimits.recordsBytes

    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        routes.post("api/ingest/:source", needs: .permission(.sendRecords), use: ingest)
    }

    @Sendable func ingest(_ request: Request, context: APIContext) async throws -> Response {
        let source = try context.parameters.require("source")
        _ = try context.sender(of: source)
        let receipt = try await services.door.take(try await body(of: request), source: source)
        return .json([
            "accepted": .integer(Int64(receipt.accepted)), "rejected": .integer(Int64(receipt.rejected)),
            "errors": .array(
                receipt.faults.map { fault in
                    [
                        "record": .integer(Int64(fault.record)), "offset": .integer(Int64(fault.offset)),
                        "error": .string("\(fault.error)"),
                    ]
                }),
        ])
    }

    /// The body, unpacked where it is gzip. Some senders name the encoding and some do not, so the first bytes decide.
    private func body(of request: Request) async throws -> [UInt8] {
        let limit = IngestRoutes.largestBody
        let buffer: ByteBuffer
        do {
            buffer = try await request.body.collect(upTo: limit)
        } catch is NIOTooManyBytesError {
            throw APIError(
                status: .contentTooLarge, code: "PayloadTooLarge",
                message: "the body is larger than \(limit) bytes; send fewer records at a time")
        }
        let bytes = Array(buffer.readableBytesView)
        let encoding = request.headers[.contentEncoding]?.lowercased() ?? "identity"
        guard ["identity", "gzip", "x-gzip", "deflate", ""].contains(encoding) else {
            throw APIError(
                status: .unsupportedMediaType, code: "UnsupportedMediaType",
                message: "the content encoding '\(encoding)' is not read here; send gzip, or none")
        }
        guard bytes.starts(with: [0x1f, 0x8b]) || encoding != "identity" && !encoding.isEmpty else { return bytes }
        do throws(GunzipError) {
            return try Gunzip.unpack(bytes, limits: GunzipLimits(largestOutput: limit))
        } catch {
            guard case .tooLarge = error else { throw error }
            throw APIError(
                status: .contentTooLarge, code: "PayloadTooLarge",
                message: "the unpacked body is larger than \(limit) bytes; send fewer records at a time")
        }
    }
}
