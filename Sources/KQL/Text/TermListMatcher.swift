/// `has_any` and `has_all`: several needles, each matched as `has` does.
///
/// A few needles are searched for one by one. Of many, those that are one term are looked up: the text is cut into terms
/// once, and each term is found or not in a table, however many needles there are.
struct TermListMatcher: Sendable {
    /// The most needles that are searched for one by one: cutting a text into terms takes as long as that many searches.
    static let few = 12

    private let all: Bool
    private var terms = TermTable()
    private var others: [TextMatcher] = []
    /// Something among the needles matches every text: `""`, or a null for `has_any`.
    private var matchesEverything = false

    init(_ candidates: [Value], all: Bool) {
        self.all = all
        matchesEverything = !all && candidates.contains { $0.isNull || $0.text.isEmpty }
        let needles = candidates.filter { !$0.isNull }.map(\.text).filter { !$0.isEmpty }
        for needle in needles where needles.count <= TermListMatcher.few || !terms.add(needle) {
            others.append(TextMatcher(.has, needle, isCased: false))
        }
    }

    func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        if all { return terms.areAll(in: text) && others.allSatisfy { $0.matches(text) } }
        return matchesEverything || others.contains { $0.matches(text) } || terms.isAny(in: text)
    }

    /// Tests many texts: each needle goes through all of them before the next, so that it is taken up once.
    func mark(_ texts: UnsafeBufferPointer<UnsafeBufferPointer<UInt8>>, _ answers: UnsafeMutablePointer<Bool>) {
        let undecided = all
        for row in texts.indices { answers[row] = undecided || matchesEverything }
        if matchesEverything { return }
        for needle in others {
            for row in texts.indices where answers[row] == undecided { answers[row] = needle.matches(texts[row]) }
        }
        guard !terms.isEmpty else { return }
        for row in texts.indices where answers[row] == undecided {
            answers[row] = all ? terms.areAll(in: texts[row]) : terms.isAny(in: texts[row])
        }
    }
}

/// Terms to find in texts, in lower case.
private struct TermTable: Sendable {
    private var terms = ByteKeyTable()
    private var shortest = Int.max
    private var longest = 0

    var isEmpty: Bool { terms.count == 0 }

    /// - Returns: whether it is one term of ASCII; others are not added.
    mutating func add(_ text: String) -> Bool {
        var folded = text.lowercased()
        guard folded.utf8.allSatisfy({ $0 < 0x80 && TermBoundary.isTermByte[Int($0)] }) else { return false }
        shortest = min(shortest, folded.utf8.count)
        longest = max(longest, folded.utf8.count)
        _ = folded.withUTF8 { terms.number(of: $0) }
        return true
    }

    func isAny(in text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard !isEmpty else { return false }
        return eachTerm(of: text) { _ in true }
    }

    func areAll(in text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard !isEmpty else { return true }
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
