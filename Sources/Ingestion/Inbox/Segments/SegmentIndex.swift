/// Where to begin reading for a record: one entry for about every 64 KiB of a segment.
struct SegmentIndex {
    private static let step = 64 << 10

    private struct Entry {
        var sequence: UInt64
        var offset: Int
    }

    private let header: SegmentHeader
    private var entries: [Entry]
    /// How far the segment has been walked.
    private var walked: Entry

    init(header: SegmentHeader) {
        self.header = header
        walked = Entry(sequence: header.firstSequence, offset: SegmentHeader.size)
        entries = [walked]
    }

    /// A cursor that stands at or before the record. Walks the part of the segment that is not indexed yet and comes
    /// before it.
    mutating func cursor(
        before sequence: UInt64, in file: OpenFile, upTo end: Int
    ) throws(SystemCallError) -> FrameCursor {
        if walked.sequence <= sequence { try extend(to: sequence, in: file, upTo: end) }
        let position = entries.partitioningIndex { $0.sequence > sequence }
        let entry = entries[max(0, position - 1)]
        return FrameCursor(file, format: header.format, offset: entry.offset, nextSequence: entry.sequence)
    }

    private mutating func extend(to sequence: UInt64, in file: OpenFile, upTo end: Int) throws(SystemCallError) {
        var cursor = FrameCursor(
            file, format: header.format, offset: walked.offset, nextSequence: walked.sequence)
        while cursor.nextSequence <= sequence, case .frame = try cursor.next(upTo: end) {
            walked = Entry(sequence: cursor.nextSequence, offset: cursor.offset)
            if let last = entries.last, walked.offset - last.offset >= SegmentIndex.step { entries.append(walked) }
        }
    }
}

extension Array {
    /// The first index whose element belongs to the second part; the elements stand in two parts already.
    func partitioningIndex(where isInSecondPart: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isInSecondPart(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
