internal import Foundation
internal import Primitives

/// How long ago something was, in the largest unit that fits.
enum RelativeTime {
    static func text(_ time: Timestamp, now: Timestamp) -> String {
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

/// Times as people read them, in the zone of the machine.
enum LocalTime {
    /// `2026-05-04 12:30:07`.
    static func text(_ time: Timestamp) -> String {
        var seconds = time_t(time.unixSeconds)
        var parts = tm()
        guard localtime_r(&seconds, &parts) != nil else { return time.rfc3339 }
        var buffer = [CChar](repeating: 0, count: 40)
        let count = strftime(&buffer, buffer.count, "%Y-%m-%d %H:%M:%S", &parts)
        return String(decoding: buffer.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// With how long ago that is.
    static func full(_ time: Timestamp, now: Timestamp) -> String {
        "\(text(time)) (\(RelativeTime.text(time, now: now)))"
    }
}
