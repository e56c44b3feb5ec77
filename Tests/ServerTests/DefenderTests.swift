import Foundation
import Primitives
import ServerHarness
import Testing

/// The older Defender interfaces over HTTP.
@Suite(.fewAtATime) struct DefenderTests {
    static func prepared() async throws -> RunningServer {
        let server = try await RunningServer()
        _ = try await server.put("api/sources/siem", ["format": "wazuh"])
        _ = try await server.ingest("siem", Records.burst(8, agent: "web01"))
        _ = try await server.ingest("siem", Records.burst(8, agent: "mail01", at: "2026-05-04T10:20", address: "198.51.100.4"))
        try await server.settle()
        return server
    }

    @Test(arguments: ["api", "api/v1.0", "API"]) func incidentsComeWithTheirAlerts(root: String) async throws {
        let server = try await DefenderTests.prepared()
        defer { server.stop(); server.removeData() }
        let list = try await server.get("\(root)/incidents?$top=1&$filter=status%20eq%20'Active'&$count=true").json
        #expect(list["@odata.count"]?.integer == 2)
        let incident = try #require(list["value"]?.array?.first)
        let id = try #require(incident["incidentId"]?.integer)
        #expect(incident["status"]?.string == "Active" && incident["determination"]?.string == "NotAvailable")
        #expect(incident["classification"]?.string == "Unknown")
        let alerts = try #require(incident["alerts"]?.array)
        #expect(alerts.count == 8)
        for alert in alerts {
            #expect(alert["incidentId"]?.integer == id && alert["status"]?.string == "New")
            #expect(alert["devices"]?.array?.first?["deviceDnsName"]?.string?.isEmpty == false)
            #expect(alert["entities"]?.array?.contains { $0["entityType"]?.string == "Ip" } == true)
            #expect(alert["entities"]?.array?.contains { $0["entityType"]?.string == "User" } == true)
        }
        let link = try #require(list["@odata.nextLink"]?.string?.split(separator: "/", maxSplits: 3).last)
        let second = try await server.get(String(link)).json
        #expect(second["value"]?.array?.first?["incidentId"]?.integer != id)
        #expect(second["@odata.nextLink"] == nil)
    }

    @Test func incidentsAreChanged() async throws {
        let server = try await DefenderTests.prepared()
        defer { server.stop(); server.removeData() }
        let changed = try await server.patch(
            "api/incidents/1",
            [
                "Status": "Resolved", "assignedTo": "mara", "classification": "TruePositive", "determination": "CompromisedUser",
                "tags": ["vip"], "comment": "done",
            ])
        #expect(changed.status == 200)
        #expect(changed.json["status"]?.string == "Resolved" && changed.json["determination"]?.string == "CompromisedUser")
        #expect(changed.json["tags"]?.array == ["vip"])
        #expect(changed.json["comments"]?.array?.last?["comment"]?.string == "done")
        #expect(changed.json["alerts"]?.array?.allSatisfy { $0["status"]?.string == "Resolved" } == true)
        #expect(try await server.get("v1.0/security/incidents/1").json["determination"]?.string == "compromisedAccount")
        let cleared = try await server.patch("api/incidents/1", ["assignedTo": "", "determination": "NotAvailable"])
        #expect(cleared.json["assignedTo"] == .null && cleared.json["determination"]?.string == "NotAvailable")
        for body: JSONValue in [["status": "Asleep"], ["colour": "red"], ["tags": "x"], ["status": "Redirected"]] {
            #expect(try await server.patch("api/incidents/1", body).status == 400)
        }
    }

