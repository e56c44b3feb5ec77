/// A text that is looked for in others, prepared once.
struct Needle: Sendable {
    /// Folded to lower case where case does not count.
    let bytes: [UInt8]
    let isCased: Bool
    /// Whether it can be compared byte by byte. Case outside ASCII needs Unicode's rules, which are slow.
    let isPlain: Bool
    /// Whether a term would go on at the needle's edges.
    let startsWithTerm: Bool
    let endsWithTerm: Bool
    /// Two bytes that a candidate has to have, each in both its cases where case does not count.
    private let lead: (UInt8, UInt8)
    private let tail: (UInt8, UInt8)

    init(_ text: String, isCased: Bool) {
        self.isCased = isCased
        isPlain = isCased || text.utf8.allSatisfy { $0 < 0x80 }
        bytes = Array(isCased ? text.utf8 : text.lowercased().utf8)
        (startsWithTerm, endsWithTerm) = bytes.withUnsafeBufferPointer {
            (TermBoundary.isTerm(at: 0, in: $0), TermBoundary.isTerm(before: $0.count, in: $0))
        }
        func cases(_ byte: UInt8) -> (UInt8, UInt8) { (byte, !isCased && byte &- 97 < 26 ? byte ^ 0x20 : byte) }
        (lead, tail) = (cases(bytes.first ?? 0), cases(bytes.last ?? 0))
    }

    /// Runs the body on the text as it has to be compared: itself, or lower case where the needle needs Unicode's rules.
    @inline(__always)
    func prepare<R>(_ text: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
        if isPlain { return body(text) }
        var folded = text.text.lowercased()
        return folded.withUTF8(body)
    }

    /// Whether the needle stands at a byte of the text.
    @inline(__always)
    func matches(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        guard index >= 0, index + bytes.count <= text.count else { return false }
        return bytes.withUnsafeBufferPointer { needle in
            if isCased {
                for offset in 0..<needle.count where text[index + offset] != needle[offset] { return false }
            } else {
                for offset in 0..<needle.count where Needle.lower(text[index + offset]) != needle[offset] { return false }
            }
            return true
        }
    }

    /// The first place of the needle from a byte on; `nil` where there is none. Thirty-two places are looked at together:
    /// only where the needle's first and last byte stand at the right distance, the bytes between are compared.
    func find(in text: UnsafeBufferPointer<UInt8>, from start: Int = 0) -> Int? {
        guard !bytes.isEmpty else { return start <= text.count ? start : nil }
        guard let base = UnsafeRawPointer(text.baseAddress) else { return nil }
        let distance = bytes.count - 1
        let last = text.count - bytes.count
        var index = start
        typealias Block = SIMD32<UInt8>
        // Comparing and joining masks are single instructions; `&` of two blocks is a loop over their bytes.
        let leads = (Block(repeating: lead.0), Block(repeating: lead.1))
        let tails = (Block(repeating: tail.0), Block(repeating: tail.1))
        while last - start >= 31 {
            let first = base.loadUnaligned(fromByteOffset: index, as: Block.self)
            let second = base.loadUnaligned(fromByteOffset: index + distance, as: Block.self)
            let candidates = ((first .== leads.0) .| (first .== leads.1)) .& ((second .== tails.0) .| (second .== tails.1))
            if let place = match(among: candidates, text, from: index) { return place }
            if index == last - 31 { return nil }
            // The last block ends with the text, and overlaps the one before it.
            index = min(index + 32, last - 31)
        }
        while index <= last {
            if isCandidate(text, index, distance), matches(text, at: index) { return index }
            index += 1
        }
        return nil
    }

    /// The first of a block's candidates where the needle stands. Asking `any` of a mask would look at its bytes one by one.
    @inline(__always)
    private func match(among candidates: SIMDMask<SIMD32<Int8>>, _ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        // A mask is 32 bytes, each 0 or 255, whatever they are called.
        let words = unsafeBitCast(candidates, to: SIMD4<UInt64>.self)
        guard words[0] | words[1] | words[2] | words[3] != 0 else { return nil }
        for part in 0..<4 {
            var word = words[part]
            while word != 0 {
                let place = word.trailingZeroBitCount >> 3
                if matches(text, at: start + part * 8 + place) { return start + part * 8 + place }
                word &= ~(0xff << UInt64(place * 8))
            }
        }
        return nil
    }

    @inline(__always)
    private func isCandidate(_ text: UnsafeBufferPointer<UInt8>, _ place: Int, _ distance: Int) -> Bool {
        (text[place] == lead.0 || text[place] == lead.1)
            && (text[place + distance] == tail.0 || text[place + distance] == tail.1)
    }

    /// Lower case of ASCII, other bytes as they are.
    @inline(__always)
    static func lower(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte | 0x20 : byte }
}
