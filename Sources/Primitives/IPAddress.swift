#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// An IPv4 or IPv6 address. An IPv4 address mapped into IPv6 (`::ffff:192.0.2.1`) is the IPv4 address.
public struct IPAddress: Hashable, Sendable {
    /// 128 bits; an IPv4 address has its 32 bits at the end of `low` and `isIPv4`.
    private let high: UInt64
    private let low: UInt64
    public let isIPv4: Bool

    /// Reads the usual forms; a zone (`%eth0`) and brackets are dropped. Names and `a.b.c.d:port` are no addresses.
    public init?(_ text: some StringProtocol) {
        var text = Substring(text)
        if text.utf8.first == UInt8(ascii: "["), text.utf8.last == UInt8(ascii: "]") { text = text.dropFirst().dropLast() }
        if let zone = text.utf8.firstIndex(of: UInt8(ascii: "%")) { text = text[..<zone] }
        guard text.utf8.count <= 45 else { return nil }
        if let bits = IPAddress.dottedQuad(text.utf8) {
            self.init(v4: bits)
            return
        }
        // The C library would read no further than a zero byte.
        guard text.utf8.contains(UInt8(ascii: ":")), !text.utf8.contains(0) else { return nil }
        var address = in6_addr()
        guard inet_pton(AF_INET6, String(text), &address) == 1 else { return nil }
        self = withUnsafeBytes(of: &address) { IPAddress(v6: $0) }
    }

    public init(v4 bits: UInt32) {
        high = 0
        low = UInt64(bits)
        isIPv4 = true
    }

    private init(v6 bytes: UnsafeRawBufferPointer) {
        let high = UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self))
        let low = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        let isMapped = high == 0 && low >> 32 == 0xffff
        self.high = high
        self.low = isMapped ? low & 0xffff_ffff : low
        isIPv4 = isMapped
    }

    private static func dottedQuad(_ text: Substring.UTF8View) -> UInt32? {
        var bits: UInt32 = 0
        var part: UInt32 = 0
        var digits = 0
        var dots = 0
        for byte in text {
            if byte == UInt8(ascii: ".") {
                guard digits > 0, dots < 3 else { return nil }
                bits = bits << 8 | part
                (part, digits, dots) = (0, 0, dots + 1)
            } else {
                guard byte &- 48 < 10, digits < 3 else { return nil }
                part = part * 10 + UInt32(byte - 48)
                guard part < 256 else { return nil }
                digits += 1
            }
        }
        return dots == 3 && digits > 0 ? bits << 8 | part : nil
    }

    /// The 4 or 16 bytes of the address in network order.
    public var bytes: [UInt8] {
        let low = withUnsafeBytes(of: low.bigEndian) { Array($0) }
        return isIPv4 ? Array(low.suffix(4)) : withUnsafeBytes(of: high.bigEndian) { Array($0) } + low
    }

    /// Whether the address says nothing outside its own network: RFC 1918, shared (RFC 6598), link-local, unique local.
    public var isPrivate: Bool {
        if isIPv4 {
            return IPAddress.privateIPv4.contains { low & $0.mask == $0.network }
        }
        return high >> 57 == 0b1111110 || isLinkLocal
    }

    private static let privateIPv4: [(network: UInt64, mask: UInt64)] = [
        (0x0a00_0000, 0xff00_0000), (0xac10_0000, 0xfff0_0000), (0xc0a8_0000, 0xffff_0000),
        (0x6440_0000, 0xffc0_0000), (0xa9fe_0000, 0xffff_0000),
    ]

    public var isLoopback: Bool { isIPv4 ? low >> 24 == 127 : high == 0 && low == 1 }

    public var isLinkLocal: Bool { isIPv4 ? low >> 16 == 0xa9fe : high >> 54 == 0b1111_1110_10 }

    /// No host of its own: unspecified, multicast and broadcast.
    public var isNobody: Bool {
        isIPv4 ? low == 0 || low >> 28 == 14 || low == 0xffff_ffff : (high == 0 && low == 0) || high >> 56 == 0xff
    }

    /// The address with all but the first `length` bits cleared.
    public func prefix(_ length: Int) -> IPAddress {
        if isIPv4 {
            let mask: UInt64 = length <= 0 ? 0 : length >= 32 ? 0xffff_ffff : ~(0xffff_ffff >> UInt64(length)) & 0xffff_ffff
            return IPAddress(high: 0, low: low & mask, isIPv4: true)
        }
        let highMask: UInt64 = length >= 64 ? .max : length <= 0 ? 0 : ~(UInt64.max >> UInt64(length))
        let lowMask: UInt64 = length >= 128 ? .max : length <= 64 ? 0 : ~(UInt64.max >> UInt64(length - 64))
        return IPAddress(high: high & highMask, low: low & lowMask, isIPv4: false)
    }

    private init(high: UInt64, low: UInt64, isIPv4: Bool) {
        self.high = high
        self.low = low
        self.isIPv4 = isIPv4
    }
}

extension IPAddress: CustomStringConvertible {
    /// The canonical text of RFC 5952.
    public var description: String {
        if isIPv4 {
            return "\(low >> 24 & 255).\(low >> 16 & 255).\(low >> 8 & 255).\(low & 255)"
        }
        var address = in6_addr()
        withUnsafeMutableBytes(of: &address) { bytes in
            bytes.storeBytes(of: high.bigEndian, as: UInt64.self)
            bytes.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
        }
        var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard inet_ntop(AF_INET6, &address, &buffer, socklen_t(buffer.count)) != nil else { return "::" }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

/// A block of addresses, written `10.0.0.0/8`; a bare address is a block of one.
public struct AddressBlock: Hashable, Sendable {
    public let network: IPAddress
    public let length: Int

    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let address = IPAddress(first) else { return nil }
        let bits = address.isIPv4 ? 32 : 128
        let digits = parts.count == 2 ? parts[1] : Substring(String(bits))
        guard digits.utf8.allSatisfy({ $0 &- 48 < 10 }), let length = Int(digits), (0...bits).contains(length) else { return nil }
        network = address.prefix(length)
        self.length = length
    }

    public func contains(_ address: IPAddress) -> Bool {
        address.isIPv4 == network.isIPv4 && address.prefix(length) == network
    }
}
