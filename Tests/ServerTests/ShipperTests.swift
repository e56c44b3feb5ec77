import Foundation
import Primitives
import ServerHarness
import Testing

/// The shippers' protocols over the real binary.
@Suite(.fewAtATime) struct ShipperTests {
    /// A server with a source and its token.
    private struct Setting {
        var server: RunningServer
        var token: String

        init(format: String = "wazuh") async throws {
            server = try await RunningServer()
            _ = try await server.put("api/sources/siem", ["format": .string(format)])
            token = try #require(try await server.post("api/sources/siem/token", [:]).json["token"]?.string)
        }

        func send(
            _ method: String = "POST", _ path: String, _ body: String, as authorization: String? = nil,
            type: String = "application/json"
        ) async throws -> RunningServer.Answer {
            let header = authorization ?? "Bearer \(token)"
            return try await server.send(
                method, path, body: Array(body.utf8), token: nil, headers: ["Authorization": header, "Content-Type": type])
        }

        func alertCount() async throws -> Int64? {
            try await server.settle()
            return try await server.get("api/status").json["alerts"]?.integer
        }

        func end() {
            server.stop()
            server.removeData()
        }
    }

    private static func record(_ id: String) -> String { Records.wazuh(id: id, time: "2026-05-04T10:00:00.000+0000") }

    private static func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

    @Test func bulkTellsEachDocumentsFate() async throws {
        let setting = try await Setting()
        defer { setting.end() }
        let body = """
            {"create":{"_index":"filebeat-9.1.0","_id":"k1"}}
            \(ShipperTests.record("1.1"))
            {"index":{}}
            {"broken":
            {"index":{}}
            {"timestamp":17}
            {"delete":{"_id":"k1"}}
            {"index":{"_id":"\(String(repeating: "x", count: 513))"}}
            \(ShipperTests.record("1.2"))

            """
        let answer = try await setting.send("POST", "_bulk", body, type: "application/x-ndjson")
        #expect(answer.status == 200)
        #expect(answer.headers.contains { $0.name.lowercased() == "x-elastic-product" && $0.value == "Elasticsearch" })
        #expect(answer.json["errors"]?.bool == true)
        let items = try #require(answer.json["items"]?.array)
        #expect(items.map { $0.object?.members.first?.value["status"]?.integer } == [201, 400, 400, 400, 400])
        #expect(items[0]["create"]?["_id"]?.string == "k1")
        #expect(items[1]["index"]?["error"]?["type"]?.string == "document_parsing_exception")
        #expect(items[3]["delete"]?["error"]?["reason"]?.string?.contains("not taken here") == true)
        #expect(try await setting.alertCount() == 1)
        // What cannot be read is kept with its error; what is refused is not.
        #expect(try await setting.server.get("api/errors").json["count"]?.integer == 2)
    }

    @Test func documentsWithIdsAreOneAlertHoweverOftenTheyCome() async throws {
        let setting = try await Setting(format: "suricata")
        defer { setting.end() }
        func event(_ second: Int) -> String {
            """
            {"timestamp":"2026-05-04T10:00:0\(second).000000+0000","event_type":"alert","src_ip":"203.0.113.9","dest_ip":"10.3.0.7",\
            "alert":{"signature_id":2001,"gid":1,"signature":"scan","category":"c","severity":2}}
            """
        }
        // The same id with another content is the same document; another id with the same content is another one.
        for (id, second) in [("a", 1), ("a", 2), ("b", 1)] {
            _ = try await setting.send("PUT", "anything/_bulk", "{\"index\":{\"_id\":\"\(id)\"}}\n\(event(second))\n")
        }
        #expect(try await setting.alertCount() == 2)
    }

    @Test func malformedBulkIsRefusedWhole() async throws {
        let setting = try await Setting()
        defer { setting.end() }
        let answer = try await setting.send(
            "POST", "elastic/_bulk", "{\"index\":{}}\n\(ShipperTests.record("1"))\nnonsense\n{}\n")
        #expect(answer.status == 400)
        #expect(answer.json["error"]?["reason"]?.string?.contains("line [3]") == true)
        #expect(answer.json["status"]?.integer == 400)
        #expect(try await setting.alertCount() == 0)
        #expect(try await setting.server.get("api/errors").json["count"]?.integer == 0)
    }

    @Test func handshake() async throws {
        let setting = try await Setting()
        defer { setting.end() }
        for prefix in ["", "elastic/"] {
            let root = try await setting.send("GET", String(prefix.dropLast()), "")
            #expect(root.json["version"]?["number"]?.string == "9.99.0")
            for path in [
                "_license", "_xpack", "_cluster/health", "_nodes/http", "_ilm/policy/filebeat", "_index_template/filebeat",
            ] {
                let answer = try await setting.send("GET", prefix + path, "")
                #expect(answer.status == 200, "\(path)")
                #expect(answer.headers.contains { $0.name.lowercased() == "x-elastic-product" }, "\(path)")
            }
            #expect(try await setting.send("HEAD", String(prefix.dropLast()), "").status == 200)
            #expect(try await setting.send("PUT", "\(prefix)_ingest/pipeline/x", "{}").json["acknowledged"]?.bool == true)
        }
        let stranger = try await setting.send("GET", "", "", as: "ApiKey nonsense")
        #expect(stranger.status == 401)
        #expect(stranger.json["error"]?["type"]?.string == "security_exception")
    }

