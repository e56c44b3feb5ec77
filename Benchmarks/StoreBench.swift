internal import ArgumentParser
internal import CaseStore
internal import Foundation
internal import Primitives
internal import SQL
internal import SQLiteDriver
internal import SecurityModel
internal import SeededRandom

/// Fills a case store and measures it: `Bench store`.
struct StoreBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "store", abstract: "Fills a case store with incidents and measures writing and every question of the queue.")

    @Option(help: "Alerts to fill in.") var alerts = 1_000_000
    @Option(help: "Incidents to spread them over.") var incidents = 100_000
    @Option(help: "Where the numbers come from.") var seed: UInt64 = 1
    @Option(help: "Runs of each question.") var runs = 120
    @Option(help: "A folder to fill, or one that was filled before. Without it, one is made and removed.") var folder: String?
    @Flag(help: "Measure pairs of filters as well.") var pairs = false
    @Flag(help: "Write JSON.") var json = false

    func run() async throws {
        let place =
            folder.map { URL(fileURLWithPath: $0) }
            ?? FileManager.default.temporaryDirectory.appendingPathComponent(
                "watchfloor-bench-\(ProcessInfo.processInfo.processIdentifier)")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        defer { if folder == nil { try? FileManager.default.removeItem(at: place) } }
        var findings = Findings()
        try await StoreBench.fill(place, alerts: alerts, incidents: incidents, seed: seed, &findings)
        let start = ContinuousClock.now
        let store = try await StoreBench.open(place)
        _ = try await store.read { try $0.lastAlert() }
        findings.figures.append(("time to open", (ContinuousClock.now - start).milliseconds, "ms"))
        findings.figures.append(("database", Double(try await store.database.size()) / 1_048_576, "MiB"))
        try await measure(store, &findings)
        print(json ? findings.json.text : findings.table)
    }

    private static func open(_ folder: URL) async throws -> CaseStore {
        try await CaseStore(
            database: SQLiteDatabase(path: folder.appendingPathComponent("cases.sqlite").path),
            seal: ChangeSeal(folder: folder.appendingPathComponent("keys")))
    }

    /// Fills a folder, unless it was filled before.
    static func fill(
        _ place: URL, alerts: Int, incidents: Int, seed: UInt64, _ findings: inout Findings
    ) async throws {
        guard !FileManager.default.fileExists(atPath: place.appendingPathComponent("cases.sqlite").path) else { return }
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        let store = try await StoreBench.open(place)
        try await StoreFill.addSources(to: store)
        var fill = StoreFill(store, StoreShape(seed: seed, incidents: incidents))
        var commits: [Double] = []
        while fill.shape.lastAlert < Int64(alerts) {
            commits.append(try await fill.write(averaging: alerts / incidents, until: Int64(alerts)).milliseconds)
        }
        let seconds = commits.reduce(0, +) / 1000
        findings.figures.append(("alerts", Double(fill.shape.lastAlert), ""))
        findings.figures.append(("incidents", Double(fill.shape.lastIncident), ""))
        findings.figures.append(("filled at", Double(fill.shape.lastAlert) / seconds, "alerts/s"))
        findings.measurements.append(Measurement("commit of \(StoreFill.batch) alerts", commits))
    }

    private func measure(_ store: CaseStore, _ findings: inout Findings) async throws {
        for (name, question) in StoreQuestions.questions(pairs: pairs) {
            var pages: [Double] = []
            var counts: [Double] = []
            for (order, offset) in IncidentQuery.Order.allCases.flatMap({ order in [0, 1000].map { (order, $0) } }) {
                var query = question
                (query.order, query.offset) = (order, offset)
                for run in 0..<max(1, runs / 6) {
                    query.isAscending = run % 4 == 3
                    let asked = query
                    pages.append(try await time { _ = try await store.read { try $0.incidents(asked) } })
                    counts.append(try await time { _ = try await store.read { try $0.incidentCount(asked) } })
                }
            }
            findings.measurements.append(Measurement("page: " + name, pages))
            findings.measurements.append(Measurement("count: " + name, counts))
        }
        try await measureAlerts(store, &findings)
        try await measureLookUps(store, &findings)
    }

    /// Pages and counts of the alerts' list, over all time.
    private func measureAlerts(_ store: CaseStore, _ findings: inout Findings) async throws {
        for (name, set) in StoreQuestions.alertFilters {
            var pages: [Double] = []
            var counts: [Double] = []
            for (column, offset) in [AlertColumns.created, AlertColumns.lastUpdate].flatMap({ column in
                [0, 1000].map { (column, $0) }
            }) {
                var query = AlertQuery()
                set(&query)
                (query.predicate, query.offset) = (StoreQuestions.openAlerts, offset)
                for run in 0..<max(1, runs / 4) {
                    query.ordering = [StoreOrder(column, isDescending: run % 4 != 3)]
                    let asked = query
                    pages.append(try await time { _ = try await store.read { try $0.alertPage(asked) } })
                    counts.append(try await time { _ = try await store.read { try $0.alertCount(asked) } })
                }
            }
            findings.measurements.append(Measurement("alerts: " + name, pages))
            findings.measurements.append(Measurement("count of alerts: " + name, counts))
        }
    }

    private func measureLookUps(_ store: CaseStore, _ findings: inout Findings) async throws {
        var random = SeededGenerator(seed: seed)
        let last = Int(try await store.read { try $0.lastIncident() })
        var pages: [Double] = []
        var entities: [Double] = []
        for _ in 0..<runs * 10 {
            let id = IncidentID(Int64(1 + random.below(last)))
            pages.append(
                try await time {
                    try await store.read { reader in
                        _ = try reader.incident(id)
                        _ = try reader.alerts(of: id, limit: 50)
                        _ = try reader.entities(of: id)
                        _ = try reader.changes(of: id, limit: 50)
                    }
                })
            let key = EntityKey(.device, "ws-\(random.skewed(below: StoreShape.devices))", .strong)
            entities.append(try await time { _ = try await store.read { try $0.entityID(key) } })
        }
        findings.measurements.append(Measurement("incident with 50 alerts, entities, changes", pages))
        findings.measurements.append(Measurement("entity by key", entities))
    }

    private func time(_ body: () async throws -> Void) async throws -> Double {
        let start = ContinuousClock.now
        try await body()
        return (ContinuousClock.now - start).milliseconds
    }
}
