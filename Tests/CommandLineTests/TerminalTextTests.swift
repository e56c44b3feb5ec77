import Primitives
import Testing

@testable import watchfloor

@Suite struct TerminalTextTests {
    @Test(arguments: [
        ("plain", "plain"), ("Grüße 日本 🔥", "Grüße 日本 🔥"), ("\u{1b}[31mred", "\\u{1b}[31mred"), ("bell\u{7}", "bell\\u{7}"),
        ("a\nb\tc\rd", "a b cd"), ("del\u{7f}", "del\\u{7f}"), ("csi\u{9b}2J", "csi\\u{9b}2J"),
        ("exe\u{202e}gpj", "exe\\u{202e}gpj"), ("iso\u{2066}x\u{2069}", "iso\\u{2066}x\\u{2069}"),
        ("zero\u{200b}width", "zero\\u{200b}width"), ("sep\u{2028}", "sep\\u{2028}"), ("nul\u{0}", "nul\\u{0}"),
    ])
    func isHarmless(text: String, expected: String) {
        #expect(TerminalText.line(text) == expected)
    }

    @Test func linesAreKeptApart() {
        #expect(TerminalText.lines("a\r\nb\n\u{1b}c") == ["a", "b", "\\u{1b}c"])
    }

    @Test func cellsAreHarmless() {
        #expect(Table.Cell("\u{1b}]0;title\u{7}").text == "\\u{1b}]0;title\\u{7}")
    }

    /// Escaped JSON means the same, and holds nothing that a terminal obeys.
    @Test func jsonKeepsItsMeaning() throws {
        let value: JSONValue = ["title": "a\u{1b}[2J\u{9b}1m\u{202e}b\u{e0041}"]
        let text = TerminalText.json(value.text)
        #expect(try JSONValue(parsing: text) == value)
        #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.isASCII })
    }
}
