internal import Hummingbird

extension Request {
    /// Bytes of a body with records, as it is sent and after unpacking, at most.
    static let largestRecordBody = ServerLimits.recordsBytes

    /// The body of a request that brings records, unpacked.
    func records() async throws -> [UInt8] { try await unpackedBody(limit: Request.largestRecordBody) }
}
