internal import HTTPTypes
internal import Hummingbird
internal import Ingestion
internal import NIOCore

extension Request {
    /// Bytes of a body with records, as it is sent and after unpacking, at most.
    static let largestRecordBody = 32 << 20

    /// The body of a request that brings records, unpacked where it is gzip. Some senders name the encoding and some do not,
    /// so the first bytes decide.
    func records() async throws -> [UInt8] {
        let limit = Request.largestRecordBody
        let buffer: ByteBuffer
        do {
            buffer = try await body.collect(upTo: limit)
        } catch is NIOTooManyBytesError {
            throw APIError(
                status: .contentTooLarge, code: "PayloadTooLarge",
                message: "the body is larger than \(limit) bytes; send fewer records at a time")
        }
        let bytes = Array(buffer.readableBytesView)
        let encoding = headers[.contentEncoding]?.lowercased() ?? "identity"
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
