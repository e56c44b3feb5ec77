internal import ArgumentParser
internal import Foundation
internal import Primitives
internal import SeededRandom
internal import ServerHarness

/// The HTTP surface over TLS, asked by programs that keep their connections: `Bench http`.
struct HTTPBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "http", abstract: "Lists, single incidents and tokens over TLS: latency, requests a second, memory.")

    @Option(help: "Alerts to fill in.") var alerts = 200_000
    @Option(help: "Incidents to spread them over.") var incidents = 100_000
    @Option(help: "Where the numbers come from.") var seed: UInt64 = 1
    @Option(help: "Requests of each measurement.") var requests = 3_000
    @Option(help: "Requests over which the memory is watched.") var soak = 100_000
    @Option(help: "A folder that was filled before, or is to be filled. Without it, one is made and removed.")
    var folder: String?
    @Flag(help: "Write JSON.") var json = false

    func run() async throws {
        let place = folder.map { URL(fileURLWithPath: $0) } ?? RunningServer.newFolder()
        defer { if folder == nil { try? FileManager.default.removeItem(at: place) } }
        var findings = Findings()
        try await StoreBench.fill(place, alerts: alerts, incidents: incidents, seed: seed, &findings)
        for clients in [1, 16, 64] {
            let server = try await server(place, clients: clients)
            defer { server.stop() }
            try await measure(server, clients, &findings)
            if clients == 16 { try await measureSoak(server, clients, &findings) }
        }
        print(json ? findings.json.text : findings.table)
    }

    private func server(_ place: URL, clients: Int) async throws -> RunningServer {
        try await RunningServer(
            data: place, arguments: ["--requests-per-minute", "0", "--strangers-requests-per-minute", "0"],
            connections: clients)
    }

    private func measure(_ server: RunningServer, _ clients: Int, _ findings: inout Findings) async throws {
        let ids = try await HTTPBench.incidentIds(on: server)
        try await load("list of 50, \(clients) clients", clients, requests, &findings) { number in
            _ = try await HTTPBench.ok(server.get("v1.0/security/incidents?$top=50&$skip=\(number % 1000)"))
        }
        try await load("queue page, \(clients) clients", clients, requests, &findings) { _ in
            _ = try await HTTPBench.ok(server.get("api/queue?top=50"))
        }
        try await load("one incident, \(clients) clients", clients, requests, &findings) { number in
            _ = try await HTTPBench.ok(server.get("v1.0/security/incidents/\(ids[number * 7919 % ids.count])"))
        }
        let client = try await HTTPBench.ok(
            server.post("api/clients", ["name": .string("bench\(clients)"), "grants": ["SecurityIncident.Read.All"]]), 201)
        let form =
            "grant_type=client_credentials&client_id=\(client["clientId"]?.string ?? "")"
            + "&client_secret=\(client["clientSecret"]?.string ?? "")&scope=https://graph.microsoft.com/.default"
        try await load("token, \(clients) clients", clients, requests / 10, &findings) { _ in
            _ = try await HTTPBench.ok(
                server.send("POST", "common/oauth2/v2.0/token", body: Array(form.utf8), token: nil))
        }
    }

    private func measureSoak(_ server: RunningServer, _ clients: Int, _ findings: inout Findings) async throws {
        findings.figures.append(("memory before \(soak) requests", ServerMemory.megabytes(of: server), "MB"))
        try await load("the same page, \(soak) times", clients, soak, &findings) { _ in
            _ = try await HTTPBench.ok(server.get("v1.0/security/incidents?$top=10"))
        }
        findings.figures.append(("memory after them", ServerMemory.megabytes(of: server), "MB"))
    }

    /// Asks with so many clients at once, each waiting for its answer before it asks again.
    private func load(
        _ name: String, _ clients: Int, _ count: Int, _ findings: inout Findings,
        _ request: @escaping @Sendable (Int) async throws -> Void
    ) async throws {
        let start = ContinuousClock.now
        let times = try await withThrowingTaskGroup(of: [Double].self) { group in
            for client in 0..<clients {
                group.addTask {
                    var times: [Double] = []
                    for number in stride(from: client, to: count, by: clients) {
                        let start = ContinuousClock.now
                        try await request(number)
                        times.append((ContinuousClock.now - start).milliseconds)
                    }
                    return times
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        let seconds = (ContinuousClock.now - start).milliseconds / 1000
        findings.figures.append((name, Double(times.count) / seconds, "requests/s"))
        findings.measurements.append(Measurement(name, times))
        FileHandle.standardError.write(Data("\(name): done in \(Int(seconds)) s\n".utf8))
    }

    /// Incidents of twenty places of the list: numbers have gaps where incidents were merged.
    private static func incidentIds(on server: RunningServer) async throws -> [String] {
        var ids: [String] = []
        for place in 0..<20 {
            let page = try await ok(server.get("v1.0/security/incidents?$select=id&$top=50&$skip=\(place * 500)"))
            ids += page["value"]?.array?.compactMap { $0["id"]?.string } ?? []
        }
        guard !ids.isEmpty else { throw TimedOut(description: "no incident is listed") }
        return ids
    }

    private static func ok(_ answer: RunningServer.Answer, _ status: Int = 200) throws -> JSONValue {
        guard answer.status == status else { throw TimedOut(description: "answered \(answer.status): \(answer.json.text)") }
        return answer.json
    }
}
