/// The value of a hexadecimal digit, or `nil`.
@inlinable
public func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
}

/// Whether the bytes are ASCII. All of them are looked at, 32 at a time.
public func isASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let raw = UnsafeRawBufferPointer(bytes)
    var (index, seen): (Int, UInt64) = (0, 0)
    while index + 32 <= raw.count {
        for word in 0..<4 { seen |= raw.loadUnaligned(fromByteOffset: index + 8 * word, as: UInt64.self) }
        index += 32
    }
    while index < raw.count {
        seen |= UInt64(raw[index])
        index += 1
    }
    return seen & 0x8080_8080_8080_8080 == 0
}

/// Whether the bytes are well-formed UTF-8 (no overlong forms, no surrogates). ASCII is passed eight bytes at a time.
public func isValidUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    firstInvalidUTF8(bytes) == bytes.count
}

/// The offset of the first byte that is not part of well-formed UTF-8; the count where all is well.
public func firstInvalidUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var index = 0
    while index < bytes.count {
        if index + 8 <= bytes.count, asciiWord(bytes, at: index) {
            index += 8
            continue
        }
        let length = utf8SequenceLength(bytes, at: index)
        if length == 0 { return index }
        index += length
    }
    return index
}

private func asciiWord(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    guard let base = bytes.baseAddress else { return false }
    let word = UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)
    return word & 0x8080_8080_8080_8080 == 0
}

/// The length of the well-formed sequence that starts at `index`, or 0. The bounds of the second byte are those of
/// table 3-7 of the Unicode Standard.
private func utf8SequenceLength(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    let first = bytes[index]
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xbf
    switch first {
    case 0x00...0x7f: return 1
    case 0xc2...0xdf: length = 2
    case 0xe0: (length, second) = (3, 0xa0...0xbf)
    case 0xed: (length, second) = (3, 0x80...0x9f)
    case 0xe1...0xef: length = 3
    case 0xf0: (length, second) = (4, 0x90...0xbf)
    case 0xf1...0xf3: length = 4
    case 0xf4: (length, second) = (4, 0x80...0x8f)
    default: return 0
    }
    guard index + length <= bytes.count, second.contains(bytes[index + 1]) else { return 0 }
    for offset in 2..<max(2, length) where bytes[index + offset] & 0xc0 != 0x80 { return 0 }
    return length
}

/// Lower-case hexadecimal digits, two a byte.
public func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    func digit(_ value: UInt8) -> UInt8 { value < 10 ? 48 + value : 87 + value }
    var text: [UInt8] = []
    text.reserveCapacity(2 * bytes.underestimatedCount)
    for byte in bytes {
        text.append(digit(byte >> 4))
        text.append(digit(byte & 15))
    }
    return String(decoding: text, as: UTF8.self)
}

/// The bytes that hexadecimal digits stand for; `nil` where the text is not pairs of digits.
public func bytes(hexadecimal text: String) -> [UInt8]? {
    let digits = text.utf8.map(hexadecimalDigit)
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: digits.count, by: 2) {
        guard let high = digits[index], let low = digits[index + 1] else { return nil }
        bytes.append(high << 4 | low)
    }
    return bytes
}
