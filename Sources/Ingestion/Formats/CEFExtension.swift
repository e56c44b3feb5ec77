/// The part of a CEF event behind the header: `key=value` with blanks between, where a value may hold blanks itself. A
/// value therefore ends before the last word that stands in front of the next `=`.
enum CEFExtension {
    static func fields(in rest: ArraySlice<UInt8>) -> EventFields {
        var fields = EventFields()
        let bytes = Array(rest)
        let starts = keyRanges(bytes)
        for (index, key) in starts.enumerated() {
            let end = index + 1 < starts.count ? starts[index + 1].lowerBound : bytes.count
            fields.set(String(decoding: bytes[key], as: UTF8.self), value(bytes[(key.upperBound + 1)..<end]))
        }
        return fields
    }

    /// Where the keys stand: words of letters, digits and a few signs directly in front of an `=` that is not escaped,
    /// at the start or behind a blank.
    private static func keyRanges(_ bytes: [UInt8]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var wordStart = 0
        var isWord = true
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                (wordStart, isWord) = (index + 1, true)
            case UInt8(ascii: "="):
                if isWord, index > wordStart { ranges.append(wordStart..<index) }
                isWord = false
            case UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "["), UInt8(ascii: "]"): break
            default: isWord = isWord && (byte &- 48 < 10 || isLetter(byte))
            }
        }
        return ranges
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
    }

    /// Resolves `\=`, `\\`, `\n` and `\r`, and drops the blanks before the next key.
    private static func value(_ bytes: ArraySlice<UInt8>) -> String {
        var result: [UInt8] = []
        var isEscaped = false
        for byte in bytes {
            if isEscaped {
                isEscaped = false
                switch byte {
                case UInt8(ascii: "n"): result.append(0x0a)
                case UInt8(ascii: "r"): result.append(0x0d)
                case UInt8(ascii: "="), UInt8(ascii: "\\"), UInt8(ascii: "|"): result.append(byte)
                default: result += [UInt8(ascii: "\\"), byte]
                }
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else {
                result.append(byte)
            }
        }
        if isEscaped { result.append(UInt8(ascii: "\\")) }
        while let last = result.last, last <= 0x20 { result.removeLast() }
        return String(decoding: result, as: UTF8.self)
    }

    /// The custom keys (`cs1`, `cn2`, ...) under the names that their labels give them.
    static func labelled(_ fields: EventFields) -> [(label: String, value: String)] {
        fields.keys.filter { $0.hasSuffix("Label") }.compactMap { key in
            let value = fields.text(String(key.dropLast("Label".count)))
            return value.isEmpty ? nil : (fields.text(key), value)
        }
    }

    static func isLabelled(_ key: String, _ fields: EventFields) -> Bool {
        key.hasSuffix("Label") || !fields.text("\(key)Label").isEmpty
    }
}
