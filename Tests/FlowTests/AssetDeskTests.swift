import CaseStore
import Correlation
@testable import Flow
import Primitives
import SecurityModel
import ServerHarness
import Testing

/// What people say of assets, over a real store.
@Suite struct AssetDeskTests {
    private func filled() async throws -> StoredFlow {
        let bench = try await StoredFlow()
        try await bench.take(Records.burst(8, agent: "web01"))
        try await bench.take(Records.burst(8, agent: "mail01", at: "2026-05-04T10:40", address: "198.51.100.4"))
        return bench
    }

    /// The incidents that name an asset, with the points that criticality gives them.
    private func points(_ bench: StoredFlow, _ name: String) async throws -> [Double] {
        try await bench.store.read { reader in
            var query = IncidentQuery()
            query.entities = [EntityKey(.device, name, .strong)]
            return try reader.incidents(query).map { incident in
                incident.priorityFactors.first { $0.name == "criticality" }?.points ?? 0
            }
        }
    }

    @Test func aPersonsWordRanksOpenIncidentsAndAlertsToCome() async throws {
        let bench = try await filled()
        defer { bench.remove() }
        let desk = AssetDesk(flow: bench.flow)
        let web = try #require(try await bench.asset("device", "web01"))
        #expect(web.criticality == .none && web.alertCount == 8)
        let saved = try await desk.update(
            web.id, .init(criticality: .level(.veryHigh), tags: ["pay", "pay"]), by: StoredFlow.person)
        #expect(saved.criticality == .veryHigh && saved.level == .veryHigh && saved.tags == ["pay"])
        #expect(try await points(bench, "web01") == [10])
        #expect(try await points(bench, "mail01") == [0])
        try await bench.take(Records.burst(8, agent: "web01", at: "2026-05-08T22:00", address: "192.0.2.77"))
        #expect(try await points(bench, "web01").allSatisfy { $0 == 10 })
        let change = try await bench.store.read { try $0.changes(limit: 100).first { $0.action == "assetUpdated" } }
        #expect(change?.actor == "ana" && change?.payload?["after"]?["criticality"] == "veryHigh")
        #expect(change?.payload?["after"]?["asset"] == "device:web01")
        _ = try await desk.update(web.id, .init(criticality: .byRules), by: StoredFlow.person)
        #expect(try await points(bench, "web01").allSatisfy { $0 == 0 })
        #expect(try await bench.store.audit().findings == [])
    }

