internal import CZlib

/// zlib's compression of whole texts.
package enum Deflate {
    package enum Form: CInt {
        case zlib = 15
        case gzip = 31
    }

    /// The most that a text may unfold to.
    static let maximumSize = 64 << 20

    /// - Parameter level: how hard it is tried, from 1 to 9; `nil` for what zlib thinks best.
    package static func compressed(_ bytes: [UInt8], _ form: Form, level: CInt? = nil) -> [UInt8]? {
        var stream = z_stream()
        // Little is gained on short texts, which are stored as they are.
        let effort = bytes.count < 64 ? Z_NO_COMPRESSION : level ?? Z_DEFAULT_COMPRESSION
        guard
            deflateInit2_(
                &stream, effort, Z_DEFLATED, form.rawValue, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
                CInt(MemoryLayout<z_stream>.size)) == Z_OK
        else { return nil }
        defer { deflateEnd(&stream) }
        var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
        let status = run(&stream, bytes, &output) { deflate($0, Z_FINISH) }
        guard status == Z_STREAM_END else { return nil }
        // A gzip header ends with how hard it was tried, and the operating system; both are left open.
        if form == .gzip { output.replaceSubrange(8..<10, with: [0, 255]) }
        return Array(output.prefix(Int(stream.total_out)))
    }

    /// `nil` where the bytes are damaged, or unfold to more than `maximumSize`.
    static func decompressed(_ bytes: [UInt8], _ form: Form) -> [UInt8]? {
        var size = max(4096, bytes.count * 8)
        while size <= maximumSize {
            var stream = z_stream()
            guard inflateInit2_(&stream, form.rawValue, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size)) == Z_OK else {
                return nil
            }
            defer { inflateEnd(&stream) }
            var output = [UInt8](repeating: 0, count: size)
            let status = run(&stream, bytes, &output) { inflate($0, Z_FINISH) }
            if status == Z_STREAM_END { return Array(output.prefix(Int(stream.total_out))) }
            guard status == Z_BUF_ERROR, stream.avail_out == 0 else { return nil }
            size *= 4
        }
        return nil
    }

    private static func run(
        _ stream: inout z_stream, _ input: [UInt8], _ output: inout [UInt8], _ step: (UnsafeMutablePointer<z_stream>) -> CInt
    ) -> CInt {
        var input = input
        return input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(target.count)
                return step(&stream)
            }
        }
    }
}
