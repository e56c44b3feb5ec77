/// Gives words that no line holds places to break at: whoever sets them on paper measures such a word again for each line, so that
/// a comment of one long word would take minutes.
enum PaperBreaks {
    /// Characters of a word, at most, without a place to break.
    static let longestWord = 80

    /// Markup with zero-width spaces in the long words of its text; tags, entities and styles stay as they are.
    static func added(to html: String) -> String {
        var (broken, length, isTag, isStyle, isEntity) = (String.UnicodeScalarView(), 0, false, false, false)
        var tag = String.UnicodeScalarView()
        for scalar in html.unicodeScalars {
            broken.append(scalar)
            if isTag {
                if scalar != ">" { tag.append(scalar) } else { (isTag, isStyle) = (false, String(tag).hasPrefix("style")) }
                continue
            }
            switch scalar {
            case "<": (isTag, tag, length, isEntity) = (true, String.UnicodeScalarView(), 0, false)
            case " ", "\n", "\t", "\u{200B}": length = 0
            default:
                if scalar == "&" { isEntity = true } else if scalar == ";" { isEntity = false }
                length += 1
                guard length >= longestWord, !isEntity, !isStyle else { continue }
                broken.append("\u{200B}")
                length = 0
            }
        }
        return String(broken)
    }
}
