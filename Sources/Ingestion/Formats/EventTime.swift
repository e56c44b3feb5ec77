internal import Primitives

/// The times of CEF, LEEF and syslog: what `Timestamp` reads, numbers since 1970, and the month in letters
/// (`Nov 04 2026 10:00:00.123 UTC`), where the year may be missing.
enum EventTime {
    /// - Parameter now: tells the year where the text has none: the one that puts the time nearest before it.
    static func read(_ text: String, near now: Timestamp) -> Timestamp? {
        Timestamp(reported: text) ?? inWords(text, near: now)
    }

    static func isMonth(_ word: some StringProtocol) -> Bool { month(word) != nil }

    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

    static func month(_ word: some StringProtocol) -> Int? {
        word.utf8.count == 3 ? months.firstIndex(of: word.lowercased()).map { $0 + 1 } : nil
    }

    private static func inWords(_ text: String, near now: Timestamp) -> Timestamp? {
        var words = text.split(whereSeparator: { $0 == " " || $0 == "\t" })[...]
        guard let first = words.popFirst(), let month = month(first), let day = words.popFirst().flatMap({ Int($0) }),
            (1...31).contains(day)
        else { return nil }
        var year: Int?
        if let word = words.first, word.utf8.count == 4, let number = Int(word) {
            year = number
            words.removeFirst()
        }
        guard let clock = words.popFirst(), let zone = zone(words.popFirst() ?? ""), words.isEmpty else { return nil }
        func time(_ year: Int) -> Timestamp? {
            guard (1...9999).contains(year) else { return nil }
            return Timestamp("\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))T\(clock)\(zone)")
        }
        if let year { return time(year) }
        guard let current = Int(now.rfc3339.prefix(4)) else { return nil }
        // The 29th of February needs a year that has it.
        return (0..<9).lazy.compactMap { time(current + 1 - $0) }.first { $0 <= now + .days(1) }
    }

    /// Zones that mean the same everywhere; a name such as EST means another one elsewhere, and is refused.
    static func zone(_ word: Substring) -> String? {
        switch word {
        case "", "Z", "UTC", "GMT": return "Z"
        default:
            let offset = word.hasPrefix("GMT") || word.hasPrefix("UTC") ? word.dropFirst(3) : word
            return offset.hasPrefix("+") || offset.hasPrefix("-") ? String(offset) : nil
        }
    }

    static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
