public import Primitives

/// The times and limits of following a file.
public struct FollowPolicy: Hashable, Sendable {
    /// How often the file is looked at while nothing comes.
    public var pollInterval = Duration(ticks: Duration.ticksPerSecond / 4)
    /// A last line without its line break is delivered as it is when nothing was added for so long.
    public var partialLineTimeout = Duration.seconds(5)
    /// After a rotation the old file is read until nothing was added for so long: its writer may not have noticed yet.
    public var rotationGrace = Duration.seconds(1)
    /// And beside the new file until nothing was added for so long: some writers go on with the old one for a while.
    public var lateGrace = Duration.seconds(60)
    /// Bytes; a longer line is delivered as its beginning, with `recordTooLarge`.
    public var largestRecord = RecordSplitter.defaultLargestRecord
    /// Whether a file that was never followed before is begun at its end.
    public var startsAtEnd = false

    public init() {}
}

/// What happened to a followed file. The caller logs it.
public enum FollowNotice: Hashable, Sendable, CustomStringConvertible {
    /// There is no such file yet, or no longer; it is waited for.
    case missing(path: String)
    case opened(path: String, offset: Int)
    /// Another file has its name now.
    case rotated(path: String)
    /// It was cut to nothing and is read from its beginning.
    case truncated(path: String)
    /// The file that was followed before the restart is gone; what was in it after `offset` was not read.
    case restNotFound(path: String, offset: Int)
    case notAFile(path: String)
    case unreadable(SystemCallError)

    public var description: String {
        switch self {
        case .missing(let path): "'\(path)' is not there; waiting for it"
        case .opened(let path, let offset): "following '\(path)' from byte \(offset)"
        case .rotated(let path): "'\(path)' was rotated; going on with the new file"
        case .truncated(let path): "'\(path)' was cut to nothing; reading it from its beginning"
        case .restNotFound(let path, let offset):
            "the file that was '\(path)' is gone; what was added to it after byte \(offset) was not read: "
                + "look for it among the rotated files and read it with `watchfloor ingest`"
        case .notAFile(let path): "'\(path)' is no regular file; only those can be followed"
        case .unreadable(let error): "\(error); trying again"
        }
    }
}
