import Foundation
import Primitives
import ServerHarness
import Testing

/// Clients that ask too much, too fast or too slowly. Others are served meanwhile.
@Suite(.fewAtATime) struct LimitTests {
    private func server(_ arguments: String...) async throws -> RunningServer {
        try await RunningServer(arguments: ["--plain-http"] + arguments)
    }

    @Test(arguments: [(10_000, 4), (20, 8 << 10), (1, 60 << 10)]) func oversizedHeads(count: Int, size: Int) async throws {
        let server = try await server()
        defer { server.stop(); server.removeData() }
        let value = String(repeating: "v", count: size)
        let fields = (0..<count).map { "X-\($0): \(value)\r\n" }.joined()
        // Who still sends while the refusal is on its way may meet a reset in its place, as TCP has it: then another asks.
        var received = ""
        for _ in 0..<10 where received.isEmpty {
            let client = try await BareConnection(port: server.port)
            await client.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\(fields)\r\n")
            try await waitUntil("it is refused") { client.received.contains("\r\n\r\n") || !client.isOpen }
            received = client.received
        }
        #expect(received.hasPrefix("HTTP/1.1 400 ") || received.hasPrefix("HTTP/1.1 431 "), "\(received)")
        #expect(try await server.get("healthz").status == 200)
    }

    @Test func headsThatTrickle() async throws {
        let server = try await server("--head-seconds", "2")
        defer { server.stop(); server.removeData() }
        let slow = try await BareConnection(port: server.port)
        await slow.send("GET /healthz HTTP/1.1\r\nX-Slow: ")
        try await waitUntil("it is closed", seconds: 15) {
            await slow.send("x")
            return !slow.isOpen
        }
    }

    @Test func handshakesThatDoNotBegin() async throws {
        let server = try await RunningServer(arguments: ["--head-seconds", "1"])
        defer { server.stop(); server.removeData() }
        let silent = try await BareConnection(port: server.port)
        try await waitUntil("it is closed", seconds: 15) { !silent.isOpen }
    }

    @Test func bodiesThatTrickleAndConnectionsThatIdle() async throws {
        let server = try await server("--pace-seconds", "1", "--idle-seconds", "8")
        defer { server.stop(); server.removeData() }
        let slow = try await BareConnection(port: server.port)
        await slow.send(
            "PUT /api/sources/slow HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(server.administratorToken)\r\n"
                + "Content-Length: 500000\r\n\r\n")
        try await waitUntil("it is closed", seconds: 15) {
            await slow.send(" ")
            return !slow.isOpen
        }
        let idle = try await BareConnection(port: server.port)
        await idle.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        try await waitUntil("it is closed", seconds: 40) { !idle.isOpen }
        #expect(idle.received.hasSuffix("ok\n"))
    }

    /// The attack that gave slow-loris its name, with hundreds of connections.
    @Test func othersAreServedMeanwhile() async throws {
        let server = try await RunningServer(arguments: ["--connections-per-address", "600", "--head-seconds", "300"])
        defer { server.stop(); server.removeData() }
        var slow: [BareConnection] = []
        for _ in 0..<400 { slow.append(try await BareConnection(port: server.port)) }
        for connection in slow { await connection.send("\u{16}\u{3}\u{1}") }
        for _ in 0..<20 { #expect(try await server.get("api/status").status == 200) }
        #expect(slow.filter(\.isOpen).count == 400)
        for connection in slow { await connection.close() }
    }

    @Test func connectionsOfOneAddress() async throws {
        let server = try await server("--connections-per-address", "5")
        defer { server.stop(); server.removeData() }
        var all: [BareConnection] = []
        for _ in 0..<12 {
            let connection = try await BareConnection(port: server.port)
            await connection.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
            all.append(connection)
        }
        let asked = all
        try await waitUntil("they are answered or closed") {
            asked.allSatisfy { $0.received.hasSuffix("ok\n") || !$0.isOpen }
        }
        let served = asked.filter(\.isOpen)
        #expect((1...5).contains(served.count))
        for connection in served { await connection.close() }
        try await waitUntil("there is room again") {
            let next = try await BareConnection(port: server.port)
            await next.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
            try await waitUntil("it is answered or closed") { next.received.hasSuffix("ok\n") || !next.isOpen }
            return next.received.hasSuffix("ok\n")
        }
    }

    @Test func requestsInAMinute() async throws {
        let server = try await RunningServer(
            arguments: ["--requests-per-minute", "40", "--strangers-requests-per-minute", "20"])
        defer { server.stop(); server.removeData() }
        #expect(try await server.get("api/status").status == 200)
        // On a busy machine requests come slowly, and some of the minute's come back meanwhile.
        var refused = try await server.get("api/status")
        for _ in 0..<60 where refused.status == 200 { refused = try await server.get("api/status") }
        #expect(refused.status == 429 && refused.json["error"]?["code"]?.string == "TooManyRequests")
        let wait = refused.headers.first { $0.name.lowercased() == "retry-after" }.flatMap { Int($0.value) }
        #expect((1...2).contains(wait ?? 0))
        var strangers: [Int] = []
        for _ in 0..<40 where strangers.last != 429 {
            strangers.append(try await server.get("api/status", token: "wf_guess").status)
        }
        #expect(strangers.first == 401 && strangers.last == 429)
        #expect(try await server.get("healthz", token: nil).status == 200)
    }

    @Test func halfClosedConnections() async throws {
        let server = try await server()
        defer { server.stop(); server.removeData() }
        let polite = try await BareConnection(port: server.port)
        await polite.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        try await polite.finish()
        try await waitUntil("it is answered") { polite.received.hasSuffix("ok\n") }
        try await waitUntil("it is closed") { !polite.isOpen }
        let torn = try await BareConnection(port: server.port)
        await torn.send(
            "PUT /api/sources/torn HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(server.administratorToken)\r\n"
                + "Content-Length: 500\r\n\r\n{")
        try await torn.finish()
        try await waitUntil("it is closed") { !torn.isOpen }
        #expect(!torn.received.contains(" 50") && !torn.received.contains(" 200 "), "\(torn.received)")
        let silent = try await BareConnection(port: server.port)
        try await silent.finish()
        try await waitUntil("it is closed") { !silent.isOpen }
        #expect(try await server.get("healthz").status == 200)
    }
}
