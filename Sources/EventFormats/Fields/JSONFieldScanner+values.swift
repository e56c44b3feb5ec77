internal import Primitives

extension JSONFieldScanner {
    /// How many bytes of plain text stand at a place.
    @inline(__always)
    func plainRun(at start: Int) -> Int { JSONString.plainRun(bytes, from: start) }

    /// Reads a string from behind its opening quote to behind its closing one: in place where it has no escapes, else into
    /// the arena, which has room for all texts of the record.
    @inline(__always)
    mutating func string(_ arena: inout ByteArena) throws(EventFormatError) -> Bytes {
        let start = position
        position += plainRun(at: start)
        guard position < bytes.count else { throw .notJSON(failure(.unexpectedEnd)) }
        if bytes[position] == UInt8(ascii: "\"") {
            position += 1
            return bytes.part(start, position - 1)
        }
        return try escaped(from: start, &arena)
    }

    private mutating func escaped(from start: Int, _ arena: inout ByteArena) throws(EventFormatError) -> Bytes {
        guard let base = bytes.baseAddress else { throw .notJSON(failure(.unexpectedEnd)) }
        let target = arena.space(bytes.count - start + 8)
        var written = position - start
        target.update(from: base + start, count: written)
        while true {
            guard position < bytes.count else { throw .notJSON(failure(.unexpectedEnd)) }
            switch bytes[position] {
            case UInt8(ascii: "\""):
                position += 1
                return arena.keep(written)
            case UInt8(ascii: "\\"):
                written += try escape(to: target + written)
            case 0..<0x20: throw .notJSON(failure(.controlCharacter))
            default: break
            }
            let run = plainRun(at: position)
            (target + written).update(from: base + position, count: run)
            position += run
            written += run
        }
    }

    /// Resolves one escape; answers how many bytes it stands for. A surrogate without its other half becomes U+FFFD.
    private mutating func escape(to target: UnsafeMutablePointer<UInt8>) throws(EventFormatError) -> Int {
        guard position + 1 < bytes.count else { throw .notJSON(failure(.unexpectedEnd)) }
        let plain: UInt8
        switch bytes[position + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): plain = bytes[position + 1]
        case UInt8(ascii: "b"): plain = 0x08
        case UInt8(ascii: "f"): plain = 0x0c
        case UInt8(ascii: "n"): plain = 0x0a
        case UInt8(ascii: "r"): plain = 0x0d
        case UInt8(ascii: "t"): plain = 0x09
        case UInt8(ascii: "u"): return try unicode(to: target)
        default: throw .notJSON(failure(.badEscape))
        }
        target.pointee = plain
        position += 2
        return 1
    }

    private mutating func unicode(to target: UnsafeMutablePointer<UInt8>) throws(EventFormatError) -> Int {
        let first = try unit(at: position)
        position += 6
        var scalar = Unicode.Scalar(first) ?? "\u{fffd}"
        if first & 0xfc00 == 0xd800, position + 6 <= bytes.count, bytes[position] == 0x5c, bytes[position + 1] == 0x75 {
            let second = try unit(at: position)
            if second & 0xfc00 == 0xdc00 {
                position += 6
                scalar = Unicode.Scalar(0x10000 + (first & 0x3ff) << 10 + second & 0x3ff) ?? scalar
            }
        }
        var count = 0
        for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
            target[count] = byte
            count += 1
        }
        return count
    }

    private func unit(at place: Int) throws(EventFormatError) -> UInt32 {
        guard place + 6 <= bytes.count else { throw .notJSON(JSONError(.unexpectedEnd, at: bytes.count)) }
        var unit: UInt32 = 0
        for offset in 2..<6 {
            guard let digit = hexadecimalDigit(bytes[place + offset]) else {
                throw .notJSON(JSONError(.badEscape, at: place + offset))
            }
            unit = unit << 4 | UInt32(digit)
        }
        return unit
    }

    /// A number, `true`, `false` or `null`.
    mutating func scalar() throws(EventFormatError) -> (Bytes, Field.Kind) {
        let start = position
        switch peek {
        case UInt8(ascii: "t"): try literal("true")
        case UInt8(ascii: "f"): try literal("false")
        case UInt8(ascii: "n"): try literal("null")
        default:
            try number()
            return (bytes.part(start, position), .number)
        }
        return (bytes.part(start, position), bytes[start] == UInt8(ascii: "n") ? .null : .truth)
    }

    private mutating func literal(_ text: StaticString) throws(EventFormatError) {
        for byte in Bytes(text) {
            guard position < bytes.count else { throw .notJSON(failure(.unexpectedEnd)) }
            guard bytes[position] == byte else { throw .notJSON(failure(.unexpectedByte(bytes[position]))) }
            position += 1
        }
    }

    private mutating func number() throws(EventFormatError) {
        guard position < bytes.count else { throw .notJSON(failure(.unexpectedEnd)) }
        let start = position
        if peek == UInt8(ascii: "-") { position += 1 }
        if peek == UInt8(ascii: "0") {
            position += 1
        } else if digits() == 0 {
            throw .notJSON(position == start ? failure(.unexpectedByte(peek)) : failure(.badNumber))
        }
        if peek == UInt8(ascii: ".") {
            position += 1
            guard digits() > 0 else { throw .notJSON(failure(.badNumber)) }
        }
        if peek | 0x20 == UInt8(ascii: "e") {
            position += 1
            if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { position += 1 }
            guard digits() > 0 else { throw .notJSON(failure(.badNumber)) }
        }
    }

    private mutating func digits() -> Int {
        let start = position
        while position < bytes.count, bytes[position].isDigit { position += 1 }
        return position - start
    }

    /// Passes any value, checked by the grammar.
    mutating func skip(depth: Int) throws(EventFormatError) {
        guard depth < JSONDocument.maximumDepth else { throw .notJSON(failure(.tooDeep(limit: JSONDocument.maximumDepth))) }
        skipWhiteSpace()
        switch peek {
        case UInt8(ascii: "{"):
            position += 1
            if passes("}") { return }
            while true {
                try expect("\"")
                try skipString()
                try expect(":")
                try skip(depth: depth + 1)
                if passes("}") { return }
                try expect(",")
            }
        case UInt8(ascii: "["):
            position += 1
            if passes("]") { return }
            while true {
                try skip(depth: depth + 1)
                if passes("]") { return }
                try expect(",")
            }
        case UInt8(ascii: "\""):
            position += 1
            try skipString()
        default: _ = try scalar()
        }
    }

    private mutating func skipString() throws(EventFormatError) {
        while true {
            position += plainRun(at: position)
            guard position < bytes.count else { throw .notJSON(failure(.unexpectedEnd)) }
            switch bytes[position] {
            case UInt8(ascii: "\""):
                position += 1
                return
            case UInt8(ascii: "\\"):
                try skipEscape()
            default: throw .notJSON(failure(.controlCharacter))
            }
        }
    }

    private mutating func skipEscape() throws(EventFormatError) {
        guard position + 1 < bytes.count else { throw .notJSON(failure(.unexpectedEnd)) }
        switch bytes[position + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            position += 2
        case UInt8(ascii: "u"):
            _ = try unit(at: position)
            position += 6
        default: throw .notJSON(failure(.badEscape))
        }
    }
}
