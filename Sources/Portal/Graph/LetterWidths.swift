/// How wide a text is drawn, by the kind of each letter. Rather more than it takes in any of the fonts that pages ask for, so that
/// what fits by this measure fits for everybody.
enum LetterWidths {
    /// Widths in hundredths of the size of the letters.
    private static let kinds: [(width: Int, letters: String)] = [
        (30, "ijlIJ'"), (34, " .,:;/\\|·"), (40, "()[]ft-!"), (42, "r"), (50, "_*`\""), (56, "cszL?"), (60, "vxykF"),
        (62, "TYP"), (64, "abdeghnopqu0123456789$ES{}"), (70, "ABCKRVXZ"), (79, "DGHNOQU&"), (84, "#+<=>~^w"),
        (92, "MжшщюфыњљМФЫЪΜωϖѡѿ"), (100, "mW@%…"), (112, "ÆŒæœЖШЩЮЉЊѠѾ"),
    ]

    private static let known: [Unicode.Scalar: Int] = {
        var widths: [Unicode.Scalar: Int] = [:]
        for kind in kinds {
            for letter in kind.letters.unicodeScalars { widths[letter] = kind.width }
        }
        return widths
    }()

    /// - Parameter size: of the letters, in pixels.
    static func width(_ text: String, size: Double) -> Double {
        Double(text.unicodeScalars.reduce(0) { $0 + width($1) }) * size / 100
    }

    private static func width(_ letter: Unicode.Scalar) -> Int {
        if let width = known[letter] { return width }
        switch letter.properties.generalCategory {
        // They stand on the letter before, or show nothing.
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        switch letter.value {
        // Latin, Greek and Cyrillic letters are as wide as those of ASCII.
        case 0xA0...0x24F, 0x370...0x52F, 0x1E00...0x1FFF:
            return letter.properties.isLowercase ? 70 : letter.properties.isUppercase ? 84 : 112
        // Whole phrases in one sign, long dashes, and cuneiform.
        case 0xFDF0...0xFDFF: return 1_000
        case 0x2E3A, 0x2E3B: return 300
        case 0x12000...0x1254F: return 400
        // Emoji, and signs that are drawn as such.
        case 0x2300...0x2BFF, 0x1F000...0x1FFFF: return 140
        // Full-width letters, and whatever else there is.
        default: return 112
        }
    }
}
