internal import Ingestion
internal import Primitives

/// A file of an event log, or a run of its chunks.
enum EVTXFile {
    static func isOne(_ bytes: Bytes) -> Bool { hasHeader(bytes) || isChunk(bytes) }

    private static func hasHeader(_ bytes: Bytes) -> Bool { bytes.starts(with: EventLogShape.signature) }

    private static func isChunk(_ bytes: Bytes) -> Bool { bytes.starts(with: EventLogShape.chunkSignature) }

    /// The chunks with their signature; what stands between them is passed.
    static func chunks(of bytes: Bytes) -> [Bytes] {
        let start = hasHeader(bytes) ? EventLogShape.headerSize : 0
        return stride(from: start, to: bytes.count, by: EventLogShape.chunkSize).compactMap { place in
            let chunk = bytes.part(place, min(bytes.count, place + EventLogShape.chunkSize))
            return isChunk(chunk) ? chunk : nil
        }
    }
}

/// The records of a chunk, one after the other: a signature, the size, the number, the time, the event in binary XML, and
/// the size again.
struct EVTXRecords {
    struct Record {
        /// Where the event stands in the chunk.
        var bytes: Range<Int>
        var written: Timestamp?
    }

    private static let signature: UInt32 = 0x2a2a
    private static let headerSize = 24

    private let chunk: Bytes
    private var place = 512
    private let end: Int
    /// Places where a record should have been and none was.
    private(set) var damaged = 0

    init(_ chunk: Bytes) {
        self.chunk = chunk
        // Behind the free space's beginning lie remains of older records.
        let free = chunk.number(at: 48, UInt32.self).map(Int.init) ?? 0
        end = (512...chunk.count).contains(free) && chunk.count >= 512 ? free : chunk.count
    }

    mutating func next() -> Record? {
        if let record = record(at: place) { return take(record) }
        guard place + EVTXRecords.headerSize < end else { return nil }
        damaged += 1
        // Records begin at multiples of eight.
        var next = (place + 8) & ~7
        while next + EVTXRecords.headerSize < end {
            if let record = record(at: next) { return take(record) }
            next += 8
        }
        place = end
        return nil
    }

    private mutating func take(_ record: Record) -> Record {
        place = record.bytes.upperBound + 4
        return record
    }

    private func record(at place: Int) -> Record? {
        guard chunk.number(at: place, UInt32.self) == EVTXRecords.signature,
            let size = chunk.number(at: place + 4, UInt32.self).map(Int.init), size > EVTXRecords.headerSize + 4,
            place + size <= end, chunk.number(at: place + size - 4, UInt32.self).map(Int.init) == size
        else { return nil }
        let written = chunk.number(at: place + 16, UInt64.self).flatMap(Timestamp.init(fileTime:))
        return Record(bytes: place + EVTXRecords.headerSize..<place + size - 4, written: written)
    }
}

extension Bytes {
    /// A number in the order of Intel's processors; `nil` where it would reach over the end.
    @inline(__always)
    func number<Number: FixedWidthInteger>(at place: Int, _ type: Number.Type) -> Number? {
        guard place >= 0, place <= count - MemoryLayout<Number>.size else { return nil }
        return Number(littleEndian: UnsafeRawBufferPointer(self).loadUnaligned(fromByteOffset: place, as: Number.self))
    }
}

extension Timestamp {
    /// Ticks from the start of year 1 to 1601.
    private static let fileTimeEpoch: Int64 = 504_911_232_000_000_000

    /// Windows' count of 100 ns since 1601; `nil` behind the year 9999.
    init?(fileTime: UInt64) {
        guard fileTime > 0, let ticks = Int64(exactly: fileTime), ticks <= Timestamp.distantFuture.ticks - Timestamp.fileTimeEpoch
        else {
            return nil
        }
        self.init(ticks: ticks + Timestamp.fileTimeEpoch)
    }
}
