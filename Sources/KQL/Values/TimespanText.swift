internal import Foundation

/// Ticks of 100 ns.
enum Ticks {
    static let perMicrosecond: Int64 = 10
    static let perMillisecond: Int64 = 10_000
    static let perSecond: Int64 = 10_000_000
    static let perMinute: Int64 = 600_000_000
    static let perHour: Int64 = 36_000_000_000
    static let perDay: Int64 = 864_000_000_000
    /// From the start of year 1 to 1970-01-01.
    static let unixEpoch: Int64 = 621_355_968_000_000_000
    /// The last tick of the year 9999.
    static let last: Int64 = 3_155_378_975_999_999_999

    /// The unit that a suffix of a literal means: `d`, `hours`, `ms` ...; `nil` where it means none.
    static func unit(_ suffix: some StringProtocol) -> Double? {
        switch suffix {
        case "d", "day", "days": Double(perDay)
        case "h", "hr", "hrs", "hour", "hours": Double(perHour)
        case "m", "min", "minute", "minutes": Double(perMinute)
        case "s", "sec", "second", "seconds": Double(perSecond)
        case "ms", "milli", "millis", "millisec", "millisecond", "milliseconds": Double(perMillisecond)
        case "micro", "micros", "microsec", "microsecond", "microseconds": Double(perMicrosecond)
        case "nano", "nanos", "nanosec", "nanosecond", "nanoseconds": 0.01
        case "tick", "ticks": 1
        default: nil
        }
    }
}

/// Timespans as text.
enum TimespanText {
    /// `[-][d.]hh:mm:ss[.fffffff]`
    static func standard(_ ticks: Int64) -> String {
        let magnitude = ticks.magnitude
        let perDay = UInt64(Ticks.perDay)
        let days = magnitude / perDay
        let rest = Int64(magnitude % perDay)
        var text = ticks < 0 ? "-" : ""
        if days > 0 { text += "\(days)." }
        text += two(rest / Ticks.perHour) + ":" + two(rest / Ticks.perMinute % 60) + ":" + two(rest / Ticks.perSecond % 60)
        let fraction = rest % Ticks.perSecond
        if fraction > 0 { text += "." + padded(fraction, to: 7) }
        return text
    }

    static func two(_ number: Int64) -> String { padded(number, to: 2) }

    static func padded(_ number: Int64, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }

    /// Reads `[-][d.]hh:mm[:ss[.f]]`, a number with a unit (`1.5h`), or a bare number of days; `nil` for anything else.
    static func ticks(_ text: String) -> Int64? {
        var rest = Substring(text.trimmingCharacters(in: .whitespacesAndNewlines))
        let isNegative = rest.hasPrefix("-")
        if isNegative || rest.hasPrefix("+") { rest = rest.dropFirst() }
        guard let first = rest.first, first.isNumber || first == "." else { return nil }
        guard let magnitude = rest.contains(":") ? clock(rest) : number(rest) else { return nil }
        return isNegative ? -magnitude : magnitude
    }

    private static func number(_ text: Substring) -> Int64? {
        let digits = text.prefix { $0.isNumber || $0 == "." }
        let suffix = text.dropFirst(digits.count).drop { $0 == " " }
        guard let number = Double(digits) else { return nil }
        guard let unit = suffix.isEmpty ? Double(Ticks.perDay) : Ticks.unit(suffix) else { return nil }
        let ticks = (number * unit).rounded()
        return abs(ticks) < 9.2e18 ? Int64(ticks) : nil
    }

    private static func clock(_ text: Substring) -> Int64? {
        var parts = text.split(separator: ":", omittingEmptySubsequences: false)
        var days: Int64 = 0
        if let point = parts[0].firstIndex(of: ".") {
            guard let whole = Int64(parts[0][..<point]) else { return nil }
            days = whole
            parts[0] = parts[0][parts[0].index(after: point)...]
        }
        guard (2...3).contains(parts.count), let hours = Int64(parts[0]), let minutes = Int64(parts[1]), hours >= 0,
            hours < 24, (0..<60).contains(minutes), days < 10_675_199
        else { return nil }
        var ticks = days * Ticks.perDay + hours * Ticks.perHour + minutes * Ticks.perMinute
        guard parts.count == 3 else { return ticks }
        let seconds = parts[2].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = Int64(seconds[0]), (0..<60).contains(whole) else { return nil }
        ticks += whole * Ticks.perSecond
        guard seconds.count == 2 else { return ticks }
        let digits = seconds[1].prefix(7)
        guard !digits.isEmpty, seconds[1].allSatisfy(\.isNumber), let fraction = Int64(digits) else { return nil }
        return ticks + fraction * power(7 - digits.count)
    }

    private static func power(_ exponent: Int) -> Int64 { (0..<exponent).reduce(1) { power, _ in power * 10 } }
}
