import Foundation
import Primitives
import SeededRandom
import Testing

@Suite struct TimestampReadingTests {
    @Test(arguments: [
        ("2026-11-01", "2026-11-01T00:00:00Z"), ("2026-11-01T10:20", "2026-11-01T10:20:00Z"),
        ("2026-11-01 10:20:30", "2026-11-01T10:20:30Z"), ("2026-11-01t10:20:30z", "2026-11-01T10:20:30Z"),
        ("2026-11-01T10:20:30+02:00", "2026-11-01T08:20:30Z"), ("2026-11-01T10:20:30-0330", "2026-11-01T13:50:30Z"),
        ("2026-11-01T10:20:30+02", "2026-11-01T08:20:30Z"), ("2026-11-01T00:00:00+23:59", "2026-10-31T00:01:00Z"),
        ("2026-11-01T10:20:30-00:00", "2026-11-01T10:20:30Z"), ("2026-12-31T23:59:60Z", "2027-01-01T00:00:00Z"),
        ("2026-11-01T10:20:30,25Z", "2026-11-01T10:20:30.2500000Z"), ("2024-02-29", "2024-02-29T00:00:00Z"),
        ("2000-02-29", "2000-02-29T00:00:00Z"), ("0001-01-01", "0001-01-01T00:00:00Z"),
        ("9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59.9999999Z"),
    ])
    func readsWhatProductsWrite(_ text: String, _ expected: String) {
        #expect(Timestamp(text)?.rfc3339 == expected)
    }

    /// Digits past the seventh are less than a tick and are dropped, never rounded up.
    @Test(arguments: [
        ("1", 1_000_000), ("12", 1_200_000), ("123", 1_230_000), ("1234", 1_234_000), ("12345", 1_234_500),
        ("123456", 1_234_560), ("1234567", 1_234_567), ("12345678", 1_234_567), ("999999999", 9_999_999),
        ("0000000", 0), ("0000001", 1), ("00000009", 0), ("123456789012345678901234567890", 1_234_567),
    ])
    func keepsSevenDigitsOfAFraction(_ digits: String, _ ticks: Int64) throws {
        let whole = try #require(Timestamp("2026-11-01T10:20:30Z"))
        let read = try #require(Timestamp("2026-11-01T10:20:30.\(digits)Z"))
        #expect((read - whole).ticks == ticks)
    }

    @Test(arguments: [
        "", " ", "2026", "2026-11", "2026-11-1", "2026-1-01", "26-11-01", "20261101", "2026-13-01", "2026-00-01",
        "2026-11-31", "2026-11-00", "2026-02-29", "1900-02-29", "2100-02-29", "0000-01-01", "10000-01-01", "-001-01-01",
        "2026-11-01T", "2026-11-01T10", "2026-11-01T10:", "2026-11-01T1:20", "2026-11-01T24:00:00Z",
        "2026-11-01T10:60:00Z", "2026-11-01T10:20:61Z", "2026-11-01T10:20:30.Z", "2026-11-01T10:20:30.",
        "2026-11-01T10:20:30+2", "2026-11-01T10:20:30+24:00", "2026-11-01T10:20:30+02:60", "2026-11-01T10:20:30+02:",
        "2026-11-01T10:20:30ZZ", "2026-11-01T10:20:30Z ", " 2026-11-01", "2026-11-01T10:20:30 +02:00", "2026/11/01",
        "2026-11-01Z", "2026-11-01X10:20:30Z", "２０２６-11-01", "2026-11-01T10:20:30\u{2212}02:00", "now", "1793527200",
    ])
    func refusesEverythingElse(_ text: String) {
        #expect(Timestamp(text) == nil)
    }

    /// A zone or a leap second may carry a moment out of the years that can be written.
    @Test(arguments: [
        "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "9999-12-31T23:59:60Z",
    ])
    func refusesMomentsOutsideTheYears(_ text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test func theWholeBufferHasToBeTheTime() {
        let bytes = Array("2026-11-01T10:20:30Z,".utf8)
        bytes.withUnsafeBufferPointer { buffer in
            #expect(Timestamp(utf8: buffer) == nil)
            #expect(Timestamp(utf8: UnsafeBufferPointer(rebasing: buffer.dropLast()))?.unixSeconds == 1_793_528_430)
            #expect(Timestamp(utf8: UnsafeBufferPointer(rebasing: buffer[0..<0])) == nil)
        }
    }

    /// Any text at all, and texts that are nearly times: read or refused, and what is read can be written and read again.
    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func survivesWhateverStandsThere(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let template = Array("2026-11-01T10:20:30.1234567+02:00".utf8)
        let alphabet = Array("0123456789-:TtZz+., \u{0}\u{7f}é".utf8)
        for _ in 0..<2000 {
            var bytes = Array(template.prefix(random.below(template.count + 1)))
            for _ in 0..<random.below(4) where !bytes.isEmpty {
                bytes[random.below(bytes.count)] = alphabet[random.below(alphabet.count)]
            }
            guard let read = bytes.withUnsafeBufferPointer({ Timestamp(utf8: $0) }) else { continue }
            #expect(Timestamp(read.rfc3339) == read, "seed \(seed), \(bytes)")
        }
    }
}
