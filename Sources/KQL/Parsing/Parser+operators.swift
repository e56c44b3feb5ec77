extension Parser {
    typealias OperatorRule = @Sendable (inout Parser) throws -> TabularOperator.Kind

    /// The operators by their word. One that begins a pipeline is in `leadingRules` as well.
    static let rules: [String: OperatorRule] = columnRules.merging(rowRules) { first, _ in first }
        .merging(shapeRules) { first, _ in first }.merging(graphRules) { first, _ in first }
        .merging(leadingRules) { first, _ in first }

    private static let columnRules: [String: OperatorRule] = [
        "extend": { p in .extend(try p.namedExpressions()) },
        "project": { p in .project(p.isAtOperatorEnd ? [] : try p.namedExpressions()) },
        "project-away": { p in .projectAway(try p.patterns()) },
        "project-keep": { p in .projectKeep(try p.patterns()) },
        "project-rename": { p in .projectRename(try p.namedExpressions()) },
        "project-reorder": { p in .projectReorder(try p.patterns()) },
        "project-by-names": { p in
            .projectByNames(try p.list { p in try p.expression() })
        },
        "project-smart": { p in .project(try p.namedExpressions()) },
        "serialize": { p in .serialize(p.isAtOperatorEnd ? [] : try p.namedExpressions()) },
        "getschema": { p in
            let kind = try p.operatorParameters(["kind"]).first
            guard kind.map({ ColumnNaming.name(of: $0.value) == "csl" }) ?? true else {
                throw QueryError(.syntax, "getschema takes kind=csl alone", at: p.current.span)
            }
            return .getSchema(asText: kind != nil)
        },
        "as": { p in
            _ = try p.operatorParameters(["hint.materialized"])
            return .as_(try p.name())
        },
    ]

    private static let rowRules: [String: OperatorRule] = [
        "where": { p in .where_(try p.expression()) },
        "filter": { p in .where_(try p.expression()) },
        "count": { p in
            guard p.skip(word: "as") else { return .count }
            let name = try p.name()
            return .summarize([NamedExpression(names: [name], expression: p.call("count", at: name.span))], by: [])
        },
        "take": { p in .take(try p.expression()) },
        "limit": { p in .take(try p.expression()) },
        "sample": { p in .sample(try p.expression()) },
        "sample-distinct": { p in
            let count = try p.expression()
            try p.expect(word: "of")
            return .sampleDistinct(count, of: try p.expression())
        },
        "sort": { p in try p.sortOperator() },
        "order": { p in try p.sortOperator() },
        "top": { p in
            let count = try p.expression()
            try p.expect(word: "by")
            return .top(count, by: try p.ordering())
        },
        "top-nested": { p in .topNested(try p.topNestedClauses()) },
        "top-hitters": { p in
            let count = try p.expression()
            try p.expect(word: "of")
            let of = try p.expression()
            return .topHitters(count, of: of, by: p.skip(word: "by") ? try p.expression() : nil)
        },
        "distinct": { p in
            _ = try p.operatorParameters(["hint.*"])
            return .distinct(try p.namedExpressions())
        },
    ]

    private static let shapeRules: [String: OperatorRule] = [
        "summarize": { p in try p.summarizeOperator() },
        "join": { p in .join(try p.joinClause(isLookup: false)) },
        "lookup": { p in .join(try p.joinClause(isLookup: true)) },
        "mv-expand": { p in .mvExpand(try p.expandClause()) },
        "mvexpand": { p in .mvExpand(try p.expandClause()) },
        "mv-apply": { p in try p.mvApplyOperator() },
        "mvapply": { p in try p.mvApplyOperator() },
        "parse": { p in .parse(try p.parseClause(drops: false)) },
        "parse-where": { p in .parse(try p.parseClause(drops: true)) },
        "parse-kv": { p in .parseKV(try p.parseKVClause()) },
        "make-series": { p in .makeSeries(try p.makeSeriesClause()) },
        "partition": { p in .partition(try p.partitionClause()) },
        "scan": { p in .scan(try p.scanClause()) },
        "invoke": { p in .invoke(try p.invokedCall()) },
        "reduce": { p in try p.reduceOperator() },
        "fork": { p in .fork(try p.forkBranches()) },
        "facet": { p in try p.facetOperator() },
        "render": { p in
            // Which charts there are is known to who draws them.
            _ = try p.name("a kind of chart")
            p.recover(to: ["|", ";"])
            return .passive("render")
        },
        "consume": { p in
            let start = p.previousEnd
            p.recover(to: ["|", ";"])
            return .take(Expression(.literal(.long, .long(0)), p.span(from: start)))
        },
    ]

    /// Words of other languages, and what says the same here.
    private static let foreignWords = [
        "stats": "summarize", "eval": "extend", "fields": "project", "select": "project", "dedup": "distinct", "head": "take",
        "rename": "project-rename", "group": "summarize", "groupby": "summarize", "rex": "parse", "transaction": "summarize",
        "timechart": "summarize ... by bin(Timestamp, 1h) | render timechart", "having": "where", "uniq": "distinct",
    ]

    /// The operators that may begin a pipeline.
    static let leadingRules: [String: OperatorRule] = [
        "print": { p in .print(try p.namedExpressions()) },
        "range": { p in try p.rangeOperator() },
        "datatable": { p in try p.datatableOperator() },
        "externaldata": { p in try p.externalDataOperator() },
        "external_data": { p in try p.externalDataOperator() },
        "union": { p in .union(try p.unionClause()) },
        "search": { p in .search(try p.searchClause()) },
        "find": { p in .find(try p.findClause()) },
        "evaluate": { p in try p.evaluateOperator() },
    ]

    /// Words of operators that Kusto has and this engine knows only by name.
    private static let unsupportedOperators: Set<String> = [
        "macro-expand", "execute-and-cache", "assert-schema", "graph-where-nodes", "graph-where-edges",
    ]

    mutating func tabularOperator() throws -> TabularOperator {
        let start = current.span.start
        guard let (word, length) = operatorWord() else { throw unexpected("an operator") }
        guard let rule = Parser.rules[word] else {
            if Parser.unsupportedOperators.contains(word) {
                recover(to: ["|", ";"])
                return TabularOperator(kind: .unsupported(word), span: span(from: start))
            }
            let near =
                Parser.foreignWords[word.lowercased()].map { "; here that is '\($0)'" }
                ?? NearestName.suggestion(for: word, among: Parser.rules.keys)
            throw QueryError(.syntax, "there is no operator '\(word)'\(near)", at: current.span)
        }
        for _ in 0..<length { advance() }
        let kind = try nested { parser in try rule(&parser) }
        return TabularOperator(kind: kind, span: span(from: start))
    }

    /// The operator's word with its hyphens, and how many tokens it takes.
    func operatorWord() -> (String, Int)? {
        guard var word = word() else { return nil }
        var length = 1
        while isSymbol("-", at: length), isAdjacent(at: length), let next = self.word(at: length + 1),
            isAdjacent(at: length + 1)
        {
            word += "-" + next
            length += 2
        }
        return (word, length)
    }

    /// An operator that stands where a source is expected; `nil` where an ordinary name does.
    mutating func leadingOperator() throws -> TabularOperator? {
        guard let word = word(), Parser.leadingRules[word] != nil, isLeading(word) else { return nil }
        return try tabularOperator()
    }

    private func isLeading(_ word: String) -> Bool {
        let next = peek(1).kind
        switch word {
        case "datatable", "externaldata", "external_data": return next == .symbol("(")
        case "range": return self.word(at: 2) == "from"
        case "evaluate": return self.word(at: 1) != nil
        default: break
        }
        switch next {
        case .literal, .bracketedName: return true
        case .identifier(let text):
            return !Parser.infixWords.contains(text)
        case .symbol("("), .symbol("*"): return word != "print" || next == .symbol("(")
        case .symbol("-"): return word == "print"
        default: return false
        }
    }

    private static let infixWords: Set<String> = Set(
        BinaryOperator.allCases.map(\.rawValue) + MembershipOperator.allCases.map(\.rawValue)
            + ["and", "or", "between", "matches", "asc", "desc", "on", "by", "to"]
    ).subtracting(["in"])

    // MARK: Pieces

    var isAtOperatorEnd: Bool {
        switch current.kind {
        case .end, .symbol("|"), .symbol(";"), .symbol(")"), .symbol("}"): true
        default: false
        }
    }

    func call(_ name: String, at span: Span) -> Expression {
        Expression(.call(Call(name: Name(name, span), arguments: [])), span)
    }

    mutating func namedExpressions() throws -> [NamedExpression] {
        try list { parser in try parser.namedExpression() }
    }
}
