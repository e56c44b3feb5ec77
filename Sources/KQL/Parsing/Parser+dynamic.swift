extension Parser {
    /// `dynamic(...)`: JSON, with KQL's own literals inside.
    mutating func dynamicLiteral() throws -> Expression {
        let start = current.span.start
        advance()
        try expect(symbol: "(")
        let value = try dynamicValue()
        try expect(symbol: ")")
        return Expression(.literal(.dynamic, value), span(from: start))
    }

    private mutating func dynamicValue() throws -> Value {
        try nested { parser in try parser.unnestedDynamicValue() }
    }

    private mutating func unnestedDynamicValue() throws -> Value {
        switch current.kind {
        case .literal(let literal):
            advance()
            return literal.value
        case .bracketedName(let text):
            // `["a"]` is an array here.
            advance()
            return .array([.string(text)])
        case .symbol("["):
            return .array(try dynamicElements())
        case .symbol("{"):
            return .bag(try dynamicMembers())
        case .symbol("-"), .symbol("+"):
            let isNegative = isSymbol("-")
            advance()
            return try negated(try dynamicValue(), isNegative)
        case .identifier(let word):
            switch word.lowercased() {
            case "true", "false":
                advance()
                return .bool(word.lowercased() == "true")
            case "null":
                advance()
                return .null
            case "dynamic" where isSymbol("(", at: 1):
                guard case .literal(_, let value) = try dynamicLiteral().kind else { return .null }
                return value
            default:
                throw unexpected("a literal")
            }
        default:
            throw unexpected("a literal, '[' or '{'")
        }
    }

    private func negated(_ value: Value, _ isNegative: Bool) throws -> Value {
        switch value {
        case .long(let number): .long(isNegative ? 0 &- number : number)
        case .real(let number): .real(isNegative ? -number : number)
        case .timespan(let ticks): .timespan(isNegative ? 0 &- ticks : ticks)
        default: throw QueryError(.syntax, "a sign needs a number after it", at: current.span)
        }
    }

    private mutating func dynamicElements() throws -> [Value] {
        try expect(symbol: "[")
        var elements: [Value] = []
        while !isSymbol("]") {
            elements.append(try dynamicValue())
            guard skip(symbol: ",") else { break }
        }
        try expect(symbol: "]")
        return elements
    }

    private mutating func dynamicMembers() throws -> Bag {
        try expect(symbol: "{")
        var bag = Bag()
        while !isSymbol("}") {
            let key: String
            switch current.kind {
            case .literal(let literal): key = literal.value.text
            case .identifier(let text): key = text
            default: throw unexpected("the name of a member")
            }
            advance()
            try expect(symbol: ":")
            bag[key] = try dynamicValue()
            guard skip(symbol: ",") else { break }
        }
        try expect(symbol: "}")
        return bag
    }
}
