/// IPv4 addresses and prefixes, as the functions of the language read them.
struct IPv4Prefix {
    var address: UInt32
    var length: Int

    static func mask(_ length: Int) -> UInt32 { length <= 0 ? 0 : length >= 32 ? .max : ~(.max >> UInt32(length)) }

    /// The address without the bits after the prefix.
    var network: UInt32 { address & IPv4Prefix.mask(length) }

    func contains(_ other: UInt32) -> Bool { other & IPv4Prefix.mask(length) == network }

    /// `192.0.2.1` or `192.0.2.0/24`; `nil` for anything else.
    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = IPv4Prefix.address(parts[0]) else { return nil }
        self.address = address
        length = 32
        if parts.count == 2 {
            guard let length = Int(String(parts[1].filter { $0 != " " })), (0...32).contains(length) else { return nil }
            self.length = length
        }
    }

    init(address: UInt32, length: Int) {
        self.address = address
        self.length = length
    }

    /// Four decimal numbers.
    static func address(_ text: some StringProtocol) -> UInt32? {
        var bits: UInt32 = 0
        var part: UInt32 = 0
        var digits = 0
        var dots = 0
        for byte in text.utf8 {
            if byte == UInt8(ascii: " ") { continue }
            if byte == UInt8(ascii: ".") {
                guard digits > 0, dots < 3 else { return nil }
                (bits, part, digits, dots) = (bits << 8 | part, 0, 0, dots + 1)
            } else {
                guard byte &- 48 < 10, digits < 3 else { return nil }
                part = part * 10 + UInt32(byte - 48)
                guard part < 256 else { return nil }
                digits += 1
            }
        }
        return dots == 3 && digits > 0 ? bits << 8 | part : nil
    }

    static func text(_ address: UInt32) -> String {
        "\(address >> 24).\(address >> 16 & 255).\(address >> 8 & 255).\(address & 255)"
    }

    /// Networks that are not routed on the internet.
    static let privateNetworks = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].compactMap { IPv4Prefix($0) }
}
