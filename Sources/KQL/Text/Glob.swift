/// Patterns in which some signs stand for any text.
enum Glob {
    /// Linear in text times pattern: on a mismatch it goes back to the last sign that stands for anything.
    static func matches(_ text: ArraySlice<UInt8>, _ pattern: ArraySlice<UInt8>, any: [UInt8] = [UInt8(ascii: "*")]) -> Bool {
        var (t, p) = (text.startIndex, pattern.startIndex)
        var retry: (t: Int, p: Int)?
        while t < text.endIndex {
            if p < pattern.endIndex, any.contains(pattern[p]) {
                p += 1
                retry = (t, p)
            } else if p < pattern.endIndex, pattern[p] == text[t] {
                (t, p) = (t + 1, p + 1)
            } else if let last = retry {
                retry = (last.t + 1, last.p)
                (t, p) = (last.t + 1, last.p)
            } else {
                return false
            }
        }
        return pattern[p...].allSatisfy(any.contains)
    }

    static func matches(_ text: String, _ pattern: String) -> Bool {
        matches(Array(text.utf8)[...], Array(pattern.utf8)[...])
    }
}
