internal import CaseStore
internal import Events
internal import Ingestion
internal import Primitives

/// Up to when everything that came in can be found: what a window that ends there looks at changes no more.
struct DetectionHorizon: Sendable {
    private static let pause: Swift.Duration = .milliseconds(20)

    let flow: CaseFlow
    let inbox: Inbox

    /// Waits until what came in up to now is stored. Where the pipelines are behind, detection is as well.
    func close() async throws -> Timestamp {
        let closed = flow.intakeClock.close()
        try await waitForPipelines()
        // Whatever began to write by then has ended, as the store writes one change after the other.
        let written = try await flow.store.write(by: .detection, at: .now) { $0.time }
        return min(closed, written)
    }

    /// Returns when both stores have all that is in the inbox now.
    func waitForPipelines() async throws {
        let last = inbox.status.lastSequence
        while inbox.status.consumedSequence < last { try await Task.sleep(for: DetectionHorizon.pause) }
    }
}
