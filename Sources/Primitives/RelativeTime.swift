/// How long ago something was, in the largest unit that fits.
public enum RelativeTime {
    /// `3 h ago`, `in 2 min`, `now` within ten seconds.
    public static func text(_ time: Timestamp, now: Timestamp) -> String {
        let seconds = Int64((now - time).seconds)
        guard seconds.magnitude >= 10 else { return "now" }
        let amount = amount(seconds.magnitude)
        return seconds > 0 ? "\(amount) ago" : "in \(amount)"
    }

    private static func amount(_ seconds: UInt64) -> String {
        switch seconds {
        case ..<60: "\(seconds) s"
        case ..<3600: "\(seconds / 60) min"
        case ..<86400: "\(seconds / 3600) h"
        case ..<(86400 * 60): "\(seconds / 86400) d"
        case ..<(86400 * 730): "\(seconds / (86400 * 30)) months"
        default: "\(seconds / (86400 * 365)) years"
        }
    }
}
