import Testing

@testable import Portal

/// What people write in comments is shown, and does nothing.
@Suite struct CommentMarkupTests {
    @Test func markdownBecomesMarkup() {
        #expect(CommentMarkup.html("**bold** and `code`") == "<p><strong>bold</strong> and <code>code</code></p>\n")
        #expect(CommentMarkup.html("| a | b |\n|---|---|\n| 1 | 2 |").contains("<td>2</td>"))
        #expect(CommentMarkup.html("line\nbreak").contains("<br />"))
    }

    @Test(arguments: [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "a <b onclick=x>bold</b> word", "<!-- gone? -->",
        "<svg/onload=alert(1)>", "<iframe src=https://evil.example></iframe>", "`<img>`", "&lt;script&gt;",
    ]) func markupIsText(_ text: String) {
        let html = CommentMarkup.html(text)
        for tag in ["<script", "<img", "<b ", "<svg", "<iframe", "<!--"] { #expect(!html.contains(tag)) }
        #expect(html.contains("&lt;"))
    }

    @Test(arguments: [
        "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](data:text/html,x)", "[x](//evil.example)",
        "[x](file:///etc)",
        "[x](vbscript:x)", "[x](/sign-out)", "<javascript:alert(1)>",
    ]) func linksLeadOnlyToTheWeb(_ text: String) {
        let html = CommentMarkup.html(text)
        #expect(!html.contains("<a"), "\(html)")
    }

    @Test func aLinkThatIsRefusedLeavesItsWords() {
        #expect(CommentMarkup.html("see [the **page**](javascript:x) there") == "<p>see the <strong>page</strong> there</p>\n")
        #expect(CommentMarkup.html("![a picture](data:image/png,x)") == "<p>a picture</p>\n")
    }

    @Test func picturesAreLinks() {
        let html = CommentMarkup.html("![a picture](https://example.org/x.png)")
        #expect(!html.contains("<img"))
        #expect(html.contains("rel=\"noopener noreferrer\" target=\"_blank\" href=\"https://example.org/x.png\""))
    }

    @Test func longAndDeepTextsEnd() {
        #expect(CommentMarkup.html(String(repeating: "> ", count: 15_000)).count > 0)
        #expect(CommentMarkup.html(String(repeating: "[", count: 30_000)).count >= 30_000)
        #expect(CommentMarkup.html(String(repeating: "*a ", count: 10_000)).contains("a"))
    }
}
