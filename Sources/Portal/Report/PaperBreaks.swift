/// Fits texts to paper. Words that no line holds get places to break at: whoever sets them measures such a word again for each line,
/// so that a comment of one long word would take minutes. Texts that nobody reads to their end, as products may give them, are cut,
/// and it is said by how much.
enum PaperBreaks {
    /// Characters of a word, at most, without a place to break.
    static let longestWord = 80
    /// Characters of a word that are printed, at most.
    static let mostOfWord = 400
    /// Characters of a text between two tags that are printed, at most.
    static let mostOfText = 2_000

    /// Markup with zero-width spaces in the long words of its text, and without the ends of what is too long; tags, entities and
    /// styles stay as they are.
    static func added(to html: String) -> String {
        var fitting = Fitting()
        for scalar in html.unicodeScalars { fitting.take(scalar) }
        return String(fitting.result)
    }

    private struct Fitting {
        private(set) var result = String.UnicodeScalarView()
        private var tag = String.UnicodeScalarView()
        private var (isTag, isStyle, isEntity) = (false, false, false)
        /// Characters since the last tag, the last blank, and the last place to break.
        private var (text, word, run) = (0, 0, 0)
        private var leftOut = 0

        mutating func take(_ scalar: Unicode.Scalar) {
            if isTag || isStyle && scalar != "<" { return takeMarkup(scalar) }
            switch scalar {
            case "<":
                tellLeftOut()
                result.append(scalar)
                (isTag, tag, isEntity) = (true, String.UnicodeScalarView(), false)
                (text, word, run) = (0, 0, 0)
            case " ", "\n", "\t", "\u{200B}":
                if text >= mostOfText { return leftOut += 1 }
                tellLeftOut()
                result.append(scalar)
                (text, word, run) = (text + 1, 0, 0)
            default: takeSign(scalar)
            }
        }

        private mutating func takeMarkup(_ scalar: Unicode.Scalar) {
            result.append(scalar)
            guard isTag else { return }
            if scalar != ">" { tag.append(scalar) } else { (isTag, isStyle) = (false, String(tag).hasPrefix("style")) }
        }

        private mutating func takeSign(_ scalar: Unicode.Scalar) {
            if scalar == "&" { isEntity = true }
            defer { if scalar == ";" { isEntity = false } }
            if leftOut > 0 || !isEntity && (text >= mostOfText || word >= mostOfWord) { return leftOut += 1 }
            result.append(scalar)
            (text, word, run) = (text + 1, word + 1, run + 1)
            guard run >= longestWord, !isEntity || scalar == ";" else { return }
            result.append("\u{200B}")
            run = 0
        }

        private mutating func tellLeftOut() {
            guard leftOut > 0 else { return }
            result.append(contentsOf: " … (\(leftOut) more characters)".unicodeScalars)
            leftOut = 0
        }
    }
}
