import Foundation
import Primitives
import ServerHarness
import Testing

/// Queries over the cases, by each address that answers them.
@Suite(.fewAtATime) struct HuntTests {
    private static func alert(_ number: Int, agent: String, level: Int, technique: String) -> String {
        """
        {"timestamp":"2026-05-04T10:00:\(10 + number).000+0000","id":"1777888800.\(agent).\(number)","rule":{"level":\(level),\
        "description":"attempt of kind \(number)","id":"\(9000 + number)","mitre":{"id":["\(technique)"]}},\
        "agent":{"id":"00\(agent.count)","name":"\(agent)","ip":"10.3.0.\(agent.count)"},"manager":{"name":"wazuh"},\
        "data":{"srcip":"203.0.113.9","srcuser":"eve"},"location":"/var/log/auth.log","decoder":{"name":"sshd"}}
        """
    }

    private func filled() async throws -> RunningServer {
        let server = try await RunningServer()
        _ = try await server.put("api/sources/hids", ["format": "wazuh"])
        let lines = (0..<6).map {
            HuntTests.alert($0, agent: $0 < 4 ? "web01" : "db001x", level: $0 == 0 ? 13 : 7, technique: "T1110.001")
        }
        #expect(try await server.ingest("hids", lines.joined(separator: "\n")).status == 200)
        try await server.settle()
        return server
    }

    private static let cases: [(query: String, rows: String)] = [
        ("AlertInfo | count", "[[6]]"),
        (
            "AlertInfo | where Timestamp > ago(1h) and Severity == 'High' | project Title, Category, AttackTechniques",
            #"[["attempt of kind 0","CredentialAccess","[\"Password Guessing (T1110.001)\"]"]]"#
        ),
        ("AlertInfo | where Timestamp < ago(1d) | count", "[[0]]"),
        (
            "AlertEvidence | where EntityType == 'Machine' | summarize dcount(AlertId) by DeviceName | sort by DeviceName asc",
            #"[["db001x",2],["web01",4]]"#
        ),
        (
            "AlertEvidence | where EntityType == 'Ip' and RemoteIP == '203.0.113.9' | summarize make_set(DeviceName) | project array_length(set_DeviceName)",
            "[[2]]"
        ),
        ("let first = toscalar(AlertInfo | summarize min(AlertId)); AlertInfo | where AlertId == first | count", "[[1]]"),
        (
            "AlertInfo | join kind=inner AlertEvidence on AlertId | where AccountName == 'eve' | summarize dcount(AlertId)",
            "[[6]]"
        ),
        (
            "SecurityIncident | mv-expand AlertIds to typeof(string) | join kind=inner (SecurityAlert) on $left.AlertIds == $right.SystemAlertId | count",
            "[[6]]"
        ),
        (
            "SecurityAlert | mv-expand e = todynamic(Entities) | where e.Type == 'account' | distinct tostring(e.Name)",
            #"[["eve"]]"#
        ),
        ("Watchlist | count", "[[0]]"), ("ThreatIntelligenceIndicator | count", "[[0]]"),
        ("ThreatIntelIndicators | count", "[[0]]"),
    ]

    @Test func queriesAreAnswered() async throws {
        let server = try await filled()
        defer { server.stop(); server.removeData() }
        for (query, rows) in HuntTests.cases {
            let body: JSONValue = ["query": .string(query)]
            let own = try await server.post("api/hunting/run", body)
            #expect(own.json["rows"]?.text == rows, "\(query): \(own.json.text)")
            let graph = try await server.post("v1.0/security/microsoft.graph.security.runHuntingQuery", body)
            #expect(graph.status == 200)
            #expect(graph.json["results"]?.array?.count == own.json["rows"]?.array?.count)
            let older = try await server.post("api/advancedhunting/run", ["Query": .string(query)])
            #expect(older.json["Results"]?.array == graph.json["results"]?.array)
            let logs = try await server.post("v1/workspaces/any/query", body)
            #expect(logs.json["tables"]?.array?.first?["rows"]?.text == rows)
        }
        let typed = try await server.post(
            "beta/security/runHuntingQuery", ["Query": "AlertInfo | project Timestamp, ReportId | take 1"])
        #expect(typed.json["schema"]?.text == #"[{"name":"Timestamp","type":"DateTime"},{"name":"ReportId","type":"Int64"}]"#)
        let past = try await server.post(
            "v1.0/security/runHuntingQuery", ["query": "AlertInfo | count", "timespan": "2020-01-01/P1D"])
        #expect(past.json["results"]?.text == #"[{"Count":0}]"#)
    }

