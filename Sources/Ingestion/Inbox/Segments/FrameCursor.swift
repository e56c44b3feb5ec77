/// Walks the frames of one segment in order and checks each.
struct FrameCursor {
    enum Step {
        /// An intact frame; `record(of:)` reads it until the next step.
        case frame(Frame)
        /// Bytes that are no frame, and the records that are missing before the next intact one.
        case damage(Range<Int>, lost: Range<UInt64>)
        /// No intact frame from here to the end.
        case brokenTail(Range<Int>)
        case end
    }

    let file: OpenFile
    /// The first byte of the next frame.
    private(set) var offset: Int
    private(set) var nextSequence: UInt64
    private let format: FrameFormat
    private let window: FileWindow
    private var lastSource = ""

    init(_ file: OpenFile, header: SegmentHeader) {
        self.init(file, format: header.format, offset: SegmentHeader.size, nextSequence: header.firstSequence)
    }

    init(_ file: OpenFile, format: FrameFormat, offset: Int, nextSequence: UInt64) {
        self.file = file
        self.format = format
        self.offset = offset
        self.nextSequence = nextSequence
        window = FileWindow(file)
    }

    /// The next step; nothing at or past byte `end` is looked at.
    mutating func next(upTo end: Int) throws(SystemCallError) -> Step {
        guard offset < end else { return .end }
        guard let frame = try intactFrame(at: offset, upTo: end), frame.sequence == nextSequence else {
            return try skipDamage(upTo: end)
        }
        offset += frame.size
        nextSequence += 1
        return .frame(frame)
    }

    /// Goes behind the next frame where records of its source are passed over; answers whether it did. Its payload is not looked at:
    /// that the frame behind it is where this one says, with the next number, tells that this one is whole.
    mutating func pass(upTo end: Int, _ sources: inout PassedSources) throws(SystemCallError) -> Bool {
        guard let frame = try header(at: offset, upTo: end), frame.sequence == nextSequence else { return false }
        let start = offset + Frame.headerSize
        guard try window.load(start, count: frame.sourceSize, upTo: end),
            sources.contains(window.bytes(start..<start + frame.sourceSize))
        else { return false }
        let behind = offset + frame.size
        if behind != end {
            guard let next = try header(at: behind, upTo: end), next.sequence == nextSequence + 1 else { return false }
        }
        offset = behind
        nextSequence += 1
        return true
    }

    private mutating func header(at position: Int, upTo end: Int) throws(SystemCallError) -> Frame? {
        guard try window.load(position, count: Frame.headerSize, upTo: end) else { return nil }
        return format.frame(in: window.bytes(position..<position + Frame.headerSize))
    }

    /// The record of the frame that the last step gave.
    mutating func record(of frame: Frame) -> InboxRecord {
        let start = offset - frame.size + Frame.headerSize
        let envelope = start + frame.sourceSize
        let payload = envelope + frame.envelopeSize
        let source = window.bytes(start..<envelope)
        // Neighbours mostly have the same source: they share its text.
        if !lastSource.utf8.elementsEqual(source) { lastSource = String(decoding: source, as: UTF8.self) }
        let bytes = [UInt8](window.bytes(payload..<payload + frame.payloadSize))
        return InboxRecord(
            sequence: frame.sequence,
            record: RawRecord(
                kept: bytes, source: lastSource, received: frame.received,
                envelope: RecordEnvelope(window.bytes(envelope..<payload)))
        )
    }

    private mutating func intactFrame(at position: Int, upTo end: Int) throws(SystemCallError) -> Frame? {
        guard let frame = try header(at: position, upTo: end),
            try window.load(position, count: frame.size, upTo: end),
            format.isIntact(window.bytes(position..<position + frame.size))
        else { return nil }
        return frame
    }

    private mutating func skipDamage(upTo end: Int) throws(SystemCallError) -> Step {
        let start = offset
        var position = start
        while let candidate = try window.firstIndex(of: format.firstByte, from: position, upTo: end) {
            if let frame = try intactFrame(at: candidate, upTo: end), frame.sequence >= nextSequence {
                let lost = nextSequence..<frame.sequence
                (offset, nextSequence) = (candidate, frame.sequence)
                return .damage(start..<candidate, lost: lost)
            }
            position = candidate + 1
        }
        offset = end
        return .brokenTail(start..<end)
    }
}

/// Sources whose records one reading passes over.
struct PassedSources {
    private let isPassed: (String) -> Bool
    /// What was asked last: neighbours mostly have the same source.
    private var last: [UInt8] = []
    private var answer: Bool?

    init(_ isPassed: @escaping (String) -> Bool) { self.isPassed = isPassed }

    mutating func contains(_ source: UnsafeRawBufferPointer) -> Bool {
        if let answer, last.elementsEqual(source) { return answer }
        last = Array(source)
        let found = isPassed(String(decoding: source, as: UTF8.self))
        answer = found
        return found
    }

    func contains(_ source: String) -> Bool { isPassed(source) }
}
