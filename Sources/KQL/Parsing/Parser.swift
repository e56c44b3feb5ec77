/// Reads a query text into its syntax tree. It goes on after a mistake at the next pipe or semicolon, so that an editor
/// sees the rest of the query and all mistakes at once.
public struct Parser {
    /// How deep expressions may nest. What is deeper is an error instead of an overflow of the stack.
    public static let maximumDepth = 200

    let tokens: [Token]
    let bytes: [UInt8]
    var index = 0
    var depth = 0
    /// Whether the axis of a series is read: `in range(...)` behind it belongs to the series.
    var isAxis = false
    var errors: [QueryError] = []

    init(_ text: String) {
        tokens = Lexer.tokens(of: text)
        bytes = Array(text.utf8)
    }

    /// Parses a text. The result is always there; a text that is no KQL has errors in it.
    public static func parse(_ text: String) -> QueryText {
        var parser = Parser(text)
        let statements = parser.statements(until: nil)
        return QueryText(statements: statements, errors: parser.errors)
    }

    // MARK: Tokens

    var current: Token { tokens[index] }
    func peek(_ offset: Int) -> Token { tokens[min(index + offset, tokens.count - 1)] }
    var previousEnd: Int { index > 0 ? tokens[index - 1].span.end : 0 }

    /// What the query has where a token stands.
    func text(of token: Token) -> String { String(decoding: bytes[token.span.start..<token.span.end], as: UTF8.self) }

    mutating func advance() {
        if index < tokens.count - 1 { index += 1 }
    }

    func isSymbol(_ text: String, at offset: Int = 0) -> Bool { peek(offset).kind == .symbol(text) }
    func isWord(_ text: String, at offset: Int = 0) -> Bool { peek(offset).kind == .identifier(text) }

    func word(at offset: Int = 0) -> String? {
        if case .identifier(let text) = peek(offset).kind { text } else { nil }
    }

    /// Whether no white space stands between a token and the one before it.
    func isAdjacent(at offset: Int = 0) -> Bool {
        index + offset > 0 && peek(offset).span.start == peek(offset - 1).span.end
    }

    mutating func skip(symbol text: String) -> Bool {
        guard isSymbol(text) else { return false }
        advance()
        return true
    }

    mutating func skip(word text: String) -> Bool {
        guard isWord(text) else { return false }
        advance()
        return true
    }

    mutating func expect(symbol text: String) throws {
        guard skip(symbol: text) else { throw unexpected("'\(text)'") }
    }

    mutating func expect(word text: String) throws {
        guard skip(word: text) else { throw unexpected("'\(text)'") }
    }

    func unexpected(_ wanted: String) -> QueryError {
        if case .invalid(let message) = current.kind {
            return QueryError(.syntax, message + (word(for: current) ?? ""), at: current.span)
        }
        return QueryError(.syntax, "\(wanted) is expected here, not \(current.description)\(hint)", at: current.span)
    }

    /// A name, bracketed or not.
    mutating func name(_ wanted: String = "a name") throws -> Name {
        let token = current
        switch token.kind {
        case .identifier(let text), .bracketedName(let text):
            advance()
            return Name(text, token.span)
        default:
            throw unexpected(wanted)
        }
    }

    func span(from start: Int) -> Span { Span(start, max(start, previousEnd)) }

    // MARK: Lists and nesting

    /// Elements with commas between them.
    mutating func list<T>(_ element: (inout Parser) throws -> T) throws -> [T] {
        var elements = [try element(&self)]
        while skip(symbol: ",") { elements.append(try element(&self)) }
        return elements
    }

    /// Elements in parentheses, perhaps none; a comma after the last is let pass.
    mutating func parenthesised<T>(_ element: (inout Parser) throws -> T) throws -> [T] {
        try expect(symbol: "(")
        var elements: [T] = []
        while !isSymbol(")") {
            elements.append(try element(&self))
            guard skip(symbol: ",") else { break }
        }
        try expect(symbol: ")")
        return elements
    }

    mutating func nested<T>(_ body: (inout Parser) throws -> T) throws -> T {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Parser.maximumDepth else {
            throw QueryError(.limit, "expressions nest deeper than \(Parser.maximumDepth)", at: current.span)
        }
        return try body(&self)
    }

    /// Goes to the next sign of the list that stands outside brackets opened from here on.
    mutating func recover(to signs: Set<String>) {
        var open = 0
        while current.kind != .end {
            if case .symbol(let sign) = current.kind {
                if open == 0, signs.contains(sign) { return }
                if "([{".contains(sign) { open += 1 }
                if ")]}".contains(sign) {
                    if open == 0 { return }
                    open -= 1
                }
            }
            advance()
        }
    }
}
