import Foundation
import Primitives
import ServerHarness
import Testing

/// What is outside somebody's scope is not there for him, on any surface.
@Suite(.fewAtATime) struct ScopeTests {
    static let workspace =
        "subscriptions/s/resourceGroups/g/providers/Microsoft.OperationalInsights/workspaces/w/providers/Microsoft.SecurityInsights"

    /// What is asked of one side: its own are there, the other's are not. Words in brackets stand for ids of the side.
    private static let requests: [(method: String, path: String, body: JSONValue?)] = [
        ("GET", "api/queue/{incident}", nil), ("GET", "api/queue/{incident}/alerts", nil),
        ("GET", "api/queue/{incident}/activity", nil), ("GET", "api/assets/{asset}", nil),
        ("PATCH", "api/assets/{asset}", ["tags": ["seen"]]), ("GET", "api/errors?source={source}", nil),
        ("PUT", "api/sources/{source}", ["format": "wazuh"]), ("POST", "api/sources/{source}/token", [:]),
        ("GET", "v1.0/security/incidents/{incident}?$expand=alerts", nil),
        ("GET", "v1.0/security/incidents/{incident}/alerts", nil),
        ("GET", "v1.0/security/incidents/{incident}/alerts/$count", nil),
        ("GET", "beta/security/incidents/{incident}/alerts/{alert}", nil),
        ("GET", "v1.0/security/incidents/{incident}/comments", nil),
        ("PATCH", "v1.0/security/incidents/{incident}", ["assignedTo": "mara"]),
        ("POST", "v1.0/security/incidents/{incident}/comments", ["comment": "x"]),
        ("GET", "v1.0/security/alerts_v2/{alert}", nil), ("GET", "v1.0/security/alerts_v2/{alert}/comments", nil),
        ("PATCH", "v1.0/security/alerts_v2/{alert}", ["assignedTo": "mara"]),
        ("PATCH", "v1.0/security/incidents/{incident}/alerts/{alert}", ["assignedTo": "jon"]),
        ("POST", "v1.0/security/alerts_v2/{alert}/comments", ["comment": "x"]),
        ("GET", "api/incidents/{incident}", nil), ("PATCH", "api/incidents/{incident}", ["comment": "x"]),
        ("GET", "api/alerts/{alert}", nil), ("GET", "api/alerts/{alert}/machine", nil), ("GET", "api/alerts/{alert}/user", nil),
        ("GET", "api/alerts/{alert}/ips", nil), ("PATCH", "api/alerts/{alert}", ["comment": "x"]),
        ("POST", "api/alerts/batchUpdate", ["alertIds": ["{alert}"], "assignedTo": "mara"]),
        ("GET", "api/machines/{machine}", nil), ("GET", "api/machines/{machine}/logonusers", nil),
        ("GET", "arm/incidents/{incident}", nil), ("POST", "arm/incidents/{incident}/alerts", nil),
        ("POST", "arm/incidents/{incident}/bookmarks", nil), ("POST", "arm/incidents/{incident}/entities", nil),
        ("GET", "arm/incidents/{incident}/comments", nil), ("GET", "arm/incidents/{incident}/tasks", nil),
        ("GET", "arm/incidents/{incident}/relations", nil),
        ("PUT", "arm/incidents/{incident}/comments/c-{incident}", ["properties": ["message": "m"]]),
        ("GET", "arm/incidents/{incident}/comments/c-{incident}", nil),
        ("PUT", "arm/incidents/{incident}/tasks/t-{incident}", ["properties": ["title": "t", "status": "New"]]),
        ("GET", "arm/incidents/{incident}/tasks/t-{incident}", nil), ("GET", "arm/entities/{entity}", nil),
        ("POST", "arm/entities/{entity}/getTimeline", [:]), ("GET", "arm/entities/{entity}/relations", nil),
        ("GET", "arm/bookmarks/b-1/relations/r-{source}", nil),
        (
            "PUT", "arm/bookmarks/b-1/relations/new-{source}",
            ["properties": ["relatedResourceId": .string("/\(workspace)/incidents/{incident}")]]
        ),
        ("GET", "arm/incidents/{incident}/relations/r-{source}", nil),
        ("GET", "incidents/{incident}", nil), ("GET", "incidents/{incident}/graph", nil),
        ("GET", "incidents/{incident}/alerts/{alert}", nil), ("GET", "alerts/{alert}", nil), ("GET", "alerts/{alert}/raw", nil),
        // Last, since it moves away what the others ask for.
        ("POST", "v1.0/security/alerts_v2/moveAlerts", ["alertIds": ["{alert}"]]),
    ]

