internal import Foundation
internal import Primitives
internal import SeededRandom

/// Process events as Defender streams them, made of their number: any part of the stream can be made by itself.
struct EventStream: Sendable {
    let seed: UInt64

    /// Some events, one a line.
    func body(_ first: Int, _ count: Int) -> [UInt8] {
        var source = ProcessEvents(seed: seed &+ UInt64(first))
        var text = ""
        for number in first..<(first + count) {
            let event = source.next()
            let time = (ProcessEvents.start + Duration(ticks: Int64(number) * 5_000_000)).rfc3339
            let line = event.line.replacing("\\", with: "\\\\")
            text += """
                {"time":"\(time)","category":"AdvancedHunting-DeviceProcessEvents","properties":{"Timestamp":"\(time)",\
                "DeviceName":"\(event.device)","DeviceId":"d\(event.device)","ActionType":"ProcessCreated",\
                "FileName":"\(event.file)","ProcessId":\(number % 30_000),"ProcessCommandLine":"\(line)","ReportId":\(number)}}

                """
        }
        return Array(text.utf8)
    }
}

/// Alerts of an agent on each of two hundred hosts.
enum AlertStream {
    static func body(_ first: Int, _ count: Int) -> [UInt8] {
        var text = ""
        for number in first..<(first + count) {
            text += """
                {"timestamp":"\((Timestamp.now).rfc3339)","id":"1777888800.\(number)","rule":{"level":5,\
                "description":"kind \(number % 50)","id":"\(9000 + number % 50)"},"agent":{"id":"\(number % 200)",\
                "name":"web\(number % 200)"},"manager":{"name":"wazuh"},"location":"/var/log/auth.log"}

                """
        }
        return Array(text.utf8)
    }
}
