import Primitives
import SeededRandom
import Testing

@Suite struct BytesTests {
    private func isValid(_ bytes: [UInt8]) -> Bool { bytes.withUnsafeBufferPointer { isValidUTF8($0) } }

    /// All sequences of up to two bytes, as the standard library judges them.
    @Test func shortSequencesAreJudgedAsTheStandardLibraryDoes() {
        #expect(isValid([]))
        for first in UInt8.min...UInt8.max {
            #expect(isValid([first]) == (String(validating: [first], as: UTF8.self) != nil), "\(first)")
            for second in UInt8.min...UInt8.max where first >= 0x80 {
                let bytes = [first, second]
                guard isValid(bytes) != (String(validating: bytes, as: UTF8.self) != nil) else { continue }
                Issue.record("\(bytes)")
            }
        }
    }

    /// Longer ones with the bytes at the edges of the ranges, at every place of a word.
    @Test(arguments: [71, 72, 73] as [UInt64])
    func longSequencesToo(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let edges: [UInt8] = [
            0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef,
            0xf0,
            0xf1, 0xf3, 0xf4, 0xf5, 0xff,
        ]
        for _ in 0..<3000 {
            let bytes =
                Array(repeating: UInt8(ascii: "a"), count: random.below(18))
                + (0..<random.below(7)).map { _ in edges[random.below(edges.count)] }
            #expect(isValid(bytes) == (String(validating: bytes, as: UTF8.self) != nil), "seed \(seed), \(bytes)")
        }
    }

    @Test(arguments: [
        ("", 0), ("plain", 5), ("a\u{e9}", 3),
    ])
    func wellFormedTextHasNoInvalidByte(_ text: String, _ count: Int) {
        #expect(Array(text.utf8).withUnsafeBufferPointer { firstInvalidUTF8($0) } == count)
    }

    @Test(arguments: [0, 1, 6, 7, 8, 9, 15, 16, 17])
    func theFirstInvalidByteIsFound(_ place: Int) {
        var bytes = Array(repeating: UInt8(ascii: "a"), count: 20)
        bytes[place] = 0xff
        #expect(bytes.withUnsafeBufferPointer { firstInvalidUTF8($0) } == place)
    }

    @Test func hexadecimalGoesBothWays() {
        let all = Array(UInt8.min...UInt8.max)
        let text = hexadecimal(all)
        #expect(text.hasPrefix("000102") && text.hasSuffix("fdfeff") && text.utf8.count == 512)
        #expect(bytes(hexadecimal: text) == all && bytes(hexadecimal: text.uppercased()) == all)
        #expect(bytes(hexadecimal: "") == [])
        for wrong in ["0", "0g", "000", " 00", "0x00", "é", "00é"] { #expect(bytes(hexadecimal: wrong) == nil, "\(wrong)") }
        for byte in all {
            let expected = Int(String(UnicodeScalar(byte)), radix: 16)
            #expect(hexadecimalDigit(byte).map(Int.init) == expected, "\(byte)")
        }
    }

    /// A byte outside ASCII is found at every place of a text, short or long.
    @Test func asciiIsTold() {
        for count in [0, 1, 31, 32, 33, 100] {
            var bytes = [UInt8](repeating: 0x7f, count: count)
            #expect(bytes.withUnsafeBufferPointer { isASCII($0) })
            for place in 0..<count {
                bytes[place] = 0x80
                #expect(!bytes.withUnsafeBufferPointer { isASCII($0) })
                bytes[place] = 0
            }
        }
    }
}
