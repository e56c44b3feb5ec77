/// The outline of the files in which Windows keeps its events (EVTX): a header, then chunks that can be read by themselves.
public enum EventLogShape {
    /// What a file begins with.
    public static let signature = Array("ElfFile\0".utf8)
    /// What a chunk begins with; one that was never written is all zeros.
    public static let chunkSignature = Array("ElfChnk\0".utf8)
    /// Bytes before the first chunk.
    public static let headerSize = 4096
    /// Bytes of each chunk.
    public static let chunkSize = 65536

    static func begins(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool { bytes.starts(with: signature) }

    /// Whether what is there is the beginning of the signature alone.
    static func mayBegin(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        bytes.count < signature.count && signature.starts(with: bytes)
    }
}

extension RecordCutter {
    /// Passes the header, then gives a chunk as a record; answers whether there was a whole one. Chunks that were never written
    /// are none.
    mutating func chunk(_ bytes: UnsafeBufferPointer<UInt8>, into records: inout [SplitRecord]) -> Bool {
        var isHeader = false
        if case .eventLog = state { isHeader = true }
        let next = start + (isHeader ? EventLogShape.headerSize : EventLogShape.chunkSize)
        guard next <= bytes.count else {
            position = bytes.count
            return false
        }
        if isHeader || bytes[start..<start + EventLogShape.signature.count].allSatisfy({ $0 == 0 }) {
            skip(to: next)
        } else {
            give(bytes, upTo: next, next: next, into: &records)
        }
        state = .eventChunks
        return true
    }

    /// The file ends here: a chunk that breaks off may still hold whole events.
    mutating func endEventLog(_ bytes: UnsafeBufferPointer<UInt8>, into records: inout [SplitRecord]) {
        let isChunk = bytes[start...].starts(with: EventLogShape.chunkSignature)
        if isChunk { give(bytes, upTo: bytes.count, next: bytes.count, into: &records) } else { skip(to: bytes.count) }
    }
}
