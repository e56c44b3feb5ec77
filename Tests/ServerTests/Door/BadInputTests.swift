import Foundation
import Primitives
import SeededRandom
import ServerHarness
import Testing

/// Nonsense for every route there is: the answer is a refusal that says why, and the server goes on.
@Suite(.fewAtATime) struct BadInputTests {
    private struct Route: Sendable {
        var method: String
        var path: String

        /// The path with something in place of each parameter.
        func filled(with text: String) -> String {
            path.split(separator: "/", omittingEmptySubsequences: false)
                .map { $0.hasPrefix(":") ? text : String($0) }.joined(separator: "/")
        }

        var hasParameters: Bool { path.contains("/:") }
        /// Routes that do something at once, whatever the body says: a new key, a new token.
        var takesBody: Bool { ["POST", "PUT", "PATCH"].contains(method) }
    }

    /// Not a fault of the server. What is not to be had in this version says so with 501, whatever it is sent.
    private func isAnswered(_ status: Int) -> Bool { (200..<500).contains(status) || status == 501 }

    /// Addresses that are second names of others: the same handlers behind them.
    private static let twice = ["/beta/", "/api/v1.0/", "/elastic/"]

    private func routes(of server: RunningServer) async throws -> [Route] {
        let list = try await server.get("api/routes").json["routes"]?.array ?? []
        let routes = list.compactMap { route -> Route? in
            guard let method = route["method"]?.string, let path = route["path"]?.string else { return nil }
            return BadInputTests.twice.contains(where: path.hasPrefix) ? nil : Route(method: method, path: path)
        }
        try #require(routes.count > 200)
        return routes
    }

    /// Asks about several routes at the same time, each with a few of the things there are to try: another run tries others.
    private func each<Thing: Sendable>(
        _ routes: [Route], _ count: Int, of things: [Thing], ask: @escaping @Sendable (Route, [Thing]) async throws -> Void
    ) async throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("BadInputTests: seed \(seed)")
        var random = SeededGenerator(seed: seed)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, route) in routes.enumerated() {
                if index >= 8 { try await group.next() }
                let chosen = Array(things.shuffled(using: &random).prefix(count))
                group.addTask { try await ask(route, chosen) }
            }
            try await group.waitForAll()
        }
    }

    private func server() async throws -> RunningServer {
        try await RunningServer(arguments: ["--plain-http", "--requests-per-minute", "0", "--strangers-requests-per-minute", "0"])
    }

    static let identifiers = [
        "..%2f..%2fetc%2fpasswd", "%2e%2e", "%", "%zz", "%00", "a%00b", "%0d%0aX:%20y", "%ff%fe", "-1", "99999999999999999999",
        "%F0%9F%92%A5", String(repeating: "a", count: 3000), String(repeating: "a", count: 9000), "';--", "{}",
    ]

    @Test func identifiersThatAreNone() async throws {
        let server = try await server()
        defer { server.stop(); server.removeData() }
        let token = server.administratorToken
        let named = try await routes(of: server).filter(\.hasParameters)
        try await each(named, 4, of: BadInputTests.identifiers) { route, texts in
            for text in texts {
                let path = route.filled(with: text)
                let body = route.takesBody ? "{}" : nil
                let answer = try await BareConnection.ask(port: server.port, route.method, path, token: token, body: body)
                #expect(isAnswered(answer.status), "\(route.method) \(path.prefix(120)): \(answer.text.prefix(300))")
                if text.contains("%00") || text == "%zz" || text == "%" {
                    #expect(answer.status == 400, "\(route.method) \(path): \(answer.status)")
                }
                // Beyond 16 KiB it is not even read as an address.
                if text.utf8.count > 8192 { #expect([400, 414].contains(answer.status)) }
            }
        }
        #expect(try await server.get("readyz").status == 200)
    }

    static let bodies = [
        "{\"a\":", "[]", "\"text\"", "7", "null", "{\"nonsense\":1}", "\u{0}\u{1}", String(repeating: "[", count: 100_000),
        "{\"comment\":\"" + String(repeating: "x", count: 2 << 20) + "\"}", "{\"comment\":{\"deep\":[1]}}",
        "{\"path\":5,\"format\":[],\"name\":{},\"isExcluded\":\"yes\",\"directory\":null}",
    ]

    /// Shippers' routes take records, not orders: a bad record is kept there and is no bad request.
    @Test func bodiesThatAreNone() async throws {
        let server = try await server()
        defer { server.stop(); server.removeData() }
        let token = server.administratorToken
        let taking = try await routes(of: server).filter(\.takesBody)
        try await each(taking, 3, of: BadInputTests.bodies) { route, bodies in
            for body in bodies {
                let answer = try await BareConnection.ask(
                    port: server.port, route.method, route.filled(with: "1"), token: token, body: body,
                    headers: ["Content-Type: application/json"])
                #expect(
                    isAnswered(answer.status),
                    "\(route.method) \(route.path) \(body.prefix(40)): \(answer.text.prefix(300))")
            }
        }
        let answers = [
            try await server.send("PATCH", "v1.0/security/incidents/1", body: Array("{".utf8)),
            try await server.send("PUT", "api/sources/a", body: Array("{\"nonsense\":1}".utf8)),
            try await server.send("PUT", "api/sources/a", body: Array("[]".utf8)),
        ]
        #expect(answers.allSatisfy { $0.status == 400 && $0.json["error"]?["message"]?.string?.isEmpty == false })
        let large = [UInt8](repeating: 0x20, count: 10 << 20)
        #expect(try await server.send("PUT", "api/sources/a", body: large).status == 413)
        #expect(try await server.get("readyz").status == 200)
    }

    static let methods = ["TRACE", "OPTIONS", "PROPFIND", "CONNECT", "NONSENSE"]

    @Test func methodsThatAreNone() async throws {
        let server = try await server()
        defer { server.stop(); server.removeData() }
        let token = server.administratorToken
        try await each(try await routes(of: server), 2, of: BadInputTests.methods) { route, methods in
            let path = route.filled(with: "1")
            for method in methods {
                let answer = try await BareConnection.ask(port: server.port, method, path, token: token)
                #expect([400, 405].contains(answer.status), "\(method) \(path): \(answer.status)")
                if answer.status == 405 {
                    let allow = answer.text.split(separator: "\r\n").first { $0.lowercased().hasPrefix("allow:") } ?? ""
                    #expect(allow.contains(route.method), "\(method) \(path): \(allow)")
                }
            }
            guard route.method == "GET" else { return }
            let head = try await BareConnection.ask(port: server.port, "HEAD", path, token: token)
            #expect(isAnswered(head.status), "HEAD \(path): \(head.status)")
            #expect(head.text.hasSuffix("\r\n\r\n"), "HEAD \(path) has a body")
        }
        for path in ["/nothing", "/api", "/api/../api/status", "//", "*", "http://other.example/healthz"] {
            let answer = try await BareConnection.ask(port: server.port, "GET", path, token: token)
            #expect(isAnswered(answer.status), "\(path): \(answer.status)")
        }
        let body = try await BareConnection.ask(port: server.port, "GET", "/api/status", token: token, body: "{\"a\":1}")
        #expect(body.status == 200)
    }
}
