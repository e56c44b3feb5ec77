import Primitives
import Testing

@Suite struct JSONViewTests {
    private func view(_ text: String) throws -> JSONView { try JSONDocument(parsing: text).root }

    @Test func findsMembersAlsoByEscapedNames() throws {
        let root = try view(#"{"a":1,"b":{"a":2},"\u0063\n":3,"":4,"é":5}"#)
        #expect(root["a"]?.integer == 1 && root["b"]?["a"]?.integer == 2)
        #expect(root["c\n"]?.integer == 3 && root[""]?.integer == 4 && root["é"]?.integer == 5)
        #expect(root[name: "b"]?.isObject == true && root["x"] == nil && root["a"]?["a"] == nil)
        #expect(root.members.map(\.name) == ["a", "b", "c\n", "", "é"])
    }

    /// Parsers that differ on a repeated name can be told different things; here the first counts, everywhere.
    @Test func theFirstOfARepeatedNameCounts() throws {
        let text = #"{"a":1,"a":2,"\u0061":3}"#
        #expect(try view(text)["a"]?.integer == 1)
        #expect(try JSONValue(parsing: text)["a"] == 1)
        #expect(try view(text).members.count == 3)
        #expect(try JSONValue(parsing: text).text == #"{"a":1,"a":2,"a":3}"#)
    }

    @Test(
        arguments: [
            ("15", 15), (#""15""#, 15), ("15.0", 15), (#""-3""#, -3), ("1e3", 1000), ("9007199254740993", 9_007_199_254_740_993),
            ("1.5", nil), ("true", nil), ("null", nil), (#""""#, nil), (#""x""#, nil), ("1e30", nil), (#""nan""#, nil),
            ("[1]", nil),
        ] as [(String, Int64?)])
    func wholeNumbersAlsoAsText(_ text: String, _ expected: Int64?) throws {
        #expect(try view(text).integer == expected)
    }

    @Test(
        arguments: [
            ("1.5", 1.5), (#""1.5""#, 1.5), ("-2", -2), ("1e999", nil), (#""inf""#, nil), (#""nan""#, nil), ("true", nil),
            ("{}", nil),
        ] as [(String, Double?)])
    func finiteNumbersAlsoAsText(_ text: String, _ expected: Double?) throws {
        #expect(try view(text).number == expected)
    }

    @Test(
        arguments: [
            (#""a\u0062""#, "ab"), ("1.50", "1.50"), ("true", "true"), ("false", "false"), ("null", nil), ("[]", nil),
            ("{}", nil),
        ] as [(String, String?)])
    func scalarsHaveText(_ text: String, _ expected: String?) throws {
        #expect(try view(text).text == expected)
    }

    @Test func timesAreText() throws {
        #expect(try view(#""2026-11-01T10:20:30Z""#).timestamp?.rfc3339 == "2026-11-01T10:20:30Z")
        #expect(try view("20261101").timestamp == nil)
        #expect(try view(#""yesterday""#).timestamp == nil)
    }

    @Test func whatIsNotAContainerHasNothingInIt() throws {
        for text in ["1", "\"a\"", "null", "true"] {
            let root = try view(text)
            #expect(root.elements.isEmpty && root.members.isEmpty && root["a"] == nil)
        }
        #expect(try view("[1,2]").members.isEmpty && view("{\"a\":1}").elements.isEmpty)
        #expect(try view("null").isNull && view("[]").isArray && view("{}").isObject && view("true").bool == true)
    }
}
