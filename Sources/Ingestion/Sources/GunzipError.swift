/// Why compressed bytes could not be read further. Offsets count the compressed bytes.
public enum GunzipError: Error, Hashable, Sendable, CustomStringConvertible {
    case notCompressed
    case broken(offset: Int, reason: String)
    /// The input ended inside a compressed stream.
    case truncated(offset: Int)
    case trailingBytes(offset: Int)
    case tooLarge(limit: Int)
    /// So many bytes from so few are made by hand.
    case ratioTooHigh(limit: Int)
    case outOfMemory

    public var description: String {
        switch self {
        case .notCompressed: "the data is said to be gzip and is not: it does not begin with a gzip or zlib header"
        case .broken(let offset, let reason):
            "the compressed data is broken near byte \(offset): \(reason)"
        case .truncated(let offset):
            "the compressed data ends at byte \(offset) in the middle of a stream; send it again whole"
        case .trailingBytes(let offset): "after the end of the compressed data there are other bytes, at byte \(offset)"
        case .tooLarge(let limit): "the data is larger than \(limit) bytes when unpacked; send it in smaller parts"
        case .ratioTooHigh(let limit): "the data grows more than \(limit) times when unpacked; send it uncompressed"
        case .outOfMemory: "no memory to unpack compressed data"
        }
    }
}

/// How much may come out of compressed data.
public struct GunzipLimits: Hashable, Sendable {
    /// Bytes; beyond, `tooLarge`.
    public var largestOutput: Int
    /// Bytes out for each byte in; beyond, `ratioTooHigh`. Logs shrink 10 to 100 times.
    public var largestRatio: Int
    /// The ratio is looked at when more than this many bytes came out.
    public var ratioGrace: Int

    public init(largestOutput: Int = 256 << 20, largestRatio: Int = 400, ratioGrace: Int = 8 << 20) {
        self.largestOutput = largestOutput
        self.largestRatio = largestRatio
        self.ratioGrace = ratioGrace
    }

    /// For files that an operator names: of any size, and packed as tightly as the format allows (about 1,030 times).
    public static let file = GunzipLimits(largestOutput: .max, largestRatio: 1100)
}
