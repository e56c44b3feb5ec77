import Primitives
import Testing

@testable import Ingestion

/// An input and what it is cut into; a record with an error is written with `!` before it.
struct SplitCase: Sendable, CustomTestStringConvertible {
    var name: String
    var shape = RecordSplitter.Shape.automatic
    var input: String
    var records: [String]

    var testDescription: String { name }

    static let all: [SplitCase] = [
        SplitCase(name: "nothing", input: "", records: []),
        SplitCase(name: "blank", input: " \n\n", records: []),
        SplitCase(name: "one object", input: "{\"a\": {\"b\": [1, 2]}}", records: ["{\"a\": {\"b\": [1, 2]}}"]),
        SplitCase(name: "indented object", input: "{\n  \"a\": 1\n}\n", records: ["{\n  \"a\": 1\n}"]),
        SplitCase(name: "byte order mark", input: "\u{feff}{\"a\":1}", records: ["{\"a\":1}"]),
        SplitCase(name: "byte order mark before JSON", shape: .json, input: "\u{feff}[{\"a\":1}]", records: ["{\"a\":1}"]),
        SplitCase(
            name: "an object a line", input: "{\"a\":1}\n{\"b\":2}\r\n{}\n", records: ["{\"a\":1}", "{\"b\":2}", "{}"]),
        SplitCase(
            name: "objects in a row", input: "{\"a\":1}{\"b\":2} {\"c\":3}",
            records: ["{\"a\":1}", "{\"b\":2}", "{\"c\":3}"]),
        SplitCase(
            name: "brackets in strings",
            input: "{\"a\":\"}]{\\\"\\\\\"}{}", records: ["{\"a\":\"}]{\\\"\\\\\"}", "{}"]),
        SplitCase(name: "array", input: "[{\"a\":1} , {\"b\":[2]}]", records: ["{\"a\":1}", "{\"b\":[2]}"]),
        SplitCase(name: "empty array", input: "[ ]\n", records: []),
        SplitCase(
            name: "arrays on lines", input: "[{\"a\":1}]\n[{\"b\":2},{\"c\":3}]\n",
            records: ["{\"a\":1}", "{\"b\":2}", "{\"c\":3}"]),
        SplitCase(
            name: "elements that are no objects", shape: .json, input: "[1, \"x,]\", [2], null, {}]",
            records: ["!1", "!\"x,]\"", "![2]", "!null", "{}"]),
        SplitCase(
            name: "broken element", input: "[{\"a\":1},{\"b\" 2},{\"c\":3}]",
            records: ["{\"a\":1}", "!{\"b\" 2},{\"c\":3}]"]),
        SplitCase(
            name: "array without a comma", input: "[{\"a\":1} {\"b\":2}]", records: ["{\"a\":1}", "!{\"b\":2}]"]),
        SplitCase(name: "array cut in an element", input: "[{\"a\":1},{\"b\":", records: ["{\"a\":1}", "!{\"b\":"]),
        SplitCase(name: "array cut after a comma", input: "[{\"a\":1},", records: ["{\"a\":1}", "!,"]),
        SplitCase(name: "array cut after an element", input: "[{\"a\":1}", records: ["{\"a\":1}", "!"]),
        SplitCase(name: "array with a comma too many", input: "[{\"a\":1},]", records: ["{\"a\":1}", "!]"]),
        SplitCase(name: "object cut", input: "{\"a\":1", records: ["!{\"a\":1"]),
        SplitCase(
            name: "line cut in a string", input: "{\"a\":\"x\n{\"b\":2}\n", records: ["!{\"a\":\"x", "{\"b\":2}"]),
        SplitCase(
            name: "line cut after a value", input: "{\"a\":1\n{\"b\":2}\n{\"c\":3}",
            records: ["!{\"a\":1", "{\"b\":2}", "{\"c\":3}"]),
        SplitCase(
            name: "line cut after a colon", input: "{\"a\":\n{\"b\":2}\n{\"c\":3}\n",
            records: ["!{\"a\":", "{\"b\":2}", "{\"c\":3}"]),
        SplitCase(
            name: "line cut in an array", input: "{\"a\":[\n{\"b\":2}\n{\"c\":3}\n",
            records: ["!{\"a\":[", "{\"b\":2}", "{\"c\":3}"]),
        SplitCase(
            name: "line cut at the end", input: "{\"b\":2}\n{\"a\":[\n{\"c\":3}",
            records: ["{\"b\":2}", "!{\"a\":[", "{\"c\":3}"]),
        SplitCase(
            name: "a bracket too many", input: "{\"a\":1}}\n{\"b\":2}", records: ["{\"a\":1}", "!}", "{\"b\":2}"]),
        SplitCase(name: "wrong bracket", input: "{\"a\":[1}\n{\"b\":2}", records: ["!{\"a\":[1}", "{\"b\":2}"]),
        SplitCase(
            name: "text between objects", input: "{\"a\":1}\nnot json {\n{\"b\":2}\n",
            records: ["{\"a\":1}", "!not json {", "{\"b\":2}"]),
        SplitCase(
            name: "number among objects", input: "{\"a\":1}\n17\n{\"b\":2}\n",
            records: ["{\"a\":1}", "!17", "{\"b\":2}"]),
        SplitCase(
            name: "wrong literal is left to the reader", input: "{\"a\":tru}\n{}", records: ["{\"a\":tru}", "{}"]),
        SplitCase(
            name: "lines", input: "<34>Oct 11 su: x\r\n\n  \nCEF:0|a|b\nlast",
            records: ["<34>Oct 11 su: x", "CEF:0|a|b", "last"]),
        SplitCase(name: "a line with a bracket", input: "[2026-01-01] x\n[b]", records: ["[2026-01-01] x", "[b]"]),
        SplitCase(
            name: "objects as lines", shape: .lines, input: "{\"a\":1}\n{\"b\":\nx",
            records: ["{\"a\":1}", "{\"b\":", "x"]),
    ]
}

