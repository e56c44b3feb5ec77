/// Text from outside, made harmless for a terminal: what would move the cursor, change colours, turn the direction of
/// writing or hide itself is shown as an escape instead.
enum TerminalText {
    /// The text on one line; line breaks and tabs become blanks.
    static func line(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n", "\t": out.append(" ")
            case "\r": continue
            default: out.append(contentsOf: isHarmless(scalar) ? [scalar] : Array(escape(scalar).unicodeScalars))
            }
        }
        return String(out)
    }

    /// The text's lines, each harmless.
    static func lines(_ text: String) -> [String] {
        text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.map { line(String($0)) }
    }

    /// JSON with the same signs escaped as JSON escapes them; its meaning stays.
    static func json(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if isHarmless(scalar) { out.append(scalar) } else { out.append(contentsOf: jsonEscape(scalar).unicodeScalars) }
        }
        return String(out)
    }

    private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return (0x20..<0x7f).contains(scalar.value) }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: return false
        default: return true
        }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        "\\u{\(String(scalar.value, radix: 16))}"
    }

    private static func jsonEscape(_ scalar: Unicode.Scalar) -> String {
        String(scalar).utf16.map { unit in
            let digits = String(unit, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }.joined()
    }
}
