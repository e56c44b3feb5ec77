/// How many columns a terminal gives to a text.
enum TextWidth {
    static func columns(_ text: String) -> Int {
        text.utf8.allSatisfy { $0 < 0x80 } ? text.utf8.count : text.reduce(0) { $0 + columns($1) }
    }

    /// 2 for East Asian wide signs and pictures, 0 for marks that stand on the sign before, else 1.
    static func columns(_ character: Character) -> Int {
        guard let first = character.unicodeScalars.first else { return 0 }
        if first.isASCII { return character.unicodeScalars.contains("\u{fe0f}") ? 2 : 1 }
        switch first.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return 0
        default: break
        }
        if first.properties.isEmojiPresentation || character.unicodeScalars.contains("\u{fe0f}") { return 2 }
        return wide.contains { $0.contains(first.value) } ? 2 : 1
    }

    /// The text cut to a width, with an ellipsis where something is missing.
    static func fit(_ text: String, _ width: Int) -> String {
        guard columns(text) > width else { return text }
        guard width > 0 else { return "" }
        var used = 1
        let kept = text.prefix { character in
            used += columns(character)
            return used <= width
        }
        return kept + "…"
    }

    /// The text in lines of a width at most, broken at blanks; a longer word is cut into pieces.
    static func wrap(_ text: String, _ width: Int) -> [String] {
        var lines = [""]
        for word in text.split(separator: " ") {
            var word = String(word)
            if !lines[lines.count - 1].isEmpty, columns(lines[lines.count - 1]) + 1 + columns(word) <= width {
                lines[lines.count - 1] += " " + word
                continue
            }
            if !lines[lines.count - 1].isEmpty { lines.append("") }
            while columns(word) > width, width > 1 {
                let piece = String(fit(word, width).dropLast())
                lines[lines.count - 1] = piece
                lines.append("")
                word = String(word.dropFirst(piece.count))
            }
            lines[lines.count - 1] = word
        }
        return lines
    }

    /// The blocks of Unicode's East Asian Width property W and F that scripts are written in.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115f, 0x2e80...0x303e, 0x3041...0x33ff, 0x3400...0x4dbf, 0x4e00...0x9fff, 0xa000...0xa4cf,
        0xa960...0xa97f, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f, 0xff00...0xff60, 0xffe0...0xffe6,
        0x1f300...0x1f64f, 0x1f900...0x1f9ff, 0x20000...0x3fffd,
    ]
}
