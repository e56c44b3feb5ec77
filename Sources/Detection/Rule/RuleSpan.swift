public import Primitives

/// Spans of time as rules write them: `PT5H`, `P2DT1H30M`, and the shorter `5h`, `1d` of rule files.
public enum RuleSpan {
    /// The spans that a property may have.
    public struct Range: Sendable {
        public let least: Duration
        public let most: Duration

        init(_ least: Duration, _ most: Duration) { (self.least, self.most) = (least, most) }

        public func contains(_ span: Duration) -> Bool { span >= least && span <= most }
    }

    /// `nil` for a text that is no span in whole seconds.
    public static func read(_ text: String) -> Duration? {
        guard text.utf8.count <= 40 else { return nil }
        let text = text.uppercased()
        return text.first == "P" ? iso(text.dropFirst()) : short(text)
    }

    private static func iso(_ text: Substring) -> Duration? {
        var (seconds, digits, isTime, hasUnit): (Int64, String, Bool, Bool) = (0, "", false, false)
        for sign in text {
            if sign.isASCII, sign.isNumber {
                digits.append(sign)
            } else if sign == "T", !isTime, digits.isEmpty {
                isTime = true
            } else {
                guard let unit = unit(sign, isTime), let count = Int64(digits), count <= 100_000 else { return nil }
                seconds += count * unit
                (digits, hasUnit) = ("", true)
            }
        }
        return hasUnit && digits.isEmpty ? .seconds(seconds) : nil
    }

    private static func short(_ text: String) -> Duration? {
        guard let sign = text.last, let count = Int64(text.dropLast()), (0...100_000).contains(count),
            let unit = unit(sign, sign != "D" && sign != "W")
        else { return nil }
        return .seconds(count * unit)
    }

    private static func unit(_ sign: Character, _ isTime: Bool) -> Int64? {
        switch (sign, isTime) {
        case ("W", false): 604_800
        case ("D", false): 86400
        case ("H", true): 3600
        case ("M", true): 60
        case ("S", true): 1
        default: nil
        }
    }

    /// As ISO 8601 writes it.
    public static func text(_ span: Duration) -> String {
        let seconds = span.ticks / Duration.ticksPerSecond
        let days = seconds >= 86400 ? "\(seconds / 86400)D" : ""
        let time = [(seconds / 3600 % 24, "H"), (seconds / 60 % 60, "M"), (seconds % 60, "S")]
            .filter { $0.0 > 0 }.map { "\($0.0)\($0.1)" }.joined()
        return "P" + days + (time.isEmpty ? (days.isEmpty ? "T0S" : "") : "T" + time)
    }
}
