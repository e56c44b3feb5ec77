/// One of the language's tests of a text against a needle.
struct TextMatcher: Sendable {
    enum Kind: Sendable {
        case equals, contains, startsWith, endsWith
        /// The needle as whole terms; where it has other signs inside, they have to be there as well.
        case has
        /// A term begins, or ends, with the needle.
        case hasPrefix, hasSuffix
    }

    let kind: Kind
    let needle: Needle

    init(_ kind: Kind, _ text: String, isCased: Bool) {
        self.kind = kind
        needle = Needle(text, isCased: isCased)
    }

    @inline(__always)
    func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        needle.prepare(text) { test($0) }
    }

    private func test(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        switch kind {
        case .equals: text.count == needle.bytes.count && needle.matches(text, at: 0)
        case .contains: needle.find(in: text) != nil
        case .startsWith: needle.matches(text, at: 0)
        case .endsWith: needle.matches(text, at: text.count - needle.bytes.count)
        case .has: hasTerm(text, atStart: needle.startsWithTerm, atEnd: needle.endsWithTerm)
        case .hasPrefix: hasTerm(text, atStart: needle.startsWithTerm, atEnd: false)
        case .hasSuffix: hasTerm(text, atStart: false, atEnd: needle.endsWithTerm)
        }
    }

    /// Whether the needle stands somewhere with the boundaries of a term on the sides that need one.
    private func hasTerm(_ text: UnsafeBufferPointer<UInt8>, atStart: Bool, atEnd: Bool) -> Bool {
        if needle.bytes.isEmpty { return true }
        var start = 0
        while let index = needle.find(in: text, from: start) {
            let isStart = !atStart || !TermBoundary.isTerm(before: index, in: text)
            if isStart, !atEnd || !TermBoundary.isTerm(at: index + needle.bytes.count, in: text) { return true }
            start = index + 1
        }
        return false
    }
}
