internal import Primitives

/// Datetimes as text: what `todatetime` and `datetime(...)` read, and the form they are written in.
enum DateTimeText {
    /// `2026-01-02T03:04:05.6000000Z`, always with seven fractional digits.
    static func iso(_ ticks: Int64) -> String {
        let parts = CalendarTime(ticks: ticks)
        return "\(TimespanText.padded(Int64(parts.date.year), to: 4))-\(TimespanText.two(Int64(parts.date.month)))-"
            + "\(TimespanText.two(Int64(parts.date.day)))T\(parts.clock).\(TimespanText.padded(parts.fraction, to: 7))Z"
    }

    /// Reads ISO 8601 with its relatives, RFC 822 and 850, and `month/day/year`; `nil` for anything else and for moments
    /// outside the years 1 to 9999. Without a zone the time is UTC.
    static func ticks(_ text: String) -> Int64? {
        var reader = DateTimeReader(text)
        return reader.read()
    }
}

/// A moment in the parts of the calendar.
struct CalendarTime {
    var date: CivilDate
    /// Ticks since midnight.
    var time: Int64

    init(ticks: Int64) {
        let day = ticks >= 0 ? ticks / Ticks.perDay : (ticks - Ticks.perDay + 1) / Ticks.perDay
        date = CivilDate(dayNumber: Int(day))
        time = ticks - day * Ticks.perDay
    }

    init(date: CivilDate, time: Int64) {
        self.date = date
        self.time = time
    }

    /// `nil` outside the years 1 to 9999.
    var ticks: Int64? {
        let ticks = Int64(date.dayNumber) * Ticks.perDay + time
        return ticks >= 0 && ticks <= Ticks.last ? ticks : nil
    }

    var hour: Int64 { time / Ticks.perHour }
    var minute: Int64 { time / Ticks.perMinute % 60 }
    var second: Int64 { time / Ticks.perSecond % 60 }
    /// Ticks within the second.
    var fraction: Int64 { time % Ticks.perSecond }
    var clock: String { "\(TimespanText.two(hour)):\(TimespanText.two(minute)):\(TimespanText.two(second))" }

    /// The same time of day some months later; the last day of the month where the day does not exist there.
    func adding(months: Int64) -> CalendarTime? {
        guard abs(months) < 200_000 else { return nil }
        let count = Int64(date.year) * 12 + Int64(date.month) - 1 + months
        guard count >= 12, count < 120_000 else { return nil }
        let year = Int(count / 12)
        let month = Int(count % 12) + 1
        let day = min(date.day, CivilDate.length(ofMonth: month, year: year))
        return CalendarTime(date: CivilDate(year: year, month: month, day: day), time: time)
    }

    /// The number of the day in its year, from 1.
    var dayOfYear: Int { date.dayNumber - CivilDate(year: date.year, month: 1, day: 1).dayNumber + 1 }

    /// 0 on Sundays.
    var weekday: Int { (date.dayNumber + 1) % 7 }

    /// The number of the week by ISO 8601.
    var isoWeek: Int {
        let monday = (weekday + 6) % 7
        let week = (dayOfYear - 1 - monday + 10) / 7
        if week < 1 { return CalendarTime.weeks(in: date.year - 1) }
        return week > CalendarTime.weeks(in: date.year) ? 1 : week
    }

    private static func weeks(in year: Int) -> Int {
        let first = CalendarTime(date: CivilDate(year: year, month: 1, day: 1), time: 0).weekday
        let isLeap = CivilDate.length(ofMonth: 2, year: year) == 29
        return first == 4 || (isLeap && first == 3) ? 53 : 52
    }
}
