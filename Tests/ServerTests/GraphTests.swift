import Foundation
import Primitives
import ServerHarness
import Testing

/// Graph's incidents and alerts over HTTP, in what programs depend on beside the bodies that `ClientTests` reads.
@Suite(.fewAtATime) struct GraphTests {
    private func prepared() async throws -> (server: RunningServer, incidents: [String]) {
        let server = try await RunningServer()
        _ = try await server.put("api/sources/siem", ["format": "wazuh"])
        _ = try await server.ingest("siem", Records.burst(8, agent: "web01"))
        _ = try await server.ingest("siem", Records.burst(8, agent: "mail01", at: "2026-05-04T10:20", address: "198.51.100.4"))
        try await server.settle()
        let list = try await server.get("v1.0/security/incidents?$orderby=id").json
        return (server, list["value"]?.array?.compactMap { $0["id"]?.string } ?? [])
    }

    /// Addresses that clients write for one thing, and the status that each gets.
    static let spellings: [(path: String, status: Int)] = [
        ("v1.0/security/incidents/1", 200), ("beta/security/incidents/1", 200), ("V1.0/Security/Incidents/1", 200),
        ("v1.0/security/incidents('1')", 200), ("v1.0/security/incidents(%271%27)", 200), ("v1.0/security/incidents(1)", 200),
        ("v1.0/security/incidents/1/alerts", 200), ("v1.0/security/incidents('1')/alerts('al1')", 200),
        ("v1.0/security/incidents/1/alerts/al16", 404), ("v1.0/security/incidents/77/alerts", 404),
        ("v1.0/security/incidents/$count", 200), ("v1.0/security/incidents/%24count", 200),
        ("v1.0/security/incidents/1/alerts/$count", 200), ("v1.0/security/alerts_v2('al1')", 200),
        ("v1.0/security/alerts_v2/$count?$filter=severity%20ne%20'low'", 200), ("v1.0/security/alerts_v2/al99", 404),
        ("v1.0/security/alerts_v2/x", 404), ("v1.0/security/incidents/x", 400), ("v1.0/security/incidents/1/comments", 200),
        ("v1.0/security/nothing", 404), ("v1.0/security/incidents?$top=x", 400), ("v1.0/security/incidents?$foo=1", 400),
        ("v1.0/security/incidents?%24top=1&%24filter=createdDateTime+gt+1970-01-01T00:00:00Z", 200),
        ("v1.0/security/incidents?$skiptoken=abc", 400), ("v1.0/security/incidents?$expand=alerts($select=id)", 200),
        ("v1.0/security/incidents?$select=colour", 400), ("v1.0/security/alerts_v2?$expand=incident", 400),
    ]

    @Test func addressesAreReadInEverySpelling() async throws {
        let (server, _) = try await prepared()
        defer { server.stop(); server.removeData() }
        for (path, status) in GraphTests.spellings {
            let answer = try await server.get(path)
            #expect(answer.status == status, "\(path): \(answer.json.text.prefix(300))")
            if status >= 400 { #expect(answer.json["error"]?["innerError"]?["request-id"]?.string?.isEmpty == false) }
        }
        for (version, isThere) in [("beta", true), ("v1.0", false)] {
            let incident = try await server.get("\(version)/security/incidents/1").json
            #expect(
                (incident["recommendedHuntingQueries"] == []) == isThere && (incident["recommendedActions"] != nil) == isThere)
        }
    }

    @Test func pagesKeepTheQuestionAndTheAddress() async throws {
        let (server, incidents) = try await prepared()
        defer { server.stop(); server.removeData() }
        let question = "v1.0/security/alerts_v2?$top=3&$count=true&$orderby=severity%20desc,title&$filter=contains(title,'force')"
        var (found, next): ([String], String?) = ([], question)
        while let path = next {
            let answer = try await server.send("GET", path, body: nil, headers: ["Host": "soc.example:8443"])
            #expect(answer.json["@odata.count"]?.integer == 16)
            found += answer.json["value"]?.array?.compactMap { $0["id"]?.string } ?? []
            let link = answer.json["@odata.nextLink"]?.string
            #expect(link?.hasPrefix("https://soc.example:8443/v1.0/security/alerts_v2?$top=3&$count=true&") != false)
            next = link.map { String($0.dropFirst("https://soc.example:8443/".count)) }
            #expect(found.count <= 16)
            guard found.count <= 16 else { break }
        }
        #expect(found.count == 16 && Set(found).count == 16)
        #expect(incidents.count == 2)
    }

