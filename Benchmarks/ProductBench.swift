internal import ArgumentParser
internal import Foundation
internal import Primitives
internal import ServerHarness

/// The whole product: the built server takes a file of alerts in by HTTP, durably, and places them in incidents.
struct ProductBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "product", abstract: "Alerts by HTTP through the whole server: speed, memory, start.")

    @Argument(help: "A file with an alert a line.") var file: String
    @Option(help: "The mapping that reads it.") var mapping: String
    @Option(help: "How many sources send the same file.") var sources = 2
    @Option(help: "Lines of one request.") var batch = 5000
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
        let text = try Data(contentsOf: URL(fileURLWithPath: file))
        let batches = ProductBench.batches(of: text, lines: batch)
        var findings = Findings()
        let server = try await RunningServer()
        defer { server.removeData() }
        findings.figures.append(("idle memory after start", ServerMemory.megabytes(of: server), "MB"))
        for number in 1...sources {
            try await ingest(batches, as: "source\(number)", into: server, &findings)
            if number == 1 { findings.figures.append(("memory after the first file", ServerMemory.megabytes(of: server), "MB")) }
        }
        let alerts = try await server.get("api/status").json["alerts"]?.integer ?? 0
        server.stop()
        let start = ContinuousClock.now
        let again = try await RunningServer(data: server.data)
        let took = (ContinuousClock.now - start).milliseconds / 1000
        findings.figures.append(("start with \(alerts) alerts stored", took, "s"))
        findings.figures.append(("memory after that start", ServerMemory.megabytes(of: again), "MB"))
        again.stop()
        print(json ? findings.json.text : findings.table)
    }

    /// Two senders, as a machine of two cores can serve.
    private func ingest(
        _ batches: [[UInt8]], as source: String, into server: RunningServer, _ findings: inout Findings
    ) async throws {
        let yaml = try String(contentsOfFile: mapping, encoding: .utf8)
        _ = try await server.put("api/sources/\(source)", ["format": "mapping", "mapping": .string(yaml)])
        let before = try await server.get("api/status").json["alerts"]?.integer ?? 0
        let start = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for sender in 0..<2 {
                group.addTask {
                    for index in stride(from: sender, to: batches.count, by: 2) {
                        let answer = try await server.send("POST", "api/ingest/\(source)", body: batches[index])
                        guard answer.status == 200 else { throw TimedOut(description: "refused: \(answer.json.text)") }
                    }
                }
            }
            try await group.waitForAll()
        }
        let acknowledged = (ContinuousClock.now - start).milliseconds / 1000
        try await server.settle(seconds: 600)
        let placed = (ContinuousClock.now - start).milliseconds / 1000
        let count = Double(try await server.get("api/status").json["alerts"]?.integer ?? 0) - Double(before)
        findings.figures.append(("\(source): alerts", count, ""))
        findings.figures.append(("\(source): durably acknowledged", count / acknowledged, "alerts/s"))
        findings.figures.append(("\(source): placed in incidents", count / placed, "alerts/s"))
    }

    private static func batches(of text: Data, lines count: Int) -> [[UInt8]] {
        let lines = text.split(separator: 0x0a)
        return stride(from: 0, to: lines.count, by: count).map { start in
            Array(lines[start..<min(start + count, lines.count)].joined(separator: [0x0a]))
        }
    }
}
