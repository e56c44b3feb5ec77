internal import Primitives

/// Values of other types, read from the bytes of a field.
enum ValueReading {
    /// A whole number in decimal digits, or in hexadecimal ones behind `0x`.
    static func number(_ bytes: Bytes) -> Int64? {
        var (place, isNegative) = (0, false)
        if bytes.count > 2, bytes[0] == UInt8(ascii: "0"), bytes[1] | 0x20 == UInt8(ascii: "x") {
            guard bytes.count <= 18 else { return nil }
            var value: UInt64 = 0
            for byte in bytes.from(2) {
                guard let digit = hexadecimalDigit(byte) else { return nil }
                value = value << 4 | UInt64(digit)
            }
            return Int64(exactly: value)
        }
        if let first = bytes.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
            isNegative = first == UInt8(ascii: "-")
            place = 1
        }
        guard place < bytes.count, bytes.count - place <= 19 else { return nil }
        var value: UInt64 = 0
        while place < bytes.count {
            guard bytes[place].isDigit else { return nil }
            value = value &* 10 &+ UInt64(bytes[place] &- 0x30)
            place += 1
        }
        return isNegative ? (value <= 1 << 63 ? Int64(truncatingIfNeeded: 0 &- value) : nil) : Int64(exactly: value)
    }

    static func real(_ bytes: Bytes) -> Double? {
        Double(bytes.text).flatMap { $0.isFinite ? $0 : nil }
    }

    static func truth(_ bytes: Bytes) -> Bool? {
        if bytes.equals(lowercase: "true") || bytes.equals("1") || bytes.equals("T") || bytes.equals(lowercase: "yes") {
            return true
        }
        if bytes.equals(lowercase: "false") || bytes.equals("0") || bytes.equals("F") || bytes.equals(lowercase: "no") {
            return false
        }
        return nil
    }

    /// A moment as text, or as a number since 1970 in the unit that makes it one of our age.
    static func time(_ bytes: Bytes) -> Timestamp? { Timestamp(utf8: bytes) ?? epoch(bytes) }

    /// Whether a time says its zone: without one it may be that of the place where it was written.
    static func hasZone(_ bytes: Bytes) -> Bool {
        guard let last = bytes.last else { return false }
        if last | 0x20 == UInt8(ascii: "z") { return true }
        return bytes.count > 19 && bytes.from(19).contains { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }
    }

    /// Digits with or without a fraction; every digit counts, down to the tick.
    private static func epoch(_ bytes: Bytes) -> Timestamp? {
        let point = bytes.firstIndex(of: UInt8(ascii: ".")) ?? bytes.count
        guard let whole = number(bytes.part(0, point)), whole > 0 else { return nil }
        var (unit, rest): (Int64, Int64) = (1, 0)
        while whole / unit >= 100_000_000_000 { unit *= 1000 }
        if point < bytes.count {
            var place = Duration.ticksPerSecond / 10
            for byte in bytes.from(point + 1) {
                guard byte.isDigit else { return nil }
                rest += Int64(byte &- 0x30) * place
                place /= 10
            }
        }
        let (seconds, fraction) = whole.quotientAndRemainder(dividingBy: unit)
        let ticks =
            unit <= Duration.ticksPerSecond
            ? fraction * (Duration.ticksPerSecond / unit) : fraction / (unit / Duration.ticksPerSecond)
        return Timestamp(unixSeconds: seconds) + Duration(ticks: ticks + rest / unit)
    }
}

extension Bytes {
    @inline(__always)
    func equals(lowercase text: StaticString) -> Bool { equals(lowercase: Bytes(text)) }
}
