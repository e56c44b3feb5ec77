internal import CaseStore
internal import Events
internal import Ingestion
internal import Primitives

/// Up to when everything that came in can be found: what a window that ends there looks at changes no more.
struct DetectionHorizon: Sendable {
    private static let pause: Swift.Duration = .milliseconds(20)
    /// How long somebody who asks for a run waits for what came in before.
    static let patience: Swift.Duration = .seconds(30)

    let flow: CaseFlow
    let inbox: Inbox

    /// Waits until what came in up to now is stored. Where the pipelines are behind, detection is as well.
    /// - Parameter patience: how long it waits; `nil` for as long as it takes.
    /// - Throws: `DetectionDeskError.behind`.
    func close(within patience: Swift.Duration? = nil) async throws -> Timestamp {
        let closed = flow.intakeClock.close()
        try await waitForPipelines(within: patience)
        // Whatever began to write by then has ended, as the store writes one change after the other.
        let written = try await flow.store.write(by: .detection, at: .now) { $0.time }
        return min(closed, written)
    }

    /// Returns when both stores have all that is in the inbox now.
    func waitForPipelines(within patience: Swift.Duration? = nil) async throws {
        let (last, end) = (inbox.status.lastSequence, patience.map { ContinuousClock.now + $0 })
        while inbox.status.consumedSequence < last {
            if let end, ContinuousClock.now > end { throw DetectionDeskError.behind }
            try await Task.sleep(for: DetectionHorizon.pause)
        }
    }
}
