/// `application/x-www-form-urlencoded`.
public enum FormBody {
    /// The fields in their order. A text with an escape that is none, or whose escapes are no UTF-8, stays as it is.
    public static func fields(_ bytes: [UInt8]) -> [(name: String, value: String)] {
        bytes.split(separator: UInt8(ascii: "&")).map { field in
            let pair = field.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            return (text(pair[0]), pair.count > 1 ? text(pair[1]) : "")
        }
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        let blanks = bytes.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: " ") : $0 }
        guard let decoded = unescaped(blanks), let text = String(validating: decoded, as: UTF8.self) else {
            return String(decoding: blanks, as: UTF8.self)
        }
        return text
    }

    /// `nil` where a `%` has no two digits behind it.
    private static func unescaped(_ bytes: [UInt8]) -> [UInt8]? {
        var (decoded, rest) = ([UInt8](), bytes[...])
        decoded.reserveCapacity(bytes.count)
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                decoded.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(hexadecimalDigit), let low = rest.popFirst().flatMap(hexadecimalDigit) else {
                return nil
            }
            decoded.append(high << 4 | low)
        }
        return decoded
    }
}
