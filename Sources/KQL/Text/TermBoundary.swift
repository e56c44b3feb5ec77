/// A term is a run of letters and digits of any script; everything else, the underscore too, stands between terms.
enum TermBoundary {
    /// For bytes below 128.
    static let isTermByte: [Bool] = (0..<256).map { byte in
        let byte = UInt8(byte)
        return (byte | 0x20) &- 97 < 26 || byte &- 48 < 10
    }

    /// Whether a letter or digit ends right before a byte.
    @inline(__always)
    static func isTerm(before index: Int, in text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard index > 0 else { return false }
        let byte = text[index - 1]
        if byte < 0x80 { return (byte | 0x20) &- 97 < 26 || byte &- 48 < 10 }
        var start = index - 1
        while start > 0, text[start] & 0xc0 == 0x80 { start -= 1 }
        return isTermScalar(at: start, in: text)
    }

    /// Whether a letter or digit begins at a byte.
    @inline(__always)
    static func isTerm(at index: Int, in text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard index < text.count else { return false }
        let byte = text[index]
        if byte < 0x80 { return (byte | 0x20) &- 97 < 26 || byte &- 48 < 10 }
        return isTermScalar(at: index, in: text)
    }

    private static func isTermScalar(at index: Int, in text: UnsafeBufferPointer<UInt8>) -> Bool {
        let end = min(text.count, index + 4)
        let scalar = String(decoding: UnsafeBufferPointer(rebasing: text[index..<end]), as: UTF8.self).unicodeScalars.first
        guard let properties = scalar?.properties else { return false }
        return properties.isAlphabetic || properties.numericType != nil
    }
}