    /// What lists for whoever asks; nothing of another side shows in any.
    private static let lists = [
        "api/queue?all=true", "v1.0/security/incidents?$expand=alerts&$count=true", "v1.0/security/incidents/$count",
        "v1.0/security/alerts_v2?$count=true", "api/incidents", "api/alerts?$expand=evidence", "api/machines",
        "api/machines/findbyip(ip='10.3.0.7',timestamp=2026-05-04T10:00:00Z)", "api/sources", "api/assets", "api/webhooks",
        "incidents.csv", "alerts.csv", "search/list?q=1",
        "arm/incidents", "arm/entities", "arm/bookmarks", "arm/bookmarks/b-1/relations",
    ]

    /// One of the two halves of the cases.
    struct Side {
        var values: [String: String] = [:]
        /// Words that only its own cases say.
        var words: [String] = []

        func filled(_ text: String) -> String {
            let full = text.hasPrefix("arm/") ? "\(ScopeTests.workspace)/\(text.dropFirst(4))" : text
            return values.reduce(full) { $0.replacing("{\($1.key)}", with: $1.value) }
        }

        /// With the version of the API, where the address is one that needs it.
        func address(_ path: String) -> String {
            let address = filled(path)
            return path.hasPrefix("arm/") ? "\(address)?api-version=2024-03-01" : address
        }
    }