    /// What changes between two pages is neither skipped nor met twice at its old place.
    @Test func aCursorOutlivesChanges() async throws {
        let (server, incidents) = try await prepared()
        defer { server.stop(); server.removeData() }
        let first = try await server.get("v1.0/security/incidents?$orderby=lastUpdateDateTime&$top=1").json
        let seen = try #require(first["value"]?.array?.first?["id"]?.string)
        let other = try #require(incidents.first { $0 != seen })
        _ = try await server.patch("v1.0/security/incidents/\(seen)", ["assignedTo": "mara"])
        let link = try #require(first["@odata.nextLink"]?.string?.split(separator: "/v1.0/").last)
        let second = try await server.get("v1.0/\(link)").json
        #expect(second["value"]?.array?.first?["id"]?.string == other)
        let rest = try #require(second["@odata.nextLink"]?.string?.split(separator: "/v1.0/").last)
        let third = try await server.get("v1.0/\(rest)").json
        #expect(third["value"]?.array?.first?["id"]?.string == seen)
        #expect(third["@odata.nextLink"] == nil)
    }

    /// The options in the brackets of `$expand`, with how many alerts come of them; `nil` where they are refused.
    static let expansions: [(options: String, alerts: Int?)] = [
        ("", 8), ("($top=3)", 3), ("($top=0)", 0), ("($skip=6)", 2), ("($filter=title eq 'none')", 0),
        ("($filter=contains(title,'brute') and severity ne 'low';$top=5)", 5),
        ("($filter=evidence/any(e: contains(e/verdict,'unknown')))", 8), ("($filter=status eq 'resolved')", 0),
        ("($orderby=createdDateTime desc;$select=id,title;$top=2)", 2), ("($filter=colour eq 1)", nil), ("($top=x)", nil),
        ("($search=x)", nil), ("($filter=title eq 'a)", nil),
    ]

    @Test func expansionsTakeOptions() async throws {
        let (server, incidents) = try await prepared()
        defer { server.stop(); server.removeData() }
        let id = try #require(incidents.first)
        for (options, count) in GraphTests.expansions {
            let asked = options.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            let answer = try await server.get("v1.0/security/incidents/\(id)?$expand=alerts\(asked)")
            #expect(answer.status == (count == nil ? 400 : 200), "\(options): \(answer.json.text.prefix(200))")
            #expect(answer.json["alerts"]?.array?.count == count, "\(options)")
            // What does not fit is at the address that the answer names.
            guard let count, count > 0, count < 8, let link = answer.json["alerts@odata.nextLink"]?.string else { continue }
            let rest = try await server.get(String(link.split(separator: "/", maxSplits: 2)[2]))
            #expect(rest.json["value"]?.array?.count == 8 - count, "\(options): \(link)")
        }
        let counted = try await server.get("v1.0/security/incidents/\(id)?$expand=alerts($top=1;$count=true)").json
        #expect(counted["alerts@odata.count"]?.integer == 8)
    }

