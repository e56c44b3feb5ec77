extension Parser {
    static let graphRules: [String: OperatorRule] = [
        "make-graph": { p in .makeGraph(try p.makeGraphClause()) },
        "graph-match": { p in .graphMatch(try p.graphMatchClause(isShortest: false)) },
        "graph-shortest-paths": { p in .graphMatch(try p.graphMatchClause(isShortest: true)) },
        "graph-to-table": { p in
            .graphToTable(try p.list { p in try p.graphTable() })
        },
        "graph-mark-components": { p in
            .graphMarkComponents(try p.operatorParameters(["kind", "with_component_id"]))
        },
    ]

    private mutating func makeGraphClause() throws -> MakeGraphClause {
        let source = try name("the column of the edge's source")
        try expect(symbol: "-")
        try expect(symbol: "-")
        try expect(symbol: ">")
        var clause = MakeGraphClause(source: source, target: try name("the column of the edge's target"), nodes: [], nodeID: nil)
        if isWord("with_node_id"), isSymbol("=", at: 1) {
            advance()
            advance()
            clause.nodeID = try name()
        } else if skip(word: "with") {
            clause.nodes = try list { parser in
                let table = try parser.postfix()
                try parser.expect(word: "on")
                return MakeGraphClause.Nodes(table: table, key: try parser.name())
            }
        }
        if isWord("partitioned"), isSymbol("-", at: 1), word(at: 2) == "by" {
            for _ in 0..<3 { advance() }
            let column = try name("the column that parts the graphs")
            try expect(symbol: "(")
            var operators = [try tabularOperator()]
            while skip(symbol: "|") { operators.append(try tabularOperator()) }
            try expect(symbol: ")")
            clause.partition = MakeGraphClause.Partition(column: column, operators: operators)
        }
        return clause
    }

    private mutating func graphMatchClause(isShortest: Bool) throws -> GraphMatchClause {
        let parameters = try operatorParameters(["cycles", "output"])
        let patterns = try list { parser in try parser.graphPattern() }
        let predicate = skip(word: "where") ? try expression() : nil
        let columns = skip(word: "project") ? try namedExpressions() : nil
        return GraphMatchClause(
            isShortest: isShortest, parameters: parameters, patterns: patterns, predicate: predicate, columns: columns)
    }

    private mutating func graphPattern() throws -> [GraphMatchClause.Element] {
        var elements = [try graphNode()]
        while isSymbol("-") || isSymbol("<") {
            elements.append(try graphEdge())
            elements.append(try graphNode())
        }
        return elements
    }

    private mutating func graphNode() throws -> GraphMatchClause.Element {
        try expect(symbol: "(")
        let name = isSymbol(")") ? nil : try name()
        try expect(symbol: ")")
        return .node(name?.text)
    }

    /// `-[e]->`, `<-[e*1..3]-`, `-[e]-`, `-->`, `<--`, `--`
    private mutating func graphEdge() throws -> GraphMatchClause.Element {
        let isBackward = skip(symbol: "<")
        try expect(symbol: "-")
        var name: String?
        var length: ClosedRange<Int>?
        if case .bracketedName(let text) = current.kind {
            name = text
            advance()
        } else if skip(symbol: "[") {
            if !isSymbol("*"), !isSymbol("]") { name = try self.name().text }
            if skip(symbol: "*") { length = try edgeLength() }
            try expect(symbol: "]")
        }
        try expect(symbol: "-")
        let isForward = skip(symbol: ">")
        return .edge(name, isBackward ? .backward : isForward ? .forward : .any, length: length)
    }

    private mutating func edgeLength() throws -> ClosedRange<Int> {
        let shortest = try wholeNumber()
        try expect(symbol: "..")
        let longest = try wholeNumber()
        guard shortest >= 0, shortest <= longest else {
            throw QueryError(.syntax, "an edge's length goes from a smaller number to a larger one", at: current.span)
        }
        return shortest...longest
    }

    private mutating func wholeNumber() throws -> Int {
        guard case .literal(let literal) = current.kind, case .long(let number) = literal.value else {
            throw unexpected("a whole number")
        }
        advance()
        return Int(number)
    }

    private mutating func graphTable() throws -> GraphTable {
        let isNodes = isWord("nodes")
        if !isNodes, !isWord("edges") { throw unexpected("'nodes' or 'edges'") }
        advance()
        let name = skip(word: "as") ? try name() : nil
        let parameters = try operatorParameters(["with_node_id", "with_source_id", "with_target_id"])
        return GraphTable(isNodes: isNodes, name: name, parameters: parameters)
    }
}
