#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// An address of either family as 16 bytes; IPv4 is mapped into IPv6.
struct IPv6Prefix {
    var bytes: [UInt8]
    var length: Int

    init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let isIPv4 = !parts[0].contains(":")
        let countsAsIPv4 = parts[0].contains(".")
        if isIPv4 {
            guard let address = IPv4Prefix.address(parts[0]) else { return nil }
            bytes =
                [UInt8](repeating: 0, count: 10) + [255, 255] + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: address >> $0) }
        } else {
            var address = in6_addr()
            guard inet_pton(AF_INET6, String(parts[0]), &address) == 1 else { return nil }
            bytes = withUnsafeBytes(of: &address) { Array($0) }
            // `::192.0.2.1`, the older way to write an IPv4 address among these.
            if parts[0].contains("."), bytes[..<12].allSatisfy({ $0 == 0 }) { bytes.replaceSubrange(10..<12, with: [255, 255]) }
        }
        length = 128
        if parts.count == 2 {
            guard let length = Int(parts[1]), (0...(countsAsIPv4 ? 32 : 128)).contains(length) else { return nil }
            self.length = countsAsIPv4 ? length + 96 : length
        }
    }

    /// The bytes without the bits after a length.
    func masked(_ length: Int) -> [UInt8] {
        bytes.enumerated().map { index, byte in
            let bits = min(8, max(0, length - index * 8))
            return byte & UInt8(truncatingIfNeeded: 0xff00 >> bits)
        }
    }

    var text: String {
        stride(from: 0, to: 16, by: 2).map { index in
            let group = String(UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1]), radix: 16)
            return String(repeating: "0", count: 4 - group.count) + group
        }.joined(separator: ":")
    }
}

/// Functions over addresses of both families.
enum IPv6Functions {
    static let all: [ScalarFunction] = [
        .values("ipv6_compare", [.string, .string, .long], required: 2, .exactly(.long)) { values in
            compare(values).map { .long(Int64($0)) } ?? .null
        },
        .values("ipv6_is_match", [.string, .string, .long], required: 2, .exactly(.bool)) { values in
            compare(values).map { .bool($0 == 0) } ?? .null
        },
        .map("ipv6_is_in_range") { (text: String, range: String) -> Bool? in
            guard let address = IPv6Prefix(text), let range = IPv6Prefix(range) else { return nil }
            return isIn(address, range)
        },
        .values("ipv6_is_in_any_range", [.string, .any], isVariadic: true, .exactly(.bool)) { values in
            guard let address = IPv6Prefix(values[0].text) else { return .null }
            let ranges = values.dropFirst().flatMap { $0.array ?? [$0] }.compactMap { IPv6Prefix($0.text) }
            return .bool(ranges.contains { isIn(address, $0) })
        },
        .map("parse_ipv6") { (text: String) -> String? in IPv6Prefix(text).map { written($0, 128) } },
        .map("parse_ipv6_mask") { (text: String, length: Int64) -> String? in
            IPv6Prefix(text).map { written($0, Int(clamping: length)) }
        },
    ]

    static func isIn(_ address: IPv6Prefix, _ range: IPv6Prefix) -> Bool {
        address.masked(range.length) == range.masked(range.length)
    }

    private static func compare(_ values: [Value]) -> Int? {
        guard let a = IPv6Prefix(values[0].text), let b = IPv6Prefix(values[1].text) else { return nil }
        let given = values.count > 2 ? Int(clamping: values[2].integer ?? 128) : 128
        let length = min(a.length, b.length, given)
        let (x, y) = (a.masked(length), b.masked(length))
        return x == y ? 0 : x.lexicographicallyPrecedes(y) ? -1 : 1
    }

    private static func written(_ prefix: IPv6Prefix, _ length: Int) -> String {
        var network = prefix
        network.bytes = prefix.masked(min(prefix.length, length))
        return network.text
    }
}
