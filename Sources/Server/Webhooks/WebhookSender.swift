internal import AsyncHTTPClient
internal import Flow
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import Primitives

/// Sends one message over HTTP. The name of the host is resolved once and looked at, and the connection goes to that address and
/// no other; redirects are not followed; of the answer only the status is read.
struct WebhookSender: Sendable {
    let policy: WebhookPolicy

    func send(_ message: WebhookMessage) async -> WebhookOutcome {
        let target = message.target
        do {
            let address = try await resolve(target)
            if let reason = WebhookTarget.refusal(of: address) { return .failed("\(target.host): \(reason)") }
            guard target.isEncrypted || address.isLoopback else {
                return .failed("\(target.host): http is for this machine alone")
            }
            var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow, decompression: .disabled)
            configuration.httpVersion = .http1Only
            if IPAddress(target.host) == nil { configuration.dnsOverride = [target.host: address.description] }
            let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
            let outcome = await post(message, by: client)
            try await client.shutdown()
            return outcome
        } catch {
            return .failed("\(error)")
        }
    }

    private func post(_ message: WebhookMessage, by client: HTTPClient) async -> WebhookOutcome {
        var request = HTTPClientRequest(url: message.target.url)
        request.method = .POST
        for (name, value) in message.headers { request.headers.add(name: name, value: value) }
        request.body = .bytes(ByteBuffer(bytes: message.body))
        do {
            let timeout = TimeAmount.nanoseconds(policy.timeout.ticks * 100)
            let response = try await client.execute(request, deadline: .now() + timeout)
            return .answered(status: Int(response.status.code))
        } catch {
            return .failed("\(error)")
        }
    }

    /// The address that the host means now. Asking the system for it blocks, so it happens on a thread for that.
    private func resolve(_ target: WebhookTarget) async throws -> IPAddress {
        if let address = IPAddress(target.host) { return address }
        let (host, port) = (target.host, target.port)
        let found = try await NIOThreadPool.singleton.runIfActive {
            try SocketAddress.makeAddressResolvingHost(host, port: port)
        }
        guard let address = found.ipAddress.flatMap({ IPAddress($0) }) else { throw ResolutionError(host: host) }
        return address
    }

    private struct ResolutionError: Error, CustomStringConvertible {
        var host: String
        var description: String { "'\(host)' means no IP address" }
    }
}
