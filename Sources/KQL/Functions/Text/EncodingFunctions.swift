internal import Foundation

/// Base64, URLs, code points, compression.
enum EncodingFunctions {
    static let all: [ScalarFunction] = base64 + urls + codePoints + compression

    private static let base64: [ScalarFunction] = [
        .map("base64_encode_tostring") { (text: String) -> String? in Data(text.utf8).base64EncodedString() },
        .map("base64_encodestring") { (text: String) -> String? in Data(text.utf8).base64EncodedString() },
        .map("base64_decode_tostring") { (text: String) -> String? in decoded(text) },
        .map("base64_decodestring") { (text: String) -> String? in decoded(text) },
        .map("base64_decode_toarray") { (text: String) -> Value? in
            try data(text).map { bytes -> Value in
                try ValueSize.check(elements: bytes.count)
                return .array(bytes.map { .long(Int64($0)) })
            } ?? .null
        },
        .map("base64_encode_fromarray") { (array: Value) -> String? in
            let bytes = array.array?.map { $0.integer.flatMap { UInt8(exactly: $0) } } ?? [nil]
            return bytes.contains(nil) ? "" : Data(bytes.compactMap { $0 }).base64EncodedString()
        },
        .map("base64_decode_toguid") { (text: String) -> UUID? in
            guard let data = data(text), data.count == 16 else { return nil }
            let b = Array(data)
            return UUID(
                uuid: (b[3], b[2], b[1], b[0], b[5], b[4], b[7], b[6], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]))
        },
        .map("base64_encode_fromguid") { (id: UUID) -> String? in
            let u = id.uuid
            return Data([u.3, u.2, u.1, u.0, u.5, u.4, u.7, u.6, u.8, u.9, u.10, u.11, u.12, u.13, u.14, u.15])
                .base64EncodedString()
        },
    ]

    /// Missing padding is made up for.
    private static func data(_ text: String) -> Data? {
        let trimmed = text.filter { !$0.isWhitespace }
        return Data(base64Encoded: trimmed + String(repeating: "=", count: (4 - trimmed.utf8.count % 4) % 4))
    }

    /// `""` where the bytes are no UTF-8.
    private static func decoded(_ text: String) -> String { data(text).flatMap { String(data: $0, encoding: .utf8) } ?? "" }

    private static let urls: [ScalarFunction] = [
        .map("url_encode") { (text: String) -> String? in percentEncoded(text, keeping: "-_.!*()").replacing("%20", with: "+") },
        .map("url_encode_component") { (text: String) -> String? in percentEncoded(text, keeping: "-_.~") },
        .map("url_decode") { (text: String) -> String? in
            String(decoding: percentDecoded(Array(text.utf8)), as: UTF8.self)
        },
    ]

    private static func percentEncoded(_ text: String, keeping marks: String) -> String {
        let kept = Set(marks.utf8)
        var result = ""
        for byte in text.utf8 {
            if TermBoundary.isTermByte[Int(byte)] || kept.contains(byte) {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                result += String(format: "%%%02x", Int(byte))
            }
        }
        return result
    }

    static func percentDecoded(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
                let byte = UInt8(String(decoding: bytes[index + 1...index + 2], as: UTF8.self), radix: 16)
            {
                result.append(byte)
                index += 3
            } else {
                result.append(bytes[index] == UInt8(ascii: "+") ? UInt8(ascii: " ") : bytes[index])
                index += 1
            }
        }
        return result
    }

    private static let codePoints: [ScalarFunction] = [
        .map("unicode_codepoints_from_string") { (text: String) -> Value? in try codes(text) },
        .map("to_utf8") { (text: String) -> Value? in try codes(text) },
        .values("unicode_codepoints_to_string", [.any], isVariadic: true, .exactly(.string)) { values in
            .string(TextFunctions.text(values.flatMap { $0.array ?? [$0] }.compactMap(\.integer)))
        },
        .map("punycode_from_string") { (text: String) -> String? in Punycode.encoded(text) },
        .map("punycode_to_string") { (text: String) -> String? in Punycode.decoded(text) },
        .map("punycode_domain_from_string") { (text: String) -> String? in
            text.components(separatedBy: ".").map { label in
                label.utf8.allSatisfy { $0 < 0x80 } ? label : "xn--" + (Punycode.encoded(label) ?? "")
            }.joined(separator: ".")
        },
        .map("punycode_domain_to_string") { (text: String) -> String? in
            text.components(separatedBy: ".").map { label in
                label.lowercased().hasPrefix("xn--") ? Punycode.decoded(String(label.dropFirst(4))) ?? label : label
            }.joined(separator: ".")
        },
    ]

    private static func codes(_ text: String) throws(QueryError) -> Value {
        try ValueSize.check(elements: text.unicodeScalars.count)
        return .array(text.unicodeScalars.map { .long(Int64($0.value)) })
    }

    private static let compression: [ScalarFunction] = [
        .map("gzip_compress_to_base64_string") { (text: String) -> String? in
            Deflate.compressed(Array(text.utf8), .gzip).map { Data($0).base64EncodedString() }
        },
        .map("gzip_decompress_from_base64_string") { (text: String) -> String? in decompressed(text, .gzip) },
        .map("zlib_compress_to_base64_string") { (text: String) -> String? in
            Deflate.compressed(Array(text.utf8), .zlib).map { Data($0).base64EncodedString() }
        },
        .map("zlib_decompress_from_base64_string") { (text: String) -> String? in decompressed(text, .zlib) },
    ]

    private static func decompressed(_ text: String, _ form: Deflate.Form) -> String? {
        data(text).flatMap { Deflate.decompressed(Array($0), form) }.flatMap { String(bytes: $0, encoding: .utf8) } ?? ""
    }
}
