internal import Primitives

/// The times of CEF, LEEF and syslog: what `Timestamp` reads, numbers since 1970, and the month in letters
/// (`Nov 04 2026 10:00:00.123 UTC`), where the year may be missing. A time that says no zone is in the source's own.
enum EventTime {
    /// - Parameter clock: tells the year where the text has none: the one that puts the time nearest before it.
    static func read(_ text: String, by clock: SourceClock) -> Timestamp? {
        Timestamp(reported: text).map { clock.time($0, from: text) } ?? inWords(text, by: clock)
    }

    static func isMonth(_ word: some StringProtocol) -> Bool { month(word) != nil }

    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

    static func month(_ word: some StringProtocol) -> Int? {
        word.utf8.count == 3 ? months.firstIndex(of: word.lowercased()).map { $0 + 1 } : nil
    }

    private static func inWords(_ text: String, by clock: SourceClock) -> Timestamp? {
        var words = text.split(whereSeparator: { $0 == " " || $0 == "\t" })[...]
        guard let first = words.popFirst(), let month = month(first), let day = words.popFirst().flatMap({ Int($0) }),
            (1...31).contains(day)
        else { return nil }
        var year: Int?
        if let word = words.first, word.utf8.count == 4, let number = Int(word) {
            year = number
            words.removeFirst()
        }
        guard let hour = words.popFirst(), let zone = zone(words.popFirst() ?? ""), words.isEmpty else { return nil }
        func time(_ year: Int) -> Timestamp? {
            guard (1...9999).contains(year) else { return nil }
            return zone.time("\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))T\(hour)", by: clock)
        }
        if let year { return time(year) }
        guard let current = Int(clock.received.rfc3339.prefix(4)) else { return nil }
        // The 29th of February needs a year that has it.
        return (0..<9).lazy.compactMap { time(current + 1 - $0) }.first { $0 <= clock.received + .days(1) }
    }

    /// A zone behind a time.
    enum Zone: Hashable {
        /// As RFC 3339 writes it.
        case offset(String)
        /// None, or a name that means this zone here and that one there: the source's.
        case local

        func time(_ text: String, by clock: SourceClock) -> Timestamp? {
            switch self {
            case .offset(let offset): Timestamp(text + offset)
            case .local: Timestamp(text + "Z").map(clock.zone.moment)
            }
        }
    }

    /// - Returns: `nil` for a word that is no zone.
    static func zone(_ word: Substring) -> Zone? {
        switch word {
        case "": return .local
        case "Z", "UTC", "GMT": return .offset("Z")
        default:
            if let offset = namedOffsets[String(word)] { return .offset(offset) }
            let offset = word.hasPrefix("GMT") || word.hasPrefix("UTC") ? word.dropFirst(3) : word
            if offset.hasPrefix("+") || offset.hasPrefix("-") { return .offset(String(offset)) }
            return (2...5).contains(word.count) && word.utf8.allSatisfy { (65...90).contains($0) } ? .local : nil
        }
    }

    /// Names with one meaning in mail (RFC 5322, section 4.3) or in the zones of Europe and Japan.
    private static let namedOffsets = [
        "EST": "-05:00", "EDT": "-04:00", "CST": "-06:00", "CDT": "-05:00", "MST": "-07:00", "MDT": "-06:00", "PST": "-08:00",
        "PDT": "-07:00", "WET": "+00:00", "WEST": "+01:00", "CET": "+01:00", "CEST": "+02:00", "EET": "+02:00",
        "EEST": "+03:00", "MSK": "+03:00", "JST": "+09:00",
    ]

    static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
