import Primitives
import Testing

/// The grammar of RFC 8259, strictly.
@Suite struct JSONParserTests {
    @Test(
        arguments: [
            ("null", .null), ("true", true), (" false\r\n\t", false), ("0", 0), ("-0", 0),
            ("9223372036854775807", .integer(.max)),
            ("-9223372036854775808", .integer(.min)), ("9223372036854775808", .number(9_223_372_036_854_775_808)),
            ("1.0", .number(1)), ("-1.5e-3", .number(-0.0015)), ("1E+2", .number(100)), ("0.1", .number(0.1)),
            ("5e-324", .number(.leastNonzeroMagnitude)), ("1.7976931348623157e308", .number(1.7976931348623157e308)),
            ("\"\"", ""), ("[]", []), ("{}", [:]), ("[ 1 , [ ] , { } ]", [1, [], [:]]),
            ("{\"\":{\"b\":null}}", ["": ["b": .null]]), ("\"\u{7f}\u{80}\u{10ffff}\"", .string("\u{7f}\u{80}\u{10ffff}")),
        ] as [(String, JSONValue)])
    func reads(_ text: String, _ value: JSONValue) throws {
        #expect(try JSONValue(parsing: text) == value)
    }

    @Test(
        arguments: [
            ("", .unexpectedEnd, 0), ("  ", .unexpectedEnd, 2), ("[", .unexpectedEnd, 1), ("[1", .unexpectedEnd, 2),
            ("[1,", .unexpectedEnd, 3), ("{\"a\"", .unexpectedEnd, 4), ("{\"a\":", .unexpectedEnd, 5),
            ("\"abc", .unexpectedEnd, 4),
            ("\"\\", .unexpectedEnd, 2), ("\"\\u12", .unexpectedEnd, 5), ("tru", .unexpectedEnd, 3), ("-", .unexpectedEnd, 1),
            ("[1,]", .unexpectedByte(0x5d), 3), ("[,1]", .unexpectedByte(0x2c), 1), ("{,}", .unexpectedByte(0x2c), 1),
            ("{\"a\":1,}", .unexpectedByte(0x7d), 7), ("{a:1}", .unexpectedByte(0x61), 1),
            ("{\"a\" 1}", .unexpectedByte(0x31), 5),
            ("[1 2]", .unexpectedByte(0x32), 3), ("[1}", .unexpectedByte(0x7d), 2), ("nul1", .unexpectedByte(0x31), 3),
            ("True", .unexpectedByte(0x54), 0), ("'a'", .unexpectedByte(0x27), 0), ("+1", .unexpectedByte(0x2b), 0),
            (".5", .unexpectedByte(0x2e), 0), ("NaN", .unexpectedByte(0x4e), 0), ("Infinity", .unexpectedByte(0x49), 0),
            ("// x\n1", .unexpectedByte(0x2f), 0), ("\u{feff}1", .unexpectedByte(0xef), 0), ("\u{a0}1", .unexpectedByte(0xc2), 0),
            ("1 2", .trailingContent, 2), ("{} {}", .trailingContent, 3), ("01", .trailingContent, 1),
            ("0x1", .trailingContent, 1),
            ("-01", .trailingContent, 2), ("1.", .badNumber, 2), ("1.e5", .badNumber, 2), ("1e", .badNumber, 2),
            ("1e+", .badNumber, 3), ("-a", .badNumber, 1), ("1e5.5", .trailingContent, 3), ("\"\\a\"", .badEscape, 1),
            ("\"\\U0041\"", .badEscape, 1), ("\"\\u00g1\"", .badEscape, 5), ("\"\\'\"", .badEscape, 1),
            ("\"a\nb\"", .controlCharacter, 2), ("\"\t\"", .controlCharacter, 1), ("\"\u{0}\"", .controlCharacter, 1),
        ] as [(String, JSONError.Kind, Int)])
    func saysWhatIsWrongAndWhere(_ text: String, _ kind: JSONError.Kind, _ offset: Int) {
        #expect(throws: JSONError(kind, at: offset)) { try JSONValue(parsing: text) }
    }

