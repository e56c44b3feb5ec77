internal import Dispatch

/// A thread for blocking calls. An actor that runs on one may wait for the disk without holding up other tasks, which
/// share a few threads among them.
public final class OwnThread: SerialExecutor {
    private let queue: DispatchQueue

    public init(_ label: String) {
        queue = DispatchQueue(label: label)
    }

    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}