@Suite("RecordSplitter")
struct RecordSplitterTests {
    private func split(_ bytes: [UInt8], _ shape: RecordSplitter.Shape, sizes: () -> Int, largest: Int = 1 << 20)
        -> [SplitRecord]
    {
        var splitter = RecordSplitter(shape, largestRecord: largest)
        var records: [SplitRecord] = []
        var position = 0
        while position < bytes.count {
            let end = min(bytes.count, position + max(1, sizes()))
            splitter.feed(bytes[position..<end], into: &records)
            position = end
        }
        splitter.finish(into: &records)
        #expect(splitter.finishedOffset == bytes.count)
        return records
    }

    private func text(_ record: SplitRecord) -> String {
        (record.error == nil ? "" : "!") + String(decoding: record.bytes, as: UTF8.self)
    }

    @Test(arguments: SplitCase.all) func cases(_ example: SplitCase) {
        let bytes = Array(example.input.utf8)
        for size in 1...max(1, bytes.count) {
            let records = split(bytes, example.shape, sizes: { size })
            #expect(records.map(text) == example.records, "pieces of \(size)")
            for record in records {
                #expect(record.bytes == Array(bytes[record.offset..<record.offset + record.length]))
            }
        }
    }

    @Test func depthIsLimited() {
        let deep = "{\"a\":" + String(repeating: "[", count: 200) + "\n{\"b\":1}"
        #expect(RecordSplitter.records(in: Array(deep.utf8)).map { $0.error == nil } == [false, true])
        let allowed = "{\"a\":" + String(repeating: "[", count: 127) + String(repeating: "]", count: 127) + "}"
        #expect(RecordSplitter.records(in: Array(allowed.utf8)).map { $0.error == nil } == [true])
    }

    @Test(arguments: [1, 7, 50, 1_000]) func aRecordThatIsTooLargeCostsOnlyItself(_ size: Int) {
        let long = String(repeating: "x", count: 400)
        for (input, shape) in [
            ("short\n\(long)\nend", RecordSplitter.Shape.lines), ("{\"a\":1}\n{\"a\":\"\(long)\"}\n{\"b\":2}", .json),
            ("[{\"a\":1},{\"a\":\"\(long)\"},{\"b\":2}]", .json), ("{\"a\":1}\n\(long)\n{\"b\":2}", .json),
        ] {
            let bytes = Array(input.utf8)
            let records = split(bytes, shape, sizes: { size }, largest: 100)
            #expect(records.count == 3)
            #expect(records[1].error == .recordTooLarge(limit: 100))
            #expect(records[1].bytes == Array(bytes[records[1].offset...].prefix(100)))
            #expect(records[1].length >= 400)
            #expect(records[0].error == nil && records[2].error == nil)
        }
    }

    /// Good lines among broken ones come through as they are, however the input arrives.
    @Test func goodLinesSurviveBrokenNeighbours() {
        var random = InboxRandom.fresh("goodLinesSurviveBrokenNeighbours")
        for _ in 0..<300 {
            var lines: [String] = []
            var good: [String] = []
            for number in 0..<1 + random.below(12) {
                let line = "{\"id\":\(number),\"t\":\"\\u00e9 } ]\",\"n\":[{\"x\":[]},null]}"
                if random.below(3) > 0 {
                    good.append(line)
                    lines.append(line)
                } else {
                    lines.append(
                        String(decoding: Array(line.utf8).prefix(1 + random.below(line.utf8.count - 1)), as: UTF8.self))
                }
            }
            let bytes = Array((lines.joined(separator: "\n") + "\n").utf8)
            let records = split(bytes, .json, sizes: { 1 + random.below(40) })
            let found = records.filter { $0.error == nil }.map(text)
            #expect(found == good, "\(lines)")
        }
    }

    /// Whatever comes in: nothing traps, and every byte that is neither in a record nor between records is blank.
    @Test func arbitraryBytes() {
        var random = InboxRandom.fresh("arbitraryBytes")
        let alphabet = Array("{}[]\",:\\ \n\r\tab1-\u{1}é".utf8) + [0xff, 0x00]
        for round in 0..<20_000 {
            let bytes = (0..<random.below(60)).map { _ in alphabet[random.below(alphabet.count)] }
            let shape = [RecordSplitter.Shape.automatic, .json, .lines][round % 3]
            let whole = split(bytes, shape, sizes: { bytes.count })
            let pieces = split(bytes, shape, sizes: { 1 + random.below(9) })
            #expect(whole.map(text) == pieces.map(text), "\(bytes)")
            var position = 0
            for record in whole {
                #expect(record.offset >= position)
                #expect(bytes[position..<record.offset].allSatisfy { " \n\r\t[],".utf8.contains($0) }, "\(bytes)")
                #expect(record.bytes == Array(bytes[record.offset..<record.offset + record.length]))
                position = record.offset + record.length
            }
            #expect(bytes[position...].allSatisfy { " \n\r\t[],".utf8.contains($0) }, "\(bytes)")
        }
    }
}
