internal import Foundation
internal import Primitives

/// The span of time that a management report is about: a month (`2026-05`), a quarter (`2026-Q2`), or the last so many days.
struct ReportSpan: Equatable {
    static let mostDays: Int64 = 366

    var title: String
    var from: Timestamp
    var before: Timestamp
    /// As the address has it.
    var name: String
    /// What was asked for, where it means no span.
    var unread: UnreadOption?

    /// - Parameter text: `30d`, `2026-05`, `2026-Q2`; anything else is the last 30 days.
    init(_ text: String, now: Timestamp) {
        if let span = ReportSpan.quarter(text) ?? ReportSpan.month(text) {
            self = span.upTo(now)
        } else {
            let days = text.hasSuffix("d") ? Int64(text.dropLast()) : nil
            self = ReportSpan(lastDays: min(max(1, days ?? 30), ReportSpan.mostDays), now: now)
            if days == nil, !text.isEmpty {
                unread = UnreadOption(name: "span", value: text, takes: "days, a month or a quarter: 30d, 2026-05 or 2026-Q2")
            }
        }
    }

    private init(lastDays days: Int64, now: Timestamp) {
        self.init(title: "The last \(days) days", from: now - .hours(24 * days), before: now, name: "\(days)d")
    }

    private init(title: String, from: Timestamp, before: Timestamp, name: String) {
        (self.title, self.from, self.before, self.name) = (title, from, before, name)
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ]

    private static func month(_ text: String) -> ReportSpan? {
        let parts = text.split(separator: "-")
        guard parts.count == 2, let year = Int(parts[0]), let month = Int(parts[1]), (1...12).contains(month) else { return nil }
        return span("\(months[month - 1]) \(year)", year, month, through: month, text)
    }

    private static func quarter(_ text: String) -> ReportSpan? {
        let parts = text.uppercased().split(separator: "-")
        guard parts.count == 2, let year = Int(parts[0]), parts[1].hasPrefix("Q"), let number = Int(parts[1].dropFirst()),
            (1...4).contains(number)
        else { return nil }
        return span("Quarter \(number) of \(year)", year, number * 3 - 2, through: number * 3, text)
    }

    private static func span(_ title: String, _ year: Int, _ first: Int, through last: Int, _ name: String) -> ReportSpan? {
        guard (1970...2200).contains(year), let from = Timestamp(start(year, first)),
            let before = Timestamp(last == 12 ? start(year + 1, 1) : start(year, last + 1))
        else { return nil }
        return ReportSpan(title: title, from: from, before: before, name: name)
    }

    /// What of it is over by now: days to come are no quiet days. One that has not begun stays as it is.
    private func upTo(_ now: Timestamp) -> ReportSpan {
        guard from < now, now < before else { return self }
        return ReportSpan(title: "\(title) to date", from: from, before: now, name: name)
    }

    private static func start(_ year: Int, _ month: Int) -> String { "\(year)-\(month < 10 ? "0" : "")\(month)-01T00:00:00Z" }

    /// Moments that cut it into pieces of about the same length, for a chart.
    func moments(pieces: Int) -> [Timestamp] {
        (0...pieces).map { from + Duration(ticks: (before - from).ticks / Int64(pieces) * Int64($0)) }
    }
}
