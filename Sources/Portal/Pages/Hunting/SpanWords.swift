internal import Primitives

/// A duration of ISO 8601 in words: `P7300D` is the last 7,300 days.
enum SpanWords {
    private static let units: [(mark: Character, isTime: Bool, name: String)] = [
        ("Y", false, "year"), ("M", false, "month"), ("W", false, "week"), ("D", false, "day"), ("H", true, "hour"),
        ("M", true, "minute"), ("S", true, "second"),
    ]

    /// What is no such duration stays as it is.
    static func text(_ span: String) -> String {
        guard span.uppercased().hasPrefix("P") else { return span }
        var (words, digits, isTime): ([String], String, Bool) = ([], "", false)
        for character in span.uppercased().dropFirst() {
            if character == "T" {
                isTime = true
            } else if character.isASCII, character.isNumber || character == "." {
                digits.append(character)
            } else {
                guard let unit = units.first(where: { $0.mark == character && $0.isTime == isTime }), !digits.isEmpty else {
                    return span
                }
                words.append(Int64(digits).map { Amount.text($0, unit.name) } ?? "\(digits) \(unit.name)s")
                digits = ""
            }
        }
        guard digits.isEmpty, let last = words.popLast() else { return span }
        let all = words.isEmpty ? last : "\(words.joined(separator: ", ")) and \(last)"
        return "the last \(all == last && last.hasPrefix("1 ") ? String(last.dropFirst(2)) : all)"
    }
}
