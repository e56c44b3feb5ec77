internal import ArgumentParser
internal import DuckDBEvents
internal import EventHunting
internal import Events
internal import Foundation
internal import KQL
internal import Primitives

/// Asks questions of many process events in the event store, each beside the same question as SQL that somebody wrote:
/// `Bench hunt`.
struct HuntBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hunt", abstract: "Stores made process events and measures hunts over them.")

    @Option(help: "Events to make.") var events = 5_000_000
    @Option(help: "Where the numbers come from.") var seed: UInt64 = 1
    @Option(help: "Runs of each question.") var runs = 5
    @Option(help: "A folder to keep the events in, for a second run; without it they are made anew.") var keep: String?
    @Flag(help: "Write JSON.") var json = false

    func run() async throws {
        let folder = keep ?? FileManager.default.temporaryDirectory.appending(path: "hunt-\(UUID().uuidString)").path
        defer { if keep == nil { try? FileManager.default.removeItem(atPath: folder) } }
        let store = try open(folder)
        var findings = Findings()
        findings.figures.append(("events", Double(events), ""))
        if try await store.figures().reduce(0, { $0 + $1.rows }) == 0 { try await fill(store, &findings) }
        let engine = Engine(provider: EventHunts(store.specs, connect: store.connect).tables())
        let connection = try store.connect()
        for question in StoredQuestion.all {
            findings.measurements.append(try Measurement("KQL " + question.name, times { _ = try engine.run(question.kql) }))
            findings.measurements.append(
                try Measurement(
                    "SQL " + question.name,
                    times {
                        let rows = try connection.query(question.sql)
                        while try rows.next() != nil {}
                    }))
        }
        findings.figures.append(("largest memory", Double(HuntBench.largestMemory) / 1_048_576, "MB"))
        await store.close()
        print(json ? findings.json.text : findings.table)
    }

    private func times(_ body: () throws -> Void) throws -> [Double] {
        try body()
        return try (0..<runs).map { _ in
            let start = ContinuousClock.now
            try body()
            return (ContinuousClock.now - start).milliseconds
        }
    }

    /// The most memory that this process had, in bytes.
    private static var largestMemory: Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return (line?.split(separator: " ").dropFirst().first).flatMap { Int($0) }.map { $0 << 10 } ?? 0
    }

    private func open(_ folder: String) throws -> DuckDBEventStore {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return try DuckDBEventStore(
            library: DuckDBLibrary(searching: DuckDBLibrary.places), file: folder + "/events.duckdb",
            exchange: folder + "/exchange",
            settings: EventStoreSettings(),
            specs: TableSpecs.load(URL(filePath: "Content")))
    }

    private func fill(_ store: DuckDBEventStore, _ findings: inout Findings) async throws {
        var source = ProcessEvents(seed: seed)
        let start = ContinuousClock.now
        for first in stride(from: 0, to: events, by: 50_000) {
            let batch = try source.batch(min(50_000, events - first), store.specs)
            try await store.append(batch, through: UInt64(first + 1))
        }
        findings.figures.append(("made and stored", Double(events) / ((ContinuousClock.now - start) / .seconds(1)), "events/s"))
    }
}

/// A question in KQL, and in the SQL of someone who knows DuckDB and what the question means.
private struct StoredQuestion {
    var name: String
    var kql: String
    var sql: String

    init(_ name: String, _ kql: String, _ sql: String) { (self.name, self.kql, self.sql) = (name, kql, sql) }

    /// A word in any case, with nothing that is a letter or digit before and behind it.
    private static func has(_ word: String) -> String {
        let line = "lower(ProcessCommandLine)"
        let place = "instr(\(line), '\(word)')"
        return """
            (ProcessCommandLine ILIKE '%\(word)%'
            AND NOT (\(place) > 1 AND (\(line)[\(place) - 1] BETWEEN 'a' AND 'z' OR \(line)[\(place) - 1] BETWEEN '0' AND '9'))
            AND NOT (\(line)[\(place) + \(word.count)] BETWEEN 'a' AND 'z' OR \(line)[\(place) + \(word.count)] BETWEEN '0' AND '9'))
            """
    }

    private static let table = ProcessEvents.table

    static let all = [
        StoredQuestion(
            "has", "\(table) | where ProcessCommandLine has 'certutil' | count",
            "SELECT count(*) FROM \(table) WHERE \(has("certutil"))"),
        StoredQuestion(
            "has_any",
            "\(table) | where ProcessCommandLine has_any ('certutil', 'mimikatz', 'bitsadmin') | count",
            "SELECT count(*) FROM \(table) WHERE \(["certutil", "mimikatz", "bitsadmin"].map(has).joined(separator: " OR "))"),
        StoredQuestion(
            "contains", "\(table) | where ProcessCommandLine contains 'appdata77' | count",
            "SELECT count(*) FROM \(table) WHERE ProcessCommandLine ILIKE '%appdata77%'"),
        StoredQuestion(
            "in~", "\(table) | where FileName in~ ('tool1.exe', 'TOOL2.exe') | count",
            "SELECT count(*) FROM \(table) WHERE lower(FileName) IN ('tool1.exe', 'tool2.exe')"),
        StoredQuestion(
            "matches regex", "\(table) | where ProcessCommandLine matches regex @'certutil\\s+/[a-z]' | count",
            "SELECT count(*) FROM \(table) WHERE regexp_matches(ProcessCommandLine, 'certutil\\s+/[a-z]')"),
        StoredQuestion(
            "summarize", "\(table) | summarize count(), dcount(DeviceName) by FileName, bin(Timestamp, 1h)",
            """
            SELECT FileName, \(hour) AS hour, count(*), count(DISTINCT DeviceName) FROM \(table) GROUP BY ALL
            """),
        StoredQuestion(
            "arg_max", "\(table) | summarize arg_max(Timestamp, ProcessCommandLine) by DeviceName",
            "SELECT DeviceName, max(Timestamp), arg_max(ProcessCommandLine, Timestamp) FROM \(table) GROUP BY ALL"),
        StoredQuestion(
            "has + join",
            """
            \(table) | where ProcessCommandLine has 'certutil'
            | join kind=inner (\(table) | summarize n = count() by DeviceName) on DeviceName | count
            """,
            """
            SELECT count(*) FROM (SELECT DeviceName FROM \(table) WHERE \(has("certutil"))) l
            JOIN (SELECT DeviceName, count(*) AS n FROM \(table) GROUP BY ALL) r USING (DeviceName)
            """),
        StoredQuestion(
            "top", "\(table) | top 100 by Timestamp | project Timestamp, DeviceName, FileName, ProcessCommandLine",
            "SELECT Timestamp, DeviceName, FileName, ProcessCommandLine FROM \(table) ORDER BY Timestamp DESC LIMIT 100"),
        StoredQuestion(
            "rows",
            "\(table) | where FileName startswith 'tool1' | project Timestamp, DeviceName, ProcessCommandLine | take 500000",
            """
            SELECT Timestamp, DeviceName, ProcessCommandLine FROM \(table) WHERE starts_with(FileName, 'tool1') LIMIT 500000
            """),
    ]

    private static let hour = "Timestamp - Timestamp % 36000000000"
}
