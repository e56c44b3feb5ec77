@testable import Flow
import SecurityModel
import Testing

@Suite struct FindingTests {
    private func finding(
        _ title: String, _ alerts: Int64, severity: AlertSeverity = .unknown, tactics: [Tactic] = []
    ) -> Finding {
        Finding(
            title: title, severity: severity, tactics: tactics.reduce(into: TacticSet()) { $0.formUnion(TacticSet($1)) },
            alerts: alerts)
    }

    private func telling(_ findings: [Finding]) -> String? {
        Finding.mostTelling(findings, among: findings.reduce(0) { $0 + $1.alerts })?.title
    }

    @Test func withoutClaimsTheRarestTells() {
        #expect(telling([finding("404", 40_000), finding("new file", 1)]) == "new file")
        #expect(telling([]) == nil)
    }

    @Test func theLaterStageTells() {
        #expect(
            telling([finding("scan", 10, tactics: [.reconnaissance]), finding("encryption", 10, tactics: [.impact])])
                == "encryption")
    }

    @Test func whoClaimsEverythingSaysLittle() {
        #expect(
            telling([finding("login", 10, tactics: Tactic.allCases), finding("dump", 10, tactics: [.credentialAccess])])
                == "dump")
    }

    @Test func severityTellsBeforeASmallDifferenceInNumber() {
        #expect(telling([finding("noise", 1), finding("ransom", 2, severity: .high)]) == "ransom")
    }
}
