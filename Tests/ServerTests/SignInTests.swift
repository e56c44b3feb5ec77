import Foundation
import Primitives
import ServerHarness
import Testing

/// People over HTTP: the first one, sessions in browsers, and what protects them.
@Suite(.fewAtATime) struct SignInTests {
    private static let password = "correct horse battery"

    private func bytes(_ json: JSONValue) -> [UInt8] { Array(json.text.utf8) }

    /// A server with one administrator, `ana`, made the way an operator does.
    private func prepared() async throws -> RunningServer {
        let server = try await RunningServer()
        let secret = try #require(server.printed.split(whereSeparator: \.isWhitespace).first { $0.hasPrefix("setup-") })
        let made = try await server.send(
            "POST", "api/setup",
            body: bytes(["secret": .string(String(secret)), "account": "ana", "password": .string(SignInTests.password)]),
            token: nil)
        try #require(made.status == 201, "\(made.json)")
        let again = try await server.send(
            "POST", "api/setup",
            body: bytes(["secret": .string(String(secret)), "account": "eve", "password": .string(SignInTests.password)]),
            token: nil)
        #expect(again.status == 409)
        return server
    }

    /// A signed-in browser.
    private struct Browser {
        var cookie: String
        var csrf: String

        init?(_ answer: RunningServer.Answer) {
            guard let set = answer.headers.first(where: { $0.name.lowercased() == "set-cookie" })?.value,
                let csrf = answer.json["csrfToken"]?.string
            else { return nil }
            cookie = String(set.prefix { $0 != ";" })
            self.csrf = csrf
        }

        func ask(
            _ server: RunningServer, _ method: String, _ path: String, _ body: JSONValue? = nil, csrf: String? = nil,
            headers: [String: String] = [:]
        ) async throws -> RunningServer.Answer {
            var all = headers
            all["Cookie"] = "other=1; \(cookie)"
            if let csrf { all["X-CSRF-Token"] = csrf }
            return try await server.send(method, path, body: body.map { Array($0.text.utf8) }, token: nil, headers: all)
        }
    }

    private func signIn(
        _ server: RunningServer, _ account: String = "ana", _ password: String = password, headers: [String: String] = [:]
    ) async throws -> RunningServer.Answer {
        try await server.send(
            "POST", "api/session",
            body: bytes(["account": .string(account), "password": .string(password)]), token: nil, headers: headers)
    }

