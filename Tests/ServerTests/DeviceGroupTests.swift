import Foundation
import Primitives
import ServerHarness
import Testing

/// Device groups are set while the server runs, and say who sees what.
@Suite(.fewAtATime) struct DeviceGroupTests {
    private func group(_ name: String, _ kind: String, _ value: String) -> JSONValue {
        ["name": .string(name), "conditions": [.object(JSONObject([.init(name: kind, value: .string(value))]))]]
    }

    @Test func groupsCountForNewAlertsAndLimitWhatIsSeen() async throws {
        let data = RunningServer.newFolder()
        var server = try await RunningServer(data: data)
        defer { server.stop(); server.removeData() }
        _ = try await server.put("api/sources/siem", ["format": "wazuh"])
        let servers = try await server.post("api/deviceGroups", group("Servers", "nameStartsWith", "web"))
        #expect(servers.status == 201 && servers.json["id"]?.integer == 1)
        _ = try await server.post("api/deviceGroups", group("Mail", "nameContains", "mail"))
        // A restart knows them.
        server.stop()
        server = try await RunningServer(data: data)
        for (agent, minute, address) in [("web01", "00", "203.0.113.9"), ("mail01", "20", "198.51.100.4")] {
            _ = try await server.ingest(
                "siem", Records.burst(8, agent: agent, at: "2026-05-04T10:\(minute)", address: address))
            try await server.settle()
        }
        let client = try await ClientAccount(
            server, "servers", grants: ["readSecurityData", "manageAuthorization"], scope: ["deviceGroups": [1]])
        let token = try await client.token(server)
        func queue() async throws -> [String] {
            try await server.get("api/queue", token: token).json["incidents"]?.array?.compactMap { $0["displayName"]?.string }
                ?? []
        }
        #expect(try await queue().count == 1)
        #expect(try await queue().allSatisfy { $0.contains("web01") })
        // What is stored keeps its group; what comes has the new one.
        _ = try await server.put("api/deviceGroups/1", group("Servers", "nameStartsWith", "db"))
        #expect(try await queue().count == 1)
        _ = try await server.ingest("siem", Records.burst(2, agent: "db01", at: "2026-05-06T10:00", address: "192.0.2.77"))
        try await server.settle()
        let alerts = try await server.get("v1.0/security/alerts_v2/al17", token: token)
        #expect(alerts.status == 200)
        let role: JSONValue = ["permissions": ["readSecurityData"], "scope": ["deviceGroups": [1, 77]]]
        let unknown = try await server.put("api/roles/Far", role)
        #expect(unknown.status == 400 && unknown.json["error"]?["message"]?.string?.contains("77") == true)
        // Who is limited to a group does not decide what groups are.
        let change = try await server.send(
            "PUT", "api/deviceGroups/1", body: Array(group("All", "nameContains", "1").text.utf8), token: token)
        #expect(change.status == 403)
    }

    @Test func aPreviewShowsWhatWouldMove() async throws {
        let server = try await RunningServer()
        defer { server.stop(); server.removeData() }
        _ = try await server.put("api/sources/siem", ["format": "wazuh"])
        for agent in ["web01", "mail01"] { _ = try await server.ingest("siem", Records.burst(4, agent: agent)) }
        try await server.settle()
        let planned = try await server.post("api/deviceGroups/preview", ["groups": [group("Servers", "nameStartsWith", "web")]])
        #expect(planned.json["examined"]?.integer == 2)
        #expect(planned.json["moves"]?.array == [["device": "web01", "from": 0, "to": -1]])
        #expect(try await server.get("api/deviceGroups").json["deviceGroups"]?.array?.isEmpty == true)
    }

    @Test func groupsAreOrderedRemovedAndNeverConfused() async throws {
        let server = try await RunningServer()
        defer { server.stop(); server.removeData() }
        for name in ["A", "B", "C"] { _ = try await server.post("api/deviceGroups", group(name, "tag", name)) }
        #expect(try await server.post("api/deviceGroups/order", ["ids": [3, 1]]).status == 400)
        let ordered = try await server.post("api/deviceGroups/order", ["ids": [3, 1, 2]])
        #expect(ordered.json["deviceGroups"]?.array?.map { $0["name"]?.string } == ["C", "A", "B"])
        #expect(try await server.delete("api/deviceGroups/3").status == 204)
        #expect(try await server.delete("api/deviceGroups/3").status == 404)
        // The number of a removed group is not given again: alerts may carry it.
        #expect(try await server.post("api/deviceGroups", group("D", "domain", "example.org")).json["id"]?.integer == 4)
        #expect(try await server.post("api/deviceGroups", group("d", "tag", "x")).status == 409)
        #expect(try await server.post("api/deviceGroups", group("E", "address", "10.3.0.0")).status != 500)
        #expect(try await server.post("api/deviceGroups", group("F", "address", "ten")).status == 400)
        #expect(try await server.post("api/deviceGroups", group("G", "colour", "red")).status == 400)
        #expect(try await server.post("api/deviceGroups", ["name": "H", "conditions": []]).status == 400)
        #expect(try await server.put("api/deviceGroups/99", group("I", "tag", "x")).status == 404)
    }
}
