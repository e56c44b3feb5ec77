extension Parser {
    /// `scan with_match_id=m order by t declare (x:long=0) with (step s: condition => x = s.x; ...)`
    mutating func scanClause() throws -> ScanClause {
        var clause = ScanClause(matchID: nil, order: [], partition: [], variables: [], steps: [])
        while true {
            if isWord("with_match_id"), isSymbol("=", at: 1) {
                advance()
                advance()
                clause.matchID = try name()
            } else if isWord("order"), word(at: 1) == "by" {
                advance()
                advance()
                clause.order = try list { parser in try parser.ordering() }
            } else if isWord("partition"), word(at: 1) == "by" {
                advance()
                advance()
                clause.partition = try list { parser in try parser.expression() }
            } else if skip(word: "declare") {
                clause.variables = try parenthesised { parser in try parser.scanVariable() }
            } else {
                break
            }
        }
        try expect(word: "with")
        try expect(symbol: "(")
        while !isSymbol(")") { clause.steps.append(try scanStep()) }
        try expect(symbol: ")")
        return clause
    }

    private mutating func scanVariable() throws -> ScanClause.Variable {
        let declaration = try columnDeclaration()
        let standard = skip(symbol: "=") ? try expression() : nil
        return ScanClause.Variable(name: declaration.name, type: declaration.type, standard: standard)
    }

    private mutating func scanStep() throws -> ScanClause.Step {
        try expect(word: "step")
        let name = try name()
        var isOptional = false
        var output = ScanClause.Step.Output.all
        while !isSymbol(":") {
            if skip(word: "optional") {
                isOptional = true
            } else {
                try expect(word: "output")
                try expect(symbol: "=")
                guard let word = word(), let known = ScanClause.Step.Output(rawValue: word) else {
                    throw unexpected("all, last or none")
                }
                output = known
                advance()
            }
        }
        try expect(symbol: ":")
        let condition = try expression()
        let assignments = skip(symbol: "=>") ? try namedExpressions() : []
        try expect(symbol: ";")
        return ScanClause.Step(
            name: name, isOptional: isOptional, output: output, condition: condition, assignments: assignments)
    }
}