    @Test func anIdIsListedWhereSomebodyLooksForIt() async throws {
        let bench = try await StoredFlow()
        defer { bench.remove() }
        try await bench.take(Records.burst(8, agent: "web01").replacing(#""agent":{"#, with: #""agent":{"id":"007","#))
        let (all, found) = try await bench.store.read { reader in
            var query = AssetQuery()
            let all = try reader.assets(query).map(\.key.value)
            query.text = "agent:"
            return (all, try reader.assets(query).map(\.key.identifierForm))
        }
        #expect(all.contains("web01") && !all.contains { $0.hasPrefix("agent:") })
        #expect(!found.isEmpty && found.allSatisfy { $0 == .agent })
    }

    @Test func rulesRankTooAndAPersonGoesBeforeThem() async throws {
        let bench = try await filled()
        defer { bench.remove() }
        let desk = AssetDesk(flow: bench.flow)
        let rule = try await desk.add(
            AssetRule(name: "web", rule: CriticalAsset(conditions: [.nameStarts(with: "web")], level: .high)),
            by: StoredFlow.person)
        #expect(rule.id == 1 && rule.createdBy == "ana")
        #expect(try await points(bench, "web01") == [7.5])
        #expect(try await points(bench, "mail01") == [0])
        try await bench.take(Records.burst(3, agent: "web02", at: "2026-05-04T11:10", address: "192.0.2.9"))
        #expect(try await bench.asset("device", "web02")?.ruleLevel == .high)
        let web = try #require(try await bench.asset("device", "web01"))
        #expect(web.criticality == .high && web.level == nil)
        _ = try await desk.update(web.id, .init(criticality: .level(.none)), by: StoredFlow.person)
        #expect(try await points(bench, "web01") == [0])
        _ = try await desk.update(web.id, .init(criticality: .byRules), by: StoredFlow.person)
        #expect(try await points(bench, "web01") == [7.5])
        _ = try await desk.removeRule(rule.id, by: StoredFlow.person)
        #expect(try await points(bench, "web01") == [0])
        #expect(try await bench.asset("device", "web02")?.criticality == CriticalAsset.Level.none)
    }

    @Test func tagsThatPeopleGiveCountForRules() async throws {
        let bench = try await filled()
        defer { bench.remove() }
        let desk = AssetDesk(flow: bench.flow)
        _ = try await desk.add(
            AssetRule(name: "pay", rule: CriticalAsset(conditions: [.tag("pay")], level: .medium)), by: StoredFlow.person)
        let mail = try #require(try await bench.asset("device", "mail01"))
        _ = try await desk.update(mail.id, .init(tags: ["PAY"]), by: StoredFlow.person)
        #expect(try await points(bench, "mail01") == [5])
        #expect(try await points(bench, "web01") == [0])
        _ = try await desk.update(mail.id, .init(tags: []), by: StoredFlow.person)
        #expect(try await points(bench, "mail01") == [0])
    }

    /// A start without a checkpoint looks at all history again, and takes the same turns at the same places.
    @Test func aReplayGivesTheSame() async throws {
        let bench = try await filled()
        defer { bench.remove() }
        let desk = AssetDesk(flow: bench.flow)
        let web = try #require(try await bench.asset("device", "web01"))
        _ = try await desk.update(web.id, .init(criticality: .level(.high)), by: StoredFlow.person)
        try await bench.take(Records.burst(4, agent: "web01", at: "2026-05-04T10:50", address: "192.0.2.77"))
        _ = try await desk.add(
            AssetRule(name: "mail", rule: CriticalAsset(conditions: [.nameContains("mail")], level: .low)), by: StoredFlow.person)
        _ = try await desk.update(web.id, .init(criticality: .level(.low)), by: StoredFlow.person)
        let kept = try await bench.flow.change(by: .correlation) { _, state in state.correlator.checkpoint() }
        let again = try await StoredFlow(bench.folder)
        let replayed = try await again.flow.change(by: .correlation) { _, state in state.correlator.checkpoint() }
        #expect(kept == replayed)
        for flow in [bench, again] {
            try await flow.flow.change(by: .correlation) { _, state in
                #expect(state.rules.settings[EntityKey(.device, "web01", .strong)]?.level == .low)
            }
        }
    }

    @Test func whatCannotBeSaidIsRefused() async throws {
        let bench = try await filled()
        defer { bench.remove() }
        let desk = AssetDesk(flow: bench.flow)
        let web = try #require(try await bench.asset("device", "web01"))
        let address = try await bench.store.read { try $0.entityID(EntityKey(.ip, "203.0.113.9", .strong)) ?? 0 }
        for id in [0, 9999, address] {
            await #expect(throws: AssetError.noSuchAsset(id)) {
                try await desk.update(id, .init(tags: []), by: StoredFlow.person)
            }
        }
        let many = (0...Asset.maximumTags).map(String.init)
        await #expect(throws: AssetError.tooManyTags) { try await desk.update(web.id, .init(tags: many), by: StoredFlow.person) }
        let long = String(repeating: "a", count: Asset.maximumTagLength + 1)
        await #expect(throws: AssetError.badTag(long)) {
            try await desk.update(web.id, .init(tags: [long]), by: StoredFlow.person)
        }
        let rules: [(CriticalAsset, String, AssetError)] = [
            (CriticalAsset(conditions: [.tag("a")], level: .low), "", .badName),
            (CriticalAsset(kind: .ip, conditions: [.tag("a")], level: .low), "x", .badKind(.ip)),
            (CriticalAsset(conditions: [], level: .low), "x", .badConditions),
            (CriticalAsset(conditions: [.tag(String(repeating: "a", count: 300))], level: .low), "x", .badConditions),
        ]
        for (rule, name, error) in rules {
            await #expect(throws: error) { try await desk.add(AssetRule(name: name, rule: rule), by: StoredFlow.person) }
        }
        await #expect(throws: AssetError.noSuchRule(5)) { try await desk.removeRule(5, by: StoredFlow.person) }
    }
}
