/// Cuts a query into tokens. Every byte belongs to a token, to white space or to a comment, and nothing fails: what is no
/// token becomes an invalid one, which the parser reports.
struct Lexer {
    let bytes: [UInt8]
    var position = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    /// The tokens with `end` at the end.
    static func tokens(of text: String) -> [Token] {
        var lexer = Lexer(text)
        var tokens: [Token] = []
        while true {
            let token = lexer.next()
            tokens.append(token)
            if token.kind == .end { return tokens }
        }
    }

    private mutating func next() -> Token {
        skipBlanks()
        let start = position
        guard let byte = peek() else { return Token(kind: .end, span: Span(start, start)) }
        let kind: Token.Kind =
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): number()
            case UInt8(ascii: "\""), UInt8(ascii: "'"): string(isVerbatim: false)
            case UInt8(ascii: "`") where isFence(byte), UInt8(ascii: "~") where isFence(byte): fenced(byte)
            case UInt8(ascii: "@") where isQuote(peek(1)): prefixed(1, isVerbatim: true)
            case UInt8(ascii: "h"), UInt8(ascii: "H"): obfuscated() ?? word()
            case UInt8(ascii: "["): bracketedName()
            case 0xe2 where peek(1) == 0x80 && (0x98...0x9f).contains(peek(2) ?? 0): typographicQuote()
            case UInt8(ascii: "!"): negation()
            case UInt8(ascii: "#"), UInt8(ascii: "$"): directive()
            default: Lexer.isNameByte(byte) ? word() : symbol()
            }
        return Token(kind: kind, span: Span(start, position))
    }

    // MARK: Bytes

    func peek(_ offset: Int = 0) -> UInt8? {
        position + offset < bytes.count ? bytes[position + offset] : nil
    }

    func text(from start: Int) -> String { String(decoding: bytes[start..<position], as: UTF8.self) }

    func isQuote(_ byte: UInt8?) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }

    func isFence(_ byte: UInt8) -> Bool { peek(1) == byte && peek(2) == byte }

    /// Letters of other scripts are letters here.
    static func isNameByte(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- 97 < 26 || byte &- 48 < 10 || byte == UInt8(ascii: "_") || byte >= 0x80
    }

    /// White space, comments to the end of the line, and the no-break space and byte order mark that come with pasting.
    mutating func skipBlanks() {
        while let byte = peek() {
            if byte <= 0x20 {
                position += 1
            } else if byte == UInt8(ascii: "/"), peek(1) == byte {
                while let byte = peek(), byte != 0x0a, byte != 0x0d { position += 1 }
            } else if let length = wideBlank() {
                position += length
            } else {
                return
            }
        }
    }

    /// The bytes of a blank beyond ASCII, of those that come with pasting: no-break, thin and ideographic spaces, marks of no width.
    private func wideBlank() -> Int? {
        switch (peek(), peek(1), peek(2)) {
        case (0xc2, 0xa0, _): 2
        case (0xe1, 0x9a, 0x80), (0xe1, 0xa0, 0x8e), (0xe2, 0x80, 0xaf), (0xe2, 0x81, 0x9f), (0xe3, 0x80, 0x80),
            (0xef, 0xbb, 0xbf):
            3
        case (0xe2, 0x80, let third?) where (0x80...0x8f).contains(third): 3
        default: nil
        }
    }

    /// The rest of a name.
    mutating func skipName() {
        while let byte = peek(), Lexer.isNameByte(byte), byte < 0x80 || wideBlank() == nil { position += 1 }
    }

    // MARK: Symbols

    /// Graph arrows are put together by the parser, since `a--b` may be arithmetic.
    private mutating func symbol() -> Token.Kind {
        let rest = bytes[position...]
        let pair = rest.prefix(2)
        for known in ["..", "==", "=~", "=>", "<=", ">=", "<>"] where pair.elementsEqual(known.utf8) {
            position += 2
            return .symbol(known)
        }
        let byte = bytes[position]
        position += 1
        guard "()[]{}|,;:.=<>+-*/%?~".utf8.contains(byte) else {
            return .invalid("'\(String(decoding: [byte], as: UTF8.self))' is not a sign of the language")
        }
        return .symbol(String(decoding: [byte], as: UTF8.self))
    }

    /// `!=`, `!~`, `!in~`, `!contains`, `!between` ...
    private mutating func negation() -> Token.Kind {
        let start = position
        position += 1
        if peek() == UInt8(ascii: "=") || peek() == UInt8(ascii: "~") {
            position += 1
            return .symbol(text(from: start))
        }
        skipName()
        guard position > start + 1 else { return .invalid("'!' needs an operator after it; negate with not(...)") }
        if text(from: start) == "!in", peek() == UInt8(ascii: "~") { position += 1 }
        return .symbol(text(from: start))
    }

    /// Quotes that come of pasting out of a document.
    private mutating func typographicQuote() -> Token.Kind {
        position += 3
        return .invalid("texts stand in straight quotes, \" or ', not in typographic ones")
    }

    /// `$left`, `$right`, and the `#` directives of clients, which end with their line.
    private mutating func directive() -> Token.Kind {
        let start = position
        position += 1
        if bytes[start] == UInt8(ascii: "#") {
            while let byte = peek(), byte != 0x0a { position += 1 }
            return .invalid("'#' starts a client's directive, which is no part of a query")
        }
        skipName()
        return .identifier(text(from: start))
    }

    // MARK: Names

    private mutating func word() -> Token.Kind {
        let start = position
        skipName()
        let word = text(from: start)
        if let literal = typedLiteral(word) { return literal }
        if word == "in", peek() == UInt8(ascii: "~") {
            position += 1
            return .symbol("in~")
        }
        return .identifier(word)
    }

    /// `['a name']` or `["a name"]`
    private mutating func bracketedName() -> Token.Kind {
        let start = position
        position += 1
        skipBlanks()
        let isVerbatim = peek() == UInt8(ascii: "@")
        if isVerbatim { position += 1 }
        if isQuote(peek()), case .literal(let literal) = string(isVerbatim: isVerbatim), let name = literal.value.string {
            skipBlanks()
            if peek() == UInt8(ascii: "]") {
                position += 1
                return .bracketedName(name)
            }
        }
        // A list of strings, such as a datatable's rows.
        position = start + 1
        return .symbol("[")
    }
}
