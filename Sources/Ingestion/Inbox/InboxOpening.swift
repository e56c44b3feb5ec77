/// Finds what is on disk and puts the end of the log right.
struct InboxOpening {
    private let directory: Directory
    private let disk: DiskAccess
    private(set) var notices: [InboxNotice] = []
    private(set) var segments: [Segment] = []
    private(set) var lastSequence: UInt64 = 0
    private(set) var writer: SegmentWriter

    /// - Parameter consumed: up to where the consumer is done; numbers that it has seen are not given again.
    init(_ directory: Directory, consumed: UInt64, disk: DiskAccess) throws(InboxError) {
        self.directory = directory
        self.disk = disk
        let found = try InboxError.onDisk { () throws(SystemCallError) in try InboxOpening.segments(in: directory) }
        guard let last = found.last else {
            writer = try InboxOpening.begin(at: consumed + 1, in: directory, disk)
            lastSequence = consumed
            segments = [Segment(firstSequence: consumed + 1, byteCount: writer.length)]
            if consumed > 0 { notices.append(.numbersSkipped(1..<consumed + 1)) }
            return
        }
        segments = found
        writer = try InboxOpening.open(last, in: directory)
        try scanLast()
        if consumed > lastSequence { try skipNumbers(through: consumed) }
    }

    /// What is unread, for a consumer that is done up to `sequence`. A segment that is half consumed counts whole.
    func backlog(consumed sequence: UInt64) -> Backlog {
        var backlog = Backlog(lastSequence: (segments.first?.firstSequence ?? 1) - 1)
        for (index, segment) in segments.enumerated() {
            let last = index + 1 < segments.count ? segments[index + 1].firstSequence - 1 : lastSequence
            backlog.append(through: last, bytes: segment.byteCount - SegmentHeader.size)
        }
        backlog.consume(through: sequence)
        return backlog
    }

    private static func segments(in directory: Directory) throws(SystemCallError) -> [Segment] {
        try directory.create()
        var segments: [Segment] = []
        for name in try directory.names() {
            if name.hasSuffix(SegmentWriter.unfinishedSuffix) { try directory.remove(name) }
            guard let sequence = Segment.firstSequence(inName: name) else { continue }
            let size = try FileStatus(ofFileAt: directory.path(of: name))?.size ?? 0
            segments.append(Segment(firstSequence: sequence, byteCount: size))
        }
        return segments.sorted { $0.firstSequence < $1.firstSequence }
    }

    private static func begin(
        at sequence: UInt64, in directory: Directory, _ disk: DiskAccess
    ) throws(InboxError) -> SegmentWriter {
        try InboxError.onDisk { () throws(SystemCallError) in
            try SegmentWriter.create(in: directory, firstSequence: sequence, disk: disk)
        }
    }

    private static func open(_ segment: Segment, in directory: Directory) throws(InboxError) -> SegmentWriter {
        let file = try InboxError.onDisk { () throws(SystemCallError) in
            try OpenFile(directory.path(of: segment.name), .update)
        }
        let header = try SegmentHeader(of: file)
        guard header.firstSequence == segment.firstSequence else {
            throw .unreadableSegment(
                file: file.path, reason: "its header says that it begins at \(header.firstSequence)")
        }
        return SegmentWriter(file: file, header: header, length: segment.byteCount)
    }

    /// Checks every frame of the last segment, and cuts off what follows the last intact one.
    private mutating func scanLast() throws(InboxError) {
        var cursor = FrameCursor(writer.file, header: writer.header)
        let size = writer.length
        scan: while true {
            switch try InboxError.onDisk({ () throws(SystemCallError) in try cursor.next(upTo: size) }) {
            case .frame: continue
            case .damage(let bytes, let lost):
                notices.append(.damage(InboxDamage(file: writer.file.path, bytes: bytes, lost: lost)))
            case .brokenTail(let bytes):
                writer = SegmentWriter(file: writer.file, header: writer.header, length: bytes.lowerBound)
                notices.append(
                    .tornTail(file: writer.file.path, offset: bytes.lowerBound, removedBytes: bytes.count))
                break scan
            case .end: break scan
            }
        }
        lastSequence = cursor.nextSequence - 1
        segments[segments.count - 1].byteCount = writer.length
        // What the crashed process wrote and did not synchronise is shown to the consumer from now on: it has to stay.
        try InboxError.onDisk { () throws(SystemCallError) in
            try writer.undoWrite()
            try disk.synchronize(writer.file)
            try directory.synchronize()
        }
    }

    private mutating func skipNumbers(through consumed: UInt64) throws(InboxError) {
        notices.append(.numbersSkipped(lastSequence + 1..<consumed + 1))
        lastSequence = consumed
        writer = try InboxOpening.begin(at: consumed + 1, in: directory, disk)
        segments.append(Segment(firstSequence: consumed + 1, byteCount: writer.length))
    }
}
