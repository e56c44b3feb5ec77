extension Parser {
    /// Statements up to the end of the text or to a closing sign.
    mutating func statements(until end: String?) -> [Statement] {
        var statements: [Statement] = []
        while current.kind != .end {
            if let end, isSymbol(end) { break }
            if skip(symbol: ";") { continue }
            do {
                let statement = try statement()
                statements.append(statement)
                if case .let_ = statement, current.kind != .end, !isSymbol(";"), isAtLineStart {
                    throw QueryError(.syntax, "the let before this does not end: ';' is missing", at: current.span)
                }
                guard current.kind == .end || isSymbol(";") || end.map({ isSymbol($0) }) ?? false else {
                    throw unexpected("'|' or ';'")
                }
            } catch {
                errors.append(QueryError(error))
                recover(to: [";"])
                if !isSymbol(";"), end == nil { advance() }
                if end != nil, !isSymbol(";") { break }
            }
        }
        return statements
    }

    private mutating func statement() throws -> Statement {
        let start = current.span.start
        switch word() {
        case "let" where !isSymbol("=", at: 1):
            return .let_(try letStatement())
        case "declare" where word(at: 1) == "query_parameters":
            advance()
            advance()
            return .parameters(try parameters())
        case "set" where word(at: 1)?.hasPrefix("query_bin_auto_") ?? false && isSymbol("=", at: 2):
            advance()
            let name = try name()
            advance()
            return .property(name, try expression())
        case "set" where word(at: 1) != nil, "alias" where word(at: 1) == "database", "restrict" where word(at: 1) == "access",
            "declare" where word(at: 1) == "pattern":
            recover(to: [";"])
            return .setting(span(from: start))
        default:
            return .expression(try pipeline())
        }
    }

    private mutating func letStatement() throws -> LetStatement {
        try expect(word: "let")
        let name = try name()
        try expect(symbol: "=")
        if isWord("view"), isSymbol("(", at: 1) { advance() }
        if isFunction { return LetStatement(name: name, value: .function(try function())) }
        return LetStatement(name: name, value: .expression(try pipeline()))
    }

    /// Whether parentheses follow and then a brace.
    private var isFunction: Bool {
        guard isSymbol("(") else { return false }
        var open = 0
        for offset in 0..<(tokens.count - index) {
            guard case .symbol(let sign) = peek(offset).kind else { continue }
            if sign == "(" { open += 1 }
            if sign == ")" { open -= 1 }
            if open == 0 { return isSymbol("{", at: offset + 1) }
        }
        return false
    }

    private mutating func function() throws -> FunctionDefinition {
        let start = current.span.start
        let parameters = try parameters()
        try expect(symbol: "{")
        let before = errors.count
        var statements = statements(until: "}")
        if errors.count > before { recover(to: ["}"]) }
        try expect(symbol: "}")
        guard case .expression(let body)? = statements.last else {
            return FunctionDefinition(parameters: parameters, statements: statements, body: nil, span: span(from: start))
        }
        statements.removeLast()
        return FunctionDefinition(parameters: parameters, statements: statements, body: body, span: span(from: start))
    }

    private mutating func parameters() throws -> [FunctionParameter] {
        try parenthesised { parser in
            let name = try parser.name()
            try parser.expect(symbol: ":")
            if parser.isSymbol("(") {
                return FunctionParameter(name: name, kind: .table(try parser.tableShape()), standard: nil)
            }
            let type = try parser.type()
            let standard = parser.skip(symbol: "=") ? try parser.expression() : nil
            return FunctionParameter(name: name, kind: .scalar(type), standard: standard)
        }
    }

    /// `(*)` or `(a:long, b:string)`
    private mutating func tableShape() throws -> [ColumnDeclaration] {
        if isSymbol("*", at: 1) {
            advance()
            advance()
            try expect(symbol: ")")
            return []
        }
        return try parenthesised { parser in try parser.columnDeclaration() }
    }

    mutating func columnDeclaration() throws -> ColumnDeclaration {
        let name = try name("the name of a column")
        try expect(symbol: ":")
        return ColumnDeclaration(name: name, type: try type())
    }

    mutating func type() throws -> ScalarType {
        guard let word = word(), let type = ScalarType(name: word) else {
            throw unexpected("a type (\(ScalarType.allCases.map(\.rawValue).joined(separator: ", ")))")
        }
        advance()
        return type
    }

    // MARK: Pipelines

    /// An expression, or a source with operators after it.
    mutating func pipeline() throws -> Expression {
        try nested { parser in try parser.unnestedPipeline() }
    }

    private mutating func unnestedPipeline() throws -> Expression {
        let start = current.span.start
        let source: Query.Source
        if let leading = try leadingOperator() {
            source = .leading(leading)
        } else {
            let expression = try expression()
            guard isSymbol("|") else { return expression }
            source = .expression(expression)
        }
        let operators = try operators()
        return Expression(.query(Query(source: source, operators: operators, span: span(from: start))), span(from: start))
    }

    /// `| operator | operator ...`
    private mutating func operators() throws -> [TabularOperator] {
        var operators: [TabularOperator] = []
        while skip(symbol: "|") {
            let start = current.span.start
            do {
                operators.append(try tabularOperator())
            } catch {
                errors.append(QueryError(error))
                recover(to: ["|", ";"])
                operators.append(TabularOperator(kind: .invalid, span: span(from: start)))
            }
        }
        return operators
    }

    /// The pipeline of a sub-query whose input is given: `(where ... | count)`.
    mutating func body() throws -> Query {
        let start = current.span.start
        let first = try tabularOperator()
        let rest = try operators()
        return Query(source: .leading(first), operators: rest, span: span(from: start))
    }

    /// A pipeline in parentheses whose input is given.
    mutating func parenthesisedBody() throws -> Query {
        try expect(symbol: "(")
        let body = try nested { parser in try parser.body() }
        try expect(symbol: ")")
        return body
    }
}
