import CaseStore
import Correlation
import Foundation
import Primitives
import SecurityModel
import Testing

/// The grounds that are stored with an incident are those of its ranking, under the site's own settings.
@Suite struct StandingTests {
    @Test(arguments: [(8.0, true), (500, false)])
    func theStoredGroundsAreThoseOfTheSettings(strongBits: Double, isOnQueue: Bool) async throws {
        var policy = CorrelationPolicy()
        policy.strongBits = strongBits
        let stored = try await StoredFlow(policy: policy)
        defer { stored.remove() }
        try await stored.take(StandingTests.lines)
        var query = IncidentQuery()
        query.limit = 100
        let asked = query
        let incidents = try await stored.store.read { try $0.incidents(asked) }
        let attack = try #require(incidents.max { $0.priority < $1.priority })
        #expect(attack.isOnQueue == isOnQueue)
        #expect(attack.queueGrounds.map(\.name) == [isOnQueue ? "rareEnough" : "tooLittle"])
        #expect(attack.queueGrounds[0].text.contains("\(Int(strongBits)) is \(isOnQueue ? "enough" : "needed")"))
        #expect(incidents.contains { $0.queueGrounds.map(\.name) == ["routine"] })
    }

    /// Four quiet days on a device, then six rules that were never there.
    private static let lines: String = {
        var lines: [String] = []
        func add(_ minute: Double, _ rule: Int) {
            let time = Timestamp(ticks: start.ticks + Int64(minute * 60) * CorrelationPolicy.second)
            lines.append(
                """
                {"timestamp": "\(time)", "id": "a\(lines.count)", "agent": {"name": "web"}, \
                "rule": {"level": 5, "id": "\(rule)", "description": "Rule \(rule)"}}
                """)
        }
        for step in 0..<192 { add(Double(step) * 30, 100) }
        for rule in 0..<6 { add(5_760 + Double(rule) / 6, 201 + rule) }
        return lines.joined(separator: "\n")
    }()

    private static let start = Timestamp("2026-05-01T00:00:00Z") ?? .distantPast
}
