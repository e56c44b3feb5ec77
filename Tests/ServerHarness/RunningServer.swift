public import AsyncHTTPClient
public import Foundation
internal import NIOCore
internal import NIOFoundationCompat
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL
public import Primitives

/// The built binary, running as a user would run it, on a free port and a data folder of its own.
public final class RunningServer: Sendable {
    public let data: URL
    public let port: Int
    /// Where it answers, without a slash at the end.
    public let address: String
    /// Trusts the server's own authority and no other.
    public let client: HTTPClient
    private let process: ServerProcess

    /// Starts it and returns when it answers.
    /// - Parameters:
    ///   - connections: so many connections of HTTP/1.1 to keep, rather than one of HTTP/2.
    ///   - authority: whom to trust, where that is not the server's own.
    ///   - environment: what is set beside the tests' own.
    public init(
        data: URL = RunningServer.newFolder(), arguments: [String] = [], connections: Int? = nil, authority: URL? = nil,
        environment: [String: String] = [:]
    ) async throws {
        self.data = data
        port = try await RunningServer.freePort()
        let isPlain = arguments.contains("--plain-http")
        address = "\(isPlain ? "http" : "https")://127.0.0.1:\(port)"
        process = try ServerProcess(
            arguments: [
                "serve", "--data", data.path, "--listen", "127.0.0.1:\(port)", "--log-level", "warning", "--shutdown-seconds",
                "1",
            ] + arguments, environment: environment)
        let authority = authority ?? RunningServer.authority(in: data)
        if !isPlain {
            try await waitUntil("there is a certificate") { FileManager.default.fileExists(atPath: authority.path) }
        }
        client = try RunningServer.client(trusting: isPlain ? nil : authority, connections: connections)
        try await waitUntil("the server answers") { (try? await self.get("readyz", token: nil))?.status == 200 }
    }

    deinit { client.shutdown { _ in } }

    /// The certificate that clients of a data folder's server trust.
    public static func authority(in data: URL) -> URL { data.appendingPathComponent("tls/ca.pem") }

    private static func client(trusting authority: URL?, connections: Int?) throws -> HTTPClient {
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.retryConnectionEstablishment = false
        if let authority {
            var security = TLSConfiguration.makeClientConfiguration()
            security.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(authority.path))
            configuration.tlsConfiguration = security
        }
        if let connections {
            configuration.httpVersion = .http1Only
            configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = connections
        }
        return HTTPClient(eventLoopGroup: HTTPClient.defaultEventLoopGroup, configuration: configuration)
    }

    /// A name for a data folder that nobody else uses.
    public static func newFolder() -> URL {
        FileManager.default.temporaryDirectory.appendingPathComponent("watchfloor-test-\(UUID().uuidString)")
    }

    /// The binary stands beside the tests' own.
    public static let binary: URL = {
        let products = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        let beside = products.appendingPathComponent("watchfloor")
        if FileManager.default.fileExists(atPath: beside.path) { return beside }
        let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments[0]
        return URL(fileURLWithPath: bundle).deletingLastPathComponent().appendingPathComponent("watchfloor")
    }()

    /// A port that nobody uses.
    public static func freePort() async throws -> Int {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton).bind(host: "127.0.0.1", port: 0)
            .get()
        let port = channel.localAddress?.port ?? 0
        try await channel.close()
        return port
    }

    public var administratorToken: String {
        ((try? String(contentsOf: data.appendingPathComponent("admin.token"), encoding: .utf8)) ?? "")
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Asks it to end, as systemd would, and waits until it has.
    public func stop() { process.end(with: SIGTERM) }

    /// Ends it without warning.
    public func kill() { process.end(with: SIGKILL) }

    /// The process, for whoever looks at its memory.
    public var processIdentifier: Int32 { process.identifier }

    /// What it printed on its terminal so far.
    public var printed: String { process.printed }

    public func removeData() { try? FileManager.default.removeItem(at: data) }
}

extension RunningServer {
    /// An answer with its body as JSON; null where it is none.
    public struct Answer: Sendable {
        public var status: Int
        public var json: JSONValue
        public var headers: [(name: String, value: String)]
        /// The body as it came.
        public var body: [UInt8]
    }

    public func get(_ path: String, token: String? = "administrator") async throws -> Answer {
        try await send("GET", path, body: nil, token: token)
    }

    public func post(_ path: String, _ body: JSONValue) async throws -> Answer {
        try await send("POST", path, body: Array(body.text.utf8))
    }

    public func patch(_ path: String, _ body: JSONValue) async throws -> Answer {
        try await send("PATCH", path, body: Array(body.text.utf8))
    }

    public func put(_ path: String, _ body: JSONValue) async throws -> Answer {
        try await send("PUT", path, body: Array(body.text.utf8))
    }

    public func delete(_ path: String) async throws -> Answer {
        try await send("DELETE", path, body: nil)
    }

    public func ingest(_ source: String, _ text: String) async throws -> Answer {
        try await send("POST", "api/ingest/\(source)", body: Array(text.utf8))
    }

    /// Seconds until an answer has to be there: a large body takes long where all tests run at once. No test is about it.
    private static let patience: Int64 = 150

    /// - Parameter token: `administrator` stands for the administrator's own.
    public func send(
        _ method: String, _ path: String, body: [UInt8]?, token: String? = "administrator", headers: [String: String] = [:]
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: "\(address)/\(path)")
        request.method = .RAW(value: method)
        if let token {
            request.headers.add(name: "Authorization", value: "Bearer \(token == "administrator" ? administratorToken : token)")
        }
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let body { request.body = .bytes(ByteBuffer(bytes: body)) }
        let response = try await client.execute(request, timeout: .seconds(RunningServer.patience))
        let bytes = try await response.body.collect(upTo: 64 << 20)
        let read = Array(bytes.readableBytesView)
        return Answer(
            status: Int(response.status.code), json: (try? JSONValue(parsing: read)) ?? .null,
            headers: response.headers.map { ($0.name, $0.value) }, body: read)
    }

    /// Waits until everything in the inbox has come to an incident.
    public func settle(seconds: Int = 30) async throws {
        try await waitUntil("the inbox is read", seconds: seconds) {
            let status = try await self.get("api/status").json
            return status["inbox"]?["waiting"]?.integer == 0
        }
    }
}

/// Something did not happen in time.
public struct TimedOut: Error, CustomStringConvertible {
    public var description: String

    public init(description: String) {
        self.description = description
    }
}

/// Asks again and again, for half a minute where nothing else is said.
/// - Throws: `TimedOut`, and what the condition throws.
public func waitUntil(_ what: String, seconds: Int = 30, _ condition: () async throws -> Bool) async throws {
    for _ in 0..<seconds * 20 {
        if try await condition() { return }
        try await Task.sleep(for: .milliseconds(50))
    }
    throw TimedOut(description: "waited in vain until \(what)")
}
