internal import ArgumentParser
internal import CaseStore
internal import Foundation
internal import Primitives
internal import SQLiteDriver
internal import SecurityModel
internal import SeededRandom
internal import ServerHarness

/// The pages over a full store, asked as browsers ask: `Bench portal`.
struct PortalBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "portal", abstract: "Pages at a million alerts: first byte, weight, and what open pages cost.")

    @Option(help: "Alerts to fill in.") var alerts = 1_000_000
    @Option(help: "Incidents to spread them over.") var incidents = 100_000
    @Option(help: "Where the numbers come from.") var seed: UInt64 = 1
    @Option(help: "Runs of each page.") var runs = 40
    @Option(help: "Pages that are open and wait for news.") var open = 50
    @Option(help: "Seconds over which open pages are watched.") var seconds = 20
    @Option(help: "A folder that was filled before, or is to be filled. Without it, one is made and removed.")
    var folder: String?
    @Flag(help: "Write JSON.") var json = false

    func run() async throws {
        let place = folder.map { URL(fileURLWithPath: $0) } ?? RunningServer.newFolder()
        defer { if folder == nil { try? FileManager.default.removeItem(at: place) } }
        var findings = Findings()
        try await StoreBench.fill(place, alerts: alerts, incidents: incidents, seed: seed, &findings)
        let (large, middle) = try await LargeIncidents(place).numbers()
        let server = try await RunningServer(
            data: place, arguments: ["--requests-per-minute", "0", "--strangers-requests-per-minute", "0"])
        defer { server.stop() }
        for (name, address) in pages(large: large, middle: middle) { try await measure(name, address, server, &findings) }
        try await watch(server, &findings)
        print(json ? findings.json.text : findings.table)
    }

    private func pages(large: Int64, middle: Int64) -> [(name: String, address: (Int) -> String)] {
        let last = Int64(incidents)
        return [
            ("queue", { _ in "incidents?queue=on" }),
            ("queue, by last update", { "incidents?queue=all&order=lastUpdate&offset=\($0 * 50 % 1000)" }),
            ("queue, high and unowned", { _ in "incidents?severity=high&owner=-" }),
            ("queue, a technique", { "incidents?queue=all&technique=T\(1000 + $0 % 200)" }),
            ("queue, several services", { _ in "incidents?services=several" }),
            ("queue, several tactics of a product", { _ in "incidents?queue=all&tactics=several&product=Product%20edr" }),
            ("queue, a name", { "incidents?queue=all&q=ws-\($0 * 37)" }),
            ("alerts of a row", { "incidents/\(1 + Int64($0) * 7919 % last)/rows" }),
            ("summary pane", { "incidents/\(1 + Int64($0) * 7919 % last)/pane" }),
            ("an incident", { "incidents/\(1 + Int64($0) * 7919 % last)" }),
            ("incident of 10,000 alerts", { _ in "incidents/\(large)" }),
            ("its alerts", { "incidents/\(large)/alerts?offset=\($0 * 100)" }),
            ("its summary", { _ in "incidents/\(large)/summary" }),
            ("graph of 200 things", { _ in "incidents/\(middle)/graph?grouped=false" }),
            ("alerts", { _ in "alerts?days=0" }), ("assets", { _ in "assets" }),
            ("report of a month", { _ in "reports?span=30d" }),
        ]
    }

    private func measure(
        _ name: String, _ address: (Int) -> String, _ server: RunningServer, _ findings: inout Findings
    ) async throws {
        var times: [Double] = []
        var weight = 0
        for run in 0...runs {
            let answer = try await server.timed(address(run))
            guard answer.status == 200 else { throw TimedOut(description: "/\(address(run)) answered \(answer.status)") }
            // The first one warms what the next ones find warm.
            if run > 0 { times.append(answer.firstByte.milliseconds) }
            weight = max(weight, answer.bytes)
        }
        findings.measurements.append(Measurement(name, times))
        findings.figures.append(("\(name), packed", Double(weight) / 1000, "kB"))
    }

    /// What pages cost that are open while nothing happens.
    private func watch(_ server: RunningServer, _ findings: inout Findings) async throws {
        let client = try await server.post(
            "api/clients", ["name": .string("bench\(seed).\(Int.random(in: 0...Int.max))"), "grants": ["readSecurityData"]])
        let form =
            "grant_type=client_credentials&client_id=\(client.json["clientId"]?.string ?? "")"
            + "&client_secret=\(client.json["clientSecret"]?.string ?? "")&scope=https://graph.microsoft.com/.default"
        let answer = try await server.send("POST", "common/oauth2/v2.0/token", body: Array(form.utf8), token: nil)
        let token = answer.json["access_token"]?.string
        let (count, length) = (open, seconds)
        let share = try await withThrowingTaskGroup(of: Void.self) { group in
            let (starts, started) = AsyncStream.makeStream(of: Int.self)
            for number in 0..<count {
                // One person may have so many pages open, and no more.
                let own = number.isMultiple(of: 2) ? nil : token
                group.addTask { try? await server.listen("portal/events", token: own) { started.yield($0) } }
            }
            var waited = 0
            for await status in starts {
                guard status == 200 else { throw TimedOut(description: "a stream was answered \(status)") }
                waited += 1
                if waited == count { break }
            }
            let before = PortalBench.processorSeconds(of: server)
            try await Task.sleep(for: .seconds(length))
            let spent = PortalBench.processorSeconds(of: server) - before
            group.cancelAll()
            return spent / Double(length)
        }
        findings.figures.append(("\(count) open pages while nothing happens", share * 100, "% of a core"))
    }

    /// What the process took of the processor so far: the fields utime and stime, in hundredths of a second.
    private static func processorSeconds(of server: RunningServer) -> Double {
        let line = (try? String(contentsOfFile: "/proc/\(server.processIdentifier)/stat", encoding: .utf8)) ?? ""
        let fields = line.split(separator: ")").last?.split(separator: " ").compactMap { Double($0) } ?? []
        // The state is no number, so the fields begin with the parent's.
        return fields.count > 11 ? (fields[10] + fields[11]) / 100 : 0
    }
}