    @Test func detailsOfAlertsAreSet() async throws {
        let data = RunningServer.newFolder()
        var server = try await RunningServer(data: data)
        defer { server.stop(); server.removeData() }
        _ = try await server.put("api/sources/siem", ["format": "wazuh"])
        _ = try await server.ingest("siem", Records.burst(8, agent: "web01"))
        try await server.settle()
        let path = "v1.0/security/alerts_v2/al1"
        let set = try await server.patch(
            path, ["customDetails": ["@odata.type": "#microsoft.graph.security.dictionary", "ticket": "INC-7", "n": 3]])
        #expect(set.json["customDetails"] == ["ticket": "INC-7", "n": 3])
        let log = try await server.get("api/queue/1/activity").json["activity"]?.array ?? []
        #expect(log.contains { $0["after"]?["customDetails"]?["ticket"]?.string == "INC-7" })
        server.stop()
        server = try await RunningServer(data: data)
        #expect(try await server.get(path).json["customDetails"]?["ticket"]?.string == "INC-7")
        #expect(try await server.patch(path, ["customDetails": .null]).json["customDetails"] == [:])
        #expect(try await server.patch(path, ["customDetails": "text"]).status == 400)
        let large = JSONValue.string(String(repeating: "x", count: 64 << 10))
        #expect(try await server.patch(path, ["customDetails": ["large": large]]).status == 400)
    }

