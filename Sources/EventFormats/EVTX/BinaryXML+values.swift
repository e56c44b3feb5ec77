internal import Primitives

extension BinaryXML {
    /// UTF-16 as UTF-8 in the arena; halves of surrogates become U+FFFD.
    mutating func utf8(_ range: Range<Int>, _ set: inout FieldSet) throws(EventFormatError) -> Bytes {
        text += 3 * range.count / 2
        guard text <= BinaryXML.maximumText else { throw damage("the event has too much text") }
        let target = set.arena.space(range.count / 2 * 3 + 3)
        var (written, place) = (0, range.lowerBound)
        while place + 1 < range.upperBound {
            let unit = UInt32(chunk[place]) | UInt32(chunk[place + 1]) << 8
            place += 2
            if unit < 0x80 {
                target[written] = UInt8(truncatingIfNeeded: unit)
                written += 1
                continue
            }
            var scalar = Unicode.Scalar(unit) ?? "\u{fffd}"
            if unit & 0xfc00 == 0xd800, place + 1 < range.upperBound {
                let second = UInt32(chunk[place]) | UInt32(chunk[place + 1]) << 8
                if second & 0xfc00 == 0xdc00 {
                    place += 2
                    scalar = Unicode.Scalar(0x10000 + (unit & 0x3ff) << 10 + second & 0x3ff) ?? scalar
                }
            }
            for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
                target[written] = byte
                written += 1
            }
        }
        // Texts of fixed length are filled up with zeros.
        while written > 0, target[written - 1] == 0 { written -= 1 }
        return set.arena.keep(written)
    }

    /// A value as Windows writes it in XML.
    mutating func rendered(_ value: Value, _ set: inout FieldSet) throws(EventFormatError) -> Bytes {
        if value.type == 0x01 { return try utf8(value.bytes, &set) }
        if value.type == 0x81 { return try strings(value.bytes, &set) }
        guard value.type & 0x80 != 0 else { return try store(BinaryXML.text(chunk.part(value.bytes), value.type), &set) }
        guard let size = BinaryXML.size(value.type & 0x7f) else { return try store(hexadecimal(chunk.part(value.bytes)), &set) }
        var texts: [String] = []
        for place in stride(from: value.bytes.lowerBound, through: value.bytes.upperBound - size, by: size) {
            texts.append(BinaryXML.text(chunk.part(place, place + size), value.type & 0x7f))
        }
        return try store(texts.joined(separator: ","), &set)
    }

    private mutating func store(_ rendered: String, _ set: inout FieldSet) throws(EventFormatError) -> Bytes {
        text += rendered.utf8.count
        guard text <= BinaryXML.maximumText else { throw damage("the event has too much text") }
        return set.arena.store(rendered.utf8)
    }

    /// Several texts with a zero behind each.
    private mutating func strings(_ range: Range<Int>, _ set: inout FieldSet) throws(EventFormatError) -> Bytes {
        let joined = try utf8(range, &set)
        return try store(joined.split(separator: 0).map { Bytes(rebasing: $0).text }.joined(separator: ","), &set)
    }

    private static func size(_ type: UInt8) -> Int? {
        switch type {
        case 0x03, 0x04: 1
        case 0x05, 0x06: 2
        case 0x07, 0x08, 0x0b, 0x0d, 0x14: 4
        case 0x09, 0x0a, 0x0c, 0x11, 0x15: 8
        case 0x0f, 0x12: 16
        default: nil
        }
    }

    private static func text(_ bytes: Bytes, _ type: UInt8) -> String {
        func number<Number: FixedWidthInteger>(_ type: Number.Type) -> Number { bytes.number(at: 0, type) ?? 0 }
        switch type {
        case 0x02: return bytes.last == 0 ? bytes.part(0, bytes.count - 1).text : bytes.text
        case 0x03: return String(number(Int8.self))
        case 0x04: return String(number(UInt8.self))
        case 0x05: return String(number(Int16.self))
        case 0x06: return String(number(UInt16.self))
        case 0x07: return String(number(Int32.self))
        case 0x08: return String(number(UInt32.self))
        case 0x09: return String(number(Int64.self))
        case 0x0a: return String(number(UInt64.self))
        case 0x0b: return "\(Float(bitPattern: number(UInt32.self)))"
        case 0x0c: return "\(Double(bitPattern: number(UInt64.self)))"
        case 0x0d: return number(UInt32.self) != 0 ? "true" : "false"
        case 0x0f: return guid(bytes)
        case 0x10: return "0x" + String(bytes.count == 8 ? number(UInt64.self) : UInt64(number(UInt32.self)), radix: 16)
        case 0x11: return Timestamp(fileTime: number(UInt64.self))?.rfc3339 ?? "0"
        case 0x12: return systemTime(bytes)
        case 0x13: return sid(bytes)
        case 0x14: return "0x" + String(number(UInt32.self), radix: 16)
        case 0x15: return "0x" + String(number(UInt64.self), radix: 16)
        default: return hexadecimal(bytes).uppercased()
        }
    }

    private static func guid(_ bytes: Bytes) -> String {
        guard bytes.count >= 16 else { return hexadecimal(bytes).uppercased() }
        let order = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15]
        let digits = hexadecimal(order.map { bytes[$0] }).uppercased()
        var (text, rest) = ("{", digits[...])
        for count in [8, 4, 4, 4, 12] {
            text += (count == 8 ? "" : "-") + rest.prefix(count)
            rest = rest.dropFirst(count)
        }
        return text + "}"
    }

    private static func sid(_ bytes: Bytes) -> String {
        guard bytes.count >= 8 else { return hexadecimal(bytes).uppercased() }
        let authority = bytes.part(2, 8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        var text = "S-\(bytes[0])-\(authority)"
        for index in 0..<Int(bytes[1]) {
            guard let part = bytes.number(at: 8 + 4 * index, UInt32.self) else { break }
            text += "-\(part)"
        }
        return text
    }

    private static func systemTime(_ bytes: Bytes) -> String {
        let parts = (0..<8).map { Int(bytes.number(at: 2 * $0, UInt16.self) ?? 0) }
        let date = CivilDate(year: parts[0], month: parts[1], day: parts[3])
        guard date.isValid else { return hexadecimal(bytes).uppercased() }
        let seconds = Int64(parts[4] * 3600 + parts[5] * 60 + parts[6])
        let ticks = (Int64(date.dayNumber) * 86400 + seconds) * Duration.ticksPerSecond + Int64(parts[7]) * 10_000
        return Timestamp(ticks: ticks).rfc3339
    }
}

extension Bytes {
    func part(_ range: Range<Int>) -> Bytes { part(range.lowerBound, range.upperBound) }
}
