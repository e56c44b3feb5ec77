import CaseStore
import Correlation
@testable import Flow
import Primitives
import SecurityModel
import ServerHarness
import Testing

/// What is in memory between transactions: large, and dear to make again.
@Suite struct FlowMemoryTests {
    @Test func aRefusalKeepsTheState() async throws {
        let bench = try await StoredFlow()
        defer { bench.remove() }
        try await bench.take(Records.burst(8, agent: "web01"))
        try await bench.take(Records.burst(8, agent: "mail01", at: "2026-05-04T10:40", address: "198.51.100.4"))
        let desk = CaseDesk(flow: bench.flow)
        #expect(bench.flow.hasState)
        let before = try await bench.flow.change(by: .correlation) { _, state in state.correlator.checkpoint() }
        await #expect(throws: UpdateError.self) {
            try await desk.comment(["x"], on: IncidentID(999), by: StoredFlow.person)
        }
        await #expect(throws: DeskError.self) {
            try await desk.merge([IncidentID(1), IncidentID(998)], comment: "", by: StoredFlow.person)
        }
        await #expect(throws: AssetError.noSuchAsset(999)) {
            try await AssetDesk(flow: bench.flow).update(999, .init(tags: []), by: StoredFlow.person)
        }
        #expect(bench.flow.hasState)
        let after = try await bench.flow.change(by: .correlation) { _, state in state.correlator.checkpoint() }
        #expect(before == after)
    }

    /// The second of three merges is refused: the first is undone with it, in the store and in memory.
    @Test func aRefusalHalfwayUndoesTheRest() async throws {
        let bench = try await StoredFlow()
        defer { bench.remove() }
        try await bench.take(Records.burst(8, agent: "web01"))
        try await bench.take(Records.burst(8, agent: "mail01", at: "2026-05-04T10:40", address: "198.51.100.4"))
        let ids = try await bench.priorities().filter { $0.value > 0 }.keys.sorted().map { IncidentID($0) }
        try #require(ids.count >= 2)
        await #expect(throws: DeskError.self) {
            try await CaseDesk(flow: bench.flow).merge([ids[0], ids[1], IncidentID(999)], comment: "", by: StoredFlow.person)
        }
        #expect(!bench.flow.hasState)
        #expect(try await bench.store.read { try $0.incident(ids[1])?.status } == .active)
        _ = try await CaseDesk(flow: bench.flow).merge([ids[0], ids[1]], comment: "", by: StoredFlow.person)
        #expect(try await bench.store.audit().findings == [])
    }

    /// However often a process is killed, the alerts since the last checkpoint are counted on.
    @Test func alertsSinceTheCheckpointAreCountedOverStarts() async throws {
        let bench = try await StoredFlow()
        defer { bench.remove() }
        try await bench.take(Records.burst(8, agent: "web01"))
        func since(_ flow: StoredFlow) async throws -> Int {
            try await flow.flow.change(by: .correlation) { _, state in state.alertsSinceCheckpoint }
        }
        #expect(try await since(bench) == 8)
        let second = try await StoredFlow(bench.folder)
        #expect(try await since(second) == 8)
        try await second.take(Records.burst(4, agent: "web02"))
        #expect(try await since(try await StoredFlow(bench.folder)) == 12)
        try await second.flow.checkpoint()
        #expect(try await since(second) == 0)
        #expect(try await since(try await StoredFlow(bench.folder)) == 0)
    }
}
