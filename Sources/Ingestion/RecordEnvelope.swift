public import Primitives

/// What a protocol said of a record beside it. It is kept with the record in the inbox and speaks where the record itself is
/// silent; the record's own words always come first.
public struct RecordEnvelope: Hashable, Sendable {
    /// Bytes of an id, at most: Elasticsearch's limit on `_id`.
    public static let longestID = 512
    /// Bytes of a host's name, at most: RFC 5424's limit on HOSTNAME.
    public static let longestHost = 255

    /// What the sender calls the record. It becomes the alert's identity where the format knows none.
    public var id: String
    /// The machine that sent or relayed it.
    public var host: String
    /// When it happened, as the sender says.
    public var time: Timestamp?
    /// Bytes of the record where it was larger than the limit and only its beginning was kept.
    public var wholeSize: Int?

    /// - Parameters:
    ///   - id: one that is longer than `longestID` is none: its beginning would name other records as well.
    ///   - host: what is longer than `longestHost` is cut.
    public init(id: String = "", host: String = "", time: Timestamp? = nil) {
        self.id = id.utf8.count <= RecordEnvelope.longestID ? id : ""
        self.host = host.utf8.count <= RecordEnvelope.longestHost ? host : RecordEnvelope.beginning(of: host)
        self.time = time
    }

    public var isEmpty: Bool { id.isEmpty && host.isEmpty && time == nil && wholeSize == nil }

    private static func beginning(of host: String) -> String {
        var text = ""
        for character in host where text.utf8.count + character.utf8.count <= longestHost { text.append(character) }
        return text
    }
}

extension RecordEnvelope {
    /// Bytes that it takes in a frame.
    var size: Int {
        isEmpty ? 0 : RecordEnvelope.fixedSize + (wholeSize == nil ? 0 : 8) + id.utf8.count + host.utf8.count
    }

    /// Ticks of the time (0 for none) and the length of the id, before both texts.
    private static let fixedSize = 10
    /// Set in the length of the id where the size of the whole record comes next.
    private static let cutMark: UInt16 = 1 << 15

    func append(to buffer: inout [UInt8]) {
        guard !isEmpty else { return }
        buffer.append(number: time?.ticks ?? 0)
        buffer.append(number: UInt16(id.utf8.count) | (wholeSize == nil ? 0 : RecordEnvelope.cutMark))
        if let wholeSize { buffer.append(number: Int64(wholeSize)) }
        buffer.append(contentsOf: id.utf8)
        buffer.append(contentsOf: host.utf8)
    }

    /// Reads what `append` wrote; empty where the bytes are none of its writing.
    init(_ bytes: UnsafeRawBufferPointer) {
        self.init()
        guard bytes.count >= RecordEnvelope.fixedSize else { return }
        let ticks = bytes.number(at: 0, as: Int64.self)
        let length = bytes.number(at: 8, as: UInt16.self)
        let isCut = length & RecordEnvelope.cutMark != 0
        let start = RecordEnvelope.fixedSize + (isCut ? 8 : 0)
        let idEnd = start + Int(length & ~RecordEnvelope.cutMark)
        guard idEnd <= bytes.count else { return }
        time = ticks > 0 ? Timestamp(ticks: ticks) : nil
        if isCut { wholeSize = Int(bytes.number(at: RecordEnvelope.fixedSize, as: Int64.self)) }
        id = String(decoding: bytes[start..<idEnd], as: UTF8.self)
        host = String(decoding: bytes[idEnd...], as: UTF8.self)
    }
}
