import Foundation
import Primitives
import ServerHarness
import Testing

/// What is outside somebody's scope is not there for him.
@Suite struct ScopeTests {
    /// A server with an incident of each of two sources; the incidents' ids by source.
    private func prepared() async throws -> (server: RunningServer, incidents: [String: String]) {
        let server = try await RunningServer()
        for (source, agent, minute, address) in [
            ("hq", "web01", "00", "203.0.113.9"), ("plant", "mail01", "20", "198.51.100.4"),
        ] {
            _ = try await server.put("api/sources/\(source)", ["format": "wazuh"])
            _ = try await server.ingest(
                source, Records.burst(8, agent: agent, at: "2026-05-04T10:\(minute)", address: address))
            try await server.settle()
        }
        var incidents: [String: String] = [:]
        let queue = try await server.get("api/queue?order=created&ascending=true").json["incidents"]?.array ?? []
        for (source, incident) in zip(["hq", "plant"], queue) { incidents[source] = incident["id"]?.string }
        try #require(incidents.count == 2)
        return (server, incidents)
    }

    @Test func aScopedClientSeesItsPartAlone() async throws {
        let (server, incidents) = try await prepared()
        defer { server.stop(); server.removeData() }
        let (own, other) = (try #require(incidents["plant"]), try #require(incidents["hq"]))
        let client = try await ClientAccount(
            server, "plant", grants: ["readSecurityData", "manageAlerts", "manageSecuritySettings", "readSystemSettings"],
            scope: ["sources": ["plant"]])
        let token = try await client.token(server)
        func ask(_ method: String, _ path: String, _ body: JSONValue? = nil) async throws -> RunningServer.Answer {
            try await server.send(method, path, body: body.map { Array($0.text.utf8) }, token: token)
        }
        let queue = try await ask("GET", "api/queue").json
        #expect(queue["count"]?.integer == 1 && queue["incidents"]?.array?.first?["id"]?.string == own)
        let graph = try await ask("GET", "v1.0/security/incidents?$count=true&$expand=alerts").json
        #expect(graph["@odata.count"]?.integer == 1)
        #expect(graph["value"]?.array?.map { $0["id"]?.string } == [own])
        #expect(graph["value"]?.array?.first?["alerts"]?.array?.count == 8)
        #expect(try await ask("GET", "api/queue/\(own)").status == 200)
        for path in [
            "api/queue/\(other)", "api/queue/\(other)/alerts", "api/queue/\(other)/activity", "v1.0/security/incidents/\(other)",
        ] {
            #expect(try await ask("GET", path).status == 404, "\(path)")
        }
        #expect(try await ask("PATCH", "v1.0/security/incidents/\(other)", ["status": "resolved"]).status == 404)
        #expect(try await ask("PATCH", "v1.0/security/incidents/\(own)", ["status": "inProgress"]).status == 200)
        #expect(try await ask("POST", "v1.0/security/incidents/\(other)/comments", ["comment": "x"]).status == 404)
        #expect(
            try await ask(
                "POST", "v1.0/security/incidents/mergeIncidents", ["incidentIds": [.string(own), .string(other)]]
            ).status == 404)
        let foreign = try await server.get("api/queue/\(other)/alerts").json["alerts"]?.array?.first?["id"]?.string
        let alert = try #require(foreign)
        #expect(try await ask("GET", "v1.0/security/alerts_v2/\(alert)").status == 404)
        #expect(try await ask("PATCH", "v1.0/security/alerts_v2/\(alert)", ["status": "resolved"]).status == 404)
        #expect(try await ask("POST", "v1.0/security/alerts_v2/moveAlerts", ["alertIds": [.string(alert)]]).status == 404)
        #expect(try await ask("GET", "api/sources").json["sources"]?.array?.map { $0["name"]?.string } == ["plant"])
        #expect(try await ask("POST", "api/sources/hq/token", [:]).status == 404)
        #expect(try await ask("PUT", "api/sources/hq", ["format": "auto"]).status == 404)
        // All of it is still there for whoever sees everything, as it was.
        #expect(try await server.get("api/queue/\(other)").json["status"]?.string == "active")
        #expect(try await server.get("api/queue").json["count"]?.integer == 2)
    }
}
