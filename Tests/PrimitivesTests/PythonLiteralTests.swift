import Primitives
import Testing

/// What Python prints of dictionaries, as clients send it.
@Suite struct PythonLiteralTests {
    static let values: [(text: String, json: String)] = [
        ("{}", "{}"), ("{'a': 1}", #"{"a":1}"#), ("{'a': True, 'b': False, 'c': None}", #"{"a":true,"b":false,"c":null}"#),
        (#"{'title': "it's", 'etag': '"12"'}"#, #"{"title":"it's","etag":"\"12\""}"#),
        (#"{'a': 'it\'s "both"'}"#, #"{"a":"it's \"both\""}"#), (#"['x', "y", ()]"#, #"["x","y",[]]"#),
        ("(1, 2,)", "[1,2]"), ("(1,)", "[1]"), ("{'n': -3, 'f': 1.5, 'e': 1e+20}", #"{"n":-3,"f":1.5,"e":1e+20}"#),
        (#"{'a': 'l1\nl2\t\\ \x41\u00e9\U0001f600'}"#, #"{"a":"l1\nl2\t\\ Aé😀"}"#),
        ("{'k': {'in': [{'x': []}]}}", #"{"k":{"in":[{"x":[]}]}}"#),
        ("  {'größer' : '→'}\n", #"{"größer":"→"}"#), ("None", "null"), (#"'\ud83d'"#, "\"\u{FFFD}\""),
    ]

    @Test(arguments: values)
    func reads(_ value: (text: String, json: String)) throws {
        #expect(try PythonLiteral.parse(Array(value.text.utf8)) == JSONValue(parsing: value.json))
    }

    @Test(arguments: [
        "", "{", "{'a'", "{'a':}", "{'a': 1", "{1: 2}", "{'a': 1 'b': 2}", "['a'", "'a", "'a\nb'", #"'\q'"#, #"'\x4'"#, "true",
        "null",
        "nan", "inf", "datetime.now()", "{'a': 1} x", "1_000", "0x10", "--1", "{'a': <x>}", "1e999",
    ])
    func refuses(_ text: String) {
        #expect(throws: JSONError.self) { try PythonLiteral.parse(Array(text.utf8)) }
    }

    @Test func nestingIsBounded() throws {
        let limit = PythonLiteral.maximumDepth
        func nested(_ depth: Int) -> [UInt8] {
            Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
        }
        _ = try PythonLiteral.parse(nested(limit))
        #expect(throws: JSONError.self) { try PythonLiteral.parse(nested(limit + 1)) }
        #expect(throws: JSONError(.invalidUTF8, at: 1)) { try PythonLiteral.parse([0x27, 0xff, 0x27]) }
    }
}