/// Two incidents that are as large as an incident gets: one of 10,000 alerts over 500 things, one of 200 things.
struct LargeIncidents {
    private let place: URL

    init(_ place: URL) {
        self.place = place
    }

    /// Their numbers; they are written where they are not there yet.
    func numbers() async throws -> (large: Int64, middle: Int64) {
        let store = try await CaseStore(
            database: SQLiteDatabase(path: place.appendingPathComponent("cases.sqlite").path),
            seal: ChangeSeal(folder: place.appendingPathComponent("keys")))
        var query = IncidentQuery()
        query.text = "Large incident"
        query.order = .created
        query.isAscending = true
        let asked = query
        let known = try await store.read { try $0.incidents(asked).map(\.id.number) }
        if known.count == 2 { return (known[0], known[1]) }
        return (
            try await write(alerts: 10_000, things: 500, to: store), try await write(alerts: 400, things: 200, to: store)
        )
    }

    private func write(alerts: Int64, things: Int64, to store: CaseStore) async throws -> Int64 {
        let time = StoreShape.start + StoreShape.span - .hours(12)
        return try await store.write(by: .correlation, at: time) { transaction in
            let reader = transaction.reader
            let id = IncidentID(try reader.lastIncident() + 1)
            let (firstAlert, firstThing) = (try reader.lastAlert() + 1, try reader.lastEntity() + 1)
            let keys = (0..<things).map { EntityKey($0 % 5 == 0 ? .device : $0 % 5 == 1 ? .user : .ip, "\(id)-\($0)", .strong) }
            for (index, key) in keys.enumerated() { try transaction.insert(key, id: firstThing + Int64(index), seen: time) }
            try transaction.create(id, name: "Large incident of \(things) things", activity: time)
            var delta = IncidentDelta()
            var added: [LoggedAlert] = []
            for number in 0..<alerts {
                let links = [number % things, (number * 7 + 1) % things].enumerated().map { place, thing in
                    EntityLink(
                        entity: firstThing + thing, key: keys[Int(thing)], roles: RoleSet(place == 0 ? [.attacked] : [.attacker]))
                }
                var report = AlertReport(
                    source: "edr", title: "Rule \(number % 40) of a large incident", activity: time + .seconds(number))
                (report.severity, report.productName, report.detectorId) = (.medium, "Product edr", "large-\(number % 40)")
                report.tactics = TacticSet(Tactic.allCases[Int(number) % Tactic.allCases.count])
                let alert = NewAlert(
                    id: AlertID(firstAlert + number), report: report, sourceID: 1, identity: "large-\(id)-\(number)",
                    detectorID: 1 + number % 40, isExcluded: false, rawSequence: firstAlert + number,
                    entities: links[0].entity == links[1].entity ? [links[0]] : links, deviceGroup: 0)
                added.append((alert.id, try transaction.insert(alert, into: id, reasons: [])))
                delta.add(alert)
            }
            try transaction.apply(delta, to: id)
            try transaction.logAdded(added, to: id)
            try transaction.rank(id, priority: 99, factors: [], isOnQueue: true)
            return id.number
        }
    }
}
