extension Lexer {
    /// `datetime(2026-01-02)`, `long(5)`, `guid(...)`: a type's name and its text in parentheses, up to the first `)`.
    /// `nil`, with nothing consumed, where the word is not followed by such a literal.
    mutating func typedLiteral(_ word: String) -> Token.Kind? {
        guard let type = ScalarType(name: word), type != .dynamic, type != .string else { return nil }
        let start = position
        skipInlineBlanks()
        guard peek() == UInt8(ascii: "(") else {
            position = start
            return nil
        }
        position += 1
        let open = position
        while let byte = peek(), byte != UInt8(ascii: ")"), byte != UInt8(ascii: "(") { position += 1 }
        guard peek() == UInt8(ascii: ")") else {
            position = start
            return nil
        }
        let content = text(from: open)
        guard let value = Lexer.value(of: content, type) else {
            if type == .datetime, content.first(where: { !$0.isWhitespace })?.isNumber ?? false {
                position += 1
                return .invalid("the moment '\(content)' cannot be read; one is written datetime(2026-05-04 10:30)")
            }
            position = start
            return nil
        }
        position += 1
        return .literal(Literal(type: type, value: value))
    }

    private mutating func skipInlineBlanks() {
        while let byte = peek(), byte == 0x20 || byte == 0x09 { position += 1 }
    }

    /// The value that the text in the parentheses means; `nil` where it means none of the type.
    private static func value(of content: String, _ type: ScalarType) -> Value? {
        var text = content.drop(while: \.isWhitespace)
        while let last = text.last, last.isWhitespace { text.removeLast() }
        if text == "null" || text.isEmpty { return .null }
        if let first = text.first, first == text.last, text.count > 1, first == "\"" || first == "'" {
            text = text.dropFirst().dropLast()
        }
        if type == .datetime { return moment(String(text)) }
        let value = Value.string(String(text)).converted(to: type)
        return value.isNull ? nil : value
    }

    /// Blanks around the hyphens are let pass: `2017 - 08 - 01`.
    private static func moment(_ text: String) -> Value? {
        if let ticks = DateTimeText.ticks(text) { return .datetime(ticks) }
        let dense = text.replacing(" - ", with: "-")
        return DateTimeText.ticks(dense).map(Value.datetime)
    }
}
