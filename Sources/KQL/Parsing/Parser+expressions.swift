extension Parser {
    mutating func expression() throws -> Expression {
        try nested { parser in try parser.logical(.or) }
    }

    private mutating func logical(_ op: LogicalOperator) throws -> Expression {
        let start = current.span.start
        var operands = [try logicalOperand(op)]
        while skip(word: op.rawValue) { operands.append(try logicalOperand(op)) }
        return operands.count == 1 ? operands[0] : Expression(.logical(op, operands), span(from: start))
    }

    private mutating func logicalOperand(_ op: LogicalOperator) throws -> Expression {
        op == .or ? try logical(.and) : try equality()
    }

    // MARK: Comparison

    private mutating func equality() throws -> Expression {
        let start = current.span.start
        var left = try relational()
        while true {
            if let op = equalityOperator() {
                advance()
                let right = try relational()
                left = Expression(.binary(op, left, right), span(from: start))
            } else if let op = membershipOperator() {
                advance()
                left = Expression(.membership(op, left, try members()), span(from: start))
            } else if isWord("between") || isSymbol("!between") {
                left = try between(left, from: start)
            } else {
                return left
            }
        }
    }

    private func equalityOperator() -> BinaryOperator? {
        guard case .symbol(let sign) = current.kind else { return nil }
        return switch sign {
        case "==": .equal
        case "!=", "<>": .notEqual
        case "=~": .equalIgnoringCase
        case "!~": .notEqualIgnoringCase
        case ":": .search
        default: nil
        }
    }

    private func membershipOperator() -> MembershipOperator? {
        switch current.kind {
        case .identifier("in") where isAxis && word(at: 1) == "range": nil
        case .identifier(let text), .symbol(let text): MembershipOperator(rawValue: text)
        default: nil
        }
    }

    /// The list after `in` and its like: expressions or a pipeline.
    private mutating func members() throws -> [Expression] {
        guard isSymbol("(") else { return [try postfix()] }
        return try parenthesised { parser in try parser.pipeline() }
    }

    private mutating func between(_ left: Expression, from start: Int) throws -> Expression {
        let isNegated = isSymbol("!between")
        advance()
        try expect(symbol: "(")
        let lower = try expression()
        try expect(symbol: "..")
        let upper = try expression()
        try expect(symbol: ")")
        return Expression(.between(left, lower: lower, upper: upper, isNegated: isNegated), span(from: start))
    }

    private mutating func relational() throws -> Expression {
        try binary(["<": .less, "<=": .lessOrEqual, ">": .greater, ">=": .greaterOrEqual]) { parser in
            try parser.additive()
        }
    }

    // MARK: Arithmetic

    private mutating func additive() throws -> Expression {
        try binary(["+": .add, "-": .subtract]) { parser in try parser.multiplicative() }
    }

    private mutating func multiplicative() throws -> Expression {
        try binary(["*": .multiply, "/": .divide, "%": .modulo]) { parser in try parser.textual() }
    }

    private mutating func binary(
        _ operators: [String: BinaryOperator], operand: (inout Parser) throws -> Expression
    ) throws -> Expression {
        let start = current.span.start
        var left = try operand(&self)
        while case .symbol(let sign) = current.kind, let op = operators[sign] {
            advance()
            let right = try operand(&self)
            left = Expression(.binary(op, left, right), span(from: start))
        }
        return left
    }

    /// The operators that are words: `has`, `contains`, `matches regex` ... They bind closer than arithmetic.
    private mutating func textual() throws -> Expression {
        let start = current.span.start
        var left = try unary()
        while let op = textualOperator() {
            try refuseList(after: op)
            let right = try unary()
            left = Expression(.binary(op, left, right), span(from: start))
        }
        return left
    }

    /// `contains ("a", "b")`: a test of one text that is given several.
    private func refuseList(after op: BinaryOperator) throws {
        guard isSymbol("("), case .literal = peek(1).kind, isSymbol(",", at: 2) else { return }
        throw QueryError(
            .syntax, "'\(op.rawValue)' takes one text; of several, has_any (...) finds one and has_all (...) all",
            at: current.span)
    }

    private static let textualOperators: [String: BinaryOperator] = {
        let words = BinaryOperator.allCases.filter { op in
            op != .matchesRegex && op.rawValue.utf8.contains { ($0 | 0x20) &- 97 < 26 }
        }
        var table = Dictionary(uniqueKeysWithValues: words.map { ($0.rawValue, $0) })
        table["notcontains"] = .notContains
        table["containscs"] = .containsCased
        table["notcontainscs"] = .notContainsCased
        table["!like"] = .notLike
        return table
    }()

    private mutating func textualOperator() -> BinaryOperator? {
        switch current.kind {
        case .identifier("matches") where word(at: 1) == "regex":
            advance()
            advance()
            return .matchesRegex
        case .identifier(let text), .symbol(let text):
            guard let op = Parser.textualOperators[text] else { return nil }
            advance()
            return op
        default:
            return nil
        }
    }

    private mutating func unary() throws -> Expression {
        let start = current.span.start
        for op in [UnaryOperator.minus, .plus] where isSymbol(op.rawValue) {
            advance()
            let operand = try nested { parser in try parser.unary() }
            return Expression(.unary(op, operand), span(from: start))
        }
        return try postfix()
    }
}
