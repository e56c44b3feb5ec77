internal import Primitives

/// Moments, spans and sizes as texts in a given form.
enum FormatFunctions {
    static let all: [ScalarFunction] = [
        .map("format_datetime") { (moment: Timestamp, format: String) -> String? in datetime(moment.ticks, format) },
        .map("format_timespan") { (span: Duration, format: String) -> String? in timespan(span.ticks, format) },
        .values("format_bytes", [.real, .long, .string], required: 1, .exactly(.string)) { values in
            bytes(values).map(Value.string) ?? .string("")
        },
    ]

    /// Runs of one letter are fields; anything else stands for itself.
    private static func runs(_ format: String) -> [(sign: Character, count: Int)] {
        var runs: [(sign: Character, count: Int)] = []
        for sign in format {
            if let last = runs.last, last.sign == sign, sign.isLetter {
                runs[runs.count - 1].count += 1
            } else {
                runs.append((sign, 1))
            }
        }
        return runs
    }

    static func datetime(_ ticks: Int64, _ format: String) -> String {
        let time = CalendarTime(ticks: ticks)
        return runs(format).map { sign, count in
            switch sign {
            case "y": padded(Int64(count <= 2 ? time.date.year % 100 : time.date.year), count)
            case "M": padded(Int64(time.date.month), count)
            case "d": padded(Int64(time.date.day), count)
            case "H": padded(time.hour, count)
            case "h": padded((time.hour + 11) % 12 + 1, count)
            case "m": padded(time.minute, count)
            case "s": padded(time.second, count)
            case "f": String(TimespanText.padded(time.fraction, to: 7).prefix(count))
            case "F": trimmed(String(TimespanText.padded(time.fraction, to: 7).prefix(count)))
            case "t": String((time.hour < 12 ? "AM" : "PM").prefix(count))
            default: String(repeating: sign, count: count)
            }
        }.joined()
    }

    static func timespan(_ ticks: Int64, _ format: String) -> String {
        let magnitude = Int64(clamping: ticks.magnitude)
        let text = runs(format).map { sign, count in
            switch sign {
            case "d": padded(magnitude / Ticks.perDay, count)
            case "H", "h": padded(magnitude / Ticks.perHour % 24, count)
            case "m": padded(magnitude / Ticks.perMinute % 60, count)
            case "s": padded(magnitude / Ticks.perSecond % 60, count)
            case "f": String(TimespanText.padded(magnitude % Ticks.perSecond, to: 7).prefix(count))
            case "F": trimmed(String(TimespanText.padded(magnitude % Ticks.perSecond, to: 7).prefix(count)))
            default: String(repeating: sign, count: count)
            }
        }.joined()
        return ticks < 0 ? "-" + text : text
    }

    private static func padded(_ number: Int64, _ width: Int) -> String { TimespanText.padded(number, to: width) }

    private static func trimmed(_ digits: String) -> String { String(digits.reversed().drop { $0 == "0" }.reversed()) }

    private static let units = ["Bytes", "KB", "MB", "GB", "TB", "PB", "EB"]

    /// `format_bytes(size, precision, unit)`
    private static func bytes(_ values: [Value]) -> String? {
        guard let size = values[0].real else { return nil }
        let precision = values.count > 1 ? Int(clamping: values[1].integer ?? 0) : 0
        var scale = 0
        if values.count > 2 {
            guard let known = units.firstIndex(of: values[2].text) else { return nil }
            scale = known
        } else {
            var rest = abs(size)
            while rest >= 1024, scale < units.count - 1 {
                rest /= 1024
                scale += 1
            }
        }
        var number = size
        for _ in 0..<scale { number /= 1024 }
        return MathFunctions.fixed(number, digits: max(0, min(precision, 15)), trims: true) + " " + units[scale]
    }
}
