/// `has_any` and `has_all`: several needles, each matched as `has` does.
///
/// Needles that are one term are looked up: the text is cut into terms once, and each term is found or not in a table,
/// however many needles there are. The others are searched for one by one.
struct TermListMatcher: Sendable {
    private let all: Bool
    /// Single terms in lower case.
    private var terms = ByteKeyTable()
    private var shortest = Int.max
    private var longest = 0
    private var others: [TextMatcher] = []
    /// Something among the needles matches every text: `""`, or a null for `has_any`.
    private var matchesEverything = false

    init(_ candidates: [Value], all: Bool) {
        self.all = all
        for candidate in candidates {
            if candidate.isNull {
                if !all { matchesEverything = true }
                continue
            }
            add(candidate.text)
        }
    }

    private mutating func add(_ text: String) {
        if text.isEmpty {
            if !all { matchesEverything = true }
            return
        }
        var folded = text.lowercased()
        let isTerm = folded.utf8.allSatisfy { $0 < 0x80 && TermBoundary.isTermByte[Int($0)] }
        guard isTerm else {
            others.append(TextMatcher(.has, text, isCased: false))
            return
        }
        shortest = min(shortest, folded.utf8.count)
        longest = max(longest, folded.utf8.count)
        _ = folded.withUTF8 { terms.number(of: $0) }
    }

    func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        if all { return hasAllTerms(text) && others.allSatisfy { $0.matches(text) } }
        return matchesEverything || hasAnyTerm(text) || others.contains { $0.matches(text) }
    }

    private func hasAnyTerm(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard terms.count > 0 else { return false }
        return eachTerm(of: text) { _ in true }
    }

    private func hasAllTerms(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard terms.count > 0 else { return true }
        var found = Set<Int>()
        return eachTerm(of: text) { number in
            found.insert(number)
            return found.count == terms.count
        }
    }

    /// Calls the body with the number of each needle that is a term of the text, until it answers true.
    private func eachTerm(of text: UnsafeBufferPointer<UInt8>, _ body: (Int) -> Bool) -> Bool {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: longest) { folded in
            var index = 0
            while index < text.count {
                while index < text.count, !TermBoundary.isTerm(at: index, in: text) { index += 1 }
                let start = index
                var isASCII = true
                while index < text.count, TermBoundary.isTerm(at: index, in: text) || text[index] & 0xc0 == 0x80 && index > start
                {
                    if text[index] >= 0x80 { isASCII = false }
                    index += 1
                }
                let length = index - start
                guard isASCII, length >= shortest, length <= longest else { continue }
                for offset in 0..<length { folded[offset] = Needle.lower(text[start + offset]) }
                if let number = terms.find(UnsafeBufferPointer(rebasing: folded[..<length])), body(number) { return true }
            }
            return false
        }
    }
}
