import Primitives

/// Follows a file of lines as it grows, like `tail -F`: through rotation by renaming, by copying and truncating,
/// through deletion, and where the name is a symbolic link that is switched. It need not be there yet. A file that has
/// the name for less than a poll interval can be missed.
///
/// Delivery is at least once: append the records to the inbox, then save the position.
public struct FollowedFile: Sendable {
    /// Records and the position after them.
    public struct Batch: Sendable {
        public var records: [SplitRecord]
        /// To be saved when the records are safe; `nil` where there was no file yet.
        public var position: FilePosition?
        public var notices: [FollowNotice]
        /// Whether there was something to read, so that there may be more at once.
        var isReadingOn: Bool
    }

    private let path: String
    private let position: FilePosition?
    private let policy: FollowPolicy

    /// - Parameter position: where the last run stopped, as it was saved.
    public init(path: String, position: FilePosition?, policy: FollowPolicy = FollowPolicy()) {
        self.path = path
        self.position = position
        self.policy = policy
    }

    /// Delivers until the task is cancelled. The next batch is read when `deliver` has returned, so a slow inbox slows
    /// the reading and nothing piles up.
    /// - Throws: what `deliver` throws, which ends the run; it has to try again by itself where that is useful.
    public func run(deliver: @Sendable (Batch) async throws -> Void) async throws {
        let tail = FileTail(path: path, position: position, policy: policy)
        let pause = Swift.Duration.nanoseconds(policy.pollInterval.ticks * 100)
        while !Task.isCancelled {
            let batch = await tail.poll()
            if !batch.records.isEmpty || !batch.notices.isEmpty { try await deliver(batch) }
            // Cancellation ends the pause early, and the loop with it.
            if !batch.isReadingOn { try? await Task.sleep(for: pause) }
        }
    }
}
