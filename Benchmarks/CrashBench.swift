internal import ArgumentParser
internal import Foundation
internal import Primitives
internal import SeededRandom
internal import ServerHarness

/// Kills the server with -9 while records come in, again and again, and counts what is there in the end.
struct CrashBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crash", abstract: "kill -9 during ingest: counts what is lost or doubled.")

    @Option(help: "How often to kill.") var kills = 100
    @Option(help: "What the moments of the kills are drawn from.") var seed = UInt64(20_261_124)
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
        var random = SeededGenerator(seed: seed)
        let data = RunningServer.newFolder()
        var server = try await RunningServer(data: data)
        defer { server.stop(); server.removeData() }
        _ = try await server.put("api/sources/siem", ["format": "wazuh"])
        var sent = 0
        for _ in 0..<kills {
            let victim = server
            let moment = Int64.random(in: 1...250, using: &random)
            async let killing: Void = {
                try? await Task.sleep(for: .milliseconds(moment))
                victim.kill()
            }()
            while (try? await CrashBench.send(from: sent, to: server)) == true { sent += CrashBench.batch }
            await killing
            server = try await RunningServer(data: data)
            // What got no answer is sent again; whether it was stored before or not, it counts once.
            guard try await CrashBench.send(from: sent, to: server) else {
                throw TimedOut(description: "the server refuses records after a kill")
            }
            sent += CrashBench.batch
        }
        // The killed servers left much of it to this one.
        try await server.settle(seconds: 600)
        let stored = Int(try await server.get("api/status").json["alerts"]?.integer ?? 0)
        var findings = Findings()
        findings.figures = [
            ("kills", Double(kills), ""), ("alerts acknowledged", Double(sent), ""),
            ("lost", Double(max(0, sent - stored)), ""), ("doubled", Double(max(0, stored - sent)), ""),
        ]
        print(json ? findings.json.text : findings.table)
    }

    private static let batch = 100

    private static func send(from start: Int, to server: RunningServer) async throws -> Bool {
        let records = (start..<start + batch).map { index in
            Records.wazuh(
                id: "k.\(index)", time: (Timestamp(unixSeconds: 1_777_888_800 + Int64(index))).rfc3339,
                rule: 5000 + index % 40, agent: "host\(index % 25)")
        }
        let answer = try await server.ingest("siem", records.joined(separator: "\n"))
        return answer.status == 200 && answer.json["accepted"]?.integer == Int64(batch)
    }
}
