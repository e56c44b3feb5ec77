import KQL
import Testing

/// The fast search over runs of texts answers as the plain definition does.
@Suite struct TextSearchTests {
    @Test(arguments: [UInt64(11), 12, 13])
    func searchesAgreeWithTheirDefinition(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        let signs = Array("abAB1_ -.éß")
        func text(_ longest: UInt64) -> String {
            String((0..<random.next() % longest).map { _ in signs[Int(random.next() % UInt64(signs.count))] })
        }
        for _ in 0..<60 {
            let needle = text(5)
            let texts = (0..<200).map { _ in text(random.next() % 8 == 0 ? 90 : 12) }
            let table = Table(Schema([Field("s", .string)]), [Column(.string, .strings(StringBuffer(texts)))], count: texts.count)
            let engine = Engine(provider: MemoryTables(["T": table]))
            for (word, holds) in TextSearchTests.definitions {
                let found = try engine.run("T | where s \(word) \"\(needle)\" | project s")
                let rows = (0..<found.count).map { found.row($0)[0] }
                let expected = texts.filter { holds($0, needle) }.map(Value.string)
                #expect(rows == expected, "seed \(seed): \(word) '\(needle)'")
            }
        }
    }

    private static let definitions: [(String, @Sendable (String, String) -> Bool)] = [
        ("contains", { $1.isEmpty || $0.lowercased().contains($1.lowercased()) }),
        ("contains_cs", { $1.isEmpty || $0.contains($1) }),
        ("startswith", { $0.lowercased().hasPrefix($1.lowercased()) }),
        ("endswith", { $0.lowercased().hasSuffix($1.lowercased()) }),
        ("has", { text, needle in hasTerm(Array(text.lowercased()), Array(needle.lowercased())) }),
        ("has_cs", { text, needle in hasTerm(Array(text), Array(needle)) }),
    ]

    private static func hasTerm(_ text: [Character], _ needle: [Character]) -> Bool {
        guard let first = needle.first, let last = needle.last else { return true }
        let isTerm = { (sign: Character) in sign.isLetter || sign.isNumber }
        guard text.count >= needle.count else { return false }
        return (0...(text.count - needle.count)).contains { start in
            let end = start + needle.count
            guard Array(text[start..<end]) == needle else { return false }
            let isOpenBefore = start > 0 && isTerm(first) && isTerm(text[start - 1])
            let isOpenAfter = end < text.count && isTerm(last) && isTerm(text[end])
            return !isOpenBefore && !isOpenAfter
        }
    }
}
