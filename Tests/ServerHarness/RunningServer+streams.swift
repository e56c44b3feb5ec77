internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1

extension RunningServer {
    /// An answer, by the time that its first byte took and by its weight.
    public struct Timed: Sendable {
        public var status: Int
        /// Until the head was there.
        public var firstByte: Swift.Duration
        /// Bytes of the body as they were sent.
        public var bytes: Int
    }

    /// Asks as a browser does, which unpacks what is packed.
    public func timed(_ path: String) async throws -> Timed {
        let start = ContinuousClock.now
        let response = try await client.execute(request(path, token: administratorToken), timeout: .seconds(60))
        let firstByte = ContinuousClock.now - start
        let body = try await response.body.collect(upTo: 64 << 20)
        return Timed(status: Int(response.status.code), firstByte: firstByte, bytes: body.readableBytes)
    }

    /// Listens to a stream until the task is cancelled.
    /// - Parameter started: called once its head is there.
    public func listen(_ path: String, token: String? = nil, started: @Sendable (Int) -> Void) async throws {
        let response = try await client.execute(request(path, token: token ?? administratorToken), timeout: .hours(1))
        started(Int(response.status.code))
        for try await _ in response.body {}
    }

    private func request(_ path: String, token: String) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: "\(address)/\(path)")
        request.headers.add(name: "Authorization", value: "Bearer \(token)")
        request.headers.add(name: "Accept-Encoding", value: "gzip")
        request.headers.add(name: "Accept", value: "text/html, */*;q=0.5")
        return request
    }
}
