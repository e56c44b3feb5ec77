import Foundation
import Primitives
import ServerHarness
import Testing

@Suite(.fewAtATime) struct IngestTests {
    @Test func goodAndBadRecordsOfOneBody() async throws {
        let server = try await RunningServer()
        defer { server.stop(); server.removeData() }
        _ = try await server.put("api/sources/siem", ["format": "wazuh"])
        let body = [
            Records.wazuh(id: "1.1", time: "2026-05-04T10:00:00.000+0000"), "{\"broken\": ", "{\"timestamp\": 17}",
            Records.wazuh(id: "1.2", time: "2026-05-04T10:00:01.000+0000"),
        ].joined(separator: "\n")
        let answer = try await server.ingest("siem", body)
        #expect(answer.status == 200)
        #expect(answer.json["accepted"]?.integer == 2)
        #expect(answer.json["rejected"]?.integer == 2)
        #expect(answer.json["errors"]?.array?.map { $0["record"]?.integer } == [2, 3])
        try await server.settle()
        let status = try await server.get("api/status").json
        #expect(status["alerts"]?.integer == 2)
        let errors = try await server.get("api/errors").json
        #expect(errors["count"]?.integer == 2)
        #expect(errors["records"]?.array?.allSatisfy { $0["error"]?.string?.isEmpty == false } == true)
        #expect(errors["records"]?.array?.contains { $0["sample"]?.string == "{\"broken\":" } == true)
    }

    /// Its beginning tells whoever looks what it was; its neighbours are taken.
    @Test func theBeginningOfARecordThatIsTooLargeIsKept() async throws {
        let server = try await RunningServer()
        defer { server.stop(); server.removeData() }
        _ = try await server.put("api/sources/siem", ["format": "wazuh"])
        let large = "{\"who\":\"me\",\"text\":\"\(String(repeating: "x", count: 17 << 20))\"}"
        let answer = try await server.ingest(
            "siem", large + "\n" + Records.wazuh(id: "1.1", time: "2026-05-04T10:00:00.000+0000"))
        #expect(answer.status == 200)
        #expect(answer.json["accepted"]?.integer == 1 && answer.json["rejected"]?.integer == 1)
        try await server.settle()
        let kept = try #require(try await server.get("api/errors").json["records"]?.array?.first)
        #expect(kept["sample"]?.string?.hasPrefix("{\"who\":\"me\"") == true)
        #expect(kept["error"]?.string?.contains("larger than") == true)
        #expect(kept["size"]?.integer == Int64(large.utf8.count))
        #expect(try await server.get("api/status").json["alerts"]?.integer == 1)
    }

    @Test func redeliveryMakesNoSecondAlert() async throws {
        let server = try await RunningServer()
        defer { server.stop(); server.removeData() }
        _ = try await server.put("api/sources/siem", ["format": "wazuh"])
        let record = Records.wazuh(id: "1.1", time: "2026-05-04T10:00:00.000+0000")
        for _ in 0..<3 { _ = try await server.ingest("siem", record + "\n" + record) }
        try await server.settle()
        #expect(try await server.get("api/status").json["alerts"]?.integer == 1)
        let alert = try await server.get("v1.0/security/alerts_v2/al1").json
        #expect(alert["title"]?.string == "sshd: brute force trying to get access")
        let incident = try #require(alert["incidentId"]?.string)
        let rows = try await server.get("api/queue/\(incident)/alerts").json
        #expect(rows["alerts"]?.array?.first?["occurrences"]?.integer == 6)
    }

    @Test func gzipIsUnpackedAndBrokenGzipRefused() async throws {
        let server = try await RunningServer()
        defer { server.stop(); server.removeData() }
        _ = try await server.put("api/sources/siem", ["format": "wazuh"])
        let packed = try gzip(Records.burst(3, agent: "web01"))
        let good = try await server.send(
            "POST", "api/ingest/siem", body: packed, headers: ["Content-Encoding": "gzip"])
        #expect(good.json["accepted"]?.integer == 3)
        let torn = try await server.send(
            "POST", "api/ingest/siem", body: Array(packed.dropLast(9)), headers: ["Content-Encoding": "gzip"])
        #expect(torn.status == 400)
        let plain = try await server.send(
            "POST", "api/ingest/siem", body: Array("{}".utf8), headers: ["Content-Encoding": "gzip"])
        #expect(plain.status == 400)
        let odd = try await server.send("POST", "api/ingest/siem", body: packed, headers: ["Content-Encoding": "br"])
        #expect(odd.status == 415)
    }

