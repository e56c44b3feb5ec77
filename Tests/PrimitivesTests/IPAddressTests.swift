import Primitives
import SeededRandom
import Testing

@Suite struct IPAddressTests {
    @Test(arguments: [
        ("192.0.2.1", "192.0.2.1"), ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.255"),
        ("2001:DB8:0:0:0:0:0:1", "2001:db8::1"), ("::", "::"), ("::1", "::1"), ("fe80::1%eth0", "fe80::1"),
        ("[2001:db8::2]", "2001:db8::2"), ("::ffff:192.0.2.1", "192.0.2.1"), ("::FFFF:C000:0201", "192.0.2.1"),
        ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"), ("2001:db8:0:1:0:0:0:1", "2001:db8:0:1::1"),
        ("ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ])
    func readsAndWritesTheCanonicalText(_ text: String, _ canonical: String) throws {
        let address = try #require(IPAddress(text))
        #expect(address.description == canonical)
        #expect(IPAddress(canonical) == address)
    }

    @Test(arguments: [
        "", " ", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1.2.3.-4", "1.2.3.4 ", " 1.2.3.4", "1.2.3.4:80", "1.2.3.0004", "a.b.c.d",
        "1..2.3", ".1.2.3", "1.2.3.", "0x7f.0.0.1", "16909060", ":", ":::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9",
        "2001:db8::1::2", "12345::", "g::1", "[::1", "::1]", "[]", "[::1]:443", "host", "host.example", "::1/128", "%eth0",
        "::1\u{0}", "::1\u{0}x", "1.2.3.4\u{0}", "١.٢.٣.٤",
    ])
    func refusesWhatIsNoAddress(_ text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test(arguments: [
        ("10.0.0.0", true), ("10.255.255.255", true), ("9.255.255.255", false), ("11.0.0.0", false), ("172.15.255.255", false),
        ("172.16.0.0", true), ("172.31.255.255", true), ("172.32.0.0", false), ("192.168.0.0", true), ("192.169.0.0", false),
        ("100.63.255.255", false), ("100.64.0.0", true), ("100.127.255.255", true), ("100.128.0.0", false),
        ("169.254.1.1", true), ("169.255.0.0", false), ("8.8.8.8", false), ("fc00::1", true), ("fdff::1", true),
        ("fe00::1", false), ("fe80::1", true), ("febf::1", true), ("fec0::1", false), ("2001:db8::1", false),
        ("::ffff:10.1.2.3", true),
    ])
    func privateIsWhatCountsInsideItsNetworkAlone(_ text: String, _ isPrivate: Bool) throws {
        #expect(try #require(IPAddress(text)).isPrivate == isPrivate)
    }

    @Test func loopbackLinkLocalAndNobody() throws {
        func all(_ texts: [String], _ property: (IPAddress) -> Bool) throws -> [Bool] {
            try texts.map { property(try #require(IPAddress($0))) }
        }
        #expect(
            try all(["127.0.0.1", "127.255.0.9", "::1", "::ffff:127.0.0.1", "128.0.0.1", "::2"], \.isLoopback)
                == [true, true, true, true, false, false])
        #expect(
            try all(["169.254.9.9", "fe80::9", "febf::", "169.253.0.1", "fec0::"], \.isLinkLocal) == [
                true, true, true, false, false,
            ])
        #expect(
            try all(
                ["0.0.0.0", "::", "224.0.0.1", "239.255.255.255", "255.255.255.255", "ff02::1", "240.0.0.1", "1.1.1.1"],
                \.isNobody)
                == [true, true, true, true, true, true, false, false])
    }

    @Test(arguments: [51, 52] as [UInt64])
    func textIsFaithful(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<1000 {
            // Groups of zeros are what the canonical text shortens.
            let groups = (0..<8).map { _ in random.chance(0.4) ? 0 : random.below(0x1_0000) }
            let text = groups.map { String($0, radix: 16) }.joined(separator: ":")
            let address = try #require(IPAddress(text))
            #expect(IPAddress(address.description) == address, "seed \(seed), \(text)")
            let quad = IPAddress(v4: UInt32(truncatingIfNeeded: random.next()))
            #expect(IPAddress(quad.description) == quad && quad.isIPv4, "seed \(seed), \(quad)")
        }
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.9.9.9", true), ("10.0.0.0/8", "11.0.0.0", false), ("10.1.2.3/8", "10.200.0.1", true),
        ("192.0.2.7", "192.0.2.7", true), ("192.0.2.7", "192.0.2.8", false), ("0.0.0.0/0", "203.0.113.1", true),
        ("0.0.0.0/0", "2001:db8::1", false), ("::/0", "203.0.113.1", false), ("::/0", "2001:db8::1", true),
        ("192.0.2.0/31", "192.0.2.1", true), ("192.0.2.0/31", "192.0.2.2", false), ("192.0.2.0/25", "192.0.2.128", false),
        ("2001:db8::/32", "2001:db8:ffff::1", true), ("2001:db8::/32", "2001:db9::", false),
        ("2001:db8::/64", "2001:db8::ffff:0:0:1", true), ("2001:db8::/65", "2001:db8::8000:0:0:1", false),
        ("2001:db8::1/128", "2001:db8::1", true), ("2001:db8::/127", "2001:db8::2", false),
        ("::ffff:10.0.0.0/8", "10.1.1.1", true),
    ])
    func blocksContain(_ block: String, _ address: String, _ contains: Bool) throws {
        #expect(try #require(AddressBlock(block)).contains(try #require(IPAddress(address))) == contains)
    }

    @Test(arguments: [
        "", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/8/9", "10.0.0.0/ 8", "10.0.0.0/a", "::/129",
        "10.0.0.0/255.0.0.0", "name/8",
    ])
    func refusesWhatIsNoBlock(_ text: String) {
        #expect(AddressBlock(text) == nil)
    }

    /// A block has exactly the addresses that begin as it does.
    @Test func prefixesAgreeWithBits() throws {
        var random = SeededGenerator(seed: 61)
        for _ in 0..<2000 {
            let length = random.below(33), one = UInt32(truncatingIfNeeded: random.next())
            let other = random.chance(0.5) ? one ^ (1 << UInt32(random.below(32))) : UInt32(truncatingIfNeeded: random.next())
            let block = try #require(AddressBlock("\(IPAddress(v4: one))/\(length)"))
            let isAlike = length == 0 || one >> UInt32(32 - length) == other >> UInt32(32 - length)
            #expect(block.contains(IPAddress(v4: other)) == isAlike, "\(one) \(other) /\(length)")
        }
    }
}
