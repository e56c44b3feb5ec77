/// Why the inbox did not do what it was asked. Each says what was wrong, where, and what to do.
public enum InboxError: Error, Hashable, Sendable {
    case recordTooLarge(size: Int, limit: Int)
    case appendTooLarge(size: Int, limit: Int)
    case sourceNameTooLong(size: Int)
    /// The consumer is too far behind.
    case full(unreadRecords: Int, unreadBytes: Int, retryAfterSeconds: Int)
    case diskFull(directory: String, freeBytes: Int, minimum: Int, retryAfterSeconds: Int)
    case inUse(directory: String, process: String)
    case damaged(InboxDamage)
    case unreadableSegment(file: String, reason: String)
    /// Removed by retention.
    case notKept(sequence: UInt64, oldest: UInt64)
    case notWritten(sequence: UInt64, last: UInt64)
    case notEmpty(directory: String)
    case closed
    /// An earlier failure could not be undone; nothing is taken in until the inbox has been opened again.
    case outOfOrder(SystemCallError)
    case system(SystemCallError)

    /// Who can do something about it.
    public enum Remedy: Hashable, Sendable {
        /// The sender has to send less at once.
        case smallerRequest
        /// The same request later.
        case retry(afterSeconds: Int)
        /// What was asked for is not there.
        case none
        /// Somebody has to look at the machine.
        case attention
    }

    public var remedy: Remedy {
        switch self {
        case .recordTooLarge, .appendTooLarge, .sourceNameTooLong: .smallerRequest
        case .full(_, _, let seconds), .diskFull(_, _, _, let seconds): .retry(afterSeconds: seconds)
        case .notKept, .notWritten: .none
        case .inUse, .damaged, .unreadableSegment, .notEmpty, .closed, .outOfOrder, .system: .attention
        }
    }

    /// The status of an HTTP answer that means the same.
    public var httpStatus: Int {
        switch self {
        case .recordTooLarge, .appendTooLarge: 413
        case .sourceNameTooLong: 400
        case .full: 429
        case .diskFull: 507
        case .notKept: 410
        case .notWritten: 404
        case .closed, .outOfOrder: 503
        case .inUse, .damaged, .unreadableSegment, .notEmpty, .system: 500
        }
    }
}

extension InboxError {
    /// Runs calls to the system; their failures are the inbox's.
    static func onDisk<Value>(_ calls: () throws(SystemCallError) -> Value) throws(InboxError) -> Value {
        do throws(SystemCallError) {
            return try calls()
        } catch {
            throw .system(error)
        }
    }
}

extension InboxError: CustomStringConvertible {
    /// A size as people read it.
    private static func mebibytes(_ bytes: some BinaryInteger) -> String {
        let tenths = Int64(bytes) * 10 / 1_048_576
        return "\(tenths / 10).\(tenths % 10) MiB"
    }

    public var description: String {
        switch self {
        case .recordTooLarge(let size, let limit): "a record of \(size) bytes; the limit is \(limit) (largestRecord)"
        case .appendTooLarge(let size, let limit):
            "\(size) bytes at once; the limit is \(limit) (largestAppend): send fewer records at a time"
        case .sourceNameTooLong(let size): "a source name of \(size) bytes; the limit is \(Frame.longestSource)"
        case .full(let records, let bytes, let seconds):
            "the inbox holds \(records) records (\(InboxError.mebibytes(bytes))) that are not read yet; try again in \(seconds) s"
        case .diskFull(let directory, let free, let minimum, let seconds):
            "the disk of '\(directory)' has \(InboxError.mebibytes(free)) free and \(InboxError.mebibytes(minimum)) are to stay free "
                + "(minimumFreeSpace); "
                + "make room, then send again; try again in \(seconds) s"
        case .inUse(let directory, let process):
            "the inbox '\(directory)' is in use by process \(process); stop that first, or use another data folder"
        case .damaged(let damage): damage.description
        case .unreadableSegment(let file, let reason):
            "'\(file)' is no inbox segment that can be read: \(reason); get it from a backup, or move it away"
        case .notKept(let sequence, let oldest):
            "record \(sequence) was removed by retention; the oldest kept is \(oldest)"
        case .notWritten(let sequence, let last): "there is no record \(sequence); the last is \(last)"
        case .notEmpty(let directory): "'\(directory)' holds an inbox already; name an empty folder"
        case .closed: "the inbox is closed"
        case .outOfOrder(let error):
            "the inbox takes nothing in since an error (\(error)); mend the disk and start again"
        case .system(let error): "\(error)"
        }
    }
}
