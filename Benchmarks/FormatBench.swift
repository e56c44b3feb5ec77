internal import ArgumentParser
internal import EventFormats
internal import Events
internal import Foundation
internal import Ingestion
internal import Primitives

/// Reads records of events into rows, in memory: `Bench formats`.
struct FormatBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "formats", abstract: "Measures how fast a format reads records of events into rows.")

    @Argument(help: "A file of records, one JSON object a line or gzip of it.") var file: String
    @Option(help: "The format.") var format = WindowsFormat.name
    @Option(help: "The folder that holds the tables' specs.") var content = "Content"
    @Option(help: "Runs over the records.") var runs = 3
    @Flag(help: "Write JSON.") var json = false

    private static let batchSize = 2000

    func run() async throws {
        let specs = try TableSpecs.load(URL(filePath: content))
        guard let reader = try EventFormats.named(format)?.init(specs: specs) else {
            throw ValidationError("there is no format '\(format)'")
        }
        let records = try await readRecords()
        var findings = Findings()
        var counts = [Int](repeating: 0, count: specs.tables.count)
        var errors = 0
        var times: [Double] = []
        for run in 0..<runs {
            let start = ContinuousClock.now
            for from in stride(from: 0, to: records.count, by: FormatBench.batchSize) {
                var batch = EventBatch(specs)
                for record in records[from..<min(records.count, from + FormatBench.batchSize)] {
                    do { _ = try reader.read(record, into: &batch) } catch { errors += run == 0 ? 1 : 0 }
                }
                guard run == 0 else { continue }
                for (number, rows) in batch.tables.enumerated() { counts[number] += rows.count }
            }
            times.append((ContinuousClock.now - start).milliseconds)
        }
        findings.figures = [("records", Double(records.count), ""), ("unreadable", Double(errors), "")]
        for (number, count) in counts.enumerated() where count > 0 {
            findings.figures.append((specs[number].name, Double(count), "rows"))
        }
        let best = times.min() ?? 1
        findings.figures.append(("records/s", (Double(records.count) / best * 1000).rounded(), "on one core, without storing"))
        findings.measurements.append(Measurement("all records", times))
        print(json ? findings.json.text : findings.table)
    }

    private func readRecords() async throws -> [RawRecord] {
        let reader = FileReader(path: file)
        var records: [RawRecord] = []
        while let part = try await reader.next() {
            records += part.records.map { RawRecord(source: "bench", received: .now, bytes: $0.bytes) }
        }
        return records
    }
}
