extension Parser {
    /// `name = value` pairs whose names are among the given ones; a name that ends with `*` stands for all that begin so.
    mutating func operatorParameters(_ names: [String]) throws -> [OperatorParameter] {
        var parameters: [OperatorParameter] = []
        while let (name, length) = parameterName(), isSymbol("=", at: length),
            names.contains(where: { $0.hasSuffix("*") ? name.hasPrefix($0.dropLast()) : name == $0 })
        {
            let start = current.span.start
            for _ in 0...length { advance() }
            let value = try parameterValue()
            parameters.append(OperatorParameter(name: name, value: value, span: span(from: start)))
            _ = skip(symbol: ",")
        }
        return parameters
    }

    private func parameterName() -> (String, Int)? {
        guard var name = word() else { return nil }
        var length = 1
        while isSymbol(".", at: length), let next = word(at: length + 1) {
            name += "." + next
            length += 2
        }
        return (name, length)
    }

    private mutating func parameterValue() throws -> Expression {
        let token = current
        switch token.kind {
        case .identifier("dynamic") where isSymbol("(", at: 1): return try dynamicLiteral()
        case .identifier(let text), .bracketedName(let text):
            advance()
            if text == "true" || text == "false" { return Expression(.literal(.bool, .bool(text == "true")), token.span) }
            return Expression(.name(text), token.span)
        case .literal(let literal):
            advance()
            return Expression(.literal(literal.type, literal.value), token.span)
        case .symbol("("): return try postfix()
        default: throw unexpected("a value")
        }
    }

    mutating func patterns() throws -> [ColumnPattern] {
        try list { parser in
            let expression = try parser.patternExpression()
            return ColumnPattern(name: expression, order: try parser.columnOrder())
        }
    }

    /// `asc`, `desc`, `granny-asc`, `granny-desc`, or nothing.
    private mutating func columnOrder() throws -> ColumnPattern.Order? {
        let isGranny = skip(word: "granny")
        if isGranny { try expect(symbol: "-") }
        if skip(word: "asc") { return isGranny ? .granny : .ascending }
        if skip(word: "desc") { return isGranny ? .grannyDescending : .descending }
        if isGranny { throw unexpected("'asc' or 'desc'") }
        return nil
    }

    private mutating func patternExpression() throws -> Name {
        if isSymbol("*") || isSymbol("*", at: 1) && isAdjacent(at: 1) {
            let start = current.span.start
            guard case .wildcard(let pattern) = try wildcard().kind else { throw unexpected("a column") }
            return Name(pattern, span(from: start))
        }
        return try name("a column")
    }

    mutating func sortOperator() throws -> TabularOperator.Kind {
        _ = try operatorParameters(["hint.*"])
        try expect(word: "by")
        return .sort(try list { parser in try parser.ordering() })
    }

    mutating func ordering() throws -> Ordering {
        let expression = try namedExpression()
        let isAscending = skip(word: "asc")
        if !isAscending { _ = skip(word: "desc") }
        guard skip(word: "nulls") else {
            return Ordering(expression: expression, isAscending: isAscending, nullsFirst: isAscending)
        }
        let isFirst = skip(word: "first")
        if !isFirst { try expect(word: "last") }
        return Ordering(expression: expression, isAscending: isAscending, nullsFirst: isFirst)
    }

    mutating func summarizeOperator() throws -> TabularOperator.Kind {
        _ = try operatorParameters(["hint.*"])
        let aggregates = isWord("by") || isAtOperatorEnd ? [] : try namedExpressions()
        guard skip(word: "by") else { return .summarize(aggregates, by: []) }
        let keys = try namedExpressions()
        if isWord("bin"), isSymbol("=", at: 1) { _ = try operatorParameters(["bin"]) }
        return .summarize(aggregates, by: keys)
    }

    mutating func joinClause(isLookup: Bool) throws -> JoinClause {
        let parameters = try operatorParameters(["kind", "hint.*", "withsource"])
        let right = try isSymbol("(") ? postfix() : joinedTable()
        var conditions: [Expression] = []
        if skip(word: "on") { conditions = try list { parser in try parser.expression() } }
        // A hint may also stand at the end.
        return JoinClause(parameters: parameters, right: right, conditions: conditions, isLookup: isLookup)
    }

