@testable import Portal
import Testing

/// Long words get places to break at, and nothing else changes.
@Suite struct PaperBreaksTests {
    @Test func longWordsCanBreak() {
        let word = String(repeating: "x", count: 200)
        let broken = PaperBreaks.added(to: "<p>\(word)</p>")
        #expect(broken.replacing("\u{200B}", with: "") == "<p>\(word)</p>")
        #expect(broken.split(separator: "\u{200B}").map(\.count).max() ?? 0 <= PaperBreaks.longestWord + 4)
    }

    @Test(arguments: [
        "<p>some words of a usual length</p>",
        "<style>\(String(repeating: "a{b:c}", count: 60))</style>",
        "<img alt=\"\(String(repeating: "y", count: 300))\">",
    ]) func everythingElseStays(_ html: String) {
        #expect(PaperBreaks.added(to: html) == html)
    }

    /// What products may give without an end is printed to where somebody still reads, and the rest is counted.
    @Test func endlessTextsAreCut() {
        let word = PaperBreaks.added(to: "<td>\(String(repeating: "w", count: 10_000)) and more</td>")
        #expect(
            word.replacing("\u{200B}", with: "")
                == "<td>\(String(repeating: "w", count: 400)) … (9600 more characters) and more</td>")
        let line = PaperBreaks.added(to: "<td>\(String(repeating: "ab &lt; ", count: 2_000))</td><td>next</td>")
        #expect(line.count < 2_100 && line.hasSuffix("more characters)</td><td>next</td>"))
        #expect(!line.replacing("&lt;", with: "").contains("&"))
    }

    @Test func entitiesStayWhole() {
        let broken = PaperBreaks.added(to: String(repeating: "&lt;", count: 100))
        #expect(broken.split(separator: "\u{200B}").allSatisfy { $0.replacing("&lt;", with: "").isEmpty })
    }
}
