internal import ArgumentParser
internal import KQL
internal import Primitives
internal import SeededRandom

/// Asks questions of many process events in memory: `Bench kql`.
struct KQLBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kql", abstract: "Makes process events and measures the query language on them.")

    @Option(help: "Events to make.") var events = 5_000_000
    @Option(help: "Where the numbers come from.") var seed: UInt64 = 1
    @Option(help: "Runs of each question.") var runs = 3
    @Flag(help: "Write JSON.") var json = false

    private static let questions = [
        "T | where ProcessCommandLine has 'certutil' | count",
        "T | where ProcessCommandLine has_any ('certutil', 'mimikatz', 'bitsadmin') | count",
        "T | where ProcessCommandLine contains 'data77' | count",
        "T | where FileName in~ ('tool1.exe', 'TOOL2.exe') | count",
        "T | where ProcessCommandLine matches regex @'certutil\\d+' | count",
        "T | summarize count(), dcount(DeviceName) by FileName, bin(Timestamp, 1h) | count",
        "T | summarize count() by bin(Timestamp, 1h) | count",
        "T | summarize arg_max(Timestamp, ProcessCommandLine) by DeviceName | count",
        "T | where ProcessCommandLine has 'certutil' | join kind=inner (T | summarize n = count() by DeviceName) on DeviceName | count",
        "T | top 100 by Timestamp",
        "T | extend x = tolower(FileName), y = strlen(ProcessCommandLine) | summarize sum(y) by x",
    ]

    func run() throws {
        let engine = Engine(provider: MemoryTables(["T": table()]))
        var findings = Findings()
        findings.figures.append(("events", Double(events), ""))
        for question in KQLBench.questions {
            let times = try (0..<runs).map { _ in
                let start = ContinuousClock.now
                _ = try engine.run(question)
                return (ContinuousClock.now - start).milliseconds
            }
            findings.measurements.append(Measurement(question, times))
        }
        print(json ? findings.json.text : findings.table)
    }

    /// Command lines of about ninety characters, two thousand devices, two hundred programs, two events a second.
    private func table() -> Table {
        var generator = SeededGenerator(seed: seed)
        let words = [
            "powershell", "-enc", "download", "http://", "windows", "users", "temp", "appdata", "svchost", "update", "service",
        ]
        let files = (0..<200).map { "tool\($0).exe" }
        let devices = (0..<2000).map { "host-\($0).corp.example" }
        var lines = StringBuffer(capacity: events, bytesPerString: 96)
        var programs = StringBuffer(capacity: events)
        var hosts = StringBuffer(capacity: events, bytesPerString: 24)
        for _ in 0..<events {
            let file = files[generator.below(files.count)]
            var line = "C:\\Windows\\System32\\" + file
            while line.utf8.count < 88 {
                line +=
                    " " + (generator.chance(0.0005) ? "certutil" : words[generator.below(words.count)])
                    + String(generator.below(1000))
            }
            lines.append(line)
            programs.append(file)
            hosts.append(devices[generator.below(devices.count)])
        }
        let start: Int64 = 639_000_000_000_000_000
        return Table(
            Schema([
                Field("Timestamp", .datetime), Field("DeviceName", .string), Field("FileName", .string),
                Field("ProcessCommandLine", .string),
            ]),
            [
                Column(.datetime, .integers((0..<Int64(events)).map { start + $0 * 5_000_000 })),
                Column(.string, .strings(hosts)),
                Column(.string, .strings(programs)), Column(.string, .strings(lines)),
            ], count: events)
    }
}