    private mutating func joinedTable() throws -> Expression {
        if let leading = try leadingOperator() {
            let query = Query(source: .leading(leading), operators: [], span: leading.span)
            return Expression(.query(query), leading.span)
        }
        return try postfix()
    }

    mutating func unionClause() throws -> UnionClause {
        let parameters = try operatorParameters(["kind", "withsource", "with_source", "isfuzzy", "hint.*"])
        let tables = isAtOperatorEnd ? [] : try list { parser in try parser.unionTable() }
        return UnionClause(parameters: parameters, tables: tables)
    }

    mutating func unionTable() throws -> Expression {
        if isSymbol("*") || isSymbol("*", at: 1) && isAdjacent(at: 1) { return try wildcard() }
        return try joinedTable()
    }

    mutating func topNestedClauses() throws -> [TopNestedClause] {
        var clauses = [try topNestedClause()]
        while skip(symbol: ",") {
            try expect(word: "top")
            try expect(symbol: "-")
            try expect(word: "nested")
            clauses.append(try topNestedClause())
        }
        return clauses
    }

    private mutating func topNestedClause() throws -> TopNestedClause {
        let count = isWord("of") ? nil : try expression()
        try expect(word: "of")
        let of = try namedExpression()
        var others: Expression?
        if skip(word: "with") {
            try expect(word: "others")
            try expect(symbol: "=")
            others = try expression()
        }
        try expect(word: "by")
        let by = try namedExpression()
        let isAscending = skip(word: "asc")
        if !isAscending { _ = skip(word: "desc") }
        return TopNestedClause(count: count, of: of, others: others, by: by, isAscending: isAscending)
    }

    mutating func partitionClause() throws -> PartitionClause {
        var parameters = try operatorParameters(["hint.*"])
        try expect(word: "by")
        let column = try name("a column")
        parameters += try operatorParameters(["hint.*"])
        guard skip(symbol: "{") else {
            return PartitionClause(parameters: parameters, column: column, body: .onRows(try parenthesisedBody()))
        }
        let body = try pipeline()
        try expect(symbol: "}")
        return PartitionClause(parameters: parameters, column: column, body: .alone(body))
    }

    /// `facet by a, b with (where ... | take 5)`
    mutating func facetOperator() throws -> TabularOperator.Kind {
        try expect(word: "by")
        let columns = try namedExpressions()
        return .facet(columns, with: skip(word: "with") ? try parenthesisedBody() : nil)
    }

    mutating func forkBranches() throws -> [ForkBranch] {
        var branches: [ForkBranch] = []
        while isSymbol("(") || isSymbol("=", at: 1) {
            let name = isSymbol("(") ? nil : try name()
            if name != nil { try expect(symbol: "=") }
            branches.append(ForkBranch(name: name, body: try parenthesisedBody()))
        }
        guard !branches.isEmpty else { throw unexpected("a branch in parentheses") }
        return branches
    }

    mutating func reduceOperator() throws -> TabularOperator.Kind {
        let kind = try operatorParameters(["kind"])
        try expect(word: "by")
        let subject = try expression()
        guard skip(word: "with") else { return .reduce(subject, kind) }
        return .reduce(subject, kind + (try operatorParameters(["threshold", "characters"])))
    }

    mutating func invokedCall() throws -> Call {
        var name = try name("the name of a function")
        while skip(symbol: ".") { name = try self.name() }
        return Call(name: name, arguments: try arguments())
    }

    mutating func evaluateOperator() throws -> TabularOperator.Kind {
        _ = try operatorParameters(["hint.*"])
        let call = try invokedCall()
        guard skip(symbol: ":") else { return .evaluate(call, schema: nil) }
        let declarations = try parenthesised { parser in
            if parser.isSymbol("*") {
                let span = parser.current.span
                parser.advance()
                return ColumnDeclaration(name: Name("*", span), type: .dynamic)
            }
            return try parser.columnDeclaration()
        }
        return .evaluate(call, schema: declarations)
    }
}
