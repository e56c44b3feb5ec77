/// Signs that turn the direction of writing without being seen (U+202A to U+202E, U+2066 to U+2069). With one of them a
/// program's name ends in what looks like `.pdf`, so pages say in so many words where one stands.
enum DirectionMarks {
    static func shown(_ text: String) -> String {
        guard holdsMark(text) else { return text }
        var shown = ""
        for scalar in text.unicodeScalars {
            if isMark(scalar) {
                shown += "⟨U+\(String(scalar.value, radix: 16, uppercase: true))⟩"
            } else {
                shown.unicodeScalars.append(scalar)
            }
        }
        return shown
    }

    /// Looks at bytes, as whole pages pass here: in UTF-8 the signs are E2 80 AA to AE and E2 81 A6 to A9.
    private static func holdsMark(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            guard bytes.count > 2 else { return false }
            for place in 0..<(bytes.count - 2) where bytes[place] == 0xe2 {
                let (second, third) = (bytes[place + 1], bytes[place + 2])
                if second == 0x80, 0xaa...0xae ~= third { return true }
                if second == 0x81, 0xa6...0xa9 ~= third { return true }
            }
            return false
        }
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        (0x202a...0x202e).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    }
}
