internal import CRE2

/// A compiled regular expression. RE2 searches in time linear in the text, so no pattern can stop the engine; it has
/// neither lookaround nor back references, nor has Kusto.
final class Pattern: Sendable {
    /// What a pattern's automaton may take in memory.
    static let memory: Int64 = 32 << 20

    // RE2 objects may be used by many threads at once, and this one is never changed.
    nonisolated(unsafe) private let pattern: OpaquePointer
    let groupCount: Int

    /// - Throws: `QueryError` with RE2's reason.
    init(_ text: String, ignoresCase: Bool = false) throws {
        var rewritten = try PatternRewriter.unicode(text)
        var reason = [CChar](repeating: 0, count: 256)
        let capacity = reason.count
        let compiled = rewritten.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { bytes in
                cre2_compile(bytes.baseAddress, bytes.count, ignoresCase ? 1 : 0, Pattern.memory, &reason, capacity)
            }
        }
        guard let compiled else {
            let message = String(decoding: reason.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            throw QueryError(.binding, "the regular expression '\(text)' cannot be read: \(message)")
        }
        pattern = compiled
        groupCount = Int(cre2_group_count(compiled))
    }

    deinit { cre2_release(pattern) }

    /// The number of a group by its name.
    func group(named name: String) -> Int? {
        let number = cre2_group_named(pattern, name)
        return number < 0 ? nil : Int(number)
    }

    /// Whether there is a match anywhere.
    func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        text.withMemoryRebound(to: CChar.self) { cre2_search(pattern, $0.baseAddress, $0.count, 0, nil, 0) == 1 }
    }

    /// The first match from a byte on: the ranges of the whole and of each group, `nil` for one that took no part.
    func search(_ text: UnsafeBufferPointer<UInt8>, from start: Int = 0) -> [Range<Int>?]? {
        var spans = [cre2_span](repeating: cre2_span(start: -1, end: -1), count: groupCount + 1)
        let count = CInt(spans.count)
        let found = text.withMemoryRebound(to: CChar.self) {
            cre2_search(pattern, $0.baseAddress, $0.count, start, &spans, count)
        }
        guard found == 1 else { return nil }
        return spans.map { $0.start < 0 ? nil : Int($0.start)..<Int($0.end) }
    }

    /// Calls the body with each match in turn; matches do not overlap. It ends when the body answers false.
    func eachMatch(_ text: UnsafeBufferPointer<UInt8>, _ body: ([Range<Int>?]) -> Bool) {
        var start = 0
        while start <= text.count, let match = search(text, from: start), let whole = match[0] {
            guard body(match) else { return }
            start = whole.isEmpty ? Pattern.next(whole.upperBound, in: text) : whole.upperBound
        }
    }

    /// The start of the character after the one at a byte.
    static func next(_ index: Int, in text: UnsafeBufferPointer<UInt8>) -> Int {
        var index = index + 1
        while index < text.count, text[index] & 0xc0 == 0x80 { index += 1 }
        return index
    }
}

extension String {
    @inline(__always)
    func bytes<R>(_ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R {
        var copy = self
        return try copy.withUTF8(body)
    }
}
