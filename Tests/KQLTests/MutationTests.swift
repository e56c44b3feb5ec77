import KQL
import Testing

/// Damaged queries: whatever is done to a text, the parser comes back, its places lie in the text, and the engine either
/// answers or says why not.
@Suite struct MutationTests {
    @Test(arguments: [UInt64(1), 2, 3, 4])
    func damagedQueriesAreSurvived(seed: UInt64) {
        var random = SplitMix(state: seed)
        var limits = QueryLimits()
        limits.seconds = 2
        limits.intermediateRows = 10_000
        let engine = Engine(limits: limits)
        let queries = QueryCase.all.map { Array($0.query.utf8) }
        for _ in 0..<400 {
            var bytes = queries[Int(random.next() % UInt64(queries.count))]
            let other = queries[Int(random.next() % UInt64(queries.count))]
            for _ in 0...Int(random.next() % 4) { MutationTests.damage(&bytes, other, &random) }
            let text = String(decoding: bytes, as: UTF8.self)
            let parsed = Parser.parse(text)
            for error in parsed.errors {
                guard let span = error.span else { continue }
                #expect(0 <= span.start && span.start <= span.end && span.end <= text.utf8.count, "seed \(seed): \(text)")
            }
            do {
                _ = try engine.run(text)
            } catch let error as QueryError {
                if let span = error.span { #expect(span.end <= text.utf8.count, "seed \(seed): \(text)") }
            } catch {
                Issue.record("seed \(seed): \(error) for \(text)")
            }
        }
    }

    private static let signs = Array("()[]{}|,;:.=<>\"'@ \\*-0".utf8)

    private static func damage(_ bytes: inout [UInt8], _ other: [UInt8], _ random: inout SplitMix) {
        guard !bytes.isEmpty else { return }
        let place = Int(random.next() % UInt64(bytes.count))
        switch random.next() % 5 {
        case 0: bytes.remove(at: place)
        case 1: bytes.insert(UInt8(truncatingIfNeeded: random.next()), at: place)
        case 2: bytes[place] = signs[Int(random.next() % UInt64(signs.count))]
        case 3: bytes.removeSubrange(place..<min(bytes.count, place + Int(random.next() % 20)))
        default:
            let start = Int(random.next() % UInt64(other.count))
            bytes.insert(contentsOf: other[start..<min(other.count, start + 30)], at: place)
        }
    }
}

/// A seeded generator: the same numbers each time.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ word >> 30) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ word >> 27) &* 0x94d0_49bb_1331_11eb
        return word ^ word >> 31
    }
}
