import Primitives
import SeededRandom
import Testing

@Suite struct FingerprintTests {
    private func digest(_ parts: [String]) -> String {
        var fingerprint = Fingerprint()
        for (index, part) in parts.enumerated() {
            if index > 0 { fingerprint.separate() }
            fingerprint.add(part.utf8)
        }
        return fingerprint.text
    }

    /// Digests are stored: an alert must be told apart by the same one for ever.
    @Test(arguments: [
        ([""], "a32fd11607fca7bed5f9a8a66c043209"), (["watchfloor"], "32369eda1108e88013e84c7cff75729f"),
        (["ab", "c"], "c7622fcdcfef73e0d01a681faaee4eb5"), (["a", "bc"], "2c863a5d6c356dc381276e9cb4e196a8"),
    ])
    func isTheSameInEveryVersion(_ parts: [String], _ expected: String) {
        #expect(digest(parts) == expected)
    }

    @Test func fieldsStayApart() {
        #expect(digest(["ab", "c"]) != digest(["a", "bc"]) && digest(["abc"]) != digest(["abc", ""]))
        #expect(digest(["", "abc"]) != digest(["abc", ""]))
    }

    @Test func howItIsFedDoesNotMatter() {
        var whole = Fingerprint(), single = Fingerprint()
        whole.add(Array("some bytes".utf8))
        for byte in "some bytes".utf8 { single.add(byte) }
        #expect(whole == single && whole.text == single.text && whole.text.utf8.count == 32)
    }

    /// Records that differ in little get digests that differ.
    @Test func likeContentDoesNotCollide() {
        var seen: Set<String> = []
        for number in 0..<20_000 { seen.insert(digest(["host\(number % 100)", "rule \(number / 100)"])) }
        #expect(seen.count == 20_000)
        var random = SeededGenerator(seed: 81)
        let base = (0..<64).map { _ in UInt8(random.below(256)) }
        var halves: Set<UInt64> = []
        for bit in 0..<512 {
            var flipped = base
            flipped[bit / 8] ^= 1 << UInt8(bit % 8)
            var fingerprint = Fingerprint()
            fingerprint.add(flipped)
            halves.formUnion([fingerprint.high, fingerprint.low])
        }
        #expect(halves.count == 1024)
    }

    @Test func theyHaveAnOrder() {
        var one = Fingerprint(), other = Fingerprint()
        one.add(1)
        other.add(2)
        #expect((one < other) != (other < one) && !(one < one))
    }
}
