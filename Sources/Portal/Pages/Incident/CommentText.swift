internal import Primitives

/// What somebody wrote, for a page: a short one as it is, of a long one the beginning, with the rest on demand.
struct CommentText {
    /// Characters and lines of what is shown as it is, at most.
    static let longest = 600
    static let mostLines = 12
    /// Characters of the one line that stands for it, at most.
    static let lineLength = 160
    /// Characters that the one line is looked for in.
    private static let looked = 2_000

    /// When it said so, where there is a choice: `Before` and `Now`.
    var label: String?
    /// Its beginning in one line, without the signs of Markdown.
    var line: String
    var isLong: Bool
    var length: String
    /// Markup that `CommentMarkup` made of it.
    var markup: String

    init(_ text: String, label: String? = nil) {
        let count = text.count
        self.label = label
        line = CommentText.line(of: text)
        isLong = count > CommentText.longest || text.count(where: \.isNewline) >= CommentText.mostLines
        length = Amount.text(Int64(count), "character")
        markup = CommentMarkup.html(text)
    }

    static func line(of text: String) -> String {
        let words = CommentMarkup.plain(String(text.prefix(looked))).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return words.count > lineLength ? words.prefix(lineLength - 1) + "…" : words
    }
}
