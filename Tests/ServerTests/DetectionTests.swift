import DuckDBEvents
import Foundation
import Primitives
import SeededRandom
import ServerHarness
import Testing

/// Rules in the running product: from events by a query to an alert in its incident.
@Suite(.fewAtATime, .enabled(if: (try? DuckDBLibrary(searching: DuckDBLibrary.places)) != nil, "DuckDB's library is not there"))
struct DetectionTests {
    /// A start of a program, of Windows' Security log.
    private static func start(_ number: Int, host: String = "web01", command: String = "whoami") -> String {
        """
        {"TimeCreated":"2026-05-04 10:0\(number % 10):00.\(100 + number % 900)","EventID":4688,"Channel":"Security",\
        "Provider_Name":"Microsoft-Windows-Security-Auditing","Hostname":"\(host)","Computer":"\(host)",\
        "NewProcessName":"C:\\\\Windows\\\\System32\\\\cmd.exe","CommandLine":"\(command) \(number)","NewProcessId":"0x\
        \(String(number, radix: 16))","SubjectUserName":"alice"}
        """
    }

    private static let rule: JSONValue = [
        "displayName": "Somebody asks who he is", "severity": "High", "enabled": true, "kind": "NRT",
        "query": "SecurityEvent | where CommandLine has 'whoami' | project TimeGenerated, Computer, Account, CommandLine",
        "tactics": ["Discovery"], "techniques": ["T1033"], "customDetails": ["command": "CommandLine"],
        "eventGroupingSettings": ["aggregationKind": "AlertPerResult"],
        "alertDetailsOverride": ["alertDisplayNameFormat": "Somebody asks on {{Computer}}"],
        "entityMappings": [["entityType": "Host", "fieldMappings": [["identifier": "HostName", "columnName": "Computer"]]]],
    ]

    private func alerts(_ server: RunningServer) async throws -> [JSONValue] {
        let answer = try await server.get("v1.0/security/alerts_v2?$top=1000&$filter=detectionSource%20eq%20'customDetection'")
        return answer.json["value"]?.array ?? []
    }

    private func run(_ server: RunningServer) async throws -> [JSONValue] {
        try await server.post("api/detections/who/run", [:]).json["runs"]?.array ?? []
    }

    /// The rule's query, preview, run, alert, incident, health; and that the same rows make no second alert.
    @Test func eventsBecomeAnAlertInItsIncident() async throws {
        let server = try await RunningServer()
        defer { server.stop(); server.removeData() }
        _ = try await server.put("api/sources/siem", ["format": "wazuh"])
        _ = try await server.ingest("siem", Records.burst(5, agent: "web01"))
        _ = try await server.put("api/sources/sensors", ["format": "windows"])
        #expect(try await server.ingest("sensors", Self.start(1) + "\n" + Self.start(2, command: "dir")).status == 200)
        try await server.settle()
        let known = try await server.get("v1.0/security/incidents?$expand=alerts").json["value"]?.array ?? []
        #expect(known.count == 1)

        let preview = try await server.post(
            "api/detections/preview", ["rule": Self.rule, "timespan": "2026-05-04T00:00:00Z/2026-05-05T00:00:00Z"])
        #expect(preview.json["rows"]?.integer == 1 && preview.json["alertCount"]?.integer == 1, "\(preview.json)")
        #expect(preview.json["alerts"]?.array?.first?["title"]?.string == "Somebody asks on web01")

        #expect(try await server.put("api/detections/who", Self.rule).status == 201)
        try await waitUntil("the alert") { try await alerts(server).count == 1 }
        let alert = try #require(try await alerts(server).first)
        #expect(alert["title"]?.string == "Somebody asks on web01" && alert["severity"]?.string == "high")
        #expect(alert["detectorId"]?.string == "who" && alert["mitreTechniques"] == ["T1033"])
        #expect(alert["incidentId"] == known.first?["id"], "\(alert)")
        #expect(alert["customDetails"]?["command"]?.string == "whoami 1")

        // What was looked at is not looked at again; what comes is.
        #expect(try await run(server).allSatisfy { $0["alerts"]?.integer == 0 })
        _ = try await server.ingest("sensors", Self.start(3) + "\n" + Self.start(4, host: "db01"))
        #expect(try await run(server).last?["alerts"]?.integer == 2)
        try await waitUntil("all alerts") { try await alerts(server).count == 3 }
        // An incident is named by the rule and by its own devices, whatever the rule's alerts are called.
        let names = try await server.get("v1.0/security/incidents").json["value"]?.array?.compactMap { $0["displayName"]?.string }
        #expect(names?.contains { $0.hasPrefix("Somebody asks who he is on db01") } == true, "\(names ?? [])")
        let health = try await server.get("api/detections/who").json
        #expect(health["status"]?.string == "enabled" && health["totals"]?["alerts"]?.integer == 3, "\(health)")
        let figures = String(decoding: try await server.get("metrics").body, as: UTF8.self)
        #expect(figures.contains("watchfloor_detection_alerts_total 3\n"))
        #expect(figures.contains("watchfloor_detection_runs_total{status=\"failed\"} 0\n"))
    }

