import CaseStore
import Correlation
@testable import Flow
import Primitives
import Testing

/// Settings of correlation that a site puts in force.
@Suite struct SiteSettingsTests {
    @Test func theyCountFromTheNextAlertOnAndOverStarts() async throws {
        let first = try await StoredFlow()
        defer { first.remove() }
        try await first.flow.put(["strongBits": 40, "memory": "10d"], by: StoredFlow.person)
        let now = try await first.flow.change(by: .correlation) { _, state in state.correlator.policy }
        #expect(now.strongBits == 40 && now.memory == 10 * 86400 * CorrelationPolicy.second)
        let again = try await StoredFlow(first.folder)
        let then = try await again.flow.change(by: .correlation) { _, state in state.correlator.policy }
        #expect(then.strongBits == 40)
        try await again.flow.put([:], by: StoredFlow.person)
        #expect(
            try await again.flow.change(by: .correlation) { _, state in state.correlator.policy.strongBits }
                == CorrelationPolicy().strongBits)
        let logged = try await again.store.read { try $0.changes(limit: 100).filter { $0.action == "settingChanged" } }
        #expect(logged.count == 2 && logged.allSatisfy { $0.actor == StoredFlow.person.name })
    }

    @Test func aWrongOneChangesNothing() async throws {
        let flow = try await StoredFlow()
        defer { flow.remove() }
        try await flow.flow.put(["strongBits": 20], by: StoredFlow.person)
        await #expect(throws: CorrelationSettingsError.self) {
            try await flow.flow.put(["strongBits": "much"], by: StoredFlow.person)
        }
        await #expect(throws: CorrelationSettingsError.self) { try await flow.flow.put(["noSuch": 1], by: StoredFlow.person) }
        #expect(try await flow.store.read { try CorrelationSettings.own($0) } == ["strongBits": 20])
    }
}
