internal import HTTPTypes
internal import Hummingbird
internal import Ingestion
internal import NIOCore

extension Request {
    /// The body, unpacked where it is packed. Some senders name the encoding and some do not, so the first bytes decide.
    /// - Parameter limit: bytes as it is sent, and after unpacking, at most.
    /// - Throws: 413 beyond the limit, 415 for an encoding that is not read, `GunzipError` for a damaged one.
    func unpackedBody(limit: Int) async throws -> [UInt8] {
        let buffer: ByteBuffer
        do {
            buffer = try await body.collect(upTo: limit)
        } catch is NIOTooManyBytesError {
            throw APIError.tooLarge("the body is larger than \(limit) bytes; send less at a time")
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
            throw APIError.tooLarge("the unpacked body is larger than \(limit) bytes; send less at a time")
        }
    }
}
