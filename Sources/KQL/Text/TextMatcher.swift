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

    /// Whether texts that lie behind each other can be searched as one.
    var searchesRuns: Bool {
        guard needle.isPlain, !needle.bytes.isEmpty else { return false }
        return kind != .equals && kind != .startsWith && kind != .endsWith
    }

    /// Marks the texts of a run that match. The run's bytes are searched in one go, so that texts without a hit, which are
    /// most, cost nothing but their length.
    func mark(_ strings: BorrowedStrings, _ run: Range<Int>, into flags: inout [Bool]) {
        let bytes = UnsafeBufferPointer(rebasing: strings.bytes[..<strings.offsets[run.upperBound]])
        var position = strings.offsets[run.lowerBound]
        var row = run.lowerBound
        while let hit = needle.find(in: bytes, from: position) {
            while strings.offsets[row + 1] <= hit { row += 1 }
            let start = strings.offsets[row]
            let end = strings.offsets[row + 1]
            let text = UnsafeBufferPointer(rebasing: bytes[start..<end])
            if hit + needle.bytes.count <= end, isWhole(text, at: hit - start) {
                flags[row - run.lowerBound] = true
                position = end
            } else {
                position = hit + 1
            }
        }
    }

    /// Whether the boundaries that the test asks for are there.
    private func isWhole(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        let atStart = (kind == .has || kind == .hasPrefix) && needle.startsWithTerm
        let atEnd = (kind == .has || kind == .hasSuffix) && needle.endsWithTerm
        if atStart, TermBoundary.isTerm(before: index, in: text) { return false }
        return !atEnd || !TermBoundary.isTerm(at: index + needle.bytes.count, in: text)
    }

    private func test(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        switch kind {
        case .equals: text.count == needle.bytes.count && needle.matches(text, at: 0)
        case .contains: needle.find(in: text) != nil
        case .startsWith: needle.matches(text, at: 0)
        case .endsWith: needle.matches(text, at: text.count - needle.bytes.count)
        case .has, .hasPrefix, .hasSuffix: hasTerm(text)
        }
    }

    /// Whether the needle stands somewhere with the boundaries of a term on the sides that need one.
    private func hasTerm(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        if needle.bytes.isEmpty { return true }
        var start = 0
        while let index = needle.find(in: text, from: start) {
            if isWhole(text, at: index) { return true }
            start = index + 1
        }
        return false
    }
}
