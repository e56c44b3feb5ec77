@testable import EventFormats
import Ingestion
import Primitives
import SeededRandom
import Testing

/// The scanner of fields takes and refuses the same texts as the reader of JSON documents, and sees the same values.
@Suite struct ScannerTests {
    private static let names = FieldNames(
        ["a", "b", "o", "o.a", "keep", "EventData"], nesting: ["o": .path, "EventData": .bare])

    private func fields(_ text: String) throws -> [(name: String, value: String, kind: Field.Kind)] {
        try FieldSet.reading(Array(text.utf8), ScannerTests.names) { (set: inout FieldSet, _) throws(EventFormatError) in
            set.fields.map { ($0.name.text, $0.value.text, $0.kind) }
        }
    }

    @Test func objectsOpenAsTheNamesSay() throws {
        let fields = try fields(
            #" {"a":"x\n\u00e4\ud83d\ude00\ud800!","b":-1.5e3,"o":{"a":true,"c":{"d":1}},"keep":{"z":[1,{"y":null}]},"#
                + #""EventData":{"Q":"1","W":{"E":2}},"n":null} "#)
        #expect(fields.map(\.name) == ["a", "b", "o.a", "o.c", "keep", "Q", "E", "n"])
        #expect(
            fields.map(\.value) == ["x\nä😀\u{fffd}!", "-1.5e3", "true", #"{"d":1}"#, #"{"z":[1,{"y":null}]}"#, "1", "2", "null"])
        #expect(fields.map(\.kind) == [.text, .number, .truth, .json, .json, .text, .number, .null])
    }

    @Test func acceptsWhatTheDocumentAccepts() {
        let seed = UInt64.random(in: 0..<1_000_000)
        var random = SeededGenerator(seed: seed)
        let texts = [
            #"{"a":"x\n\u00e4\ud83d\ude00","b":-1.5e3,"o":{"a":true,"c":{"d":[1,2,{"e":null}]}},"keep":{},"n":[],"long":"0123456789abcdef\\0"}"#,
            ##"{"EventID":4624,"Message":"a\r\nb\tc","tags":["x"],"x":{"#attributes":{"y":"z"}}}"##,
        ]
        for round in 0..<5000 {
            var bytes = Array(texts[random.below(texts.count)].utf8)
            for _ in 0...random.below(3) {
                let place = random.below(bytes.count)
                switch random.below(3) {
                case 0: bytes[place] = UInt8(0x20 + random.below(0x5f))
                case 1: bytes.remove(at: place)
                default: bytes.insert(UInt8(random.below(0x7f)), at: place)
                }
            }
            let document = (try? JSONDocument(parsing: bytes)).map { $0.root.isObject } ?? false
            let isRead = (try? FieldSet.reading(bytes, ScannerTests.names) { (_: inout FieldSet, _) in true }) ?? false
            #expect(isRead == document, "seed \(seed), round \(round): \(String(decoding: bytes, as: UTF8.self))")
        }
    }

    /// What the sender is told of an element of an array, or of a line, is what is kept beside it.
    @Test(
        arguments: [
            ("5", true), ("\"x\"", true), ("null", true), ("[1]", true), ("[]", true), ("tru", false), ("-", false),
            ("\"\\q\"", false),
        ])
    func whatIsNoObjectIsCalledSoEverywhere(text: String, isJSON: Bool) throws {
        func words(_ body: String) throws -> [String] {
            let record = try #require(RecordSplitter.records(in: Array(body.utf8), shape: .json).first { $0.error != nil })
            var told = record.error.map { ["\($0)"] } ?? []
            do { _ = try fields(String(decoding: record.bytes, as: UTF8.self)) } catch { told.append("\(error)") }
            return told
        }
        for body in ["[\(text),{}]", "[{},\(text)]"] + (text.hasPrefix("[") ? [] : ["{}\n\(text)\n{}", text]) {
            let words = try words(body)
            #expect(words.count == 2 && Set(words).count == 1, "\(body): \(words)")
            #expect(words.allSatisfy { $0.contains(isJSON ? "JSON but not an object" : "not valid JSON") }, "\(body): \(words)")
        }
    }

    @Test func tooManyFieldsAreRefused() {
        let text = "{" + (0...FieldSet.maximumFields).map { "\"f\($0)\":1" }.joined(separator: ",") + "}"
        #expect(throws: EventFormatError.tooManyFields(limit: FieldSet.maximumFields)) { try fields(text) }
        let deep = String(repeating: "{\"o\":", count: 200) + "1" + String(repeating: "}", count: 200)
        #expect(throws: EventFormatError.self) { try fields(deep) }
    }

    @Test(
        arguments: [
            ("15", 15), ("-7", -7), ("0x1a74", 6772), ("0xffffffffffffffff", nil), ("9223372036854775807", .max),
            ("-9223372036854775808", .min), ("9223372036854775808", nil), ("", nil), ("-", nil), ("1.0", nil), ("0x", nil),
        ] as [(String, Int64?)])
    func numbers(text: String, expected: Int64?) {
        #expect(Array(text.utf8).withUnsafeBufferPointer(ValueReading.number) == expected)
    }

    @Test(
        arguments: [
            ("1795169647", "2026-11-20T10:14:07Z"), ("1795169647521", "2026-11-20T10:14:07.521Z"),
            ("1795169647.5213456", "2026-11-20T10:14:07.5213456Z"), ("1795169647521345", "2026-11-20T10:14:07.521345Z"),
            ("2026-11-18 10:00:00.5", "2026-11-18T10:00:00.5Z"), ("yesterday", nil), ("0", nil),
        ] as [(String, String?)])
    func times(text: String, expected: String?) {
        let time = Array(text.utf8).withUnsafeBufferPointer(ValueReading.time)
        #expect(time == expected.flatMap { Timestamp($0) })
    }
}

@Suite struct TextWritingTests {
    @Test(arguments: [
        ("plain text of some length", "plain text of some length"), ("a<b>&\"c\"", "a&lt;b&gt;&amp;&quot;c&quot;"),
        ("0123456&89abcdef<", "0123456&amp;89abcdef&lt;"), ("line\r\n\tnext\u{1}", "line\r\n\tnext\u{fffd}"), ("", ""),
        ("ä>😀", "ä&gt;😀"),
    ])
    func xml(text: String, expected: String) {
        var buffer: [UInt8] = []
        Array(text.utf8).withUnsafeBufferPointer { XMLText.append($0, into: &buffer) }
        #expect(String(decoding: buffer, as: UTF8.self) == expected)
    }

    @Test func jsonReadsAsTheSame() throws {
        let seed = UInt64.random(in: 0..<1_000_000)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let text = String(
                String.UnicodeScalarView((0..<random.below(40)).map { _ in Unicode.Scalar(UInt8(random.below(128))) }))
            var buffer: [UInt8] = []
            Array(text.utf8).withUnsafeBufferPointer { JSONText.quote($0, into: &buffer) }
            #expect(try JSONDocument(parsing: buffer).root.string == text, "seed \(seed)")
        }
    }
}
