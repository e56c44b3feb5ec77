import Foundation
import Primitives
import ServerHarness
import Testing

/// Assets over HTTP, and over a crash.
@Suite(.fewAtATime) struct AssetTests {
    private func prepared(_ data: URL) async throws -> (server: RunningServer, device: String) {
        let server = try await RunningServer(data: data)
        _ = try await server.put("api/sources/siem", ["format": "wazuh"])
        _ = try await server.ingest("siem", Records.burst(8, agent: "web01"))
        _ = try await server.ingest("siem", Records.burst(2, agent: "mail01", at: "2026-05-04T11:00", address: "198.51.100.4"))
        try await server.settle()
        let assets = try await server.get("api/assets?kind=device&order=alerts").json["assets"]?.array ?? []
        return (server, assets.first?["id"]?.string ?? "")
    }

    private func priorities(_ server: RunningServer) async throws -> [String] {
        let queue = try await server.get("api/queue?all=true&order=created&ascending=true").json["incidents"]?.array ?? []
        return queue.map { "\($0["id"]?.string ?? "") \($0["priority"]?.text ?? "")" }
    }

    @Test func whatWasSaidOfAnAssetOutlivesACrash() async throws {
        let data = RunningServer.newFolder()
        var (server, device) = try await prepared(data)
        defer { server.stop(); server.removeData() }
        let before = try await priorities(server)
        let changed = try await server.patch("api/assets/\(device)", ["criticality": "veryHigh", "tags": ["payroll"]])
        #expect(changed.json["criticality"] == "veryHigh" && changed.json["isCriticalitySet"] == true)
        let rule = try await server.post(
            "api/assetRules", ["name": "mail", "criticality": "low", "conditions": [["nameContains": "mail"]]])
        #expect(rule.status == 201 && rule.json["createdBy"] == "administrator")
        let after = try await priorities(server)
        #expect(after != before)
        server.kill()
        server = try await RunningServer(data: data)
        #expect(try await priorities(server) == after)
        #expect(try await server.get("api/assets/\(device)").json["tags"] == ["payroll"])
        #expect(try await server.get("api/assetRules").json["rules"]?.array?.count == 1)
        _ = try await server.patch("api/assets/\(device)", ["criticality": .null])
        #expect(try await server.send("DELETE", "api/assetRules/1", body: nil).status == 200)
        #expect(try await priorities(server) == before)
    }

    @Test func filtersAndPages() async throws {
        let (server, device) = try await prepared(RunningServer.newFolder())
        defer { server.stop(); server.removeData() }
        func names(_ query: String) async throws -> [String] {
            try await server.get("api/assets?\(query)").json["assets"]?.array?.compactMap { $0["name"]?.string } ?? []
        }
        _ = try await server.patch("api/assets/\(device)", ["criticality": "high", "tags": ["Payroll", "b"]])
        #expect(try await names("kind=device&order=name") == ["mail01", "web01"])
        #expect(try await names("kind=device") == ["web01", "mail01"])
        #expect(try await names("kind=device&order=lastSeen") == ["mail01", "web01"])
        #expect(try await names("criticality=high,veryHigh") == ["web01"])
        #expect(try await names("tag=Payroll&search=WEB") == ["web01"])
        #expect(try await names("tag=nothing") == [])
        #expect(try await names("kind=device&top=1&skip=1") == ["mail01"])
        let one = try await server.get("api/assets/\(device)").json
        #expect(one["alertCount"] == 8 && one["incidents"]?.array?.isEmpty == false)
        #expect(one["firstSeenDateTime"] == "2026-05-04T10:00:00Z" && one["lastSeenDateTime"] == "2026-05-04T10:00:07Z")
        #expect(one["openIncidentCount"]?.integer == Int64(one["incidents"]?.array?.count ?? 0))
    }

    @Test func wrongQuestionsAreExplained() async throws {
        let (server, device) = try await prepared(RunningServer.newFolder())
        defer { server.stop(); server.removeData() }
        for (path, status) in [
            ("api/assets?kind=car", 400), ("api/assets?criticality=huge", 400), ("api/assets?order=size", 400),
            ("api/assets?colour=red", 400), ("api/assets/x", 400), ("api/assets/99999", 404),
        ] {
            let answer = try await server.get(path)
            #expect(answer.status == status && answer.json["error"]?["message"]?.string?.isEmpty == false, "\(path)")
        }
        let bodies: [(JSONValue, Int)] = [
            (["criticality": "huge"], 400), (["criticality": 3], 400), (["tags": "a"], 400), (["tags": [""]], 400),
            (["owner": "ana"], 400), (["tags": .array((0..<51).map { .string("t\($0)") })], 400),
        ]
        for (body, status) in bodies {
            #expect(try await server.patch("api/assets/\(device)", body).status == status, "\(body.text)")
        }
        let rules: [JSONValue] = [
            [:], ["name": "x", "criticality": "low"], ["name": "x", "criticality": "low", "conditions": []],
            ["name": "x", "criticality": "low", "conditions": [["address": "10.0.0/8"]]],
            ["name": "x", "criticality": "low", "conditions": [["colour": "red"]]],
            ["name": "x", "criticality": "low", "kind": "ip", "conditions": [["tag": "a"]]],
            ["name": "", "criticality": "low", "conditions": [["tag": "a"]]],
        ]
        for rule in rules { #expect(try await server.post("api/assetRules", rule).status == 400, "\(rule.text)") }
        #expect(try await server.send("DELETE", "api/assetRules/7", body: nil).status == 404)
        #expect(try await server.get("api/assets", token: nil).status == 401)
    }
}
