public import Primitives

/// The time that a hunt looks at: rows made from `start` to `end`; without one of them there is no bound on that side.
public struct HuntSpan: Hashable, Sendable {
    public var start: Timestamp?
    public var end: Timestamp?
    /// When rows came in; `nil` for whenever.
    public var received: ClosedRange<Timestamp>?
    /// The rule of detection whose own alerts are not seen, by its name: it would find what it made, and go on for ever.
    public var ownRule: String?

    public init(
        start: Timestamp? = nil, end: Timestamp? = nil, received: ClosedRange<Timestamp>? = nil, ownRule: String? = nil
    ) {
        self.start = start
        self.end = end
        self.received = received
        self.ownRule = ownRule
    }

    /// The last days up to now.
    public static func last(days: Int64, before now: Timestamp) -> HuntSpan { HuntSpan(start: now - .days(days)) }

    /// Reads a span of ISO 8601: a duration up to now (`P30D`), `start/end`, `start/P1D`, `P1D/end`, or a start alone.
    /// - Returns: `nil` where it is none.
    public init?(_ text: String, now: Timestamp) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        switch parts.count {
        case 1:
            if let length = HuntSpan.duration(parts[0]) {
                self.init(start: now - length)
            } else if let start = Timestamp(parts[0]) {
                self.init(start: start)
            } else {
                return nil
            }
        case 2:
            if let length = HuntSpan.duration(parts[0]), let end = Timestamp(parts[1]) {
                self.init(start: end - length, end: end)
            } else if let start = Timestamp(parts[0]), let length = HuntSpan.duration(parts[1]) {
                self.init(start: start, end: start + length)
            } else if let start = Timestamp(parts[0]), let end = Timestamp(parts[1]), start <= end {
                self.init(start: start, end: end)
            } else {
                return nil
            }
        default: return nil
        }
    }

    /// A duration of ISO 8601 in weeks, days, hours, minutes and seconds; months and years have no fixed length.
    private static func duration(_ text: String) -> Duration? {
        guard text.first == "P", text.count > 1, text.count <= 40 else { return nil }
        var (total, digits, isTime) = (Duration(ticks: 0), "", false)
        for sign in text.dropFirst() {
            if sign == "T" {
                guard !isTime, digits.isEmpty else { return nil }
                isTime = true
            } else if sign.isASCII, sign.isNumber {
                digits.append(sign)
            } else {
                guard let count = Int64(digits), count <= 100_000, let unit = unit(sign, isTime) else { return nil }
                total = Duration(ticks: total.ticks + count * unit.ticks)
                digits = ""
            }
        }
        return digits.isEmpty && text.last != "T" ? total : nil
    }

    private static func unit(_ sign: Character, _ isTime: Bool) -> Duration? {
        switch (sign, isTime) {
        case ("W", false): .days(7)
        case ("D", false): .days(1)
        case ("H", true): .hours(1)
        case ("M", true): .minutes(1)
        case ("S", true): .seconds(1)
        default: nil
        }
    }
}
