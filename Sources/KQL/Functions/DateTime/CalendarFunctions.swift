internal import Primitives

/// Starts and ends of periods, and the parts of a moment.
enum CalendarFunctions {
    static let all: [ScalarFunction] = edges + parts + [datetimePart("datetime_part"), datetimePart("datepart"), add, difference]

    enum Period: String, CaseIterable {
        case day, week, month, year

        /// The first tick of the period a moment lies in, `offset` periods later.
        func start(_ ticks: Int64, offset: Int64) -> Int64? {
            let time = CalendarTime(ticks: ticks)
            let midnight = ticks - time.time
            switch self {
            case .day: return ArithmeticFunctions.moment(midnight, adding: offset &* Ticks.perDay)?.ticks
            case .week:
                let sunday = midnight - Int64(time.weekday) * Ticks.perDay
                return ArithmeticFunctions.moment(sunday, adding: offset &* 7 &* Ticks.perDay)?.ticks
            case .month:
                let first = CalendarTime(date: CivilDate(year: time.date.year, month: time.date.month, day: 1), time: 0)
                return first.adding(months: offset)?.ticks
            case .year:
                let first = CalendarTime(date: CivilDate(year: time.date.year, month: 1, day: 1), time: 0)
                return first.adding(months: offset &* 12)?.ticks
            }
        }
    }

    private static let edges: [ScalarFunction] = Period.allCases.flatMap { period -> [ScalarFunction] in
        [
            .values("startof\(period.rawValue)", [.datetime, .long], required: 1, .exactly(.datetime)) { values in
                guard let ticks = values[0].integer else { return .null }
                let offset = values.count > 1 ? values[1].integer ?? 0 : 0
                return period.start(ticks, offset: offset).map(Value.datetime) ?? .null
            }.with(.keepsName),
            .values("endof\(period.rawValue)", [.datetime, .long], required: 1, .exactly(.datetime)) { values in
                guard let ticks = values[0].integer else { return .null }
                let offset = values.count > 1 ? values[1].integer ?? 0 : 0
                return period.start(ticks, offset: offset &+ 1).map { .datetime($0 - 1) } ?? .null
            }.with(.keepsName),
        ]
    }

    private static let parts: [ScalarFunction] =
        [
            .map("dayofweek") { (moment: Timestamp) -> Duration? in
                Duration(ticks: Int64(CalendarTime(ticks: moment.ticks).weekday) * Ticks.perDay)
            },
            .map("dayofmonth") { (moment: Timestamp) -> Int32? in Int32(CalendarTime(ticks: moment.ticks).date.day) },
            .map("dayofyear") { (moment: Timestamp) -> Int32? in Int32(CalendarTime(ticks: moment.ticks).dayOfYear) },
            .map("hourofday") { (moment: Timestamp) -> Int32? in Int32(CalendarTime(ticks: moment.ticks).hour) },
        ]
        + ["monthofyear", "getmonth"].map { name in
            .map(name) { (moment: Timestamp) -> Int32? in Int32(CalendarTime(ticks: moment.ticks).date.month) }
        }
        + ["getyear", "yearofdate"].map { name in
            .map(name) { (moment: Timestamp) -> Int32? in Int32(CalendarTime(ticks: moment.ticks).date.year) }
        }
        + ["weekofyear", "week_of_year"].map { name in
            .map(name) { (moment: Timestamp) -> Int32? in Int32(CalendarTime(ticks: moment.ticks).isoWeek) }
        }

    // MARK: Parts by name

    private static func datetimePart(_ name: String) -> ScalarFunction {
        .map(name) { (part: String, moment: Timestamp) -> Int64? in
            let time = CalendarTime(ticks: moment.ticks)
            switch singular(part) {
            case "year": return Int64(time.date.year)
            case "quarter": return Int64((time.date.month - 1) / 3 + 1)
            case "month": return Int64(time.date.month)
            case "week_of_year", "weekofyear", "week": return Int64(time.isoWeek)
            case "day": return Int64(time.date.day)
            case "dayofyear": return Int64(time.dayOfYear)
            case "hour": return time.hour
            case "minute": return time.minute
            case "second": return time.second
            case "millisecond": return time.fraction / Ticks.perMillisecond
            case "microsecond": return time.fraction / Ticks.perMicrosecond
            case "nanosecond": return time.fraction * 100
            default: throw QueryError(.binding, "a datetime has no part '\(part)'")
            }
        }
    }

    private static func singular(_ part: String) -> String {
        let lower = part.lowercased()
        return lower.hasSuffix("s") ? String(lower.dropLast()) : lower
    }

    /// Ticks of the parts that always last the same.
    private static func unit(_ part: String) -> Int64? {
        switch part {
        case "week": 7 * Ticks.perDay
        case "day": Ticks.perDay
        case "hour": Ticks.perHour
        case "minute": Ticks.perMinute
        case "second": Ticks.perSecond
        case "millisecond": Ticks.perMillisecond
        case "microsecond": Ticks.perMicrosecond
        default: nil
        }
    }

    private static func months(_ part: String) -> Int64? { ["year": 12, "quarter": 3, "month": 1][part] }

    private static let add = ScalarFunction.map("datetime_add") {
        (part: String, amount: Int64, moment: Timestamp) -> Timestamp? in
        let name = singular(part)
        if let months = months(name) {
            return CalendarTime(ticks: moment.ticks).adding(months: months &* amount)?.ticks.map { Timestamp(ticks: $0) }
        }
        if name == "nanosecond" { return ArithmeticFunctions.moment(moment.ticks, adding: amount / 100) }
        guard let unit = unit(name) else { throw QueryError(.binding, "a datetime has no part '\(part)'") }
        let (span, overflow) = unit.multipliedReportingOverflow(by: amount)
        return overflow ? nil : ArithmeticFunctions.moment(moment.ticks, adding: span)
    }

    /// How many borders of the period lie between two moments.
    private static let difference = ScalarFunction.map("datetime_diff") {
        (part: String, first: Timestamp, second: Timestamp) -> Int64? in
        let name = singular(part)
        let (a, b) = (CalendarTime(ticks: first.ticks).date, CalendarTime(ticks: second.ticks).date)
        switch name {
        case "year": return Int64(a.year - b.year)
        case "quarter": return Int64((a.year * 4 + (a.month - 1) / 3) - (b.year * 4 + (b.month - 1) / 3))
        case "month": return Int64((a.year * 12 + a.month) - (b.year * 12 + b.month))
        case "week": return Int64((a.dayNumber + 1) / 7 - (b.dayNumber + 1) / 7)
        case "nanosecond": return (first.ticks &- second.ticks) &* 100
        default:
            guard let unit = unit(name) else { throw QueryError(.binding, "a datetime has no part '\(part)'") }
            return first.ticks / unit - second.ticks / unit
        }
    }
}
