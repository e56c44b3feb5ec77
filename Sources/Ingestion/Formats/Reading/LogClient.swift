internal import Primitives

/// The client that a log line is about, in the syntaxes that servers share: the common log format, which begins with it, and
/// words before an address.
enum LogClient {
    private static let words = ["client ", "[client ", "rip=", "from ", "rhost="]

    /// The address in its canonical form; `nil` where the line names none.
    static func address(in line: String) -> String? {
        let bytes = Array(line.utf8)
        if let first = address(bytes, from: 0) { return first }
        for word in words {
            let word = Array(word.utf8)
            var at = 0
            while let start = find(word, in: bytes, from: at) {
                if let found = address(bytes, from: start + word.count) { return found }
                at = start + 1
            }
        }
        return nil
    }

    private static func find(_ word: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard bytes.count >= start + word.count else { return nil }
        return (start...(bytes.count - word.count)).first { bytes[$0..<($0 + word.count)].elementsEqual(word) }
    }

    /// The address that begins here, perhaps in brackets, perhaps with a port behind it.
    private static func address(_ bytes: [UInt8], from start: Int) -> String? {
        var start = start
        if start < bytes.count, bytes[start] == UInt8(ascii: "[") { start += 1 }
        guard start < bytes.count else { return nil }
        let digits = bytes[start...].prefix { isPart($0) }
        let text = String(decoding: digits, as: UTF8.self)
        if let address = IPAddress(text) { return address.isLoopback || address.isNobody ? nil : address.description }
        guard let colon = text.lastIndex(of: ":"), let address = IPAddress(String(text[..<colon])), address.isIPv4,
            !address.isLoopback, !address.isNobody
        else { return nil }
        return address.description
    }

    private static func isPart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"),
            UInt8(ascii: "."), UInt8(ascii: ":"):
            true
        default: false
        }
    }
}
