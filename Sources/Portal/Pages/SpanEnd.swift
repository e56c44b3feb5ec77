internal import Primitives

/// An end of a span of time as addresses and forms say it, in UTC: `2026-05-04`, `2026-05-04T12:30`, with or without seconds. What
/// is named is meant whole: a span to a day goes to its end, one to a minute as well.
struct SpanEnd: Equatable {
    /// What a value may be, for who wrote another.
    static let takes = "a day or a moment in UTC, such as 2026-05-04 or 2026-05-04T12:30"

    let start: Timestamp
    private let length: Duration

    /// The first moment behind it.
    var end: Timestamp { start + length }

    init?(_ text: String) {
        if text.utf8.count == 10, let day = Timestamp(text + "T00:00:00Z") {
            (start, length) = (day, .hours(24))
        } else if let minute = Timestamp(text + ":00Z") {
            (start, length) = (minute, .minutes(1))
        } else if let moment = Timestamp(text + "Z") ?? Timestamp(text) {
            (start, length) = (moment, .seconds(1))
        } else {
            return nil
        }
    }

    /// The value of a field that takes days and times: the first moment, or the last minute that is named.
    static func field(_ text: String, isLast: Bool) -> String {
        guard let end = SpanEnd(text) else { return "" }
        let moment = isLast && end.length == .hours(24) ? end.end - .minutes(1) : end.start
        return String(moment.rfc3339.prefix(end.length == .seconds(1) ? 19 : 16))
    }

    /// `from 2026-05-04 to 2026-05-05 12:30 UTC`; `nil` where neither end is said.
    static func words(from: String, to: String) -> String? {
        let words = [("from", from), ("to", to)].filter { !$0.1.isEmpty }.map { name, text in
            let zone = text.utf8.count > 10 && !text.hasSuffix("Z") ? " UTC" : ""
            return "\(name) \(text.replacing("T", with: " "))\(zone)"
        }
        return words.isEmpty ? nil : words.joined(separator: " ")
    }
}
