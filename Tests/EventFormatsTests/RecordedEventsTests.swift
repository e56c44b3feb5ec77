import EventFormats
import Events
import Foundation
import Ingestion
import Testing

/// Real events of Windows, where they are at hand: every one is read, and none is dropped.
@Suite struct RecordedEventsTests {
    private static let file = ProcessInfo.processInfo.environment["WATCHFLOOR_SHARED"].map {
        URL(filePath: $0).appending(path: "data/events/otrf-windows.jsonl.gz")
    }

    /// Enough to meet every kind of recording; `Bench` reads the whole file.
    private static let sample = 4000

    @Test(.enabled(if: file.map { FileManager.default.fileExists(atPath: $0.path) } ?? false, "the recorded events are not here"))
    func everyEventIsRead() async throws {
        let file = try #require(RecordedEventsTests.file)
        let format = try WindowsFormat(specs: Specs.all)
        let reader = FileReader(path: file.path)
        var (records, counts) = (0, [String: Int]())
        while records < RecordedEventsTests.sample, let part = try await reader.next() {
            var batch = EventBatch(Specs.all)
            for record in part.records { _ = try format.read(Specs.record(record.bytes), into: &batch) }
            records += part.records.count
            for (number, rows) in batch.tables.enumerated() { counts[Specs.all[number].name, default: 0] += rows.count }
        }
        // One row of Sentinel's for each.
        #expect(counts["SecurityEvent", default: 0] + counts["Event", default: 0] == records)
        // Most are of kinds that Defender has too.
        #expect(counts["DeviceEvents", default: 0] + counts["DeviceRegistryEvents", default: 0] > records / 4)
        for table in [
            "DeviceProcessEvents", "DeviceNetworkEvents", "DeviceFileEvents", "DeviceLogonEvents", "DeviceImageLoadEvents",
        ] {
            #expect(counts[table, default: 0] > 0, "\(table)")
        }
    }
}