    @Test func aSessionIsACookieWithEveryGuard() async throws {
        let server = try await prepared()
        defer { server.stop(); server.removeData() }
        let answer = try await signIn(server)
        #expect(answer.status == 200 && answer.json["name"]?.string == "ana")
        let set = try #require(answer.headers.first { $0.name.lowercased() == "set-cookie" }?.value)
        #expect(set.hasPrefix("__Host-watchfloor="))
        for part in ["Path=/", "Secure", "HttpOnly", "SameSite=Lax", "Max-Age="] { #expect(set.contains(part)) }
        let browser = try #require(Browser(answer))
        let shown = try await browser.ask(server, "GET", "api/session")
        #expect(shown.json["kind"]?.string == "person" && shown.json["csrfToken"]?.string == browser.csrf)
        // A change needs the other token, and no page of another site.
        let role: JSONValue = ["permissions": ["readAlerts"]]
        #expect(try await browser.ask(server, "PUT", "api/roles/A", role).status == 403)
        #expect(try await browser.ask(server, "PUT", "api/roles/A", role, csrf: "guess").status == 403)
        #expect(
            try await browser.ask(
                server, "PUT", "api/roles/A", role, csrf: browser.csrf, headers: ["Origin": "https://evil.example"]
            ).status == 403)
        #expect(
            try await browser.ask(
                server, "PUT", "api/roles/A", role, csrf: browser.csrf, headers: ["Sec-Fetch-Site": "cross-site"]
            ).status == 403)
        #expect(
            try await browser.ask(
                server, "PUT", "api/roles/Night%20shift", role, csrf: browser.csrf,
                headers: ["Origin": server.address]
            ).json["name"]?.string == "Night shift")
        // Signing in again ends the session that the browser had.
        let next = try #require(Browser(try await signIn(server, headers: ["Cookie": browser.cookie])))
        #expect(next.cookie != browser.cookie && next.csrf != browser.csrf)
        #expect(try await browser.ask(server, "GET", "api/session").status == 401)
        #expect(try await next.ask(server, "DELETE", "api/session", csrf: next.csrf).status == 204)
        #expect(try await next.ask(server, "GET", "api/session").status == 401)
    }

    @Test func aPasswordChangeEndsAllSessions() async throws {
        let server = try await prepared()
        defer { server.stop(); server.removeData() }
        let one = try #require(Browser(try await signIn(server)))
        let two = try #require(Browser(try await signIn(server)))
        let path = "api/session/password"
        let next = "another horse battery"
        #expect(
            try await one.ask(server, "POST", path, ["current": "wrong", "new": .string(next)], csrf: one.csrf).status == 403)
        #expect(
            try await one.ask(
                server, "POST", path, ["current": .string(SignInTests.password), "new": "short"], csrf: one.csrf
            ).status == 400)
        #expect(
            try await one.ask(
                server, "POST", path, ["current": .string(SignInTests.password), "new": .string(next)], csrf: one.csrf
            ).status == 204)
        for browser in [one, two] { #expect(try await browser.ask(server, "GET", "api/session").status == 401) }
        #expect(try await signIn(server).status == 401)
        #expect(try await signIn(server, "ana", next).status == 200)
        #expect(try await server.post(path, ["current": "a", "new": "b"]).status == 400)
    }

    @Test func guessingIsSlowedDownAndLogged() async throws {
        let server = try await prepared()
        defer { server.stop(); server.removeData() }
        for _ in 0..<10 { #expect(try await signIn(server, "ana", "wrong").status == 401) }
        let stopped = try await signIn(server)
        #expect(stopped.status == 429)
        let wait = stopped.headers.first { $0.name.lowercased() == "retry-after" }?.value
        #expect((1...900).contains(Int(wait ?? "") ?? 0))
        // Somebody who is not there is answered in the same words.
        let (known, unknown) = (try await signIn(server, "eve", "wrong"), try await signIn(server, "mallory", "wrong"))
        #expect(known.status == 401 && known.json == unknown.json)
    }

    @Test func peopleAreManaged() async throws {
        let server = try await prepared()
        defer { server.stop(); server.removeData() }
        let password = JSONValue.string(SignInTests.password)
        let made = try await server.post(
            "api/people",
            ["account": "Mara@example.org", "displayName": "Mara Lind", "password": password, "roles": ["Tier 1 responder"]])
        #expect(made.status == 201 && made.json["account"]?.string == "mara@example.org")
        let path = "api/people/mara%40example.org"
        let browser = try #require(Browser(try await signIn(server, "mara@example.org")))
        #expect(try await browser.ask(server, "GET", "api/queue").status == 200)
        #expect(try await browser.ask(server, "GET", "api/people").status == 403)
        #expect(try await server.post("api/people", ["account": "mara@example.org", "password": password]).status == 409)
        #expect(try await server.post("api/people", ["account": "b", "password": password, "roles": ["Boss"]]).status == 404)
        #expect(try await server.patch(path, ["roles": ["Security administrator"]]).status == 200)
        #expect(try await browser.ask(server, "GET", "api/people").json["people"]?.array?.count == 2)
        #expect(try await server.delete(path + "/sessions").status == 204)
        #expect(try await browser.ask(server, "GET", "api/queue").status == 401)
        #expect(try await server.delete(path).status == 204)
        #expect(try await server.get(path).status == 404)
    }
}
