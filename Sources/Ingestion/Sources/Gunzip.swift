import CZlib

/// Unpacks gzip (with several members, as concatenated files have them) and zlib data, piece by piece.
///
/// Put in compressed bytes with `supply`, then take out with `next` until it answers `nil`; call `finish` at the end.
public final class Gunzip {
    private static let formatByHeader: Int32 = 15 + 32

    private let limits: GunzipLimits
    /// On the heap: the library keeps a pointer to it.
    private let stream: UnsafeMutablePointer<z_stream>
    private var input: [UInt8] = []
    private var used = 0
    /// Compressed bytes before `input`.
    private var base = 0
    private var written = 0
    private var isInMember = false
    /// The last call filled its buffer: the library may hold more, even without more input.
    private var mayHoldOutput = false
    /// What broke after the bytes that were given last.
    private var failure: GunzipError?
    private var members = 0

    public init(limits: GunzipLimits = GunzipLimits()) throws(GunzipError) {
        self.limits = limits
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let size = Int32(MemoryLayout<z_stream>.size)
        guard inflateInit2_(stream, Gunzip.formatByHeader, ZLIB_VERSION, size) == Z_OK else { throw .outOfMemory }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Adds compressed bytes behind those not used yet.
    public func supply(_ bytes: some Collection<UInt8>) {
        base += used
        input.removeFirst(used)
        used = 0
        input.append(contentsOf: bytes)
    }

    /// Unpacked bytes, at most `limit`; `nil` where more has to be supplied first.
    public func next(upTo limit: Int = 256 << 10) throws(GunzipError) -> [UInt8]? {
        if let failure { throw failure }
        while used < input.count || mayHoldOutput {
            if !isInMember {
                guard try beginMember() else { return nil }
            }
            let output = try inflate(upTo: limit)
            if !output.isEmpty { return output }
        }
        return nil
    }

    /// The input is over.
    public func finish() throws(GunzipError) {
        if isInMember { throw .truncated(offset: base + used) }
        if members == 0, base + used > 0 { throw .notCompressed }
    }

    /// Unpacks a whole body.
    public static func unpack(
        _ bytes: some Collection<UInt8>, limits: GunzipLimits = GunzipLimits()
    ) throws(GunzipError) -> [UInt8] {
        let gunzip = try Gunzip(limits: limits)
        gunzip.supply(bytes)
        var output: [UInt8] = []
        while let part = try gunzip.next() { output += part }
        try gunzip.finish()
        return output
    }

    /// Passes the padding after a member and begins the next; `false` where only padding is left.
    private func beginMember() throws(GunzipError) -> Bool {
        if members > 0 {
            while used < input.count, input[used] == 0 { used += 1 }
            guard used < input.count else { return false }
            guard input[used] == 0x1f else { throw .trailingBytes(offset: base + used) }
            guard inflateReset(stream) == Z_OK else { throw broken() }
        }
        isInMember = true
        return true
    }

    private func inflate(upTo limit: Int) throws(GunzipError) -> [UInt8] {
        var status = Z_OK
        let output = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
            input.withUnsafeMutableBufferPointer { bytes in
                stream.pointee.next_in = bytes.baseAddress.map { $0 + used }
                stream.pointee.avail_in = uInt(bytes.count - used)
                stream.pointee.next_out = buffer.baseAddress
                stream.pointee.avail_out = uInt(limit)
                status = CZlib.inflate(stream, Z_NO_FLUSH)
                used = bytes.count - Int(stream.pointee.avail_in)
            }
            count = limit - Int(stream.pointee.avail_out)
        }
        written += output.count
        mayHoldOutput = output.count == limit && status == Z_OK
        try check(status, isEmpty: output.isEmpty)
        return output
    }

    private func check(_ status: Int32, isEmpty: Bool) throws(GunzipError) {
        switch status {
        case Z_OK, Z_BUF_ERROR: break
        case Z_STREAM_END:
            isInMember = false
            members += 1
        case Z_MEM_ERROR: throw .outOfMemory
        // The bytes before the break are given out first.
        case _ where !isEmpty: failure = broken()
        case _ where members == 0 && written == 0 && base + used <= 2: throw .notCompressed
        default: throw broken()
        }
        guard written <= limits.largestOutput else { throw .tooLarge(limit: limits.largestOutput) }
        guard written <= limits.ratioGrace || written / max(1, base + used) <= limits.largestRatio else {
            throw .ratioTooHigh(limit: limits.largestRatio)
        }
    }

    private func broken() -> GunzipError {
        .broken(offset: base + used, reason: stream.pointee.msg.map { String(cString: $0) } ?? "it makes no sense")
    }
}
