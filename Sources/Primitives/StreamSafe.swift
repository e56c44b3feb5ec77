/// Text on which comparing and hashing take time in proportion to its length (UAX #15, Stream-Safe Text Format).
///
/// Equality of texts goes by canonical order, for which the marks behind a letter are sorted. A text of nothing but marks makes
/// that quadratic, and whoever sends one holds a thread up for minutes. So a joiner that is not seen (U+034F) is put behind each
/// 30 marks where text comes from outside, as the annex says; text that people write has none of that length.
public enum StreamSafe {
    /// Marks without a letter between them, at most.
    public static let longestRun = 30

    /// The text with its joiners; `nil` where it needs none.
    public static func bytes(_ bytes: some Collection<UInt8>) -> [UInt8]? {
        guard bytes.withContiguousStorageIfAvailable(isSuspicious) ?? Array(bytes).withUnsafeBufferPointer(isSuspicious) else {
            return nil
        }
        var (safe, run, isChanged) = (String.UnicodeScalarView(), 0, false)
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            run = isMark(scalar) ? run + 1 : 0
            if run > longestRun {
                safe.append("\u{34f}")
                (run, isChanged) = (1, true)
            }
            safe.append(scalar)
        }
        return isChanged ? Array(String(safe).utf8) : nil
    }

    /// The text with its joiners.
    public static func text(_ text: String) -> String {
        bytes(text.utf8).map { String(decoding: $0, as: UTF8.self) } ?? text
    }

    public static func isSafe(_ text: String) -> Bool { bytes(text.utf8) == nil }

    /// Whether bytes outside ASCII follow each other so long that they can be too many marks, of two bytes or more each.
    private static func isSuspicious(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let raw = UnsafeRawBufferPointer(bytes)
        guard raw.count > 2 * longestRun else { return false }
        var (run, place) = (0, 0)
        while place < raw.count {
            // Eight bytes of ASCII at a time.
            if run == 0, place + 8 <= raw.count,
                raw.loadUnaligned(fromByteOffset: place, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
            {
                place += 8
                continue
            }
            run = raw[place] < 0x80 ? 0 : run + 1
            if run > 2 * longestRun { return true }
            place += 1
        }
        return false
    }

    /// Three marks of Tibetan are no marks by their class and become some when they are taken apart.
    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x300
            && (scalar.properties.canonicalCombiningClass != .notReordered || [0xf73, 0xf75, 0xf81].contains(scalar.value))
    }
}