    @Test func tokensInEveryForm() async throws {
        let setting = try await Setting()
        defer { setting.end() }
        let body = "{\"index\":{}}\n\(ShipperTests.record("1"))\n"
        let token = setting.token
        for header in [
            "Bearer \(token)", "ApiKey \(token)", "ApiKey \(ShipperTests.base64("id:\(token)"))",
            "Basic \(ShipperTests.base64("any:\(token)"))",
            "Splunk \(token)",
        ] {
            #expect(try await setting.send("POST", "_bulk", body, as: header).status == 200, "\(header.prefix(7))")
        }
        #expect(try await setting.send("POST", "_bulk", body, as: "Basic \(ShipperTests.base64("any:wrong"))").status == 401)
        // Elsewhere a password opens nothing, so that no browser does by itself what its user did not mean.
        let administrator = setting.server.administratorToken
        #expect(
            try await setting.send("GET", "api/queue", "", as: "Basic \(ShipperTests.base64("any:\(administrator)"))").status
                == 401)
    }

    @Test func theNameOfTheStreamChoosesTheSource() async throws {
        let setting = try await Setting()
        defer { setting.end() }
        let all = "Bearer \(setting.server.administratorToken)"
        let one = "{\"index\":{\"_index\":\"logs-siem.alerts-default\"}}\n\(ShipperTests.record("1"))\n"
        #expect(try await setting.send("POST", "_bulk", one, as: all).json["errors"]?.bool == false)
        let lost = try await setting.send("POST", "nowhere/_bulk", "{\"index\":{}}\n\(ShipperTests.record("2"))\n", as: all)
        #expect(lost.status == 404)
        #expect(lost.json["error"]?["type"]?.string == "index_not_found_exception")
        let mixed = try await setting.send(
            "POST", "nowhere/_bulk", one + "{\"index\":{}}\n\(ShipperTests.record("3"))\n", as: all)
        #expect(mixed.json["items"]?.array?.map { $0["index"]?["status"]?.integer } == [201, 404])
        let event = "{\"event\":\(ShipperTests.record("4")),\"sourcetype\":\"SIEM\"}"
        #expect(try await setting.send("POST", "services/collector", event, as: all).json["code"]?.integer == 0)
        #expect(try await setting.send("POST", "services/collector", "{\"event\":1}", as: all).json["code"]?.integer == 7)
        let rows = "[\(ShipperTests.record("5"))]"
        #expect(
            try await setting.send(
                "POST", "dataCollectionRules/dcr-1/streams/Custom-Siem_CL?api-version=2023-01-01", rows, as: all
            ).status == 204)
        let large = "[\(ShipperTests.record("9")),\"\(String(repeating: "a", count: 1 << 20))\"]"
        for (body, status) in [
            ("[", 400), ("{}", 400), ("[1]", 400), ("[]", 400), ("[\(ShipperTests.record("9")),1]", 400), ("", 400), (large, 413),
        ] {
            let refused = try await setting.send(
                "POST", "dataCollectionRules/dcr-1/streams/Custom-Siem_CL?api-version=2023-01-01", body, as: all)
            #expect(refused.status == status, "\(body.prefix(90)): \(refused.json)")
        }
        for (method, path, status) in [
            ("POST", "siem/_doc", 201), ("PUT", "siem/_create/7", 201), ("PUT", "elastic/siem/_doc/7", 201),
            ("POST", "none/_doc", 404),
        ] {
            let single = try await setting.send(method, path, ShipperTests.record("1"), as: all)
            #expect(single.status == status, "\(path): \(single.json)")
            let word = status == 201 ? single.json["result"]?.string : single.json["error"]?["type"]?.string
            #expect(word == (status == 201 ? "created" : "index_not_found_exception"), "\(path): \(single.json)")
        }
        #expect(try await setting.send("POST", "siem/_doc", "no json", as: all).json["error"]?["type"]?.string != nil)
        let unknown = try await setting.send(
            "POST", "dataCollectionRules/dcr-1/streams/Custom-Other?api-version=2023-01-01", rows, as: all)
        #expect(unknown.status == 404)
        #expect(unknown.json["error"]?["code"]?.string == "NotFound")
        #expect(try await setting.alertCount() == 3)
    }

    @Test func eventCollector() async throws {
        let setting = try await Setting(format: "auto")
        defer { setting.end() }
        let splunk = "Splunk \(setting.token)"
        func post(_ path: String, _ body: String, as header: String? = nil) async throws -> RunningServer.Answer {
            try await setting.send("POST", "services/collector\(path)", body, as: header ?? splunk)
        }
        let cef = "CEF:0|V|P|1|17|a title|8|src=203.0.113.9 dst=10.3.0.7"
        // The event has no time of its own: it gets that of its envelope.
        let good = try await post(
            "/event", "{\"event\":\(ShipperTests.record("1"))}{\"event\":\"\(cef)\",\"time\":1777888800,\"host\":\"fw01\"}")
        #expect(good.json["text"]?.string == "Success")
        #expect(
            try await post("/raw?host=fw02&time=1777888800", "\(cef)|\n\(ShipperTests.record("2"))\n").json["code"]?.integer == 0)
        for (body, code, event) in [
            ("{\"event\":1}{\"event\":\"\"}", 13, 1), ("{\"time\":1}", 12, 0), ("{\"event\":\"x\",\"fields\":{\"a\":{}}}", 15, 0),
            ("{\"event\":", 6, 0),
        ] {
            let answer = try await post("/event/1.0", body)
            #expect(answer.status == 400)
            #expect(answer.json["code"]?.integer == Int64(code))
            #expect(answer.json["invalid-event-number"]?.integer == Int64(event))
        }
        #expect(try await post("", "").json["code"]?.integer == 5)
        #expect(try await post("", "{\"event\":1}", as: "Splunk wrong").json["code"]?.integer == 4)
        #expect(try await post("", "{\"event\":1}", as: "Splunk").json["code"]?.integer == 3)
        let silent = try await setting.server.send("POST", "services/collector", body: Array("{\"event\":1}".utf8), token: nil)
        #expect((silent.status, silent.json["code"]?.integer) == (401, 2))
        #expect(silent.json["detail"]?.string?.contains("Splunk TOKEN") == true)
        #expect(try await setting.server.get("services/collector/health", token: nil).json["code"]?.integer == 17)
        let first = try await post("?channel=c1", "{\"event\":\(ShipperTests.record("3"))}").json["ackId"]?.integer
        #expect(first == 0)
        let acks = try await post("/ack?channel=c1", "{\"acks\":[0,1]}").json["acks"]
        #expect((acks?["0"]?.bool, acks?["1"]?.bool) == (true, false))
        #expect(try await setting.alertCount() == 5)
        let titles = try await setting.server.get("v1.0/security/alerts_v2/al2").json
        #expect(titles["firstActivityDateTime"]?.string?.hasPrefix("2026-05-04T10:00:00") == true)
    }

    @Test func openTelemetry() async throws {
        let setting = try await Setting()
        defer { setting.end() }
        let body: JSONValue = [
            "resourceLogs": [
                [
                    "scopeLogs": [
                        [
                            "logRecords": [
                                ["body": ["stringValue": .string(ShipperTests.record("1"))]],
                                ["body": ["stringValue": "nonsense"]],
                            ]
                        ]
                    ]
                ]
            ]
        ]
        let answer = try await setting.send("POST", "v1/logs", body.text)
        #expect(answer.status == 200)
        #expect(answer.json["partialSuccess"]?["rejectedLogRecords"]?.string == "1")
        let empty = try await setting.send("POST", "v1/logs", "", type: "application/x-protobuf")
        #expect(empty.status == 200)
        let broken = try await setting.send("POST", "v1/logs", "\u{1}", type: "application/x-protobuf")
        #expect(broken.status == 400)
        #expect(broken.headers.contains { $0.name.lowercased() == "content-type" && $0.value == "application/x-protobuf" })
        #expect(try await setting.send("POST", "v1/logs", "[]").json["code"]?.integer == 3)
        #expect(try await setting.send("POST", "v1/logs", "x", type: "text/plain").status == 415)
        #expect(try await setting.alertCount() == 1)
    }

    /// A full inbox is told in each protocol's own words, so that shippers come again.
    @Test func aFullInboxIsToldInEachProtocol() async throws {
        let server = try await RunningServer(arguments: ["--inbox-limit", "1"])
        defer { server.stop(); server.removeData() }
        _ = try await server.put("api/sources/siem", ["format": "wazuh"])
        let token = try #require(try await server.post("api/sources/siem/token", [:]).json["token"]?.string)
        let record = ShipperTests.record("1")
        let requests = [
            ("_bulk", "{\"index\":{}}\n\(record)\n"), ("services/collector", "{\"event\":\(record)}"),
            ("dataCollectionRules/d/streams/s", "[\(record)]"),
            ("v1/logs", "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"body\":{\"stringValue\":\"x\"}}]}]}]}"),
        ]
        var seen: Set<String> = []
        // An empty inbox takes anything: of many requests at once some come too early.
        try await waitUntil("each protocol has said that the inbox is full") {
            let refused = try await withThrowingTaskGroup(of: String?.self) { group in
                for (path, body) in requests + requests + requests + requests {
                    group.addTask {
                        let answer = try await server.send(
                            "POST", path, body: Array(body.utf8), token: token, headers: ["Content-Type": "application/json"])
                        guard answer.status == 429 || answer.status == 503 else { return nil }
                        #expect(answer.headers.contains { $0.name.lowercased() == "retry-after" })
                        #expect(path != "services/collector" || answer.json["code"]?.integer == 9)
                        return path
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            seen.formUnion(refused.compactMap(\.self))
            return seen.count == requests.count
        }
    }
}