    /// Questions to `/api/alerts` and the number of alerts that each finds.
    static let questions: [(path: String, count: Int)] = [
        ("api/alerts", 16), ("api/alerts?$top=3", 3), ("api/alerts?$top=0", 0), ("api/alerts?$skip=14", 2),
        ("api/alerts?$filter=status+eq+'New'+and+severity+ne+'UnSpecified'", -1),
        ("api/alerts?$filter=incidentId%20eq%201", 8), ("api/alerts?$filter=alertCreationTime+ge+2018-08-01Z", 16),
        ("api/alerts?$filter=lastEventTime%20lt%202020-01-01T00:00:00Z", 0),
        ("api/alerts?$filter=category%20eq%20'CredentialAccess'&$orderby=lastUpdateTime%20desc", 16),
        ("api/alerts?$filter=detectionSource%20eq%20'ScheduledAlerts'", 16),
        ("api/machines/web01/alerts", 8), ("api/machines/WEB01.example.org/alerts", 8), ("api/machines/none/alerts", 0),
        ("api/ips/203.0.113.9/alerts", 8), ("api/domains/example.org/alerts", 0),
        ("api/files/da39a3ee5e6b4b0d3255bfef95601890afd80709/alerts", 0),
    ]

    @Test func alertsAreFound() async throws {
        let server = try await DefenderTests.prepared()
        defer { server.stop(); server.removeData() }
        for (path, count) in DefenderTests.questions {
            let answer = try await server.get(path)
            if count < 0 {
                #expect(answer.status == 400, "\(path)")
            } else {
                #expect(answer.json["value"]?.array?.count == count, "\(path): \(answer.json.text.prefix(200))")
            }
        }
        let plain = try await server.get("api/alerts/al1").json
        #expect(plain["machineId"]?.string == "web01" && plain["incidentId"]?.integer == 1)
        #expect(plain["evidence"]?.array?.isEmpty == false)
        let listed = try await server.get("api/alerts?$top=1").json["value"]?.array?.first
        #expect(listed?["evidence"]?.array?.isEmpty == true)
        for (filter, count) in [("eq null", 16), ("ne null", 0), ("eq 7", 0)] {
            let asked = "api/alerts?$count=true&$filter=InvestigationId%20\(filter.replacing(" ", with: "%20"))"
            #expect(try await server.get(asked).json["@odata.count"]?.integer == Int64(count), "\(filter)")
        }
        let expanded = try await server.get("api/alerts?$top=1&$expand=evidence").json["value"]?.array?.first
        #expect(expanded?["evidence"]?.array?.isEmpty == false)
    }

    @Test func alertsAreChanged() async throws {
        let server = try await DefenderTests.prepared()
        defer { server.stop(); server.removeData() }
        let changed = try await server.patch(
            "api/alerts/al2",
            [
                "status": "Resolved", "classification": "FalsePositive", "determination": "NotMalicious", "assignedTo": "mara",
                "comment": "noise",
            ])
        #expect(changed.json["status"]?.string == "Resolved" && changed.json["resolvedTime"]?.string?.isEmpty == false)
        #expect(changed.json["classification"]?.string == "FalsePositive" && changed.json["assignedTo"]?.string == "mara")
        #expect(changed.json["comments"]?.array?.first?["comment"]?.string == "noise")
        let batch = try await server.post("api/alerts/batchUpdate", ["alertIds": ["al3", "al4"], "status": "InProgress"])
        #expect(batch.status == 200)
        #expect(try await server.get("api/alerts/al4").json["status"]?.string == "InProgress")
        #expect(try await server.post("api/alerts/batchUpdate", ["status": "New"]).status == 400)
    }

