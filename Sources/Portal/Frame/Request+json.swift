internal import Hummingbird
internal import NIOCore
internal import Primitives

extension Request {
    /// The JSON that a script of the pages sends.
    /// - Parameter limit: the bytes that it may have.
    /// - Throws: `HTTPError` where it is none.
    func json(upTo limit: Int) async throws -> JSONValue {
        let body = try await body.collect(upTo: limit)
        guard let json = try? JSONValue(parsing: Array(body.readableBytesView)) else { throw HTTPError(.badRequest) }
        return json
    }
}
