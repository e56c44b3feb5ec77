internal import Primitives

extension IPAddress {
    /// Reads an address that may carry a port or a prefix length: `192.0.2.1:443`, `[2001:db8::1]:443`, `192.0.2.1/32`.
    init?(endpoint text: String) {
        if let address = IPAddress(text) {
            self = address
            return
        }
        guard text.utf8.count <= 60 else { return nil }
        let colons = text.utf8.count { $0 == UInt8(ascii: ":") }
        if let slash = text.utf8.firstIndex(of: UInt8(ascii: "/")), let address = IPAddress(text[..<slash]) {
            self = address
        } else if text.utf8.first == UInt8(ascii: "["), let end = text.utf8.firstIndex(of: UInt8(ascii: "]")),
            let address = IPAddress(text[...end])
        {
            self = address
        } else if colons == 1, let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")),
            let address = IPAddress(text[..<colon])
        {
            self = address
        } else {
            return nil
        }
    }

    /// The canonical text of the address that a text holds; `nil` where it holds none.
    static func canonical(_ text: String) -> String? {
        isCanonicalIPv4(text) ? text : IPAddress(endpoint: text)?.description
    }

    /// Whether a text is an IPv4 address in the very form in which one is written. Nearly all are, and need no more
    /// work.
    private static func isCanonicalIPv4(_ text: String) -> Bool {
        var (dots, digits, part) = (0, 0, 0)
        for byte in text.utf8 {
            if byte == UInt8(ascii: "."), digits > 0 {
                (dots, digits, part) = (dots + 1, 0, 0)
            } else {
                guard byte &- 48 < 10, digits < 3, digits == 0 || part > 0 else { return false }
                (digits, part) = (digits + 1, part * 10 + Int(byte &- 48))
                guard part < 256 else { return false }
            }
        }
        return dots == 3 && digits > 0
    }

    /// How many addresses are looked for in one text; a log line names two or three.
    static let limitInText = 16

    /// The IPv4 addresses that stand free in a text, each once, in their order. A number with five parts is a version.
    static func all(in text: String) -> [IPAddress] {
        var found: [IPAddress] = []
        for word in text.utf8.split(whereSeparator: { !($0 &- 48 < 10 || $0 == UInt8(ascii: ".")) }) {
            guard (7...16).contains(word.count), found.count < limitInText else { continue }
            let trimmed = word.last == UInt8(ascii: ".") ? word.dropLast() : word
            if let address = IPAddress(Substring(trimmed)), !found.contains(address) { found.append(address) }
        }
        return found
    }
}
