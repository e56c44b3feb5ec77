import Foundation
import Primitives
import ServerHarness
import Testing

/// Sentinel's resource manager over the built server: what is refused and how, and what outlives a restart. Its clients' own
/// calls are tested with the clients (`ClientTests`).
@Suite(.fewAtATime) struct ResourceManagerTests {
    private static let root =
        "subscriptions/s/resourceGroups/g/providers/Microsoft.OperationalInsights/workspaces/w/providers/Microsoft.SecurityInsights"

    private static func path(_ resource: String) -> String { "\(root)/\(resource)?api-version=2024-09-01" }

    /// What is put where, the status of the answer, and a word of its message.
    static let refusals: [(path: String, body: String, status: Int, word: String)] = [
        ("incidents/a", "{", 400, "JSON"), ("incidents/a", "[]", 400, "object"), ("incidents/a", "{}", 400, "properties"),
        ("incidents/a", #"{"properties":{"severity":"High","status":"New"}}"#, 400, "title"),
        ("incidents/a", #"{"properties":{"title":"t","status":"New"}}"#, 400, "severity"),
        ("incidents/a", #"{"properties":{"title":"t","severity":"Odd","status":"New"}}"#, 400, "Informational"),
        ("incidents/a", #"{"properties":{"title":"t","severity":"Low","status":"Closed"}}"#, 400, "classification"),
        (
            "incidents/a",
            #"{"properties":{"title":"t","severity":"Low","status":"Closed","classification":"TruePositive","classificationReason":"InaccurateData"}}"#,
            400, "InaccurateData"
        ),
        ("incidents/99", #"{"properties":{"title":"t","severity":"Low","status":"New"}}"#, 404, "number"),
        ("incidents/a", #"{"properties":{"title":"t","severity":"Low","status":"New","labels":[{}]}}"#, 400, "labelName"),
        ("incidents/none/comments/c", #"{"properties":{"message":"m"}}"#, 404, "none"),
        ("incidents/1/comments/c", #"{"properties":{"message":""}}"#, 400, "message"),
        ("incidents/1/tasks/t", #"{"properties":{"title":"t","status":"Half"}}"#, 400, "completed"),
        ("incidents/1/relations/r", #"{"properties":{"relatedResourceId":"/x/bookmarks/none"}}"#, 400, "none"),
        ("incidents/1/relations/r", #"{"properties":{"relatedResourceId":"/x/hunts/h"}}"#, 400, "hunts"),
        ("bookmarks/b", #"{"properties":{"displayName":"d"}}"#, 400, "query"),
        ("bookmarks/b", #"{"properties":{"displayName":"d","query":"q","eventTime":"noon"}}"#, 400, "eventTime"),
        ("watchlists/w", #"{"properties":{"displayName":"d","provider":"p"}}"#, 400, "itemsSearchKey"),
        (
            "watchlists/w", #"{"properties":{"displayName":"d","provider":"p","itemsSearchKey":"x","rawContent":"a,b\n1,2"}}"#,
            400, "a, b"
        ),
        (
            "watchlists/w", #"{"properties":{"displayName":"d","provider":"p","itemsSearchKey":"a","rawContent":"a,b\n1"}}"#, 400,
            "line 2"
        ),
        ("watchlists/none/watchlistItems/i", #"{"properties":{"itemsKeyValue":{"a":"1"}}}"#, 404, "none"),
        ("automationRules/r", #"{"properties":{"displayName":"d","order":0}}"#, 400, "1000"),
        ("alertRules/r", #"{"kind":"Scheduled","properties":{}}"#, 400, "displayName"),
        ("alertRules/r", #"{"kind":"Fusion","properties":{}}"#, 400, "NRT"),
        ("dataConnectors/c", #"{"properties":{}}"#, 501, "/api/sources"),
    ]

    @Test func requestsAreRefusedInPlainWords() async throws {
        let server = try await RunningServer()
        defer { server.stop(); server.removeData() }
        _ = try await server.put("api/sources/siem", ["format": "wazuh"])
        _ = try await server.ingest("siem", Records.burst(8, agent: "web01"))
        try await server.settle()
        for refusal in ResourceManagerTests.refusals {
            let answer = try await server.send("PUT", ResourceManagerTests.path(refusal.path), body: Array(refusal.body.utf8))
            #expect(answer.status == refusal.status, "\(refusal.path) \(refusal.body): \(answer.status) \(answer.json)")
            let message = answer.json["error"]?["message"]?.string ?? ""
            #expect(message.contains(refusal.word), "\(refusal.path) \(refusal.body): \(message)")
        }
        let large = Array(#"{"properties":{"message":""#.utf8) + Array(repeating: 0x61, count: 5 << 20)
        #expect(try await server.send("PUT", ResourceManagerTests.path("incidents/1/comments/c"), body: large).status == 413)
        #expect(try await server.get(ResourceManagerTests.path("incidents") + "&$skipToken=zz").status == 400)
        #expect(try await server.get(ResourceManagerTests.path("bookmarks") + "&$filter=name eq 'x'").status == 400)
        try await listsAreFiltered(server)
        for address in ["\(ResourceManagerTests.root)/incidents?api-version=", "\(ResourceManagerTests.root)/incidents"] {
            #expect(try await server.get(address).json["error"]?["code"]?.string == "MissingApiVersionParameter", "\(address)")
        }
        let absent = try await server.send(
            "PUT", ResourceManagerTests.path("bookmarks/none"),
            body: Array(#"{"properties":{"displayName":"d","query":"q"}}"#.utf8), headers: ["If-Match": "*"])
        #expect(absent.status == 412, "\(absent.json)")
    }

    private func listsAreFiltered(_ server: RunningServer) async throws {
        for text in ["b one", "a two"] {
            let body = Array(#"{"properties":{"message":"\#(text)"}}"#.utf8)
            _ = try await server.send("PUT", ResourceManagerTests.path("incidents/1/comments/\(text.prefix(1))"), body: body)
            let indicator = #"{"properties":{"displayName":"\#(text)","pattern":"p","patternType":"url","source":"s"}}"#
            _ = try await server.send(
                "PUT", ResourceManagerTests.path("threatIntelligence/main/indicators/\(text.prefix(1))"),
                body: Array(indicator.utf8))
        }
        let message = "properties/message"
        let rows: [(path: String, options: String, names: [String])] = [
            ("incidents/1/comments", "$orderby=\(message)", ["a", "b"]),
            ("incidents/1/comments", "$orderby=properties/createdTimeUtc%20asc", ["b", "a"]),
            ("incidents/1/comments", "$orderby=\(message)%20desc&$top=1", ["b"]),
            ("incidents/1/comments", "$filter=\(message)%20eq%20'a%20two'", ["a"]),
            ("threatIntelligence/main/indicators", "$orderby=properties/displayName%20desc", ["b", "a"]),
            ("threatIntelligence/main/indicators", "$filter=contains(properties/displayName,'two')", ["a"]),
        ]
        for (path, options, names) in rows {
            let answer = try await server.get(ResourceManagerTests.path(path) + "&\(options)")
            #expect(answer.json["value"]?.array?.compactMap { $0["name"]?.string } == names, "\(options): \(answer.json)")
        }
        let relations = ResourceManagerTests.path("incidents/1/relations")
        let ordered = try await server.get("\(relations)&$orderby=name").json["value"]?.array?.compactMap { $0["name"]?.string }
        #expect(ordered?.count == 8 && ordered == ordered?.sorted())
        let one = try await server.get("\(relations)&$filter=name%20eq%20'\(ordered?.first ?? "")'")
        #expect(one.json["value"]?.array?.count == 1)
        #expect(try await server.get("\(relations)&$orderby=colour").status == 400)
        let word = try await server.post(
            ResourceManagerTests.path("threatIntelligence/main/queryIndicators"), ["keywords": "one"])
        #expect(word.json["value"]?.array?.count == 1, "\(word.json)")
    }

    /// Rules with every kind of condition and action are kept; each word that is wrong is named.
    @Test func automationRulesAreChecked() async throws {
        let server = try await RunningServer()
        defer { server.stop(); server.removeData() }
        func rule(_ conditions: String, _ actions: String) -> [UInt8] {
            Array(
                #"{"properties":{"displayName":"d","order":1,"triggeringLogic":{"isEnabled":true,"triggersOn":"Incidents","triggersWhen":"Updated","conditions":[\#(conditions)]},"actions":[\#(actions)]}}"#
                    .utf8)
        }
        let property =
            #"{"conditionType":"Property","conditionProperties":{"propertyName":"AccountUPNSuffix","operator":"EndsWith","propertyValues":["x"]}}"#
        let kept = [
            property,
            #"{"conditionType":"PropertyChanged","conditionProperties":{"propertyName":"IncidentStatus","changeType":"ChangedTo","operator":"Equals","propertyValues":["Closed"]}}"#,
            #"{"conditionType":"PropertyArrayChanged","conditionProperties":{"arrayType":"Alerts","changeType":"Added"}}"#,
            #"{"conditionType":"PropertyArray","conditionProperties":{"arrayType":"IncidentLabels","arrayConditionType":"AnyItem","itemConditions":[\#(property)]}}"#,
            #"{"conditionType":"Boolean","conditionProperties":{"operator":"Or","innerConditions":[\#(property)]}}"#,
        ]
        for condition in kept {
            let answer = try await server.send("PUT", ResourceManagerTests.path("automationRules/r"), body: rule(condition, ""))
            #expect(answer.status / 100 == 2, "\(condition): \(answer.json)")
            #expect(
                try answer.json["properties"]?["triggeringLogic"]?["conditions"] == .array([JSONValue(parsing: condition)]))
        }
        let wrong: [(condition: String, action: String, word: String)] = [
            (#"{"conditionType":"Odd"}"#, "", "conditionType"),
            (property.replacing("AccountUPNSuffix", with: "Colour"), "", "Colour"),
            (property.replacing("EndsWith", with: "Like"), "", "Like"),
            (#"{"conditionType":"Boolean","conditionProperties":{"operator":"Xor","innerConditions":[]}}"#, "", "Xor"),
            ("", #"{"order":1,"actionType":"Dance"}"#, "Dance"),
            ("", #"{"order":1,"actionType":"ModifyProperties","actionConfiguration":{"severity":"Odd"}}"#, "severity"),
            ("", #"{"order":1,"actionType":"AddIncidentTask","actionConfiguration":{}}"#, "title"),
            ("", #"{"actionType":"RunPlaybook","actionConfiguration":{"logicAppResourceId":"/x"}}"#, "order"),
        ]
        for (condition, action, word) in wrong {
            let answer = try await server.send(
                "PUT", ResourceManagerTests.path("automationRules/w"), body: rule(condition, action))
            let message = answer.json["error"]?["message"]?.string ?? ""
            #expect(answer.status == 400 && message.contains(word), "\(condition)\(action): \(answer.json)")
        }
    }

    /// The incident that a person opened, its name and its place on the queue are there again; the next number goes on.
    @Test func anIncidentOpenedByHandOutlivesTheProcess() async throws {
        let data = RunningServer.newFolder()
        var server = try await RunningServer(data: data)
        defer { server.stop(); server.removeData() }
        let body: JSONValue = ["properties": ["title": "By hand", "severity": "High", "status": "New"]]
        let made = try await server.put(ResourceManagerTests.path("incidents/My-Name"), body)
        #expect(made.status == 201 && made.json["properties"]?["incidentNumber"]?.integer == 1)
        #expect(try await server.put(ResourceManagerTests.path("incidents/gone"), body).status == 201)
        #expect(try await server.send("DELETE", ResourceManagerTests.path("incidents/GONE"), body: nil).status == 200)
        server.kill()
        server = try await RunningServer(data: data)
        #expect(try await server.get(ResourceManagerTests.path("incidents/my-name")).status == 200)
        let queue = try await server.get("api/queue").json
        #expect(queue["count"]?.integer == 1 && queue["incidents"]?.array?.first?["displayName"]?.string == "By hand")
        _ = try await server.put("api/sources/siem", ["format": "wazuh"])
        _ = try await server.ingest("siem", Records.burst(8, agent: "web01"))
        try await server.settle()
        #expect(try await server.get(ResourceManagerTests.path("incidents/3")).status == 200)
        #expect(try await server.get(ResourceManagerTests.path("incidents/2")).status == 404)
    }
}
