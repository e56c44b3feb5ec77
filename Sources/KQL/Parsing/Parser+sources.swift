extension Parser {
    /// `range x from 1 to 10 step 1`
    mutating func rangeOperator() throws -> TabularOperator.Kind {
        let name = try name()
        try expect(word: "from")
        let from = try expression()
        try expect(word: "to")
        let to = try expression()
        try expect(word: "step")
        return .range(name, from: from, to: to, step: try expression())
    }

    /// `datatable(a:long, b:string)[1, "x"]`
    mutating func datatableOperator() throws -> TabularOperator.Kind {
        let columns = try parenthesised { parser in try parser.columnDeclaration() }
        if case .bracketedName(let text) = current.kind {
            let span = current.span
            advance()
            return .datatable(columns, [Expression(.literal(.string, .string(text)), span)])
        }
        try expect(symbol: "[")
        var cells: [Expression] = []
        while !isSymbol("]") {
            if isWord("null"), !isSymbol("(", at: 1) {
                cells.append(Expression(.literal(.dynamic, .null), current.span))
                advance()
            } else {
                cells.append(try expression())
            }
            guard skip(symbol: ",") else { break }
        }
        try expect(symbol: "]")
        return .datatable(columns, cells)
    }

    /// `externaldata(a:string)[@"https://..."] with (format="csv")`
    mutating func externalDataOperator() throws -> TabularOperator.Kind {
        let columns = try parenthesised { parser in try parser.columnDeclaration() }
        var addresses: [Expression] = []
        if case .bracketedName(let text) = current.kind {
            addresses = [Expression(.literal(.string, .string(text)), current.span)]
            advance()
        } else {
            try expect(symbol: "[")
            while !isSymbol("]") {
                addresses.append(try expression())
                guard skip(symbol: ",") else { break }
            }
            try expect(symbol: "]")
        }
        guard skip(word: "with") else { return .externalData(columns, addresses, []) }
        try expect(symbol: "(")
        let parameters = try operatorParameters(["*"])
        try expect(symbol: ")")
        return .externalData(columns, addresses, parameters)
    }

    /// `search kind=case_sensitive in (T1, T2) "term" and column:"x"`
    mutating func searchClause() throws -> SearchClause {
        let parameters = try operatorParameters(["kind"])
        let isCased = parameters.contains { $0.value.kind == .name("case_sensitive") }
        var tables: [Expression] = []
        if isWord("in"), isSymbol("(", at: 1) {
            advance()
            tables = try parenthesised { parser in try parser.unionTable() }
        }
        return SearchClause(isCased: isCased, tables: tables, predicate: try expression())
    }

    /// `find withsource=S in (T1, T2) where predicate project a, b`, or the predicate alone: `find "term" project a, b`.
    mutating func findClause() throws -> FindClause {
        let parameters = try operatorParameters(["withsource", "with_source", "datascope"])
        var tables: [Expression] = []
        if skip(word: "in") { tables = try parenthesised { parser in try parser.unionTable() } }
        _ = skip(word: "where")
        let predicate = try expression()
        guard operatorWord()?.0 == "project", skip(word: "project") else {
            if let (word, length) = operatorWord(), word == "project-smart" { for _ in 0..<length { advance() } }
            return FindClause(parameters: parameters, tables: tables, predicate: predicate, columns: nil)
        }
        let columns = try list { parser in
            guard let name = parser.word(), parser.isSymbol(":", at: 1) else {
                return FindClause.Column(expression: try parser.namedExpression(), type: nil)
            }
            let column = Expression(.name(name), parser.current.span)
            for _ in 0..<2 { parser.advance() }
            return FindClause.Column(expression: NamedExpression(names: [], expression: column), type: try parser.type())
        }
        return FindClause(parameters: parameters, tables: tables, predicate: predicate, columns: columns)
    }
}