    /// A server with an incident of each of two sources, on devices of two groups.
    private func prepared() async throws -> (server: RunningServer, plant: Side, hq: Side) {
        let server = try await RunningServer(arguments: ["--requests-per-minute", "0"])
        var sides: [Side] = []
        for (source, agent, minute, address) in [
            ("hq", "web01", "00", "203.0.113.9"), ("plant", "mail01", "20", "198.51.100.4"),
        ] {
            _ = try await server.put("api/sources/\(source)", ["format": "wazuh"])
            _ = try await server.post(
                "api/deviceGroups", ["name": .string(source), "conditions": [["nameContains": .string(agent)]]])
            _ = try await server.ingest(
                source, Records.burst(8, agent: agent, at: "2026-05-04T10:\(minute)", address: address))
            try await server.settle()
            sides.append(Side(words: [agent, address, "\"\(source)\""]))
            sides[sides.count - 1].values = ["source": source, "machine": agent]
        }
        _ = try await server.post("api/webhooks", ["url": "https://hook.example/in"])
        let queue = try await server.get("api/queue?order=created&ascending=true").json["incidents"]?.array ?? []
        let assets = try await server.get("api/assets?kind=device").json["assets"]?.array ?? []
        _ = try await server.put(
            sides[0].address("arm/bookmarks/b-1"), ["properties": ["displayName": "b", "query": "q"]])
        for index in sides.indices {
            let id = try #require(queue.dropFirst(index).first?["id"]?.string)
            sides[index].values["incident"] = id
            sides[index].values["alert"] = try #require(
                try await server.get("api/queue/\(id)/alerts").json["alerts"]?.array?.first?["id"]?.string)
            let asset = assets.first { $0.text.contains(sides[index].words[0]) }
            sides[index].values["asset"] = try #require(asset?["id"]).text.filter(\.isNumber)
            let entities = try await server.send(
                "POST", sides[index].address("arm/incidents/{incident}/entities"), body: nil)
            sides[index].values["entity"] = try #require(
                entities.json["entities"]?.array?.first { $0.text.contains(sides[index].words[0]) }?["name"]?.string)
            _ = try await server.put(
                sides[index].address("arm/incidents/{incident}/relations/r-{source}"),
                ["properties": ["relatedResourceId": .string("/\(ScopeTests.workspace)/bookmarks/b-1")]])
        }
        return (server, plant: sides[1], hq: sides[0])
    }

    static let grants = ["readSecurityData", "manageAlerts", "manageSecuritySettings", "readSystemSettings", "readDevices"]

    @Test(arguments: [["sources": ["plant"]], ["deviceGroups": [2]]] as [JSONValue])
    func everySurfaceKeepsToTheScope(_ scope: JSONValue) async throws {
        let (server, own, other) = try await prepared()
        defer { server.stop(); server.removeData() }
        let isOfGroups = scope["deviceGroups"] != nil
        let client = try await ClientAccount(server, "plant", grants: ScopeTests.grants, scope: scope)
        let token = try await client.token(server)
        for (method, path, body) in ScopeTests.requests {
            // Sources are told apart by scopes of sources alone.
            if isOfGroups, path.contains("api/sources") || path.contains("api/errors") { continue }
            for (side, isThere) in [(own, true), (other, false)] {
                let sent = body.map { Array(side.filled($0.text).utf8) }
                let answer = try await server.send(method, side.address(path), body: sent, token: token)
                let expected = isThere ? 200..<300 : 404..<405
                #expect(expected.contains(answer.status), "\(method) \(path) \(isThere): \(answer.status) \(answer.json)")
            }
        }
        for path in ScopeTests.lists {
            let answer = try await server.get(own.address(path), token: token)
            #expect(answer.status == 200, "\(path): \(answer.json)")
            for word in other.words.prefix(isOfGroups ? 2 : 3) {
                let text = String(decoding: answer.body, as: UTF8.self)
                #expect(!text.contains(word), "\(path) shows \(word): \(text)")
            }
        }
        // Its own, and the one that the moved alert got.
        #expect(try await server.get("v1.0/security/incidents/$count", token: token).json.integer == 2)
    }

    /// What is the same for everybody is not for whoever sees a part to change, and what tells of everything is not there.
    @Test func whatIsEverybodysIsKeptFromAScopedClient() async throws {
        let (server, own, other) = try await prepared()
        defer { server.stop(); server.removeData() }
        let client = try await ClientAccount(
            server, "plant", grants: ScopeTests.grants + ["manageSystemSettings", "manageAuthorization"],
            scope: ["sources": ["plant"]])
        let token = try await client.token(server)
        let everything: JSONValue = ["name": "all", "grants": ["readSecurityData"]]
        let foreign = try #require(other.values["incident"])
        let rows: [(method: String, path: String, body: JSONValue?, status: Int)] = [
            ("GET", "api/webhooks/1/deliveries", nil, 404), ("DELETE", "api/webhooks/1", nil, 404),
            ("POST", "api/webhooks/1/test", [:], 404), ("POST", "api/webhooks", ["url": "https://a.example"], 403),
            ("PATCH", "api/detectors/1", ["isExcluded": true], 403), ("POST", "api/backup", ["directory": "/nowhere"], 403),
            ("POST", "api/clients", everything, 403), ("GET", "api/errors", nil, 403),
            ("POST", "api/deviceGroups", ["name": "x", "conditions": [["tag": "x"]]], 403),
            ("POST", "api/assetRules", ["name": "x", "criticality": "high", "conditions": [["tag": "x"]]], 403),
            (
                "POST", "v1.0/security/incidents/mergeIncidents",
                ["incidentIds": [.string(own.values["incident"] ?? ""), .string(foreign)]], 404
            ),
            ("POST", "api/ingest/hq", [:], 403), ("DELETE", other.address("arm/incidents/{incident}"), nil, 204),
            ("GET", "api/machines/web01/alerts", nil, 200),
        ]
        for (method, path, body, status) in rows {
            let answer = try await server.send(method, path, body: body.map { Array($0.text.utf8) }, token: token)
            #expect(answer.status == status, "\(method) \(path): \(answer.status) \(answer.json)")
        }
        #expect(try await server.get("api/machines/web01/alerts", token: token).json["value"]?.array == [])
        // All of it is still there for whoever sees everything, as it was.
        #expect(try await server.get("api/queue/\(foreign)").json["status"]?.string == "active")
        #expect(try await server.get("api/webhooks").json["webhooks"]?.array?.count == 1)
        #expect(try await server.get("api/queue").json["count"]?.integer == 2)
        try await partOfAnIncidentIsAll(server, own, other, token)
    }
}
