/// The first bytes of a segment file.
struct SegmentHeader {
    static let size = 32
    private static let magic = Array("WFINBOX".utf8)
    private static let version: UInt8 = 1

    var firstSequence: UInt64
    var salt: UInt64

    var format: FrameFormat { FrameFormat(salt: salt) }

    var bytes: [UInt8] {
        let body = numbers
        var bytes = SegmentHeader.magic + [SegmentHeader.version]
        bytes.append(number: body.withUnsafeBytes { checksum($0, seed: UInt32(SegmentHeader.version)) })
        return bytes + body
    }

    private var numbers: [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(number: UInt32(0))
        bytes.append(number: firstSequence)
        bytes.append(number: salt)
        return bytes
    }

    init(firstSequence: UInt64) {
        self.firstSequence = firstSequence
        salt = .random(in: .min ... .max)
    }

    /// Reads and checks the header of an open segment.
    init(of file: OpenFile) throws(InboxError) {
        var bytes = [UInt8](repeating: 0, count: SegmentHeader.size)
        let count = try InboxError.onDisk { () throws(SystemCallError) in try file.fill(&bytes, at: 0) }
        guard count == bytes.count else {
            throw .unreadableSegment(file: file.path, reason: "it has \(count) bytes, fewer than a header")
        }
        guard Array(bytes[0..<7]) == SegmentHeader.magic else {
            throw .unreadableSegment(file: file.path, reason: "it does not begin with the mark of a segment")
        }
        guard bytes[7] == SegmentHeader.version else {
            throw .unreadableSegment(
                file: file.path,
                reason: "format version \(bytes[7]); this program reads version \(SegmentHeader.version)")
        }
        (firstSequence, salt) = bytes.withUnsafeBytes {
            ($0.number(at: 16, as: UInt64.self), $0.number(at: 24, as: UInt64.self))
        }
        guard self.bytes == bytes else {
            throw .unreadableSegment(file: file.path, reason: "the checksum of its header is wrong")
        }
    }
}

extension OpenFile {
    /// Fills the array from `offset` on; answers how many bytes there were.
    func fill(_ bytes: inout [UInt8], at offset: Int) throws(SystemCallError) -> Int {
        let outcome = bytes.withUnsafeMutableBytes { buffer in
            Result { () throws(SystemCallError) in try read(at: offset, into: buffer) }
        }
        return try outcome.get()
    }
}
