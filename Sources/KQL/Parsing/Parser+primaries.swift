extension Parser {
    /// A primary with what is attached to it: `.name`, `[index]`, `(arguments)`.
    mutating func postfix() throws -> Expression {
        let start = current.span.start
        var left = try primary()
        while true {
            if isSymbol("."), !isSymbol(".", at: 1) {
                left = try member(of: left, from: start)
            } else if case .bracketedName(let key) = current.kind {
                let key = Expression(.literal(.string, .string(key)), current.span)
                advance()
                left = Expression(.element(left, key), span(from: start))
            } else if isSymbol("[") {
                advance()
                let index = try expression()
                try expect(symbol: "]")
                left = Expression(.element(left, index), span(from: start))
            } else {
                return left
            }
        }
    }

    /// `left.name`, `left.['name']`, or a function of a database: `database("x").f(1)`.
    private mutating func member(of left: Expression, from start: Int) throws -> Expression {
        advance()
        if case .literal(let literal) = current.kind, case .long(let index) = literal.value {
            let name = Name(String(index), current.span)
            advance()
            return Expression(.member(left, name), span(from: start))
        }
        if isSymbol("[") {
            advance()
            let index = try expression()
            try expect(symbol: "]")
            return Expression(.element(left, index), span(from: start))
        }
        let name = try name("the name of a member")
        guard isSymbol("("), isAdjacent() else { return Expression(.member(left, name), span(from: start)) }
        return Expression(.call(Call(name: name, arguments: try arguments())), span(from: start))
    }

    private mutating func primary() throws -> Expression {
        let token = current
        switch token.kind {
        case .literal(let literal):
            return try literalExpression(literal)
        case .bracketedName(let text):
            advance()
            return Expression(.name(text), token.span)
        case .identifier(let text):
            return try wordExpression(text)
        case .symbol("("):
            advance()
            let inner = try pipeline()
            try expect(symbol: ")")
            return Expression(inner.kind, span(from: token.span.start))
        case .symbol("*"):
            return try wildcard()
        default:
            throw unexpected("an expression")
        }
    }

    /// Strings that stand beside each other are one.
    private mutating func literalExpression(_ literal: Literal) throws -> Expression {
        let start = current.span.start
        advance()
        guard case .string(var text) = literal.value else {
            return Expression(.literal(literal.type, literal.value), span(from: start))
        }
        while case .literal(let next) = current.kind, case .string(let more) = next.value {
            text += more
            advance()
        }
        return Expression(.literal(.string, .string(text)), span(from: start))
    }

    private mutating func wordExpression(_ text: String) throws -> Expression {
        let token = current
        if text == "true" || text == "false" || text == "True" || text == "False" || text == "TRUE" || text == "FALSE",
            !isSymbol("(", at: 1)
        {
            advance()
            return Expression(.literal(.bool, .bool(text.lowercased() == "true")), token.span)
        }
        if isSymbol("*", at: 1), isAdjacent(at: 1), isPatternEnd(at: 2) { return try wildcard() }
        // A hint, which changes nothing: `toscalar kind=nooptimization (...)`.
        if text == "toscalar", word(at: 1) == "kind", isSymbol("=", at: 2), isSymbol("(", at: 4) {
            for _ in 0..<4 { advance() }
            let call = Call(name: Name(text, token.span), arguments: try arguments())
            return Expression(.call(call), span(from: token.span.start))
        }
        guard isSymbol("(", at: 1) else {
            advance()
            return Expression(.name(text), token.span)
        }
        if text == "dynamic" { return try dynamicLiteral() }
        if text == "typeof" { return try typeLiteral() }
        advance()
        let call = Call(name: Name(text, token.span), arguments: try arguments())
        return Expression(.call(call), span(from: token.span.start))
    }

    /// Whether what follows an asterisk shows that it belongs to a name, not to a product.
    private func isPatternEnd(at offset: Int) -> Bool {
        switch peek(offset).kind {
        case .end, .symbol(")"), .symbol(","), .symbol("|"), .symbol(";"): true
        default: false
        }
    }

    /// A name with asterisks: pieces without white space between them.
    mutating func wildcard() throws -> Expression {
        let start = current.span.start
        var pattern = ""
        repeat {
            switch current.kind {
            case .identifier(let text), .bracketedName(let text): pattern += text
            case .symbol("*"): pattern += "*"
            case .literal where isNamePart: pattern += text(of: current)
            default: throw unexpected("a name")
            }
            advance()
        } while isAdjacent() && (isSymbol("*") || word() != nil || isNamePart)
        return Expression(.wildcard(pattern), span(from: start))
    }

    /// Whether a number or a time stands here that is part of a name, as the 1 of `Column*1` and the 1d of `*1d`.
    private var isNamePart: Bool {
        guard case .literal = current.kind, isAdjacent() else { return false }
        return text(of: current).utf8.allSatisfy(Lexer.isNameByte)
    }

    mutating func arguments() throws -> [NamedExpression] {
        try parenthesised { parser in try parser.argument() }
    }

    private mutating func argument() throws -> NamedExpression {
        if word() != nil, isSymbol("=", at: 1) { return try namedExpression() }
        return NamedExpression(names: [], expression: try pipeline())
    }

    /// `a = expression`, `(a, b) = expression` or an expression.
    mutating func namedExpression() throws -> NamedExpression {
        if isSymbol("("), let end = namesEnd() {
            let names = try parenthesised { parser in try parser.name() }
            guard index == end else { throw unexpected("'='") }
            try expect(symbol: "=")
            return NamedExpression(names: names, expression: try expression())
        }
        switch current.kind {
        case .identifier, .bracketedName:
            guard isSymbol("=", at: 1) else { break }
            let name = try name()
            try expect(symbol: "=")
            return NamedExpression(names: [name], expression: try expression())
        default:
            break
        }
        return NamedExpression(names: [], expression: try expression())
    }

    /// Where `=` stands after a list of names in parentheses; `nil` where there is none.
    private func namesEnd() -> Int? {
        var offset = 1
        while true {
            switch peek(offset).kind {
            case .identifier, .bracketedName, .symbol(","): offset += 1
            case .symbol(")"): return isSymbol("=", at: offset + 1) ? index + offset + 1 : nil
            default: return nil
            }
        }
    }

    /// `typeof(long)`, `typeof(a:long, b:string)`, `typeof(*, a:long)`
    private mutating func typeLiteral() throws -> Expression {
        let start = current.span.start
        advance()
        let declarations = try parenthesised { parser in
            if parser.isSymbol("*") {
                let span = parser.current.span
                parser.advance()
                return ColumnDeclaration(name: Name("*", span), type: .dynamic)
            }
            if parser.isSymbol(":", at: 1) { return try parser.columnDeclaration() }
            let span = parser.current.span
            return ColumnDeclaration(name: Name("", span), type: try parser.type())
        }
        return Expression(.typeLiteral(declarations), span(from: start))
    }
}
