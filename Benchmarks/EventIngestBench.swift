internal import ArgumentParser
internal import Foundation
internal import Primitives
internal import ServerHarness

/// Events into the built server, as shippers send them: how fast they are acknowledged and in their tables, and whether the
/// server's memory stays where it is: `Bench events`.
struct EventIngestBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events", abstract: "Events by HTTP into their tables: speed, memory; hunts beside alerts and events.")

    @Option(help: "Events to send.") var events = 1_000_000
    @Option(help: "Events of one request.") var batch = 2_000
    @Option(help: "Requests of the simple hunt.") var hunts = 200
    @Option(help: "Seconds of alerts and events beside two heavy hunts.") var seconds = 30
    @Option(help: "A file with an event of Windows a line, to be measured too.") var file: String?
    @Option(help: "Where the numbers come from.") var seed: UInt64 = 1
    @Flag(help: "Write JSON.") var json = false

    func run() async throws {
        let server = try await RunningServer(
            arguments: ["--requests-per-minute", "0", "--strangers-requests-per-minute", "0"], connections: 8)
        defer { server.stop(); server.removeData() }
        var findings = Findings()
        if let file { try await measureFile(file, server, &findings) }
        try await measureStream(server, &findings)
        try await measureSimpleHunt(server, &findings)
        let load = MixedLoad(server: server, seconds: seconds, seed: seed)
        findings.measurements += try await load.run(&findings)
        print(json ? findings.json.text : findings.table)
    }

    /// Lines of real events, in requests of their sum.
    private func measureFile(_ file: String, _ server: RunningServer, _ findings: inout Findings) async throws {
        _ = try await server.put("api/sources/windows", ["format": "windows"])
        let lines = try Data(contentsOf: URL(fileURLWithPath: file)).split(separator: 0x0a)
        let requests = stride(from: 0, to: lines.count, by: 1_000).map { start in
            Array(lines[start..<min(start + 1_000, lines.count)].joined(separator: [0x0a]))
        }
        try await take("real events", lines.count, requests.count, "windows", server, &findings) { requests[$0] }
    }

    private func measureStream(_ server: RunningServer, _ findings: inout Findings) async throws {
        _ = try await server.put("api/sources/processes", ["format": "microsoft-rows"])
        findings.figures.append(("memory before the stream", ServerMemory.megabytes(of: server), "MB"))
        let stream = EventStream(seed: seed)
        for part in 1...4 {
            let count = events / 4
            let first = (part - 1) * count
            try await take("events, part \(part) of 4", count, count / batch, "processes", server, &findings) { number in
                stream.body(first + number * batch, batch)
            }
            findings.figures.append(("memory after part \(part)", ServerMemory.megabytes(of: server), "MB"))
        }
    }

    /// Two senders, as a machine of two cores can serve.
    private func take(
        _ name: String, _ count: Int, _ requests: Int, _ source: String, _ server: RunningServer,
        _ findings: inout Findings, _ body: @escaping @Sendable (Int) -> [UInt8]
    ) async throws {
        let before = try await EventIngestBench.stored(server)
        let start = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for sender in 0..<2 {
                group.addTask {
                    for number in stride(from: sender, to: requests, by: 2) {
                        try await EventIngestBench.send(body(number), to: source, of: server)
                    }
                }
            }
            try await group.waitForAll()
        }
        let acknowledged = (ContinuousClock.now - start) / .seconds(1)
        while try await EventIngestBench.isBehind(server) { try await Task.sleep(for: .milliseconds(20)) }
        let stored = (ContinuousClock.now - start) / .seconds(1)
        let rows = Double(try await EventIngestBench.stored(server) - before)
        findings.figures.append(("\(name): durably acknowledged", Double(count) / acknowledged, "records/s"))
        findings.figures.append(("\(name): in their tables", Double(count) / stored, "records/s"))
        findings.figures.append(("\(name): rows", rows, ""))
    }

    /// Sends again what the server has no room for yet, as a shipper does.
    static func send(_ body: [UInt8], to source: String, of server: RunningServer) async throws {
        while true {
            let answer = try await server.send("POST", "api/ingest/\(source)", body: body)
            if answer.status == 200 { return }
            guard [429, 503].contains(answer.status) else { throw TimedOut(description: "refused: \(answer.json.text)") }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    private static func stored(_ server: RunningServer) async throws -> Int64 {
        try await server.get("api/events/tables").json["tables"]?.array?.reduce(0) { $0 + ($1["rows"]?.integer ?? 0) } ?? 0
    }

    private static func isBehind(_ server: RunningServer) async throws -> Bool {
        let status = try await server.get("api/status").json
        return (status["inbox"]?["waiting"]?.integer ?? 0) > 0
    }

    private func measureSimpleHunt(_ server: RunningServer, _ findings: inout Findings) async throws {
        var times: [Double] = []
        for number in 0..<hunts {
            let query = "DeviceProcessEvents | where DeviceName == 'host-\(number % 2000).corp.example' | top 20 by Timestamp"
            let start = ContinuousClock.now
            let answer = try await server.post("api/hunting/run", ["query": .string(query)])
            guard answer.status == 200 else { throw TimedOut(description: "no answer: \(answer.json.text)") }
            times.append((ContinuousClock.now - start).milliseconds)
        }
        findings.measurements.append(Measurement("simple hunt over HTTP", times))
    }
}