    @Test func bodiesMayBePacked() async throws {
        let (server, _) = try await prepared()
        defer { server.stop(); server.removeData() }
        // {"assignedTo":"zip"}, packed.
        let packed = try #require(Data(base64Encoded: "H4sIAAAAAAACA6tWSiwuzkzPS00JyVeyUqrKLFCqBQD3qEP2FAAAAA=="))
        let answer = try await server.send(
            "PATCH", "v1.0/security/incidents/1", body: Array(packed), headers: ["Content-Encoding": "gzip"])
        #expect(answer.json["assignedTo"]?.string == "zip")
        let refused = try await server.send(
            "PATCH", "v1.0/security/incidents/1", body: Array("{}".utf8), headers: ["Content-Encoding": "br"])
        #expect(refused.status == 415)
        let workspace = "subscriptions/s/resourceGroups/g/providers/Microsoft.OperationalInsights/workspaces/w"
        // {"properties":{"title":"packed","severity":"Low","status":"New"}}, packed.
        let incident = try #require(
            Data(
                base64Encoded:
                    "H4sIAAAAAAACA6tWKijKL0gtKslMLVayqlYqySzJSVWyUipITM5OTVHSUSpOLUstyiypBIr55JeDBEoSS0qBapX8UsuVamsBITfRL0EAAAA="
            ))
        let opened = try await server.send(
            "PUT", "\(workspace)/providers/Microsoft.SecurityInsights/incidents/packed?api-version=2024-03-01",
            body: Array(incident), headers: ["Content-Encoding": "gzip"])
        #expect(opened.status == 201 && opened.json["properties"]?["title"]?.string == "packed")
    }

    /// Who is asked by an error, and in which words.
    static let dialects: [(path: String, token: String?, status: Int, code: String, member: String?)] = [
        ("v1.0/security/incidents", nil, 401, "InvalidAuthenticationToken", "innerError"),
        ("beta/security/incidents", "wf_0", 401, "InvalidAuthenticationToken", "innerError"),
        ("v1.0/nothing", "administrator", 404, "NotFound", "innerError"),
        ("api/incidents", nil, 401, "Unauthorized", "target"),
        ("api/incidents/99", "administrator", 404, "ResourceNotFound", "target"),
        ("api/alerts?$filter=colour%20eq%201", "administrator", 400, "ODataError", "target"),
        ("api/v1.0/machines/none", "administrator", 404, "ResourceNotFound", "target"),
        ("subscriptions/s/resourceGroups/r", nil, 404, "NotFound", nil),
        ("api/queue/99", "administrator", 404, "NotFound", nil),
        ("api/queue", nil, 401, "Unauthorized", nil),
        ("nothing/at/all", "administrator", 404, "NotFound", nil),
    ]

    @Test func errorsSpeakTheirClientsLanguage() async throws {
        let server = try await RunningServer()
        defer { server.stop(); server.removeData() }
        for (path, token, status, code, member) in GraphTests.dialects {
            let answer = try await server.send("GET", path, body: nil, token: token, headers: ["client-request-id": "abc"])
            #expect(answer.status == status, "\(path)")
            let error = try #require(answer.json["error"]?.object, "\(path)")
            #expect(error["code"]?.string == code, "\(path)")
            #expect(error["message"]?.string?.isEmpty == false)
            #expect(
                error.members.map(\.name).filter { $0 != "code" && $0 != "message" } == [member].compactMap(\.self), "\(path)")
            if member == "innerError" { #expect(error["innerError"]?["client-request-id"]?.string == "abc") }
        }
        for path in ["v1.0/security/alerts", "beta/security/alerts/1"] {
            let retired = try await server.get(path)
            #expect(retired.status == 410 && retired.json["error"]?["message"]?.string?.contains("alerts_v2") == true)
        }
        #expect(try await server.get("v1.0/security/alerts_v2/da637_1").status == 404)
        // What is wrong is named: a type, and what cannot be set.
        let typed = try await server.post("v1.0/security/incidents/1/comments", ["comment": 5])
        #expect(typed.status == 400 && typed.json["error"]?["message"]?.string == "'comment' must be a string")
        let fixed = try await server.patch("v1.0/security/incidents/1", ["createdDateTime": "2026-05-04T10:00:00Z"])
        #expect(fixed.status == 400 && fixed.json["error"]?["message"]?.string?.contains("can be read and not be set") == true)
        // Nobody began to sign in here; a browser is shown a page that says so.
        for query in ["code=a&state=b", "error=access_denied", "error=access_denied&state=b"] {
            let answer = try await server.get("api/session/callback?\(query)", token: nil)
            #expect(answer.status == 400 && answer.json["error"]?["message"]?.string?.contains("sign in") == true, "\(query)")
            let page = try await server.send(
                "GET", "api/session/callback?\(query)", body: nil, token: nil, headers: ["Accept": "text/html"])
            #expect(page.status == 400 && String(decoding: page.body, as: UTF8.self).contains("href=\"/sign-in\""), "\(query)")
        }
        let wrong = try await server.send("DELETE", "v1.0/security/incidents", body: nil)
        #expect(wrong.status == 405 && wrong.headers.contains { $0.name.lowercased() == "allow" && $0.value == "GET, HEAD" })
    }

    @Test func aBatchIsAnsweredRequestByRequest() async throws {
        let (server, incidents) = try await prepared()
        defer { server.stop(); server.removeData() }
        let first = try #require(incidents.first)
        let answer = try await server.post(
            "v1.0/$batch",
            [
                "requests": [
                    ["id": "read", "method": "GET", "url": .string("/security/incidents/\(first)"), "dependsOn": ["write"]],
                    [
                        "id": "write", "method": "PATCH", "url": .string("security/incidents/\(first)"),
                        "headers": ["Content-Type": "application/json"], "body": ["assignedTo": "batch"],
                    ],
                    ["id": "missing", "method": "GET", "url": "/security/incidents/4711"],
                    ["id": "after", "method": "GET", "url": "/security/incidents", "dependsOn": ["missing"]],
                    ["id": "count", "method": "GET", "url": "http://x/v1.0/security/incidents/$count"],
                ]
            ])
        #expect(answer.status == 200)
        let responses = Dictionary(
            uniqueKeysWithValues: (answer.json["responses"]?.array ?? []).map { ($0["id"]?.string ?? "", $0) })
        #expect(responses["read"]?["body"]?["assignedTo"]?.string == "batch")
        #expect(responses["missing"]?["status"]?.integer == 404)
        #expect(responses["missing"]?["body"]?["error"]?["code"]?.string == "NotFound")
        #expect(responses["after"]?["status"]?.integer == 424)
        #expect(responses["count"]?["body"]?.string == Data("2".utf8).base64EncodedString())
        let refused: [JSONValue] = [
            [:], ["requests": []],
            ["requests": .array((0..<21).map { ["id": .string("\($0)"), "method": "GET", "url": "/security/incidents"] })],
            ["requests": [["id": "a", "method": "GET", "url": "/x"], ["id": "a", "method": "GET", "url": "/x"]]],
            ["requests": [["id": "a", "method": "GET", "url": "/x", "dependsOn": ["b"]]]],
            ["requests": [["id": "a", "method": "POST", "url": "/$batch", "body": [:]]]],
        ]
        for body in refused { #expect(try await server.post("v1.0/$batch", body).status == 400, "\(body.text)") }
    }
}
