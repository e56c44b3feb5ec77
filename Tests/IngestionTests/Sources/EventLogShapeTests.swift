import Ingestion
import Testing

/// Files of Windows events are cut into their chunks.
@Suite struct EventLogShapeTests {
    private static func file(chunks: Int, emptyAt empty: Int? = nil) -> [UInt8] {
        var bytes = Array("ElfFile\0".utf8) + [UInt8](repeating: 1, count: 4088)
        for chunk in 0..<chunks {
            let mark = chunk == empty ? [UInt8](repeating: 0, count: 8) : Array("ElfChnk\0".utf8)
            bytes += mark + [UInt8](repeating: UInt8(0x20 + chunk), count: 65536 - 8)
        }
        return bytes
    }

    @Test func chunksAreRecords() {
        let records = RecordSplitter.records(in: EventLogShapeTests.file(chunks: 3, emptyAt: 1))
        #expect(records.map(\.offset) == [4096, 4096 + 2 * 65536])
        #expect(records.allSatisfy { $0.length == 65536 && $0.bytes.count == 65536 && $0.error == nil })
        #expect(records.last?.bytes.last == 0x22)
    }

    @Test func theyAreTheSameHoweverTheBytesArrive() {
        let bytes = EventLogShapeTests.file(chunks: 2)
        var splitter = RecordSplitter()
        var records: [SplitRecord] = []
        var place = 0
        for size in [1, 3, 5, 4000, 100, 70_000, 60_000, 1, 65_000] {
            splitter.feed(bytes[place..<min(bytes.count, place + size)], into: &records)
            place = min(bytes.count, place + size)
        }
        splitter.feed(bytes[place...], into: &records)
        splitter.finish(into: &records)
        #expect(records.map(\.bytes) == RecordSplitter.records(in: bytes).map(\.bytes))
        #expect(records.count == 2)
    }

    @Test func aChunkThatBreaksOffIsGiven() {
        let bytes = Array(EventLogShapeTests.file(chunks: 1).dropLast(100))
        #expect(RecordSplitter.records(in: bytes).map(\.length) == [65436])
        #expect(RecordSplitter.records(in: bytes.prefix(2000)).isEmpty)
        #expect(RecordSplitter.records(in: Array("Elf".utf8)).count == 1)
    }
}

/// Lines in columns are given with the header that names them.
@Suite struct TableShapeTests {
    private static let text = "#separator \\x09\n#fields\ta\tb\n1\t2\n\n3\t4\n#close\tx\n#separator \\x09\n#fields\tc\n5"

    @Test func linesHaveTheirHeader() {
        let bytes = Array(TableShapeTests.text.utf8)
        let records = RecordSplitter.records(in: bytes)
        #expect(
            records.map { String(decoding: $0.bytes, as: UTF8.self) } == [
                "#separator \\x09\n#fields\ta\tb\n1\t2", "#separator \\x09\n#fields\ta\tb\n3\t4",
                "#separator \\x09\n#fields\tc\n5",
            ])
        #expect(records.map(\.length) == [3, 3, 1])
        var splitter = RecordSplitter()
        var single: [SplitRecord] = []
        for byte in bytes { splitter.feed([byte], into: &single) }
        splitter.finish(into: &single)
        #expect(single.map(\.bytes) == records.map(\.bytes))
    }

    @Test func otherCommentsAreLines() {
        #expect(RecordSplitter.records(in: Array("#sep\na".utf8)).count == 2)
    }
}