    /// The clients of Log Analytics ask in addresses as forms write them, and several questions at once.
    @Test func logClientsAskInAddressesAndBatches() async throws {
        let server = try await RunningServer()
        defer { server.stop(); server.removeData() }
        let asked = try await server.get("v1/workspaces/any/query?query=print+a+%3D+1+%2B+1&timespan=P1D")
        #expect(asked.json["tables"]?.array?.first?["rows"]?.text == "[[2]]", "\(asked.json.text)")
        let batch = try await server.post(
            "v1/$batch",
            [
                "requests": [
                    [
                        "id": "a", "workspace": "w-1", "path": "/query", "method": "POST", "headers": ["Prefer": "wait=60"],
                        "body": ["query": "print 1", "timespan": .null, "workspaces": .null],
                    ],
                    ["id": "b", "workspace": "w-1", "path": "/query", "method": "POST", "body": ["query": "prin 1"]],
                    ["id": "c", "workspace": "w-1", "path": "/query?query=print+3"],
                    ["id": "d", "workspace": "w-1", "path": "/none", "method": "POST", "body": ["query": "print 1"]],
                ]
            ])
        let answers = batch.json["responses"]?.array ?? []
        #expect(answers.map { $0["id"]?.string } == ["a", "b", "c", "d"], "\(batch.json.text)")
        #expect(answers.map { $0["status"]?.integer } == [200, 400, 200, 404])
        #expect(answers.first?["body"]?["tables"]?.array?.first?["rows"]?.text == "[[1]]")
        #expect(answers.dropFirst().first?["body"]?["error"]?["message"]?.string?.contains("line 1") == true)
        #expect(answers.dropFirst(2).first?["body"]?["tables"]?.array?.first?["rows"]?.text == "[[3]]")
        let twice = ["id": "a", "workspace": "w"] as JSONValue
        #expect(try await server.post("v1/$batch", ["requests": [twice, twice]]).status == 400)
    }

    /// A hunt that runs is seen and ended by its id; the log says so. Without the end it would count for minutes.
    @Test func aRunningHuntIsEndedByItsID() async throws {
        let server = try await RunningServer()
        defer { server.stop(); server.removeData() }
        async let answer = server.post(
            "api/hunting/run",
            ["id": "mine", "query": "range a from 1 to 150000000 step 1 | where a % 7 == 3 | summarize count()"])
        var seen: JSONValue?
        while seen == nil {
            seen = try await server.get("api/hunting/running").json["hunts"]?.array?.first
            try await Task.sleep(for: .milliseconds(20))
        }
        #expect(seen?["id"] == "mine")
        #expect(seen?["query"]?.string?.hasPrefix("range a") == true)
        #expect(try await server.delete("api/hunting/running/yours").status == 404)
        #expect(try await server.delete("api/hunting/running/mine").status == 204)
        #expect(try await answer.json["error"]?["message"]?.string?.contains("cancelled") == true)
        #expect(try await server.get("api/hunting/running").json["hunts"]?.array?.isEmpty == true)
    }

    /// What hunts used is told by the next server, too.
    @Test func whatHuntsUsedOutlivesTheServer() async throws {
        let first = try await RunningServer()
        defer { first.removeData() }
        let query = "range a from 1 to 2000000 step 1 | summarize sum(a)"
        #expect(try await first.post("api/hunting/run", ["query": .string(query)]).status == 200)
        #expect(try await first.post("api/hunting/run", ["query": "print nothing"]).status == 400)
        let before = try await first.get("api/hunting/usage").json
        first.stop()
        let second = try await RunningServer(data: first.data)
        defer { second.stop() }
        let after = try await second.get("api/hunting/usage").json
        #expect(after["hunts"]?.array?.compactMap { $0["state"]?.string } == ["failed", "completed"])
        #expect(after["hunts"] == before["hunts"])
    }

    @Test func queriesAreKeptAndShared() async throws {
        let server = try await RunningServer()
        defer { server.stop(); server.removeData() }
        let mine = try await server.put("api/hunts/count", ["query": "AlertInfo | count"])
        #expect(mine.status == 201)
        #expect(mine.json["isShared"] == false)
        let shared = try await server.put("api/hunts/count", ["query": "AlertEvidence | count", "isShared": true])
        #expect(shared.status == 201)
        #expect(shared.json["createdBy"]?.string?.isEmpty == false)
        let hunts = try await server.get("api/hunts").json["hunts"]?.array
        #expect(hunts?.compactMap { $0["query"]?.string } == ["AlertInfo | count", "AlertEvidence | count"])
        #expect(try await server.delete("api/hunts/count").status == 204)
        #expect(try await server.delete("api/hunts/count?shared=true").status == 204)
        #expect(try await server.get("api/hunts").json["hunts"]?.array?.isEmpty == true)
        // A name is what somebody calls it.
        for name in ["C2%2Ftunnels", "logons%20(v2)"] {
            #expect(try await server.put("api/hunts/\(name)", ["query": "AlertInfo | count"]).status == 201)
        }
        let names = try await server.get("api/hunts").json["hunts"]?.array?.compactMap { $0["name"]?.string }
        #expect(names == ["C2/tunnels", "logons (v2)"])
        #expect(try await server.delete("api/hunts/C2%2Ftunnels").status == 204)
    }

    /// A query that would take all memory ends with an error that says so, and the server answers on.
    @Test func memoryIsLimited() async throws {
        let server = try await RunningServer()
        defer { server.stop(); server.removeData() }
        let query = "range i from 1 to 1000000 step 1 | extend s = strrep('0123456789abcdef', 1000) | sort by s asc | count"
        let answer = try await server.post("api/hunting/run", ["query": .string(query)])
        #expect(answer.status == 400)
        #expect(answer.json["error"]?["message"]?.string?.contains("the query needs more than") == true, "\(answer.json)")
        #expect(try await server.post("api/hunting/run", ["query": "print 1"]).status == 200)
    }

