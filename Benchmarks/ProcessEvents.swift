internal import Events
internal import Primitives
internal import SeededRandom

/// Made process events: command lines of about ninety characters, two thousand devices, two hundred programs, two events a
/// second. One line in two thousand names `certutil`.
struct ProcessEvents {
    static let table = "DeviceProcessEvents"
    static let start = Timestamp(ticks: 639_000_000_000_000_000)

    private static let words = [
        "powershell", "-enc", "download", "http://", "windows", "users", "temp", "appdata", "svchost", "update", "service",
    ]
    private static let rareWords = ["certutil", "mimikatz", "bitsadmin"]

    private var generator: SeededGenerator
    private let files = (0..<200).map { "tool\($0).exe" }
    private let devices = (0..<2000).map { "host-\($0).corp.example" }
    private var made: Int64 = 0

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    struct Event {
        var time: Timestamp
        var device: String
        var file: String
        var line: String
    }

    mutating func next() -> Event {
        let file = files[generator.below(files.count)]
        var line = "C:\\Windows\\System32\\" + file
        if generator.chance(0.0005) { line += " " + ProcessEvents.rareWords[generator.below(3)] + " /f" }
        while line.utf8.count < 88 {
            line += " " + ProcessEvents.words[generator.below(ProcessEvents.words.count)] + String(generator.below(1000))
        }
        made += 1
        return Event(
            time: ProcessEvents.start + Duration(ticks: made * 5_000_000), device: devices[generator.below(devices.count)],
            file: file, line: line)
    }

    /// The next ones as rows of the table.
    mutating func batch(_ count: Int, _ specs: TableSpecs) throws -> EventBatch {
        guard let table = specs.number(of: ProcessEvents.table), let spec = specs[ProcessEvents.table] else {
            throw EventStoreError.noSuchTable(ProcessEvents.table)
        }
        let columns = ["Timestamp", "DeviceName", "FileName", "ProcessCommandLine"].map { spec.place(of: $0) ?? 0 }
        var batch = EventBatch(specs)
        for _ in 0..<count {
            let event = next()
            batch.addRow(to: table)
            batch.set(columns[0], event.time)
            batch.set(columns[1], event.device)
            batch.set(columns[2], event.file)
            batch.set(columns[3], event.line)
        }
        return batch
    }
}
