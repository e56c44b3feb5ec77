internal import HTTPTypes
internal import Hummingbird
internal import KQL
internal import NIOCore

/// Packs answers for clients that unpack them (gzip, RFC 9110 section 8.4).
///
/// How long a packed answer is tells what is in it: who makes a browser ask with a guess in the address, and sees the length,
/// finds secrets that stand beside the guess (BREACH). So a page's token is masked anew each time, and what another site makes
/// a browser ask is answered as it is.
struct AnswerPacking: RouterMiddleware {
    /// Bytes of an answer that is worth it.
    static let smallest = 1_024
    /// Bytes beyond which an answer is sent as it is: packing holds all of it in memory.
    static let largest = 16 << 20
    /// Little is gained by trying harder, and the first byte waits for it.
    private static let level: CInt = 3
    private static let types = ["text/", "application/json", "application/problem+json", "image/svg+xml"]

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        let response = try await next(request, context)
        guard AnswerPacking.isWorthIt(response), request.method != .head else { return response }
        var headers = response.headers
        headers[.vary] = [headers[.vary], "Accept-Encoding"].compactMap { $0 }.joined(separator: ", ")
        headers[.contentLength] = nil
        guard AnswerPacking.isWanted(request) else {
            return Response(status: response.status, headers: headers, body: response.body)
        }
        let collector = BodyCollector()
        try await response.body.write(collector)
        guard let packed = Deflate.compressed(collector.bytes, .gzip, level: AnswerPacking.level) else {
            return Response(
                status: response.status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: collector.bytes)))
        }
        headers[.contentEncoding] = "gzip"
        return Response(status: response.status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: packed)))
    }

    /// What has no length yet is told bit by bit, and is not waited for.
    private static func isWorthIt(_ response: Response) -> Bool {
        guard let length = response.body.contentLength, (smallest...largest).contains(length),
            response.headers[.contentEncoding] == nil, let type = response.headers[.contentType]
        else { return false }
        return types.contains { type.hasPrefix($0) } && !type.hasPrefix("text/event-stream")
    }

    private static func isWanted(_ request: Request) -> Bool {
        !request.isFromElsewhere && accepts(request.headers[.acceptEncoding] ?? "")
    }

    /// Whether a list of encodings has gzip, and does not refuse it (`gzip;q=0`).
    static func accepts(_ encodings: String) -> Bool {
        encodings.split(separator: ",").contains { encoding in
            let parts = encoding.split(separator: ";").map { $0.filter { $0 != " " }.lowercased() }
            guard parts.first == "gzip" || parts.first == "*" else { return false }
            return !parts.dropFirst().contains { $0.hasPrefix("q=0") && !$0.contains { ("1"..."9").contains($0) } }
        }
    }
}