    /// What was asked on the page is there in every browser, each query once, the last first; samples are not.
    @Test func whatWasAskedIsRemembered() async throws {
        let server = try await RunningServer()
        defer { server.stop(); server.removeData() }
        func ask(_ query: String, isRemembered: Bool = true) async throws {
            let body: JSONValue = [
                "query": .string(query), "timespan": "P7D", "isRemembered": .bool(isRemembered),
            ]
            #expect(try await server.post("hunting/run", body).status == 200)
        }
        try await ask("print 1")
        try await ask("AlertInfo | where Nothing")
        try await ask("AlertInfo | take 10", isRemembered: false)
        try await ask("print 1")
        let hunts = try await server.get("api/hunting/history").json["hunts"]?.array ?? []
        #expect(hunts.map { $0["query"]?.string } == ["print 1", "AlertInfo | where Nothing"])
        #expect(hunts.first?["rows"] == 1 && hunts.first?["timespan"] == "P7D" && hunts.first?["problem"]?.isNull == true)
        #expect(hunts.last?["problem"]?.string?.contains("Nothing") == true)
        for number in 0..<120 { try await ask("print \(number)") }
        let last = try await server.get("api/hunting/history").json["hunts"]?.array ?? []
        #expect(last.count == 100 && last.first?["query"] == "print 119" && last.last?["query"] == "print 20")
        let other = try await ClientAccount(server, "other", grants: ["runHunting"])
        let none = try await server.get("api/hunting/history", token: try await other.token(server))
        #expect(none.json["hunts"]?.array?.isEmpty == true)
    }

    /// Rows that name the same device are one alert; all of them are in one incident, with their rows.
    @Test func rowsAreLinkedToAnIncident() async throws {
        let server = try await RunningServer()
        defer { server.stop(); server.removeData() }
        let rows: [JSONValue] = [("ws1", "a.exe"), ("ws2", "b.exe"), ("ws1", "c.exe")].map {
            ["Timestamp": "2026-05-04T10:00:00Z", "DeviceName": .string($0.0), "FileName": .string($0.1)]
        }
        let made = try await server.post(
            "api/hunting/link", ["title": "Odd programs", "severity": "low", "query": "T", "rows": .array(rows)])
        #expect(made.status == 201, "\(made.json.text)")
        let incident = try #require(made.json["incident"]?.string)
        // Whoever made it waits for it on the queue.
        let queued = try await server.get("api/queue/\(incident)").json
        #expect(queued["isOnQueue"] == true)
        #expect(queued["queueGrounds"]?.array?.contains { $0["name"] == "byHand" } == true, "\(queued.text.prefix(2000))")
        let alerts = try await server.get("v1.0/security/incidents/\(incident)?$expand=alerts").json["alerts"]?.array ?? []
        #expect(alerts.count == 2)
        #expect(alerts.allSatisfy { $0["title"] == "Odd programs" && $0["severity"] == "low" })
        let kept = alerts.compactMap { $0["additionalData"]?["Rows"]?.array?.count }
        #expect(kept.sorted() == [1, 2])
        let more = try await server.post(
            "api/hunting/link", ["title": "One more", "incident": .string(incident), "rows": .array([rows[1]])])
        #expect(more.json["incident"]?.string == incident)
        #expect(try await server.post("api/hunting/link", ["title": "None", "rows": []]).status == 400)
        let odd = try await server.post("api/hunting/link", ["title": "x", "category": "bogus", "rows": .array(rows)])
        #expect(odd.status == 400 && String(decoding: odd.body, as: UTF8.self).contains("no tactic of ATT&CK"))
        #expect(try await server.post("api/hunting/link", ["title": "x", "incident": "999", "rows": .array(rows)]).status == 404)
    }

    @Test func mistakesAreNamedWithTheirPlace() async throws {
        let server = try await filled()
        defer { server.stop(); server.removeData() }
        for (body, word) in [
            (["query": "AlertInfo | where Titel == 'x'"], "line 1, column 19"),
            (["query": "DeviceMoodEvents"], "DeviceMoodEvents"), (["query": "AlertInfo |"], "line 1"), ([:], "query"),
            (["query": "print 1", "timespan": "soon"], "timespan"),
            (["query": "range x from 1 to 200000 step 1"], "100000"),
        ] as [(JSONValue, String)] {
            for path in ["v1.0/security/runHuntingQuery", "api/advancedqueries/run", "api/hunting/run", "v1/workspaces/w/query"] {
                let answer = try await server.post(path, body)
                #expect(answer.status == 400, "\(path) \(body): \(answer.json.text.prefix(200))")
                #expect(answer.json["error"]?["message"]?.string?.contains(word) == true, "\(answer.json.text.prefix(300))")
            }
        }
        #expect(try await server.get("api/hunting/tables").json["tables"]?.array?.isEmpty == false)
    }
}
