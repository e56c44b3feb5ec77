extension Parser {
    mutating func expandClause() throws -> ExpandClause {
        var parameters = try operatorParameters(["bagexpansion", "kind"])
        var index: Name?
        if isWord("with_itemindex"), isSymbol("=", at: 1) {
            advance()
            advance()
            index = try name()
        }
        parameters += try operatorParameters(["bagexpansion", "kind"])
        let items = try list { parser in
            let expression = try parser.namedExpression()
            guard parser.skip(word: "to") else { return ExpandClause.Item(expression: expression, type: nil) }
            try parser.expect(word: "typeof")
            try parser.expect(symbol: "(")
            let type = try parser.type()
            try parser.expect(symbol: ")")
            return ExpandClause.Item(expression: expression, type: type)
        }
        let limit = skip(word: "limit") ? try expression() : nil
        return ExpandClause(parameters: parameters, items: items, limit: limit, index: index)
    }

    mutating func mvApplyOperator() throws -> TabularOperator.Kind {
        let clause = try expandClause()
        try expect(word: "on")
        return .mvApply(clause, try parenthesisedBody())
    }

    /// `parse kind=regex flags=i x with * "text" name:type ...`
    mutating func parseClause(drops: Bool) throws -> ParseClause {
        let parameters = try operatorParameters(["kind", "flags"])
        var kind = ParseClause.Kind.simple
        var flags = ""
        for parameter in parameters {
            guard case .name(let word) = parameter.value.kind else { continue }
            if parameter.name == "flags" {
                flags = word
            } else {
                guard let known = ParseClause.Kind(rawValue: word) else {
                    throw QueryError(
                        .syntax, "parse has no kind '\(word)'; there are simple, regex and relaxed", at: parameter.span)
                }
                kind = known
            }
        }
        let subject = try expression()
        try expect(word: "with")
        var steps: [ParseClause.Step] = []
        while !isAtOperatorEnd { steps.append(try parseStep()) }
        guard !steps.isEmpty else { throw unexpected("a text, '*' or the name of a column") }
        return ParseClause(kind: kind, flags: flags, subject: subject, steps: steps, drops: drops)
    }

    private mutating func parseStep() throws -> ParseClause.Step {
        switch current.kind {
        case .symbol("*"):
            advance()
            return .skip
        case .literal(let literal):
            guard case .string(let text) = literal.value else { throw unexpected("a text") }
            advance()
            return .text(text)
        default:
            let name = try name("a text, '*' or the name of a column")
            return .column(name, skip(symbol: ":") ? try type() : .string)
        }
    }

    /// `parse-kv x as (a:string, b:long) with (pair_delimiter=",", kv_delimiter="=", quote='"')`
    mutating func parseKVClause() throws -> ParseKVClause {
        let subject = try expression()
        try expect(word: "as")
        let columns = try parenthesised { parser in try parser.columnDeclaration() }
        var parameters: [OperatorParameter] = []
        if skip(word: "with") {
            try expect(symbol: "(")
            parameters = try operatorParameters(["*"])
            try expect(symbol: ")")
        }
        return ParseKVClause(subject: subject, columns: columns, parameters: parameters)
    }

    /// `make-series n=count() default=0 on t from a to b step 1h by k`
    mutating func makeSeriesClause() throws -> MakeSeriesClause {
        let parameters = try operatorParameters(["kind", "hint.*"])
        let aggregates = try list { parser in
            let expression = try parser.namedExpression()
            guard parser.skip(word: "default") else {
                return MakeSeriesClause.Aggregate(expression: expression, standard: nil)
            }
            try parser.expect(symbol: "=")
            return MakeSeriesClause.Aggregate(expression: expression, standard: try parser.expression())
        }
        try expect(word: "on")
        isAxis = true
        let axis = try namedExpression()
        isAxis = false
        var from: Expression?
        var to: Expression?
        if isWord("in"), word(at: 1) == "range" {
            advance()
            advance()
            try expect(symbol: "(")
            let limits = try list { parser in try parser.expression() }
            try expect(symbol: ")")
            guard limits.count == 3 else { throw unexpected("from, to and step") }
            return MakeSeriesClause(
                parameters: parameters + [inclusive(at: limits[1].span)], aggregates: aggregates, axis: axis, from: limits[0],
                to: limits[1], step: limits[2], by: try seriesKeys())
        }
        if skip(word: "from") { from = try expression() }
        if skip(word: "to") { to = try expression() }
        try expect(word: "step")
        let step = try expression()
        return MakeSeriesClause(
            parameters: parameters, aggregates: aggregates, axis: axis, from: from, to: to, step: step, by: try seriesKeys())
    }

    /// `in range(a, b, s)` counts its end in, unlike `from a to b`.
    private func inclusive(at span: Span) -> OperatorParameter {
        OperatorParameter(name: "range", value: Expression(.literal(.bool, .bool(true)), span), span: span)
    }

    private mutating func seriesKeys() throws -> [NamedExpression] {
        skip(word: "by") ? try namedExpressions() : []
    }
}
