internal import Foundation
internal import Primitives

/// Making moments and spans from their parts, from Unix time, and between time zones.
enum MomentFunctions {
    static let all: [ScalarFunction] = makers + unixTimes + zones

    private static let makers: [ScalarFunction] = [
        .values("make_datetime", [.any, .long, .long, .long, .long, .real], required: 1, .exactly(.datetime)) { values in
            moment(values)
        },
        .values("make_timespan", [.long, .long, .real, .real], required: 2, .exactly(.timespan)) { values in
            span(values.map { $0.real ?? .nan })
        },
    ]

    private static func moment(_ values: [Value]) -> Value {
        if values.count == 1 { return values[0].converted(to: .datetime) }
        let numbers = values.map { $0.real ?? .nan }
        guard numbers.allSatisfy({ $0.isFinite && abs($0) < 1e6 }), numbers.count >= 3 else { return .null }
        let date = CivilDate(year: Int(numbers[0]), month: Int(numbers[1]), day: Int(numbers[2]))
        let hour = numbers.count > 3 ? numbers[3] : 0
        let minute = numbers.count > 4 ? numbers[4] : 0
        let second = numbers.count > 5 ? numbers[5] : 0
        guard date.isValid, (0..<24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second) else { return .null }
        let time =
            Int64(hour) * Ticks.perHour + Int64(minute) * Ticks.perMinute + Int64((second * Double(Ticks.perSecond)).rounded())
        return CalendarTime(date: date, time: time).ticks.map(Value.datetime) ?? .null
    }

    /// `(hours, minutes[, seconds])` or `(days, hours, minutes, seconds)`
    private static func span(_ numbers: [Double]) -> Value {
        let parts = numbers.count == 4 ? numbers : [0] + numbers + (numbers.count == 2 ? [0] : [])
        guard parts.allSatisfy(\.isFinite), (0..<24).contains(parts[1]), (0..<60).contains(parts[2]), (0..<60).contains(parts[3])
        else {
            return .null
        }
        let seconds = parts[0] * 86400 + parts[1] * 3600 + parts[2] * 60 + parts[3]
        return .timespan(Int64((seconds * Double(Ticks.perSecond)).rounded()))
    }

    private static let unixTimes: [ScalarFunction] = [
        unix("seconds", Double(Ticks.perSecond)), unix("milliseconds", Double(Ticks.perMillisecond)),
        unix("microseconds", Double(Ticks.perMicrosecond)), unix("nanoseconds", 0.01),
    ]

    private static func unix(_ unit: String, _ ticks: Double) -> ScalarFunction {
        .values("unixtime_\(unit)_todatetime", [.number], .exactly(.datetime)) { values in
            if let whole = values[0].integer, ticks >= 1 {
                let (span, overflow) = whole.multipliedReportingOverflow(by: Int64(ticks))
                return overflow
                    ? .null : ArithmeticFunctions.moment(Ticks.unixEpoch, adding: span).map { .datetime($0.ticks) } ?? .null
            }
            guard let number = values[0].real, abs(number * ticks) < 9e18 else { return .null }
            return ArithmeticFunctions.moment(Ticks.unixEpoch, adding: Int64((number * ticks).rounded())).map {
                .datetime($0.ticks)
            } ?? .null
        }
    }

    // MARK: Time zones

    private static let zones: [ScalarFunction] = [
        .map("datetime_utc_to_local") { (moment: Timestamp, zone: String) -> Timestamp? in
            guard let zone = try timeZone(zone) else { return nil }
            return ArithmeticFunctions.moment(moment.ticks, adding: offset(of: zone, at: moment.ticks))
        },
        .map("datetime_local_to_utc") { (moment: Timestamp, zone: String) -> Timestamp? in
            guard let zone = try timeZone(zone) else { return nil }
            // The offset is that of the moment meant, which is near the one that the local time has.
            let guess = moment.ticks - offset(of: zone, at: moment.ticks)
            return ArithmeticFunctions.moment(moment.ticks, adding: -offset(of: zone, at: guess))
        },
        .values("datetime_list_timezones", [], .exactly(.dynamic)) { _ in
            .array(TimeZone.knownTimeZoneIdentifiers.sorted().map(Value.string))
        },
    ]

    private static func timeZone(_ name: String) throws -> TimeZone? {
        guard let zone = TimeZone(identifier: name) else { throw QueryError(.execution, "there is no time zone '\(name)'") }
        return zone
    }

    private static func offset(of zone: TimeZone, at ticks: Int64) -> Int64 {
        let seconds = Double(ticks - Ticks.unixEpoch) / Double(Ticks.perSecond)
        return Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: seconds))) * Ticks.perSecond
    }
}
