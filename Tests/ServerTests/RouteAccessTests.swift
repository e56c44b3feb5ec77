@testable import Access
import Foundation
import Primitives
import ServerHarness
import Testing

/// Every declared route refuses whom it has to. The routes are asked of the server itself, so a new one is covered.
@Suite(.fewAtATime) struct RouteAccessTests {
    private struct Route {
        var method: String
        var path: String
        var need: String

        /// Shippers' protocols write errors in ways of their own.
        var protocolOfShippers: ShippersRefusal? {
            guard need == "sendRecords", !path.hasPrefix("api/") else { return nil }
            return ShippersRefusal.all.first { path.hasPrefix($0.prefix) } ?? .elastic
        }

        init(_ json: JSONValue) throws {
            method = try #require(json["method"]?.string)
            need = try #require(json["need"]?.string)
            // Each parameter gets a value; the guard at the door does not look at it.
            path = try #require(json["path"]?.string).split(separator: "/").map { part in
                part.hasPrefix(":") || part.hasPrefix("{") || part.hasPrefix("*") ? "1" : String(part)
            }.joined(separator: "/")
        }
    }

    /// How one protocol of shippers refuses somebody: the statuses, and where the words stand.
    private struct ShippersRefusal {
        var prefix: String
        /// Without a token, with a bad one, without the permission.
        var statuses: (Int, Int, Int)
        var words: [[String]]

        static let elastic = ShippersRefusal(
            prefix: "", statuses: (401, 401, 403), words: [["error", "type"], ["error", "reason"], ["status"]])
        static let all = [
            ShippersRefusal(prefix: "services/", statuses: (401, 403, 403), words: [["text"], ["code"]]),
            ShippersRefusal(prefix: "v1/logs", statuses: (401, 401, 403), words: [["code"], ["message"]]),
            ShippersRefusal(
                prefix: "dataCollectionRules/", statuses: (401, 401, 403), words: [["error", "code"], ["error", "message"]]),
        ]

        func expect(_ answer: RunningServer.Answer, _ status: Int, _ what: String) {
            #expect(answer.status == status, "\(what): \(answer.status)")
            // The answer to HEAD has no body.
            for path in words where !what.hasPrefix("HEAD") {
                let word = path.reduce(Optional(answer.json)) { $0?[$1] }
                #expect(word?.text.isEmpty == false && word?.isNull == false, "\(what): \(answer.json)")
            }
        }
    }

    /// What a refusal looks like.
    private func expect(
        _ answer: RunningServer.Answer, _ status: Int, challenge: String?, _ what: String
    ) {
        #expect(answer.status == status, "\(what): \(answer.status)")
        #expect(answer.json["error"]?["code"]?.string?.isEmpty == false, "\(what): \(answer.json)")
        #expect(answer.json["error"]?["message"]?.string?.isEmpty == false, "\(what): \(answer.json)")
        let header = answer.headers.first { $0.name.lowercased() == "www-authenticate" }?.value
        guard let challenge else { return #expect(header == nil, "\(what): \(header ?? "")") }
        #expect(header?.hasPrefix("Bearer") == true, "\(what): \(header ?? "no challenge")")
        #expect(header?.contains("error=") == !challenge.isEmpty, "\(what): \(header ?? "")")
        #expect(header?.contains(challenge) == true || challenge.isEmpty, "\(what): \(header ?? "")")
    }

    @Test func everyRouteIsGuarded() async throws {
        // Every route is asked several times at once, which is more than one client may ask.
        let server = try await RunningServer(
            arguments: ["--requests-per-minute", "0", "--strangers-requests-per-minute", "0"])
        defer { server.stop(); server.removeData() }
        let routes = try await server.get("api/routes").json["routes"]?.array?.map(Route.init) ?? []
        #expect(routes.count > 300)
        // One list: whatever is routed is asked here, pages for people too.
        #expect(routes.contains { $0.path == "incidents" } && routes.contains { $0.path == "services/collector/event" })
        let reader = try await ClientAccount(server, "reader", grants: ["readSecurityData"])
        _ = try await reader.token(server)
        let past = try await reader.claims(at: .now - .hours(2))
        let expired = try await SigningKeyRing(folder: server.data.appendingPathComponent("keys")).sign(past, at: .now)
        let elsewhere = RunningServer.newFolder()
        defer { try? FileManager.default.removeItem(at: elsewhere) }
        let forged = try await SigningKeyRing(folder: elsewhere).sign(try await reader.claims(at: .now), at: .now)
        var powerless: [String: String] = [:]
        for need in Set(routes.map(\.need)) where need != "nothing" && need != "caller" {
            let permission = try #require(Permission(rawValue: need), "the need '\(need)' is not known to this test")
            let others = Permission.allCases.filter { $0 != permission && !$0.parts.contains(permission) }
            let client = try await ClientAccount(server, "no.\(need)", grants: others.map(\.rawValue))
            powerless[need] = try await client.token(server)
        }
        for route in routes {
            let what = "\(route.method) /\(route.path)"
            func ask(_ token: String?) async throws -> RunningServer.Answer {
                try await server.send(route.method, route.path, body: Array("{}".utf8), token: token)
            }
            if route.need == "nothing" {
                #expect(try await ask(nil).status != 403, "\(what)")
                continue
            }
            // A program's token is let in by another door there: the handshake of shippers.
            if route.path.isEmpty { continue }
            if let refusal = route.protocolOfShippers {
                refusal.expect(try await ask(nil), refusal.statuses.0, "\(what) without a token")
                for token in [expired, forged, "wf_guessed"] {
                    refusal.expect(try await ask(token), refusal.statuses.1, "\(what) with a bad token")
                }
                refusal.expect(try await ask(powerless[route.need]), refusal.statuses.2, "\(what) without the permission")
                continue
            }
            expect(try await ask(nil), 401, challenge: "", "\(what) without a token")
            expect(try await ask(expired), 401, challenge: "invalid_token", "\(what) with an expired token")
            expect(try await ask(forged), 401, challenge: "invalid_token", "\(what) with a foreign token")
            expect(try await ask("wf_guessed"), 401, challenge: "invalid_token", "\(what) with a guessed token")
            if let token = powerless[route.need] {
                expect(try await ask(token), 403, challenge: nil, "\(what) without \(route.need)")
            }
        }
    }

    /// Who may do all may do each: nothing that is declared is out of everybody's reach.
    @Test func theListingIsForAdministrators() async throws {
        let server = try await RunningServer()
        defer { server.stop(); server.removeData() }
        let reader = try await ClientAccount(server, "reader", grants: ["readSecurityData", "manageAlerts"])
        #expect(try await server.get("api/routes", token: try await reader.token(server)).status == 403)
        let routes = try await server.get("api/routes").json["routes"]?.array ?? []
        #expect(routes.contains { $0["path"]?.string == "/api/routes" && $0["need"]?.string == "readSystemSettings" })
        #expect(routes.contains { $0["path"]?.string == "/v1.0/security/incidents/:id" && $0["method"]?.string == "PATCH" })
    }
}