    /// The server is killed again and again while events come in and the rule runs: each event makes one alert, once.
    @Test func killedDuringRuns() async throws {
        let seed = UInt64.random(in: 1...UInt64.max)
        var random = SeededGenerator(seed: seed)
        let data = RunningServer.newFolder()
        var server = try await RunningServer(data: data)
        defer { server.stop(); server.removeData() }
        _ = try await server.put("api/sources/sensors", ["format": "windows"])
        #expect(try await server.put("api/detections/who", Self.rule).status == 201)
        var sent = 0
        for _ in 0..<3 {
            let victim = server
            async let killing: Void = {
                try? await Task.sleep(for: .milliseconds(Int64.random(in: 100...600, using: &random)))
                victim.kill()
            }()
            // An event that got no answer may be in, so each is sent once.
            while true {
                sent += 1
                guard (try? await server.ingest("sensors", Self.start(sent)))?.status == 200 else { break }
                guard (try? await run(server)) != nil else { break }
            }
            await killing
            server = try await RunningServer(data: data)
        }
        _ = try await run(server)
        try await server.settle()
        let stored = try await server.post("api/hunting/run", ["query": "SecurityEvent | count"]).json["rows"]
        let events = stored?.array?.first?.array?.first?.integer ?? -1
        try await waitUntil("an alert an event") { try await Int64(alerts(server).count) >= events }
        _ = try await run(server)
        try await server.settle()
        let made = try await alerts(server)
        #expect(Int64(made.count) == events && events > 0, "seed \(seed): \(made.count) of \(events)")
        #expect(Set(made.compactMap { $0["customDetails"]?["command"]?.string }).count == made.count, "seed \(seed)")
        // None was folded into another either.
        var reports: Int64 = 0
        for incident in Set(made.compactMap { $0["incidentId"]?.string }) {
            let alerts = try await server.get("api/queue/\(incident)/alerts?top=1000").json["alerts"]?.array ?? []
            reports += alerts.reduce(0) { $0 + ($1["occurrences"]?.integer ?? 0) }
        }
        #expect(reports == events, "seed \(seed)")
    }

