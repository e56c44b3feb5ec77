import Primitives

/// Where a splitter stands in its input. Positions count within the bytes at hand, offsets within the input.
struct RecordCutter: Sendable {
    enum State: Sendable {
        case undecided
        case lines
        /// JSON, outside any value.
        case between
        case object(JSONBoundary)
        /// In a line that is no record; its end is looked for.
        case brokenLine(JSONError)
        case beforeElement(mayEnd: Bool)
        case element(JSONBoundary)
        case afterElement
        /// After the break in an array: the rest of the input.
        case remainder(JSONError)
        /// Lines below a header that names their columns, as Zeek writes them.
        case table(header: [UInt8])
        /// In the header of a file of Windows events.
        case eventLog
        /// In its chunks.
        case eventChunks
    }

    /// Of a record that is too large, the beginning is kept.
    static let sampleSize = 1024

    var state: State
    /// The first byte of the current record.
    var start = 0
    /// The first byte that was not looked at.
    var position = 0
    private var base: Int
    let largestRecord: Int
    /// The beginning of a record that is too large, and where it stood; its other bytes are let go as they pass.
    private var oversized: (offset: Int, sample: [UInt8])?

    init(_ shape: RecordSplitter.Shape, largestRecord: Int, base: Int) {
        state =
            switch shape {
            case .automatic: .undecided
            case .json: .between
            case .lines: .lines
            }
        self.largestRecord = largestRecord
        self.base = base
    }

    var finishedOffset: Int { oversized?.offset ?? base + start }

    mutating func cut(_ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool, into records: inout [SplitRecord]) {
        while step(bytes, isLast: isLast, into: &records) {}
        if position - start > largestRecord { letGo(bytes) }
        if isLast { end(bytes, into: &records) }
    }

    /// Forgets the bytes before the current record; answers how many.
    mutating func releaseUsed() -> Int {
        defer {
            base += start
            position -= start
            start = 0
        }
        return start
    }

    private mutating func step(
        _ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool, into records: inout [SplitRecord]
    ) -> Bool {
        switch state {
        case .undecided: decide(bytes, isLast: isLast)
        case .lines: line(bytes, into: &records)
        case .between, .object, .brokenLine: value(bytes, into: &records)
        case .beforeElement, .element, .afterElement, .remainder: array(bytes, into: &records)
        case .table(let header): row(bytes, below: header, into: &records)
        case .eventLog, .eventChunks: chunk(bytes, into: &records)
        }
    }

    /// Ends the current record before byte `end` and goes on at `next`.
    mutating func give(
        _ bytes: UnsafeBufferPointer<UInt8>, upTo end: Int, next: Int, error: IngestionError? = nil,
        into records: inout [SplitRecord]
    ) {
        let length = base + end - finishedOffset
        if let oversized {
            records.append(tooLarge(oversized.sample, offset: oversized.offset, length: length))
        } else if end - start > largestRecord {
            records.append(tooLarge(sample(bytes), offset: base + start, length: length))
        } else {
            let slice = [UInt8](UnsafeBufferPointer(rebasing: bytes[start..<end]))
            records.append(SplitRecord(bytes: slice, offset: base + start, length: length, error: error))
        }
        skip(to: next)
    }

    /// Goes on at `next` with a new record.
    mutating func skip(to next: Int) {
        oversized = nil
        (start, position) = (next, next)
    }

    private func tooLarge(_ sample: [UInt8], offset: Int, length: Int) -> SplitRecord {
        SplitRecord(bytes: sample, offset: offset, length: length, error: .recordTooLarge(limit: largestRecord))
    }

    private mutating func letGo(_ bytes: UnsafeBufferPointer<UInt8>) {
        if oversized == nil { oversized = (base + start, sample(bytes)) }
        start = position
    }

    private func sample(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        [UInt8](bytes[start...].prefix(min(RecordCutter.sampleSize, largestRecord)))
    }

    /// Whether the bytes of the current record were let go.
    var isOversized: Bool { oversized != nil }
}
