import Ingestion
import Testing

@Suite struct SyslogFramingTests {
    /// Feeds the bytes in parts of one size.
    private func messages(_ bytes: [UInt8], limit: Int = 64, part: Int) -> [SyslogFraming.Message] {
        var framing = SyslogFraming(largestMessage: limit)
        var messages: [SyslogFraming.Message] = []
        for start in stride(from: 0, to: bytes.count, by: part) {
            framing.feed(bytes[start..<min(start + part, bytes.count)], into: &messages)
        }
        framing.finish(into: &messages)
        return messages
    }

    private func texts(_ messages: [SyslogFraming.Message]) -> [String] {
        messages.map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    @Test(arguments: [1, 2, 3, 7, 1000])
    func bothFramingsOnOneConnection(part: Int) {
        let bytes = Array("<13>first\n11 <13>sec\nond<13>third\r\n9 <13>forth\n10 not counted\n007 <13>x\n\n<13>partial".utf8)
        #expect(
            texts(messages(bytes, part: part)) == [
                "<13>first", "<13>sec\nond", "<13>third", "<13>forth", "10 not counted", "007 <13>x", "<13>partial",
            ])
    }

    @Test(arguments: [1, 5, 1000])
    func tooLongMessagesAreCutAndTheNextIsWhole(part: Int) {
        let long = "<13>" + String(repeating: "x", count: 100)
        let found = messages(Array("\(long)\n104 \(long)<13>next\n".utf8), part: part)
        #expect(found.map(\.isCut) == [true, true, false])
        #expect(found.map(\.bytes.count) == [64, 64, 8])
        #expect(texts(found).last == "<13>next")
    }

    @Test func aCountedMessageThatBreaksOff() {
        #expect(texts(messages(Array("50 <13>broken".utf8), part: 4)) == ["<13>broken"])
        #expect(texts(messages(Array("50".utf8), part: 1)) == ["50"])
        #expect(messages([], part: 1).isEmpty)
    }

    /// However the bytes arrive, the messages are the same.
    @Test func randomBytesInRandomParts() {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededRandom(seed)
        for _ in 0..<300 {
            let alphabet = Array("<>0123456789 \n\r\u{0}ab".utf8)
            let bytes = (0..<Int(random.next() % 200)).map { _ in alphabet[Int(random.next() % UInt64(alphabet.count))] }
            let whole = messages(bytes, limit: 20, part: 1000)
            #expect(messages(bytes, limit: 20, part: 1 + Int(random.next() % 9)) == whole, "seed \(seed)")
        }
    }

    private struct SeededRandom {
        private var state: UInt64

        init(_ seed: UInt64) { state = seed }

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33
        }
    }
}
