#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A text that is looked for in others, prepared once.
struct Needle: Sendable {
    /// Folded to lower case where case does not count.
    let bytes: [UInt8]
    let isCased: Bool
    /// Case outside ASCII needs Unicode's rules, which are slow; most needles do without.
    private let isASCII: Bool
    /// Whether a term would go on at the needle's edges.
    let startsWithTerm: Bool
    let endsWithTerm: Bool
    /// The byte that is searched for first, and its other case.
    private let lead: UInt8
    private let otherLead: UInt8

    init(_ text: String, isCased: Bool) {
        self.isCased = isCased
        isASCII = text.utf8.allSatisfy { $0 < 0x80 }
        bytes = Array(isCased ? text.utf8 : text.lowercased().utf8)
        (startsWithTerm, endsWithTerm) = bytes.withUnsafeBufferPointer {
            (TermBoundary.isTerm(at: 0, in: $0), TermBoundary.isTerm(before: $0.count, in: $0))
        }
        lead = bytes.first ?? 0
        otherLead = isCased || lead &- 97 >= 26 ? lead : lead - 32
    }

    /// Runs the body on the text as it has to be compared: itself, or lower case where the needle needs Unicode's rules.
    @inline(__always)
    func prepare<R>(_ text: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
        if isCased || isASCII { return body(text) }
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
                for offset in 0..<needle.count where Needle.lower[Int(text[index + offset])] != needle[offset] { return false }
            }
            return true
        }
    }

    /// The first place of the needle from a byte on; `nil` where there is none.
    func find(in text: UnsafeBufferPointer<UInt8>, from start: Int = 0) -> Int? {
        guard !bytes.isEmpty else { return start <= text.count ? start : nil }
        guard let base = text.baseAddress else { return nil }
        var index = start
        let last = text.count - bytes.count
        while index <= last {
            if lead == otherLead {
                guard let hit = memchr(base + index, CInt(lead), last - index + 1) else { return nil }
                index = UnsafeRawPointer(hit) - UnsafeRawPointer(base)
            } else {
                while index <= last, base[index] != lead, base[index] != otherLead { index += 1 }
                if index > last { return nil }
            }
            if matches(text, at: index) { return index }
            index += 1
        }
        return nil
    }

    /// Lower case of ASCII, other bytes as they are.
    static let lower: [UInt8] = (0..<256).map { byte in (65...90).contains(byte) ? UInt8(byte + 32) : UInt8(byte) }
}
