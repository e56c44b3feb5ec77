import Primitives

/// One file that is read as it grows.
struct GrowingFile {
    enum Outcome {
        case grown, unchanged, truncated
    }

    private static let chunkSize = 1 << 20

    let identity: FileStatus.Identity
    /// Whether it is the file, at the place, of a saved position.
    let isResumed: Bool
    /// The next byte to be read.
    private(set) var offset: Int
    private let file: OpenFile
    private let policy: FollowPolicy
    private var head: FileHead
    private var splitter: RecordSplitter
    private var lastGrowth = ContinuousClock.now

    init(_ file: OpenFile, atEnd: Bool, policy: FollowPolicy) throws(SystemCallError) {
        let status = try file.status()
        let head = try FileHead(of: file, size: status.size) ?? FileHead()
        self.init(file, status.identity, head: head, offset: atEnd ? status.size : 0, isResumed: false, policy: policy)
    }

    /// Goes on at a saved position; `nil` where it is not that file, or it was rewritten.
    /// - Parameter acceptsCopy: a file with the same beginning will do as well.
    init?(
        _ file: OpenFile, resuming position: FilePosition, acceptsCopy: Bool = false, policy: FollowPolicy
    ) throws(SystemCallError) {
        let status = try file.status()
        let isCopy = acceptsCopy && position.fingerprintLength >= FileHead.tellingLength
        guard status.identity == position.identity || isCopy, status.size >= position.offset,
            let head = try FileHead(of: file, length: position.fingerprintLength),
            head.fingerprint == position.fingerprint
        else { return nil }
        self.init(file, status.identity, head: head, offset: position.offset, isResumed: true, policy: policy)
    }

    private init(
        _ file: OpenFile, _ identity: FileStatus.Identity, head: FileHead, offset: Int, isResumed: Bool,
        policy: FollowPolicy
    ) {
        self.file = file
        self.identity = identity
        self.head = head
        self.offset = offset
        self.isResumed = isResumed
        self.policy = policy
        splitter = RecordSplitter(.lines, largestRecord: policy.largestRecord, offset: offset)
    }

    /// The place up to which everything was given out.
    var position: FilePosition {
        FilePosition(
            device: identity.device, inode: identity.inode, offset: splitter.finishedOffset,
            fingerprint: head.fingerprint, fingerprintLength: head.length)
    }

    /// Whether nothing was added for so long.
    func isIdle(for time: Primitives.Duration) -> Bool {
        ContinuousClock.now - lastGrowth >= .nanoseconds(time.ticks * 100)
    }

    /// Reads what was added, at most one chunk. A file that was cut to nothing, or written anew, has to be begun again.
    mutating func read(into records: inout [SplitRecord]) throws(SystemCallError) -> Outcome {
        let size = try file.status().size
        if size == offset { return .unchanged }
        guard size > offset else { return .truncated }
        let chunk = try readChunk(upTo: size)
        // After the reading: bytes of a rewritten file must not be taken for the next ones of the old.
        guard try FileHead(of: file, length: head.length) == head else { return .truncated }
        if head.isShort(for: offset + chunk.count), let longer = try FileHead(of: file, size: offset + chunk.count) {
            head = longer
        }
        offset += chunk.count
        lastGrowth = .now
        splitter.feed(chunk, into: &records)
        return .grown
    }

    /// Gives out a last line without its line break.
    mutating func finish(into records: inout [SplitRecord]) {
        splitter.finish(into: &records)
    }

    /// Goes on at the beginning. What was read of a last line is forgotten.
    mutating func restart() {
        offset = 0
        head = FileHead()
        splitter = RecordSplitter(.lines, largestRecord: policy.largestRecord)
        lastGrowth = .now
    }

    private func readChunk(upTo end: Int) throws(SystemCallError) -> [UInt8] {
        var chunk = [UInt8](repeating: 0, count: min(GrowingFile.chunkSize, end - offset))
        let count = try file.fill(&chunk, at: offset)
        chunk.removeLast(chunk.count - count)
        return chunk
    }
}
