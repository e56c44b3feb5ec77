internal import ArgumentParser
internal import Foundation
internal import Primitives
internal import SQL
internal import SQLiteDriver
internal import ServerHarness

/// A start after kill -9, with as many alerts behind correlation's last checkpoint as there can be.
struct StartBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start", abstract: "kill -9 with a million alerts stored: how long until the server is ready again.")

    @Argument(help: "Files with an alert a line, sent one after the other, and again under another source.") var files: [String]
    @Option(help: "The mapping that reads them.") var mapping: String
    @Option(help: "Alerts to store; a checkpoint is made every 200,000.") var alerts = 1_199_999
    @Option(help: "How often to kill and start.") var runs = 5
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
        var server = try await RunningServer()
        defer { server.stop(); server.removeData() }
        var findings = Findings()
        findings.figures.append(("idle memory after start", ServerMemory.megabytes(of: server), "MB"))
        try await fill(server)
        findings.figures.append(("memory with all of them", ServerMemory.megabytes(of: server), "MB"))
        var times: [Double] = []
        for _ in 0..<runs {
            server.kill()
            let start = ContinuousClock.now
            server = try await RunningServer(data: server.data)
            times.append((ContinuousClock.now - start).milliseconds)
        }
        let stored = try await server.get("api/status").json["alerts"]?.integer ?? 0
        findings.figures.append(("alerts stored", Double(stored), ""))
        findings.figures.append(("of them after the checkpoint", Double(stored - (try await checkpoint(of: server))), ""))
        findings.figures.append(("memory after the last start", ServerMemory.megabytes(of: server), "MB"))
        findings.measurements.append(Measurement("ready after kill -9", times))
        print(json ? findings.json.text : findings.table)
    }

    private func fill(_ server: RunningServer) async throws {
        let yaml = try String(contentsOfFile: mapping, encoding: .utf8)
        var stored: Int64 = 0
        for number in 0... {
            let file = files[number % files.count]
            _ = try await server.put("api/sources/source\(number)", ["format": "mapping", "mapping": .string(yaml)])
            var lines = try Data(contentsOf: URL(fileURLWithPath: file)).split(separator: 0x0a)[...]
            while !lines.isEmpty {
                let missing = Int(Int64(alerts) - stored)
                guard missing > 0 else { return }
                for _ in 0..<max(1, min(missing, 50_000) / 5000) where !lines.isEmpty {
                    let batch = lines.prefix(min(missing, 5000))
                    lines = lines.dropFirst(batch.count)
                    let answer = try await server.send(
                        "POST", "api/ingest/source\(number)", body: Array(batch.joined(separator: [0x0a])))
                    guard answer.status == 200 else { throw TimedOut(description: "refused: \(answer.json.text)") }
                }
                // Repeats fold, so that only the server knows how many alerts there are.
                try await server.settle(seconds: 600)
                stored = try await server.get("api/status").json["alerts"]?.integer ?? 0
            }
        }
    }

    private func checkpoint(of server: RunningServer) async throws -> Int64 {
        let database = try SQLiteDatabase(path: server.data.appendingPathComponent("cases.sqlite").path)
        return try await database.read { session in
            try session.first(SQLStatement("bench.checkpoint", "SELECT after_alert FROM checkpoints")) { $0.integer(0) } ?? 0
        }
    }
}

/// How much of the machine's memory a server holds.
enum ServerMemory {
    /// Resident memory in megabytes, as Linux counts it.
    static func megabytes(of server: RunningServer) -> Double {
        let status = (try? String(contentsOfFile: "/proc/\(server.processIdentifier)/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
        return (line.split(separator: " ").compactMap { Double($0) }.first ?? 0) / 1024
    }
}
