/// Signs that turn the direction of writing without being seen (U+202A to U+202E, U+2066 to U+2069). With one of them a
/// program's name ends in what looks like `.pdf`, so pages say in so many words where one stands.
enum DirectionMarks {
    static func shown(_ text: String) -> String {
        // All of them begin with this byte in UTF-8, and few texts have one.
        guard text.utf8.contains(0xe2), text.unicodeScalars.contains(where: isMark) else { return text }
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

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        (0x202a...0x202e).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    }
}
