extension Timestamp {
    /// Reads a date and time as products write them: RFC 3339 and its common relatives.
    ///
    /// Accepted are `2026-11-01`, a `T`, `t` or blank before the time, seconds left out, a fraction of any length after
    /// `.` or `,` (digits past the seventh are dropped), and the zones `Z`, `+02:00`, `+0200`, `+02` or none (UTC).
    /// Returns `nil` for anything else, and for moments outside the years 0001 to 9999.
    public init?(_ text: String) {
        var text = text
        guard let parsed = text.withUTF8({ Timestamp(utf8: $0) }) else { return nil }
        self = parsed
    }

    /// The same over bytes; the whole buffer has to be the time.
    public init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        var reader = DigitReader(bytes: bytes)
        guard let year = reader.number(digits: 4), reader.skip("-"), let month = reader.number(digits: 2),
            reader.skip("-"), let day = reader.number(digits: 2)
        else { return nil }
        let date = CivilDate(year: year, month: month, day: day)
        guard date.isValid else { return nil }
        var ticks = Int64(date.dayNumber) * 86400 * Duration.ticksPerSecond
        if !reader.isAtEnd {
            guard reader.skip("T") || reader.skip("t") || reader.skip(" "), let clock = reader.clockTicks(),
                let offset = reader.zoneTicks(), reader.isAtEnd
            else { return nil }
            ticks += clock - offset
        }
        guard ticks >= Timestamp.distantPast.ticks, ticks <= Timestamp.distantFuture.ticks else { return nil }
        self.init(ticks: ticks)
    }

    /// The moment as RFC 3339 in UTC, with seven fractional digits where there is a fraction and none where there is not.
    /// A moment outside the years 0001 to 9999 is written as the nearest inside.
    public var rfc3339: String {
        String(unsafeUninitializedCapacity: 28) { writeRFC3339(into: $0) }
    }

    /// Writes the text into a buffer of at least 28 bytes and answers how many it took.
    func writeRFC3339(into buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
        let dayTicks = 86400 * Duration.ticksPerSecond
        let ticks = min(max(ticks, Timestamp.distantPast.ticks), Timestamp.distantFuture.ticks)
        let date = CivilDate(dayNumber: Int(ticks / dayTicks))
        var rest = Int(ticks % dayTicks)
        var writer = DigitWriter(buffer: buffer)
        writer.write(date.year, digits: 4, then: "-")
        writer.write(date.month, digits: 2, then: "-")
        writer.write(date.day, digits: 2, then: "T")
        let second = Int(Duration.ticksPerSecond)
        writer.write(rest / (3600 * second), digits: 2, then: ":")
        rest %= 3600 * second
        writer.write(rest / (60 * second), digits: 2, then: ":")
        rest %= 60 * second
        let fraction = rest % second
        writer.write(rest / second, digits: 2, then: fraction == 0 ? "Z" : ".")
        if fraction != 0 { writer.write(fraction, digits: 7, then: "Z") }
        return writer.count
    }
}

extension Timestamp: CustomStringConvertible {
    public var description: String { rfc3339 }
}

private struct DigitReader {
    let bytes: UnsafeBufferPointer<UInt8>
    var position = 0

    init(bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { position == bytes.count }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(truncatingIfNeeded: character.value) else { return false }
        position += 1
        return true
    }

    mutating func digit() -> Int? {
        guard position < bytes.count, case let digit = bytes[position] &- 48, digit < 10 else { return nil }
        position += 1
        return Int(digit)
    }

    mutating func number(digits: Int) -> Int? {
        var value = 0
        for _ in 0..<digits {
            guard let digit = digit() else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    /// `hh:mm`, `hh:mm:ss` or `hh:mm:ss.fffffff`; a leap second counts as the second after.
    mutating func clockTicks() -> Int64? {
        guard let hour = number(digits: 2), hour < 24, skip(":"), let minute = number(digits: 2), minute < 60 else {
            return nil
        }
        var ticks = Int64(hour * 3600 + minute * 60) * Duration.ticksPerSecond
        guard skip(":") else { return ticks }
        guard let second = number(digits: 2), second <= 60 else { return nil }
        ticks += Int64(second) * Duration.ticksPerSecond
        guard skip(".") || skip(",") else { return ticks }
        guard let fraction = fractionTicks() else { return nil }
        return ticks + fraction
    }

    mutating func fractionTicks() -> Int64? {
        guard let first = digit() else { return nil }
        var unit = Duration.ticksPerSecond / 10
        var ticks = Int64(first) * unit
        while let digit = digit() {
            unit /= 10
            ticks += Int64(digit) * unit
        }
        return ticks
    }

    mutating func zoneTicks() -> Int64? {
        if isAtEnd || skip("Z") || skip("z") { return 0 }
        let sign: Int64
        if skip("+") { sign = 1 } else if skip("-") { sign = -1 } else { return nil }
        guard let hour = number(digits: 2), hour < 24 else { return nil }
        if isAtEnd { return sign * Int64(hour) * 3600 * Duration.ticksPerSecond }
        _ = skip(":")
        guard let minute = number(digits: 2), minute < 60 else { return nil }
        return sign * Int64(hour * 3600 + minute * 60) * Duration.ticksPerSecond
    }
}

private struct DigitWriter {
    let buffer: UnsafeMutableBufferPointer<UInt8>
    var count = 0

    init(buffer: UnsafeMutableBufferPointer<UInt8>) {
        self.buffer = buffer
    }

    mutating func write(_ number: Int, digits: Int, then separator: Unicode.Scalar) {
        var number = number
        for index in stride(from: count + digits - 1, through: count, by: -1) {
            buffer[index] = UInt8(48 + number % 10)
            number /= 10
        }
        count += digits
        buffer[count] = UInt8(truncatingIfNeeded: separator.value)
        count += 1
    }
}