    /// Whatever is sent, the answer is a clear one and the server goes on.
    @Test(arguments: oddities)
    func oddBodies(_ oddity: Oddity) async throws {
        let server = try await RunningServer()
        defer { server.stop(); server.removeData() }
        _ = try await server.put("api/sources/siem", ["format": "wazuh"])
        let answer = try await server.ingest("siem", oddity.body)
        #expect(answer.status == 200)
        #expect(answer.json["rejected"]?.integer == oddity.rejected, "\(answer.json.text)")
        let bytes = try await server.send("POST", "api/ingest/siem", body: [0xff, 0xfe, 0x00, 0x7b, 0x0a])
        #expect(bytes.json["rejected"]?.integer == 1)
        _ = try await server.ingest("siem", Records.wazuh(id: "7.7", time: "2026-05-04T10:00:00.000+0000"))
        try await server.settle()
        #expect(try await server.get("api/queue?all=true&search=brute").json["count"]?.integer != 0)
    }

    struct Oddity: Sendable, CustomStringConvertible {
        var description: String
        var body: String
        /// Records of it that cannot be read.
        var rejected: Int64

        init(_ description: String, _ body: String, rejected: Int64) {
            self.description = description
            self.body = body
            self.rejected = rejected
        }
    }

    static let oddities: [Oddity] = [
        Oddity("deep nesting", String(repeating: "{\"a\":", count: 100_000), rejected: 1),
        Oddity("a line of ten megabytes", "{\"timestamp\":\"\(String(repeating: "x", count: 10 << 20))\"}", rejected: 1),
        Oddity("a clock years off", Records.wazuh(id: "9.1", time: "1971-05-04T10:00:00.000+0000"), rejected: 0),
        Oddity("a clock of the far future", Records.wazuh(id: "9.2", time: "9571-05-04T10:00:00.000+0000"), rejected: 0),
        Oddity("a number where a text should be", "{\"timestamp\":5,\"rule\":7,\"agent\":[]}", rejected: 1),
        Oddity("scalars in an array", "[1, \"two\", null]", rejected: 3),
        Oddity("nothing", "", rejected: 0),
    ]

    @Test func oversizedBodyIsRefused() async throws {
        let server = try await RunningServer()
        defer { server.stop(); server.removeData() }
        _ = try await server.put("api/sources/siem", ["format": "wazuh"])
        let answer = try await server.send(
            "POST", "api/ingest/siem", body: [UInt8](repeating: 0x20, count: 33 << 20))
        #expect(answer.status == 413)
        #expect(answer.json["error"]?["message"]?.string?.contains("33554432") == true)
    }

    @Test func tokensOpenTheirOwnSourceAlone() async throws {
        let server = try await RunningServer()
        defer { server.stop(); server.removeData() }
        for name in ["one", "two"] { _ = try await server.put("api/sources/\(name)", ["format": "wazuh"]) }
        let token = try #require(try await server.post("api/sources/one/token", [:]).json["token"]?.string)
        let record = Array(Records.wazuh(id: "1.1", time: "2026-05-04T10:00:00.000+0000").utf8)
        #expect(try await server.send("POST", "api/ingest/one", body: record, token: token).status == 200)
        #expect(try await server.send("POST", "api/ingest/two", body: record, token: token).status == 403)
        #expect(try await server.send("GET", "api/queue", body: nil, token: token).status == 403)
        #expect(try await server.send("POST", "api/ingest/one", body: record, token: "wf_guess").status == 401)
        #expect(try await server.send("GET", "api/queue", body: nil, token: nil).status == 401)
        let second = try #require(try await server.post("api/sources/one/token", [:]).json["token"]?.string)
        #expect(try await server.send("POST", "api/ingest/one", body: record, token: token).status == 401)
        #expect(try await server.send("POST", "api/ingest/one", body: record, token: second).status == 200)
    }

    /// An empty inbox takes anything, so the first of many is let in and some of the others are not.
    @Test func aFullInboxAsksToComeAgain() async throws {
        let server = try await RunningServer(arguments: ["--inbox-limit", "1"])
        defer { server.stop(); server.removeData() }
        _ = try await server.put("api/sources/siem", ["format": "wazuh"])
        let body = Records.burst(40, agent: "web01")
        let answers = try await withThrowingTaskGroup(of: RunningServer.Answer.self) { group in
            for _ in 0..<40 { group.addTask { try await server.ingest("siem", body) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.contains { $0.status == 200 })
        let refused = answers.filter { $0.status != 200 }
        #expect(!refused.isEmpty)
        #expect(refused.allSatisfy { $0.status == 429 })
        #expect(refused.allSatisfy { $0.headers.contains { $0.name.lowercased() == "retry-after" && Int($0.value) != nil } })
        try await server.settle()
        #expect(try await server.get("api/status").json["alerts"]?.integer == 40)
    }
}

/// A text, packed by the system's gzip.
func gzip(_ text: String) throws -> [UInt8] {
    let process = Process()
    let (input, output) = (Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gzip", "-c"]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    input.fileHandleForWriting.write(Data(text.utf8))
    try input.fileHandleForWriting.close()
    defer { process.waitUntilExit() }
    return Array(output.fileHandleForReading.readDataToEndOfFile())
}
