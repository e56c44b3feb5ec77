internal import Events
internal import Synchronization

/// Emptied batches, whose memory the next ones take over: fresh memory costs more than what is written into it.
final class BatchShelf: Sendable {
    private let specs: TableSpecs
    private let batches = Mutex<[EventBatch]>([])

    init(_ specs: TableSpecs) { self.specs = specs }

    /// An empty batch.
    func take() -> EventBatch { batches.withLock { $0.popLast() } ?? EventBatch(specs) }

    func put(_ batch: consuming EventBatch) {
        batch.removeAll()
        let empty = batch
        batches.withLock { $0.append(empty) }
    }

    func clear() { batches.withLock { $0.removeAll() } }
}
