import EventFormats
import Events
import Foundation
import Testing

/// One folder under `Goldens/<format>/`: a record, and the rows or the error that it gives. The records are written by us after
/// the public descriptions of the formats.
struct EventGolden: CustomTestStringConvertible {
    var format: String
    var name: String
    var input: [UInt8]
    var expectation: String?

    var testDescription: String { "\(format)/\(name)" }

    func outcome() throws -> String {
        let format = try #require(try Specs.format(format), "a folder without a format: \(format)")
        var batch = EventBatch(Specs.all)
        do throws(EventFormatError) {
            let rows = try format.read(Specs.record(input), into: &batch)
            #expect(rows == batch.count)
            return Specs.text(batch)
        } catch {
            return "error: \(error)\n"
        }
    }

    func recordExpectation(_ text: String) throws {
        let file = Specs.root.appending(path: "Tests/EventFormatsTests/Goldens/\(format)/\(name)/expected.txt")
        try text.write(to: file, atomically: true, encoding: .utf8)
    }

    static let all: [EventGolden] = {
        guard let root = Bundle.module.url(forResource: "Goldens", withExtension: nil) else { return [] }
        return folders(in: root).flatMap { format in
            folders(in: format).compactMap { EventGolden(format: format.lastPathComponent, folder: $0) }
        }
    }()

    private init?(format: String, folder: URL) {
        let files = ["input.json", "input.txt"].lazy.map { folder.appending(path: $0) }
        guard let data = files.compactMap({ try? Data(contentsOf: $0) }).first else { return nil }
        self.format = format
        name = folder.lastPathComponent
        input = Array(data)
        if input.last == 0x0a { input.removeLast() }
        expectation = try? String(contentsOf: folder.appending(path: "expected.txt"), encoding: .utf8)
    }

    private static func folders(in root: URL) -> [URL] {
        let found = try? FileManager.default.contentsOfDirectory(at: root, includingPropertiesForKeys: [.isDirectoryKey])
        return (found ?? []).filter(\.hasDirectoryPath).sorted { $0.path < $1.path }
    }
}

@Suite struct EventGoldenTests {
    @Test(arguments: EventGolden.all)
    func readsAsRecorded(_ golden: EventGolden) throws {
        let outcome = try golden.outcome()
        if ProcessInfo.processInfo.environment["WATCHFLOOR_RECORD"] == "1" {
            try golden.recordExpectation(outcome)
        } else {
            #expect(outcome == golden.expectation)
        }
    }

    @Test func namesAreSortedAndFound() {
        let names = EventFormats.all.map { $0.name }
        #expect(names == names.sorted())
        #expect(EventFormats.named("ZEEK") != nil && EventFormats.named("mapping") == nil)
    }

    /// A folder of records is in the formats, and the other way round; files of event logs are made by the tests.
    @Test func everyFormatHasRecords() {
        for format in EventFormats.all where format.name != EVTXFormat.name {
            #expect(EventGolden.all.contains { $0.format == format.name }, "\(format.name)")
        }
    }
}
