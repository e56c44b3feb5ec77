internal import struct Foundation.Decimal

extension Lexer {
    // MARK: Numbers

    /// A number, a timespan (`1.5h`), or a name that begins with a digit.
    mutating func number() -> Token.Kind {
        let start = position
        if peek() == UInt8(ascii: "0"), peek(1).map({ $0 | 0x20 }) == UInt8(ascii: "x") { return hexadecimal() }
        skipDigits()
        var isWhole = true
        if peek() == UInt8(ascii: "."), let next = peek(1), next &- 48 < 10 {
            isWhole = false
            position += 1
            skipDigits()
        } else if peek() == UInt8(ascii: "."), peek(1) != UInt8(ascii: "."),
            !(peek(1).map(Lexer.isNameByte) ?? false) || exponentEnd(at: 1) != nil
        {
            isWhole = false
            position += 1
        }
        if skipExponent() { isWhole = false }
        let digits = text(from: start)
        let end = position
        skipName()
        let suffix = String(decoding: bytes[end..<position], as: UTF8.self)
        if suffix.isEmpty { return Lexer.number(digits, isWhole: isWhole) }
        if let unit = Ticks.unit(suffix), let amount = Double(digits), abs(amount * unit) < 9.2e18 {
            return .literal(Literal(type: .timespan, value: .timespan(Int64((amount * unit).rounded()))))
        }
        return isWhole ? .identifier(text(from: start)) : .invalid("'\(suffix)' is not a unit of time")
    }

    private static func number(_ digits: String, isWhole: Bool) -> Token.Kind {
        if isWhole, let number = Int64(digits) { return .literal(Literal(type: .long, value: .long(number))) }
        guard !isWhole, let number = Double(digits) else { return .invalid("\(digits) does not fit a long") }
        return .literal(Literal(type: .real, value: .real(number)))
    }

    private mutating func hexadecimal() -> Token.Kind {
        let start = position
        position += 2
        skipName()
        guard let number = Value.whole(text(from: start)) else { return .invalid("\(text(from: start)) is not a number") }
        return .literal(Literal(type: .long, value: .long(number)))
    }

    private mutating func skipDigits() {
        while let byte = peek(), byte &- 48 < 10 { position += 1 }
    }

    private mutating func skipExponent() -> Bool {
        guard let digits = exponentEnd(at: 0) else { return false }
        position += digits
        skipDigits()
        return true
    }

    /// Where the digits of an exponent begin that begins so far from here; `nil` where none does.
    private func exponentEnd(at offset: Int) -> Int? {
        guard let mark = peek(offset), mark | 0x20 == UInt8(ascii: "e") else { return nil }
        let sign = peek(offset + 1) == UInt8(ascii: "+") || peek(offset + 1) == UInt8(ascii: "-") ? 1 : 0
        guard let digit = peek(offset + 1 + sign), digit &- 48 < 10 else { return nil }
        return offset + 1 + sign
    }

    // MARK: Strings

    /// `h"..."`, `h@'...'`: a string that a log should not show.
    mutating func obfuscated() -> Token.Kind? {
        if isQuote(peek(1)) { return prefixed(1, isVerbatim: false) }
        if peek(1) == UInt8(ascii: "@"), isQuote(peek(2)) { return prefixed(2, isVerbatim: true) }
        if let next = peek(1), next == UInt8(ascii: "`") || next == UInt8(ascii: "~"), peek(2) == next, peek(3) == next {
            position += 1
            return fenced(next)
        }
        return nil
    }

    mutating func prefixed(_ length: Int, isVerbatim: Bool) -> Token.Kind {
        position += length
        return string(isVerbatim: isVerbatim)
    }

    mutating func string(isVerbatim: Bool) -> Token.Kind {
        let quote = bytes[position]
        position += 1
        var content: [UInt8] = []
        while let byte = peek() {
            position += 1
            if byte == quote {
                if isVerbatim, peek() == quote {
                    content.append(quote)
                    position += 1
                    continue
                }
                return .literal(Literal(type: .string, value: .string(String(decoding: content, as: UTF8.self))))
            }
            if byte == UInt8(ascii: "\\"), !isVerbatim {
                guard escape(into: &content) else {
                    return .invalid("an unknown escape in a string; use @\"...\" or double the '\\'")
                }
            } else if byte == 0x0a || byte == 0x0d, !isVerbatim {
                break
            } else {
                content.append(byte)
            }
        }
        return .invalid("a string that does not end on its line")
    }

    private mutating func escape(into content: inout [UInt8]) -> Bool {
        guard let byte = peek() else { return false }
        position += 1
        switch byte {
        case UInt8(ascii: "n"): content.append(0x0a)
        case UInt8(ascii: "t"): content.append(0x09)
        case UInt8(ascii: "r"): content.append(0x0d)
        case UInt8(ascii: "a"): content.append(0x07)
        case UInt8(ascii: "b"): content.append(0x08)
        case UInt8(ascii: "f"): content.append(0x0c)
        case UInt8(ascii: "v"): content.append(0x0b)
        case UInt8(ascii: "0")...UInt8(ascii: "7"):
            var code = UInt32(byte - 48)
            var count = 1
            while count < 3, let digit = peek(), digit &- 48 < 8 {
                code = code * 8 + UInt32(digit - 48)
                position += 1
                count += 1
            }
            content += String(Unicode.Scalar(UInt8(truncatingIfNeeded: code))).utf8
        case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "/"): content.append(byte)
        case UInt8(ascii: "u"): return unicodeEscape(4, into: &content)
        case UInt8(ascii: "U"): return unicodeEscape(8, into: &content)
        case UInt8(ascii: "x"): return unicodeEscape(2, into: &content)
        default: return false
        }
        return true
    }

    private mutating func unicodeEscape(_ digits: Int, into content: inout [UInt8]) -> Bool {
        guard var code = hexadecimalNumber(digits) else { return false }
        if (0xd800..<0xdc00).contains(code), peek() == UInt8(ascii: "\\"), peek(1) == UInt8(ascii: "u") {
            position += 2
            guard let low = hexadecimalNumber(4), (0xdc00..<0xe000).contains(low) else { return false }
            code = 0x10000 + (code - 0xd800) << 10 + (low - 0xdc00)
        }
        guard let scalar = Unicode.Scalar(code) else { return false }
        content += String(scalar).utf8
        return true
    }

    private mutating func hexadecimalNumber(_ digits: Int) -> UInt32? {
        guard position + digits <= bytes.count else { return nil }
        let code = UInt32(String(decoding: bytes[position..<position + digits], as: UTF8.self), radix: 16)
        position += digits
        return code
    }

    /// Three backquotes or tildes, any lines, and the same again.
    mutating func fenced(_ fence: UInt8) -> Token.Kind {
        position += 3
        let start = position
        while position < bytes.count {
            if bytes[position] == fence, isFence(fence) {
                let content = text(from: start)
                position += 3
                return .literal(Literal(type: .string, value: .string(content)))
            }
            position += 1
        }
        return .invalid("a multi-line string that does not end")
    }
}
