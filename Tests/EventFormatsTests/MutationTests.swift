import EventFormats
import Events
import Foundation
import SeededRandom
import Testing

/// Records with bytes changed, taken out and doubled: a format reads them or says why not, and its count of rows is right.
@Suite struct EventMutationTests {
    @Test(arguments: EventFormats.all.map { $0.name })
    func changedRecordsAreReadOrRefused(name: String) throws {
        let seed = UInt64.random(in: 0..<1_000_000)
        var random = SeededGenerator(seed: seed)
        let format = try #require(try Specs.format(name))
        var records = EventGolden.all.filter { $0.format == name }.map(\.input)
        if name == EVTXFormat.name { records = [EVTXTests.file()] }
        for round in 0..<(name == EVTXFormat.name ? 60 : 400) {
            var bytes = records[random.below(records.count)]
            for _ in 0...random.below(4) { EventMutationTests.change(&bytes, &random) }
            var batch = EventBatch(Specs.all)
            do throws(EventFormatError) {
                let rows = try format.read(Specs.record(bytes), into: &batch)
                #expect(rows == batch.count, "seed \(seed), round \(round)")
            } catch {
                #expect(!error.description.isEmpty)
                if case .partly(let rows, _) = error { #expect(rows == batch.count, "seed \(seed), round \(round)") }
            }
        }
    }

    private static func change(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
        guard !bytes.isEmpty else { return }
        // Of a file of event logs, where the chunk's contents are.
        let size = bytes.count > 65536 ? 4096 + 3000 : bytes.count
        let place = random.below(size)
        switch random.below(5) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes[place] ^= 1 << UInt8(random.below(8))
        case 2: bytes.removeSubrange(place..<min(size, place + 1 + random.below(8)))
        case 3: bytes.insert(contentsOf: bytes[place..<min(size, place + random.below(16))], at: place)
        default: bytes.removeLast(min(bytes.count - 1, random.below(64)))
        }
    }
}
