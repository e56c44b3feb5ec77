import Correlation
import Foundation
import Testing

/// The real streams: the whole web intrusion in one clean incident that stands first. Skipped where they are absent.
@Suite struct StreamTests {
    private static let shared = ProcessInfo.processInfo.environment["WATCHFLOOR_SHARED"] ?? "../shared"
    private static let isPresent = FileManager.default.fileExists(atPath: shared + "/data/ait-ads")

    @Test(
        .enabled(if: isPresent, "the shared streams are absent: set WATCHFLOOR_SHARED"),
        arguments: [("fox", 0.94), ("russellmitchell", 0.94), ("santos", 0.94)])
    func theIntrusionIsOneIncidentAndStandsFirst(stream: String, floor: Double) throws {
        let labels = try Labels(StreamTests.unpack("\(stream).labels.csv.gz"))
        let alerts = try StreamTests.unpack("\(stream).alerts.jsonl.gz").split(separator: 10)
        var books = Grouping(correlator: Correlator())
        var interned: [String: Int32] = [:]
        func intern(_ name: String) -> Int32 {
            let id = interned[name] ?? Int32(interned.count + 1)
            interned[name] = id
            return id
        }
        for start in stride(from: 0, to: alerts.count, by: 512) {
            books.feed(
                try alerts[start..<min(start + 512, alerts.count)].enumerated().map { offset, line in
                    let fields = try JSONDecoder().decode(Line.self, from: Data(line))
                    return Observation(
                        alert: Int64(start + offset), time: labels.rows[start + offset].second * 10_000_000,
                        detector: intern("d" + fields.product + fields.rule), product: intern("p" + fields.product),
                        entities: [
                            EntityRef(id: intern("h" + fields.host), kind: .device),
                            EntityRef(id: intern("i" + fields.ip), kind: .ip, isStrong: false, roles: .contextual),
                            EntityRef(id: intern("n" + network(fields.ip)), kind: .network, isStrong: false),
                        ])
                })
        }
        let score = labels.score(books, campaign: stream + "/intrusion")
        #expect(score.value >= floor, "\(score)")
    }

    private struct Line: Decodable {
        var product, rule, host, ip: String
    }

    /// The private block that an address lies in, as the Internet's private ranges were cut: /24, or /16.
    private func network(_ address: String) -> String {
        address.split(separator: ".").prefix(address.hasPrefix("192.168.") ? 3 : 2).joined(separator: ".")
    }

    private static func unpack(_ name: String) throws -> [UInt8] {
        let process = Process(), pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/bin/gzip")
        process.arguments = ["-dc", shared + "/data/ait-ads/" + name]
        process.standardOutput = pipe
        try process.run()
        let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return [UInt8](bytes)
    }
}

/// Where the alerts are in the end.
private struct Grouping {
    var correlator: Correlator
    private var homes: [Int64: IncidentNumber] = [:]
    private var redirects: [IncidentNumber: IncidentNumber] = [:]
    private(set) var ranks: [IncidentNumber: Double] = [:]

    init(correlator: Correlator) { self.correlator = correlator }

    mutating func feed(_ alerts: [Observation]) {
        for decision in correlator.correlate(alerts) {
            switch decision {
            case .joined(let alert, let incident, _): homes[alert] = incident
            case .moved(let alerts, _, let target, _): for alert in alerts { homes[alert] = target }
            case .merged(let source, let target, _):
                redirects[source] = target
                ranks[source] = nil
            case .ranked(let incident, let priority, let standing):
                ranks[incident] = standing.isOnQueue ? priority.score : nil
            case .opened, .separated: break
            }
        }
    }

    func members() -> [IncidentNumber: [Int]] {
        var members: [IncidentNumber: [Int]] = [:]
        for (alert, home) in homes {
            var at = home
            while let next = redirects[at] { at = next }
            members[at, default: []].append(Int(alert))
        }
        return members
    }
}

/// The labels, and the score: F1 of stage completeness and purity of the best incident, by the logarithm of its rank.
private struct Labels {
    struct Row {
        var isAttack = false, isBenign = false
        var campaign = "", stage = "", cell = ""
        var second: Int64 = 0
    }

    let rows: [Row]

    init(_ bytes: [UInt8]) {
        rows = bytes.split(separator: 10).dropFirst().map { line in
            let parts = line.split(separator: 44, omittingEmptySubsequences: false)
            let fields = parts.map { String(decoding: $0, as: UTF8.self) }
            let second = Int64(fields[7].filter(\.isNumber)) ?? 0
            return Row(
                isAttack: fields[1] == "attack", isBenign: fields[1] == "benign", campaign: fields[2], stage: fields[3],
                cell: fields[4], second: second + 62_135_596_800)
        }
    }

    func score(
        _ grouping: Grouping, campaign: String
    ) -> (value: Double, completeness: Double, purity: Double, rank: Int) {
        var totals: [String: Double] = [:]
        for row in rows where row.isAttack && row.campaign == campaign { totals[row.stage, default: 0] += 1 }
        var best = (f1: 0.0, completeness: 0.0, purity: 0.0, incident: IncidentNumber(0))
        for (incident, alerts) in grouping.members() {
            var stages: [String: Double] = [:], own: Set<String> = [], foreign: Set<String> = []
            for row in alerts.map({ rows[$0] }) {
                if row.isAttack && row.campaign == campaign {
                    stages[row.stage, default: 0] += 1
                    own.insert(row.cell)
                } else if row.isAttack || row.isBenign {
                    foreign.insert(row.cell)
                }
            }
            guard !own.isEmpty else { continue }
            let completeness = totals.reduce(0) { $0 + (stages[$1.key] ?? 0) / $1.value } / Double(totals.count)
            let purity = Double(own.count) / Double(own.count + foreign.count)
            let f1 = 2 * completeness * purity / (completeness + purity)
            if f1 > best.f1 { best = (f1, completeness, purity, incident) }
        }
        guard let priority = grouping.ranks[best.incident] else { return (0, best.completeness, best.purity, 0) }
        let rank = 1 + grouping.ranks.values.filter { $0 > priority }.count
        return (best.f1 / log2(1 + Double(rank)), best.completeness, best.purity, rank)
    }
}
