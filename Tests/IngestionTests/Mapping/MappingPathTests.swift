import Primitives
import SecurityModel
import Testing

@testable import Ingestion

@Suite struct MappingPathTests {
    private static let record = #"{"a":{"b":[{"c":1},[2,3]]},"x.y":{"z":4},"n":null,"e":"","":5}"#

    @Test(arguments: [
        ("a.b[0].c", "1"), ("a.b[1][0]", "2"), ("a.b[1]", "2"), ("[\"x.y\"].z", "4"), ("['x.y'].z", "4"),
        ("a.b[9]", ""), ("a.q.c", ""),
        ("n", ""), ("e", ""), ("a", ""),
    ])
    func findsTheValue(_ path: String, _ expected: String) throws {
        let document = try JSONDocument(parsing: Self.record)
        let path = try #require(MappingPath(path))
        #expect(path.view(in: document.root)?.leadingText ?? "" == expected)
    }

    @Test(arguments: ["", "..", "a.", ".a", "a..b", "a[", "a[]", "a[-1]", "a[x]", "a[\"b]", "a]b[", "[0]a", "['']"])
    func refusesWhatIsNoPath(_ text: String) {
        #expect(MappingPath(text) == nil)
    }

    @Test func aDotIsTheElementItself() throws {
        let document = try JSONDocument(parsing: #"["x"]"#)
        let path = try #require(MappingPath("."))
        #expect(document.root.elements.first.flatMap(path.view)?.leadingText == "x")
    }

    @Test func tablesKnowWordsAndRanges() throws {
        let format = try MappingFormat(
            yaml: """
                title:
                  path: v
                  map: {"..0": none, "1..3": few, "4.5..": many, Two: two}
                  otherwise: odd
                  default: empty
                firstActivityDateTime: t
                """, name: "test")
        for (value, expected) in [
            ("-5", "none"), ("2", "few"), ("3.5", "odd"), ("1e9", "many"), ("\"tWO\"", "two"), ("null", "empty"),
            ("\"3\"", "few"),
        ] {
            let record = RawRecord(
                source: "test", received: GoldenCase.received,
                bytes: Array("{\"t\":\"2026-11-01\",\"v\":\(value)}".utf8))
            #expect(try format.reports(in: record).first?.title == expected, "\(value)")
        }
    }
}
