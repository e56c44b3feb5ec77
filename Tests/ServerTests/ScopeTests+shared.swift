import Foundation
import Primitives
import ServerHarness
import Testing

// An incident of which somebody sees a part.

extension ScopeTests {
    /// Questions for the incidents with something that alerts of one side alone have. Words in brackets stand for it.
    fileprivate static let questions: [(path: String, body: JSONValue?)] = [
        ("v1.0/security/incidents?$count=true&$filter=alerts/any(a: a/id eq '{alert}')", nil),
        ("beta/security/incidents?$filter=alerts/any(a: contains(a/providerAlertId,'{machine}'))", nil),
        ("v1.0/security/incidents?$filter=alerts/any(a: a/evidence/any(e: {host}/hostName eq '{machine}'))", nil),
        ("v1.0/security/incidents?$filter=alerts/any(a: a/evidence/any(e: startswith({host}/hostName, '{machine}')))", nil),
        ("v1.0/security/alerts_v2?$filter=id eq '{alert}'", nil),
        ("v1.0/security/incidents/{shared}/alerts?$filter=contains(providerAlertId,'{machine}')", nil),
        ("api/alerts?$filter=id eq '{alert}'", nil), ("api/machines?$filter=computerDnsName eq '{machine}'", nil),
        ("api/machines/{machine}/alerts", nil), ("api/ips/{address}/alerts", nil),
        ("api/queue?all=true&search={machine}", nil), ("api/assets?search={machine}", nil),
        ("api/advancedhunting/run", ["Query": "AlertEvidence | where DeviceName has '{machine}'"]),
        ("v1.0/security/runHuntingQuery", ["query": "SecurityIncident | where tostring(AlertIds) has '{alert}'"]),
    ]

    /// An incident that reaches beyond the scope is that part of it which is seen, whoever asks how; and is not for him to change.
    func partOfAnIncidentIsAll(_ server: RunningServer, _ own: Side, _ other: Side, _ token: String) async throws {
        let both = try [own, other].map { JSONValue.string(try #require($0.values["incident"])) }
        let merged = try await server.post("v1.0/security/incidents/mergeIncidents", ["incidentIds": .array(both)])
        let incident = try #require(merged.json["targetIncidentId"]?.string, "\(merged.json)")
        let source = try #require(both.compactMap(\.string).first { $0 != incident })
        for (side, isThere) in [(own, true), (other, false)] {
            var side = side
            side.values["shared"] = incident
            side.values["address"] = side.words[1]
            side.values["host"] = "e/microsoft.graph.security.deviceEvidence"
            for (path, body) in ScopeTests.questions {
                let address = side.filled(path).replacing(" ", with: "%20")
                let answer = try await server.send(
                    body == nil ? "GET" : "POST", address, body: body.map { Array(side.filled($0.text).utf8) }, token: token)
                let lists = ["value", "incidents", "assets", "Results", "results"].compactMap { answer.json[$0]?.array }
                #expect(answer.status == 200 && lists.count == 1, "\(path): \(answer.json)")
                #expect(lists.first?.isEmpty == !isThere, "\(path) \(isThere): \(answer.json)")
                if let count = answer.json["@odata.count"]?.integer { #expect((count > 0) == isThere, "\(path)") }
            }
        }
        let shown = try await server.get("api/queue/\(incident)", token: token).json
        #expect(shown["alertCount"]?.integer == 8 && shown["products"]?.array?.first?["alertCount"]?.integer == 8)
        for word in other.words.prefix(2) { #expect(!shown.text.contains(word), "\(word): \(shown)") }
        for (count, found) in [(8, 1), (16, 0)] {
            let list = try await server.get(
                "\(ScopeTests.workspace)/incidents?api-version=2024-03-01&$filter=properties/additionalData/alertsCount%20eq%20\(count)",
                token: token)
            #expect(list.json["value"]?.array?.count == found, "\(list.json)")
        }
        // What would change alerts that are not seen changes nothing.
        let resolved = try await server.send(
            "PATCH", "v1.0/security/incidents/\(incident)", body: Array(#"{"status":"resolved"}"#.utf8), token: token)
        #expect(resolved.status == 403 && resolved.json["error"]?["message"]?.string?.contains("outside your scope") == true)
        #expect(
            try await server.get("v1.0/security/alerts_v2?$filter=status%20eq%20'new'&$count=true").json["@odata.count"] == 16)
        for (method, path, body) in [
            ("PATCH", "v1.0/security/alerts_v2/\(own.values["alert"] ?? "")", #"{"status":"resolved"}"#),
            ("POST", "v1.0/security/incidents/\(incident)/comments", #"{"comment":"mine is done"}"#),
        ] {
            #expect(try await server.send(method, path, body: Array(body.utf8), token: token).status == 200, "\(path)")
        }
        #expect(try await server.get("api/audit", token: token).status == 403)
        let log = try await server.get("api/audit?action=alertUpdated&incident=\(incident)&top=1").json
        #expect(log["changes"]?.array?.first?["alert"]?.string == own.values["alert"], "\(log)")
        #expect(try await server.get("api/audit?action=nothing").status == 400)
        // What is moved into an incident that was merged is where that went.
        let moved: JSONValue = ["alertIds": [.string(try #require(own.values["alert"]))], "alertComment": "apart"]
        _ = try await server.post("v1.0/security/alerts_v2/moveAlerts", moved)
        var back = try #require(moved.object)
        back["incidentId"] = .string(source)
        let answer = try await server.post("v1.0/security/alerts_v2/moveAlerts", .object(back))
        #expect(answer.json["targetIncidentId"]?.string == incident, "\(answer.json)")
        let comments = try await server.get("v1.0/security/alerts_v2/\(own.values["alert"] ?? "")/comments").json["value"]?.array
        #expect(comments?.map { $0["comment"]?.string } == ["apart", "apart"])
    }
}
