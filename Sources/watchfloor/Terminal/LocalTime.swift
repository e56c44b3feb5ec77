internal import Foundation
internal import Primitives

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
