internal import CaseStore
internal import Flow
internal import Foundation
internal import Ingestion
internal import Logging
internal import Primitives

/// Feeds the shipped example attack into an empty installation, in the order in which its records would have arrived.
struct ExampleLoader {
    private static let batchSize = 500

    let flow: CaseFlow
    let inbox: Inbox
    let logger: Logger

    func load(from content: ContentDirectory) async throws {
        guard try await flow.store.read({ try $0.lastAlert() }) == 0, inbox.status.lastSequence == 0 else {
            logger.info("the example was not fed in: there are records already")
            return
        }
        let manifest = try ExampleManifest(content.example.appendingPathComponent("example.json"))
        let sources = SourceDesk(flow: flow)
        for source in manifest.sources {
            _ = try await sources.save(source.name, format: source.format, by: ChangeActor(person: "example"))
        }
        let records = try arrivals(manifest, in: content.example)
        for start in stride(from: 0, to: records.count, by: ExampleLoader.batchSize) {
            try await inbox.append(Array(records[start..<min(start + ExampleLoader.batchSize, records.count)]))
        }
        logger.info("example fed in", metadata: ["title": "\(manifest.title)", "records": "\(records.count)"])
    }

    private struct Arrival {
        var record: RawRecord
        var time: Timestamp
    }

    /// All records by the time of their arrival: that of their event, or later where the manifest says so.
    private func arrivals(_ manifest: ExampleManifest, in folder: URL) throws -> [RawRecord] {
        let shift = Timestamp.now - manifest.reference
        var arrivals: [Arrival] = []
        for source in manifest.sources {
            let late = manifest.late.filter { $0.file == source.file }
            let clock = ExampleClock(times: source.times, shift: shift)
            let bytes = Array(try Data(contentsOf: folder.appendingPathComponent(source.file)))
            for (index, part) in RecordSplitter.records(in: bytes, shape: .lines).enumerated() {
                let (moved, time) = try clock.move(part.bytes)
                let arrival = late.first { $0.line == index + 1 }?.arrivesAfter ?? time ?? manifest.reference
                arrivals.append(
                    Arrival(record: RawRecord(source: source.name, received: arrival + shift, bytes: moved), time: arrival))
            }
        }
        // Records of the same moment keep the order of the files.
        return arrivals.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element.record)
    }
}
