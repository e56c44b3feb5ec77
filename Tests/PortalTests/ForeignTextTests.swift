import Foundation
import Testing

@testable import Portal

/// Whatever comes from outside is text on every page: no markup, no turned writing, however long it is.
@Suite struct ForeignTextTests {
    private static let signs = "<img src=x onerror=alert(1)>\"'&\u{202e}\u{2066}עברית🦊"

    /// Every text of every record is foreign, and some have no end. All pages are made once, and looked at for both.
    @Test func everyFieldIsEscapedOnEveryPage() async throws {
        try await PageBench.with(saying: { $0 + ForeignTextTests.signs }, endless: true) { bench in
            let pages = try await bench.pages(try PageBench.templates())
            #expect(pages.count > 50)
            for page in pages {
                let html = Data(page.html.utf8)
                #expect(!ForeignTextTests.holds(html, "<img"), "\(page.name) has markup from outside")
                // What is escaped holds no quotation mark beside the apostrophe, in texts and in attributes alike.
                #expect(!ForeignTextTests.holds(html, "\"'"), "\(page.name) lets an attribute be left")
                let marks = page.html.unicodeScalars.filter {
                    (0x202a...0x202e).contains($0.value) || (0x2066...0x2069).contains($0.value)
                }
                #expect(marks.isEmpty, "\(page.name) lets writing be turned")
                #expect(ForeignTextTests.isBalanced(html), "\(page.name) is not well formed")
                #expect(html.count < 600_000, "\(page.name) weighs \(html.count) bytes")
            }
            // It is there, too: nothing is passed because it was left out.
            for name in [
                "queue", "incident-1", "incident-1-alerts", "incident-1-activity", "incident-1-tasks", "alert-2", "entity-1",
                "home", "hunting", "rules", "rule", "rule-form", "rule-problem", "entity-menu", "settings-groups",
                "settings-criticality", "settings-webhooks", "settings-correlation", "settings-audit",
            ] {
                let page = pages.first { $0.name == name }
                #expect(page?.html.contains("&lt;img src=x") == true, "\(name) shows nothing from outside")
            }
        }
    }

    /// A record that cannot be drawn still gives a page, and the page says what it lacks.
    @Test func whatCannotBeDrawnIsSaid() async throws {
        try await PageBench.with(endless: true) { bench in
            let pages = Dictionary(
                uniqueKeysWithValues: try await bench.pages(try PageBench.templates()).map { ($0.name, $0.html) })
            #expect(pages["alert-11"]?.contains("The record brings no evidence.") == true)
            #expect(pages["alert-12"]?.contains("tag 3") == true)
            #expect(pages["alert-12"]?.contains("more") == true)
            #expect(pages["incident-2-summary"]?.contains("<li>") == true)
            // An investigation that nobody can make is shown as one.
            for words in ["Unsupported alert type", "a person has to", "Pending approval"] {
                #expect(pages["incident-1-investigations"]?.contains(words) == true, "\(words)")
            }
        }
    }

    private static func holds(_ html: Data, _ sought: String) -> Bool { html.range(of: Data(sought.utf8)) != nil }

    /// Whether every element that needs it is closed, in order.
    private static func isBalanced(_ html: Data) -> Bool {
        let empty: Set = ["meta", "link", "input", "br", "hr", "img", "col", "!doctype"]
        // What may be left open; none of ours relies on it but options and list items written so.
        let lax: Set = ["option"]
        var open: [String] = []
        for part in html.split(separator: UInt8(ascii: "<")).dropFirst(html.first == UInt8(ascii: "<") ? 0 : 1) {
            let tag = part.prefix { $0 != UInt8(ascii: ">") }
            let isClosing = tag.first == UInt8(ascii: "/")
            let letters = tag.dropFirst(isClosing ? 1 : 0).prefix { $0 > UInt8(ascii: " ") && $0 != UInt8(ascii: "/") }
            let name = String(decoding: letters, as: UTF8.self)
            if name.isEmpty || empty.contains(name) || lax.contains(name) || tag.last == UInt8(ascii: "/") { continue }
            if !isClosing { open.append(name) } else if open.popLast() != name { return false }
        }
        return open.isEmpty
    }
}
