import Foundation
import Primitives
import SeededRandom
import ServerHarness
import Testing

/// What was acknowledged survives, once and unaltered.
@Suite(.fewAtATime) struct DurabilityTests {
    /// Senders go on while the server is killed and started again; each batch is sent until it is acknowledged.
    @Test func killedDuringIngest() async throws {
        let seed = UInt64.random(in: 1...UInt64.max)
        var random = SeededGenerator(seed: seed)
        let data = RunningServer.newFolder()
        var server = try await RunningServer(data: data)
        defer { server.stop(); server.removeData() }
        _ = try await server.put("api/sources/siem", ["format": "wazuh"])
        var sent = 0
        for round in 0..<4 {
            let victim = server
            async let killing: Void = {
                try? await Task.sleep(for: .milliseconds(Int64.random(in: 20...300, using: &random)))
                victim.kill()
            }()
            while (try? await send(100, from: sent, to: server)) == true { sent += 100 }
            await killing
            server = try await RunningServer(data: data)
            // The batch that got no answer is sent again; whether it was stored or not, it counts once.
            try #require(try await send(100, from: sent, to: server), "seed \(seed), round \(round)")
            sent += 100
        }
        try await server.settle()
        #expect(try await server.get("api/status").json["alerts"]?.integer == Int64(sent), "seed \(seed)")
        server.stop()
        #expect(try await audit(data) == 0, "seed \(seed)")
    }

    private func send(_ count: Int, from start: Int, to server: RunningServer) async throws -> Bool {
        let records = (start..<start + count).map { index in
            Records.wazuh(
                id: "k.\(index)",
                time: "2026-05-04T\(10 + index / 3600 % 10):\(two(index / 60 % 60)):\(two(index % 60)).000+0000",
                rule: 5000 + index % 40, agent: "host\(index % 25)")
        }
        let answer = try await server.ingest("siem", records.joined(separator: "\n"))
        return answer.status == 200 && answer.json["accepted"]?.integer == Int64(count)
    }

    private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private func audit(_ data: URL) async throws -> Int32 {
        try await FinishedProcess(RunningServer.binary, ["audit", "verify", "--data", data.path]).code
    }

    @Test func backupOfARunningServerCanBeRestored() async throws {
        let server = try await RunningServer()
        let copy = RunningServer.newFolder()
        defer { server.stop(); server.removeData() }
        _ = try await server.put("api/sources/siem", ["format": "wazuh"])
        _ = try await server.ingest("siem", Records.burst(20, agent: "web01"))
        try await server.settle()
        let made = try await server.post("api/backup", ["directory": .string(copy.path)])
        #expect(made.status == 200)
        #expect(try await server.post("api/backup", ["directory": .string(copy.path)]).status == 400)
        let restored = try await RunningServer(data: copy)
        defer { restored.stop(); restored.removeData() }
        #expect(try await restored.get("api/status").json["alerts"]?.integer == 20)
        #expect(restored.administratorToken == server.administratorToken)
        _ = try await restored.ingest("siem", Records.burst(20, agent: "web01"))
        try await restored.settle()
        #expect(try await restored.get("api/status").json["alerts"]?.integer == 20)
        restored.stop()
        #expect(try await audit(copy) == 0)
    }

    @Test func aFollowedFileIsReadThroughRotationAndRestart() async throws {
        let data = RunningServer.newFolder()
        var server = try await RunningServer(data: data)
        defer { server.stop(); server.removeData() }
        _ = try await server.put("api/sources/siem", ["format": "wazuh"])
        let file = data.appendingPathComponent("alerts.json")
        func append(_ range: Range<Int>) throws {
            let lines = range.map { Records.wazuh(id: "f.\($0)", time: "2026-05-04T10:00:\(two($0)).000+0000") + "\n" }
            if !FileManager.default.fileExists(atPath: file.path) {
                try Data().write(to: file)
            }
            let handle = try FileHandle(forWritingTo: file)
            try handle.seekToEnd()
            handle.write(Data(lines.joined().utf8))
            try handle.close()
        }
        func expect(_ count: Int64) async throws {
            try await waitUntil("\(count) alerts are there") {
                try await server.get("api/status").json["alerts"]?.integer == count
            }
        }
        try append(0..<5)
        #expect(try await server.put("api/sources/siem/files", ["path": .string(file.path)]).status == 200)
        try await expect(5)
        try FileManager.default.moveItem(at: file, to: data.appendingPathComponent("alerts.json.1"))
        try append(5..<10)
        try await expect(10)
        server.kill()
        try append(10..<15)
        server = try await RunningServer(data: data)
        try await expect(15)
        #expect(try await server.get("api/sources").json["sources"]?.array?.first?["files"]?.array?.count == 1)
        let gone = try await server.send(
            "DELETE", "api/sources/siem/files",
            body: Array(JSONValue.object(JSONObject([.init(name: "path", value: .string(file.path))])).text.utf8))
        #expect(gone.status == 200)
    }
}
