/// The code points of the classes that regular expressions name.
enum UnicodeClasses {
    /// `\d`, `\w`, `\s` and `\h`, and the opposites in capitals.
    static func named(_ letter: Unicode.Scalar) -> CodePointSet? {
        switch letter {
        case "d": digits
        case "D": digits.complement
        case "w": words
        case "W": words.complement
        case "s": blanks
        case "S": blanks.complement
        default: nil
        }
    }

    static let posix: [String: CodePointSet] = [
        "alnum": CodePointSet([0x30...0x39, 0x41...0x5a, 0x61...0x7a]), "alpha": CodePointSet([0x41...0x5a, 0x61...0x7a]),
        "ascii": CodePointSet([0...0x7f]), "blank": CodePointSet([9...9, 0x20...0x20]),
        "cntrl": CodePointSet([0...0x1f, 0x7f...0x7f]),
        "digit": CodePointSet([0x30...0x39]), "graph": CodePointSet([0x21...0x7e]), "lower": CodePointSet([0x61...0x7a]),
        "print": CodePointSet([0x20...0x7e]), "punct": CodePointSet([0x21...0x2f, 0x3a...0x40, 0x5b...0x60, 0x7b...0x7e]),
        "space": CodePointSet([9...13, 0x20...0x20]), "upper": CodePointSet([0x41...0x5a]),
        "word": CodePointSet([0x30...0x39, 0x41...0x5a, 0x5f...0x5f, 0x61...0x7a]),
        "xdigit": CodePointSet([0x30...0x39, 0x41...0x46, 0x61...0x66]),
    ]

    private static let digits = CodePointSet { $0.properties.generalCategory == .decimalNumber }

    /// Letters, marks, digits and connecting punctuation.
    private static let words = CodePointSet { scalar in
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark, .spacingMark,
            .enclosingMark, .decimalNumber, .connectorPunctuation:
            true
        default: false
        }
    }

    private static let blanks = CodePointSet { scalar in
        switch scalar.properties.generalCategory {
        case .spaceSeparator, .lineSeparator, .paragraphSeparator: true
        default: (9...13).contains(scalar.value) || scalar.value == 0x85
        }
    }
}