    @Test func machinesAreTheDevicesOfAlerts() async throws {
        let server = try await DefenderTests.prepared()
        defer { server.stop(); server.removeData() }
        let machines = try await server.get("api/machines?$orderby=computerDnsName").json["value"]?.array ?? []
        #expect(machines.compactMap { $0["id"]?.string } == ["mail01", "web01"])
        let one = try await server.get("api/machines/web01").json
        #expect(one["lastIpAddress"]?.string == "10.3.0.7" && one["machineTags"]?.array == [])
        #expect(try await server.get("api/machines/web01.example.org").json["id"]?.string == "web01")
        let filtered = try await server.get("api/machines?$filter=startswith(computerDnsName,'mail')").json["value"]?.array
        #expect(filtered?.count == 1)
        #expect(try await server.get("api/machines?$filter=colour%20eq%201").status == 400)
        let byAddress = try await server.get("api/machines/findbyip(ip='10.3.0.7',timestamp=2026-05-04T10:00:00Z)").json
        #expect(byAddress["value"]?.array?.count == 2)
        #expect(try await server.get("api/machines/none").status == 404)
        let refused = try await server.post("api/machines/web01/isolate", ["Comment": "now", "IsolationType": "Full"])
        #expect(refused.status == 501 && refused.json["error"]?["message"]?.string?.contains("nothing was done") == true)
        #expect(try await server.get("api/machineactions").status == 501)
        for path in ["api/advancedhunting/run", "api/advancedqueries/run", "v1.0/security/runHuntingQuery"] {
            let answer = try await server.post(path, ["Query": "AlertInfo | take 1"])
            #expect([200, 501].contains(answer.status), "\(path)")
        }
        let qualified = try await server.post("v1.0/security/microsoft.graph.security.runHuntingQuery", ["query": "AlertInfo"])
        #expect([200, 501].contains(qualified.status))
    }

    /// Indicators that are refused, with the code that says why.
    static let refusals: [(body: JSONValue, code: String)] = [
        (["indicatorType": "FileSha1"], "MissingRequiredParameter"),
        (indicator("FileSha1", "abc"), "InvalidHashValue"), (indicator("FileSha256", "zz"), "InvalidHashValue"),
        (indicator("IpAddress", "10.0.0"), "InvalidIpAddress"), (indicator("DomainName", "a b.example"), "InvalidDomainName"),
        (indicator("Url", "nothing"), "InvalidUrl"), (indicator("Colour", "red"), "InvalidInput"),
    ]

    static func indicator(_ type: String, _ value: String) -> JSONValue {
        [
            "indicatorType": .string(type), "indicatorValue": .string(value), "action": "alertandblock", "title": "t",
            "description": "d", "severity": "high",
        ]
    }

    @Test func indicatorsAreKept() async throws {
        let data = RunningServer.newFolder()
        var server = try await RunningServer(data: data)
        defer { server.stop(); server.removeData() }
        let first = try await server.post("api/indicators", DefenderTests.indicator("IpAddress", "203.0.113.66"))
        #expect(
            first.status == 200 && first.json["action"]?.string == "AlertAndBlock" && first.json["severity"]?.string == "High")
        let id = try #require(first.json["id"]?.string)
        let again = try await server.post("api/indicators", DefenderTests.indicator("IpAddress", "203.0.113.66"))
        #expect(again.json["id"]?.string == id)
        let hash = String(repeating: "AB", count: 20)
        let imported = try await server.post(
            "api/indicators/import",
            ["Indicators": [DefenderTests.indicator("FileSha1", hash), DefenderTests.indicator("FileSha1", "x")]])
        #expect(imported.json["value"]?.array?.map { $0["isFailed"]?.bool } == [false, true])
        server.stop()
        server = try await RunningServer(data: data)
        #expect(try await server.get("api/indicators").json["value"]?.array?.count == 2)
        let found = try await server.get("api/indicators?$filter=indicatorType%20eq%20'filesha1'&$count=true").json
        #expect(found["@odata.count"]?.integer == 1)
        #expect(found["value"]?.array?.first?["indicatorValue"]?.string == hash.lowercased())
        #expect(try await server.send("DELETE", "api/indicators/\(id)", body: nil).status == 204)
        #expect(try await server.send("DELETE", "api/indicators/\(id)", body: nil).status == 404)
        for (body, code) in DefenderTests.refusals {
            let answer = try await server.post("api/indicators", body)
            #expect(answer.status == 400 && answer.json["error"]?["code"]?.string == code, "\(body.text)")
        }
    }
}
