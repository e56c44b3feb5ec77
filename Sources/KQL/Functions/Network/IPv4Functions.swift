/// Functions over IPv4 addresses in texts.
enum IPv4Functions {
    static let all: [ScalarFunction] = tests + conversions + searches

    private static let tests: [ScalarFunction] = [
        .map("ipv4_is_private") { (text: String) -> Bool? in
            IPv4Prefix(text).map { address in
                IPv4Prefix.privateNetworks.contains { $0.length <= address.length && $0.contains(address.address) }
            }
        },
        .map("ipv4_is_in_range") { (text: String, range: String) -> Bool? in
            guard let address = IPv4Prefix(text), let range = IPv4Prefix(range) else { return nil }
            return range.contains(address.address)
        },
        .values("ipv4_is_in_any_range", [.string, .any], isVariadic: true, .exactly(.bool)) { values in
            guard let address = IPv4Prefix(values[0].text) else { return .null }
            let ranges = values.dropFirst().flatMap { $0.array ?? [$0] }.compactMap { IPv4Prefix($0.text) }
            return .bool(ranges.contains { $0.contains(address.address) })
        },
        .values("ipv4_compare", [.string, .string, .long], required: 2, .exactly(.long)) { values in
            compare(values).map { .long(Int64($0)) } ?? .null
        },
        .values("ipv4_is_match", [.string, .string, .long], required: 2, .exactly(.bool)) { values in
            compare(values).map { .bool($0 == 0) } ?? .null
        },
    ]

    /// Under the shorter prefix of the two, or a still shorter one that is given.
    private static func compare(_ values: [Value]) -> Int? {
        guard let a = IPv4Prefix(values[0].text), let b = IPv4Prefix(values[1].text) else { return nil }
        let given = values.count > 2 ? Int(clamping: values[2].integer ?? 32) : 32
        let mask = IPv4Prefix.mask(min(a.length, b.length, given))
        return Value.order(a.address & mask, b.address & mask)
    }

    private static let conversions: [ScalarFunction] = [
        .map("parse_ipv4") { (text: String) -> Int64? in IPv4Prefix(text).map { Int64($0.network) } },
        .map("parse_ipv4_mask") { (text: String, length: Int64) -> Int64? in
            IPv4Prefix(text).map { Int64(IPv4Prefix(address: $0.address, length: min($0.length, Int(clamping: length))).network) }
        },
        .values("format_ipv4", [.any, .long], required: 1, .exactly(.string)) { values in
            formatted(values).map { .string(IPv4Prefix.text($0.network)) } ?? .string("")
        },
        .values("format_ipv4_mask", [.any, .long], required: 1, .exactly(.string)) { values in
            formatted(values).map { .string("\(IPv4Prefix.text($0.network))/\($0.length)") } ?? .string("")
        },
        .map("ipv4_netmask_suffix") { (text: String) -> Int64? in IPv4Prefix(text).map { Int64($0.length) } },
        .map("ipv4_range_to_cidr_list") { (from: String, to: String) -> Value? in
            guard let from = IPv4Prefix.address(from), let to = IPv4Prefix.address(to) else { return .null }
            return .array(blocks(from, to).map(Value.string))
        },
    ]

    private static func formatted(_ values: [Value]) -> IPv4Prefix? {
        var prefix: IPv4Prefix
        if case .long(let number) = values[0] {
            guard let address = UInt32(exactly: number) else { return nil }
            prefix = IPv4Prefix(address: address, length: 32)
        } else {
            guard let read = IPv4Prefix(values[0].text) else { return nil }
            prefix = read
        }
        if values.count > 1 {
            guard let length = values[1].integer, (0...32).contains(length) else { return nil }
            prefix.length = min(prefix.length, Int(length))
        }
        return prefix
    }

    /// The fewest prefixes that hold exactly the addresses from one to another.
    private static func blocks(_ from: UInt32, _ to: UInt32) -> [String] {
        var blocks: [String] = []
        var start = UInt64(from)
        while start <= UInt64(to) {
            var length = start == 0 ? 0 : 32 - min(32, start.trailingZeroBitCount)
            while start + (1 << UInt64(32 - length)) - 1 > UInt64(to) { length += 1 }
            blocks.append("\(IPv4Prefix.text(UInt32(start)))/\(length)")
            start += 1 << UInt64(32 - length)
        }
        return blocks
    }

    // MARK: Searching in texts

    private static let searches: [ScalarFunction] = [
        .map("has_ipv4") { (text: String, address: String) -> Bool? in
            guard let wanted = IPv4Prefix.address(address) else { return false }
            return addresses(in: text).contains { IPv4Prefix.address($0) == wanted }
        },
        .values("has_any_ipv4", [.string, .any], isVariadic: true, .exactly(.bool)) { values in
            let wanted = Set(values.dropFirst().flatMap { $0.array ?? [$0] }.compactMap { IPv4Prefix.address($0.text) })
            return .bool(addresses(in: values[0].text).contains { IPv4Prefix.address($0).map(wanted.contains) ?? false })
        },
        .map("has_ipv4_prefix") { (text: String, prefix: String) -> Bool? in hasPrefix(text, [prefix]) },
        .values("has_any_ipv4_prefix", [.string, .any], isVariadic: true, .exactly(.bool)) { values in
            .bool(hasPrefix(values[0].text, values.dropFirst().flatMap { $0.array ?? [$0] }.map(\.text)))
        },
    ]

    /// A prefix is a whole address or its first numbers with a dot at the end.
    private static func hasPrefix(_ text: String, _ prefixes: [String]) -> Bool {
        let valid = prefixes.filter { $0.hasSuffix(".") || IPv4Prefix.address($0) != nil }
        return addresses(in: text).contains { address in
            IPv4Prefix.address(address) != nil
                && valid.contains { $0.hasSuffix(".") ? address.hasPrefix($0) : address == $0 }
        }
    }

    /// Runs of digits and dots that no letter, digit or dot touches.
    private static func addresses(in text: String) -> [String] {
        text.split { !($0.isNumber || $0 == "." || $0.isLetter || $0 == "_") }.map(String.init).filter { part in
            part.utf8.allSatisfy { $0 &- 48 < 10 || $0 == UInt8(ascii: ".") }
        }
    }
}