    @Test(arguments: [
        ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\u{8}\u{c}\n\r\t"), ("\"\\u0041\\u00e9\\u20AC\"", "Aé€"),
        ("\"\\u0000\"", "\u{0}"), ("\"\\ud83d\\ude00\"", "😀"), ("\"\\uD83D\\uDE00!\"", "😀!"),
        ("\"a\\ud83d\"", "a\u{fffd}"), ("\"\\ude00b\"", "\u{fffd}b"), ("\"\\ud83dx\\ude00\"", "\u{fffd}x\u{fffd}"),
        ("\"\\ud83d\\n\\ude00\"", "\u{fffd}\n\u{fffd}"), ("\"\\ud83d\\ud83d\\ude00\"", "\u{fffd}😀"),
        ("\"\\ude00\\ud83d\"", "\u{fffd}\u{fffd}"),
    ])
    func resolvesEscapes(_ text: String, _ expected: String) throws {
        #expect(try JSONValue(parsing: text).string == expected)
    }

    @Test func nestingHasALimit() throws {
        let limit = JSONDocument.maximumDepth
        func nested(_ depth: Int, _ open: String, _ close: String) -> String {
            String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
        }
        _ = try JSONValue(parsing: nested(limit, "[", "]"))
        _ = try JSONValue(parsing: nested(limit, "{\"a\":", "}"))
        #expect(throws: JSONError(.tooDeep(limit: limit), at: limit)) { try JSONValue(parsing: nested(limit + 1, "[", "]")) }
        #expect(throws: JSONError(.tooDeep(limit: limit), at: limit * 5)) {
            try JSONValue(parsing: nested(limit + 1, "{\"a\":", "}"))
        }
        // However much of it there is: the limit keeps the reader's stack small.
        #expect(throws: JSONError.self) { try JSONValue(parsing: String(repeating: "[", count: 1_000_000)) }
    }

    @Test(
        arguments: [
            [0xff], [0xc0, 0xaf], [0xe0, 0x80, 0xaf], [0xed, 0xa0, 0x80], [0xf0, 0x80, 0x80, 0x80], [0xf4, 0x90, 0x80, 0x80],
            [0x80], [0xc3], [0xe2, 0x82], [0xf0, 0x9f, 0x98],
        ] as [[UInt8]])
    func refusesInvalidUTF8WhereItStands(_ bytes: [UInt8]) {
        let text = Array("{\"name\":\"abcdefghijkl".utf8) + bytes + Array("\"}".utf8)
        #expect(throws: JSONError(.invalidUTF8, at: 21)) { try JSONDocument(parsing: text) }
    }

    /// Offsets count from the start of the range, wherever it lies in the bytes.
    @Test func readsARangeOfABuffer() throws {
        let bytes = Array("xx{\"a\":[1,2]}yy".utf8)
        let document = try JSONDocument(parsing: bytes, in: 2..<13)
        #expect(document.root["a"]?.elements.map(\.integer) == [1, 2])
        #expect(document.root["a"]?.byteRange == 7..<12)
        #expect(throws: JSONError(.trailingContent, at: 11)) { try JSONDocument(parsing: bytes, in: 2..<14) }
        #expect(throws: JSONError(.unexpectedEnd, at: 10)) { try JSONDocument(parsing: bytes, in: 2..<12) }
    }

    @Test func errorsReadAsSentences() {
        #expect(JSONError(.unexpectedByte(0x7d), at: 3).description == "unexpected '}' in JSON at byte 3")
        #expect(JSONError(.unexpectedByte(0x07), at: 3).description == "unexpected byte 0x7 in JSON at byte 3")
        #expect(JSONError(.tooDeep(limit: 128), at: 9).description == "the JSON is nested deeper than 128 levels at byte 9")
    }
}