    /// A rule in Graph's words; and who sees a part only makes none.
    @Test func graphAndScope() async throws {
        let server = try await RunningServer()
        defer { server.stop(); server.removeData() }
        let path = "beta/security/rules/detectionRules"
        let made = try await server.post(
            path,
            [
                "displayName": "g", "isEnabled": true, "queryCondition": ["queryText": "AlertInfo"],
                "schedule": ["period": "12H"],
                "detectionAction": [
                    "alertTemplate": [
                        "title": "t", "severity": "low", "category": "Execution", "mitreTechniques": ["T1059"],
                        "impactedAssets": [
                            ["@odata.type": "#microsoft.graph.security.impactedDeviceAsset", "identifier": "title"]
                        ],
                    ]
                ],
            ])
        #expect(made.status == 201, "\(made.json)")
        let id = try #require(made.json["id"]?.string)
        let changed = try await server.patch("\(path)/\(id)", ["schedule": ["period": "0"], "isEnabled": false])
        #expect(changed.json["schedule"]?["period"]?.string == "0" && changed.json["isEnabled"]?.bool == false)
        #expect(changed.json["detectionAction"] == made.json["detectionAction"])
        let isolation: JSONValue = ["detectionAction": ["responseActions": [["isolationType": "full"]]]]
        #expect(try await server.patch("\(path)/\(id)", isolation).status == 501)
        #expect(try await server.get(path).json["value"]?.array?.count == 1)

        let client = try await ClientAccount(
            server, "part", grants: ["readDetections", "manageDetections"], scope: ["sources": ["siem"]])
        let token = try await client.token(server)
        let body = Array(#"{"displayName":"x","query":"AlertInfo"}"#.utf8)
        #expect(try await server.send("PUT", "api/detections/x", body: body, token: token).status == 403)
        #expect(try await server.send("POST", "api/detections/\(id)/run", body: Array("{}".utf8), token: token).status == 403)
        #expect(try await server.send("DELETE", "\(path)/\(id)", body: [], token: token).status == 403)
        #expect(try await server.get("api/detections", token: token).json["detections"]?.array?.count == 1)
        #expect(try await server.delete("\(path)/\(id)").status == 204)
    }

    /// A rule that is imported anew is changed, and stays enabled or disabled as it was.
    @Test func importingAnewKeepsARuleEnabled() async throws {
        let server = try await RunningServer()
        defer { server.stop(); server.removeData() }
        func yaml(_ query: String) -> JSONValue {
            ["yaml": .string("id: again\nname: n\nseverity: Low\nkind: Scheduled\nquery: \(query)")]
        }
        #expect(try await server.post("api/detections/import", yaml("AlertInfo")).json["isEnabled"] == false)
        #expect(try await server.post("api/detections/import", yaml("AlertInfo | take 2")).json["isEnabled"] == false)
        #expect(try await server.post("api/detections/again/enable", [:]).status == 200)
        let changed = try await server.post("api/detections/import", yaml("AlertInfo | take 3"))
        #expect(changed.status == 200 && changed.json["isEnabled"] == true, "\(changed.json)")
        #expect(changed.json["rule"]?["query"] == "AlertInfo | take 3")
        #expect(changed.json["notes"]?.array?.contains("the rule was here and is changed; it stays enabled") == true)
        // One that could not go on running is refused, and the rule stays.
        let refused = try await server.post("api/detections/import", yaml("NoSuchTable"))
        #expect(refused.status == 400 && refused.json["error"]?["message"]?.string?.contains("stays as it was") == true)
        let kept = try await server.get("api/detections/again").json
        #expect(kept["isEnabled"] == true && kept["rule"]?["query"] == "AlertInfo | take 3")
    }

    /// What cannot run is refused where it is enabled, and told of where it is not.
    @Test func whatCannotRunIsRefused() async throws {
        let server = try await RunningServer()
        defer { server.stop(); server.removeData() }
        var rule = try #require(Self.rule.object)
        rule["query"] = "NoSuchTable | take 1"
        let refused = try await server.put("api/detections/who", .object(rule))
        #expect(refused.status == 400 && refused.json["error"]?["message"]?.string?.contains("NoSuchTable") == true)
        for query in ["search *", "search 'x' | take 5", "union * | count", "find where Computer == 'x'", "let a = search *; a"] {
            rule["query"] = .string(query)
            let everywhere = try await server.put("api/detections/who", .object(rule))
            let message = everywhere.json["error"]?["message"]?.string ?? ""
            #expect(everywhere.status == 400 && message.contains("over all tables has no place here"), "\(query): \(message)")
        }
        rule["query"] = "SecurityEvent | project TimeGenerated"
        let lacking = try await server.put("api/detections/who", .object(rule))
        #expect(lacking.json["error"]?["message"]?.string?.contains("'Computer'") == true, "\(lacking.json)")
        // Disabled it is kept, and told of.
        let yaml = "id: r\nname: n\nseverity: Low\nquery: NoSuchTable\nkind: Scheduled\nfavourite: yes"
        let taken = try await server.post("api/detections/import", ["yaml": .string(yaml)])
        #expect(taken.status == 201 && taken.json["status"]?.string == "disabled", "\(taken.json)")
        let notes = taken.json["notes"]?.array?.compactMap(\.string).joined() ?? ""
        #expect(notes.contains("favourite") && notes.contains("NoSuchTable"))
        #expect(try await server.post("api/detections/r/enable", [:]).status == 400)
        #expect(try await server.post("api/detections/r/run", [:]).status == 409)
        #expect(try await server.delete("api/detections/r").status == 204)
        #expect(try await server.get("api/detections/r").status == 404)
    }
}
