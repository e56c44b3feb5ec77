import Correlation
@testable import Flow
import Foundation
import Primitives

/// The records of the example attack in the order of their arrival, and what is expected of them.
struct ExampleStream {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Content/example")

    /// Alerts as they arrive. Their labels are places: `05-wazuh.ndjson:258`.
    var alerts: [ReplayAlert] = []
    /// Places by the name of the attack's step, and by the name of the background's group.
    var steps: [(name: String, place: String)] = []
    var groups: [String: [String]] = [:]
    var twins: [(of: String, twin: String)] = []
    var duplicates: [String] = []
    var late: [String] = []

    init() throws {
        let example = try ExampleStream.json("example.json"), expected = try ExampleStream.json("expected.json")
        var arriving: [(time: Timestamp, alerts: [ReplayAlert])] = []
        var late: [String: Timestamp] = [:]
        for entry in example["late"]?.array ?? [] {
            late[ExampleStream.place(entry)] = entry["arrivesAfter"]?.string.flatMap { Timestamp($0) }
        }
        for source in example["sources"]?.array ?? [] {
            arriving += try ExampleStream.records(of: source, late: late)
        }
        // A stable sort: at the same time, in the order of the sources and of the lines.
        let order = arriving.indices.sorted { (arriving[$0].time, $0) < (arriving[$1].time, $1) }
        alerts = order.flatMap { arriving[$0].alerts }
        steps = (expected["attack"]?.array ?? []).map { ($0["step"]?.string ?? "", ExampleStream.place($0)) }
        for group in expected["groups"]?.object?.members ?? [] {
            for part in group.value.array ?? [] {
                let file = part["file"]?.string ?? ""
                groups[group.name, default: []] += (part["lines"]?.array ?? []).map { "\(file):\($0.integer ?? 0)" }
            }
        }
        twins = (expected["twins"]?.array ?? []).map {
            (ExampleStream.place($0["of"] ?? .null), ExampleStream.place($0["twin"] ?? .null))
        }
        duplicates = (expected["duplicates"]?.array ?? []).map { ExampleStream.place($0["again"] ?? .null) }
        self.late = (expected["late"]?.array ?? []).map(ExampleStream.place)
    }

    private static func json(_ file: String) throws -> JSONValue {
        try JSONValue(parsing: [UInt8](Data(contentsOf: folder.appending(path: file))))
    }

    private static func place(_ entry: JSONValue) -> String { "\(entry["file"]?.string ?? ""):\(entry["line"]?.integer ?? 0)" }

    private static func records(
        of source: JSONValue, late: [String: Timestamp]
    ) throws -> [(time: Timestamp, alerts: [ReplayAlert])] {
        let file = source["file"]?.string ?? ""
        let reader = try ReplaySource(name: source["source"]?.string ?? "", format: source["format"]?.string ?? "")
        let path = source["times"]?.array?.first?["path"]?.string ?? ""
        let lines = try Data(contentsOf: folder.appending(path: file)).split(separator: 0x0A)
        return try lines.enumerated().map { index, line in
            let place = "\(file):\(index + 1)"
            let alerts = try reader.read([UInt8](line), number: index + 1).map {
                ReplayAlert(source: $0.source, label: place, reading: $0.reading)
            }
            let time = late[place] ?? mainTime([UInt8](line), path) ?? alerts.first?.time ?? .distantFuture
            return (time, alerts)
        }
    }

    /// The time by which records are in order; `nil` where the alert's own time serves.
    private static func mainTime(_ line: [UInt8], _ path: String) -> Timestamp? {
        (try? JSONValue(parsing: line))?[path]?.string.flatMap { Timestamp($0) }
    }
}
