internal import Primitives

/// Reads a filter by recursive descent: `or` binds weakest, then `and`, then `not`.
struct FilterParser {
    var lexer: FilterLexer
    var token: FilterToken
    var depth = 0
    var terms = 0
    /// The variables of the conditions on elements around the place, innermost last.
    var variables: [String] = []

    init(_ text: String) throws(ODataError) {
        guard text.utf8.count <= Filter.maximumLength else {
            throw ODataError("$filter", "is longer than \(Filter.maximumLength) bytes")
        }
        lexer = FilterLexer(text)
        token = try lexer.next()
    }

    /// The whole text.
    mutating func filter() throws(ODataError) -> Filter {
        guard token.kind != .end else { throw ODataError("$filter", "is empty") }
        let filter = try disjunction()
        guard token.kind == .end else { throw unexpected("'and', 'or' or the end") }
        return filter
    }

    mutating func disjunction() throws(ODataError) -> Filter {
        var parts = [try conjunction()]
        while try take(word: "or") { parts.append(try conjunction()) }
        return parts.count == 1 ? parts[0] : .or(parts)
    }

    mutating func conjunction() throws(ODataError) -> Filter {
        var parts = [try negation()]
        while try take(word: "and") { parts.append(try negation()) }
        return parts.count == 1 ? parts[0] : .and(parts)
    }

    mutating func negation() throws(ODataError) -> Filter {
        try deeper()
        defer { depth -= 1 }
        if try take(word: "not") { return .not(try negation()) }
        guard token.kind == .open else { return try condition() }
        try advance()
        let inner = try disjunction()
        try expect(.close, "')'")
        return inner
    }

    mutating func condition() throws(ODataError) -> Filter {
        terms += 1
        guard terms <= Filter.maximumTerms else { throw ODataError("$filter", "has more than \(Filter.maximumTerms) terms") }
        if case .literal = token.kind { return try mirrored() }
        let start = token
        guard case .word(let name) = token.kind else { throw unexpected("a property") }
        try advance()
        if token.kind == .open, let call = try function(name, at: start) { return call }
        return try rest(of: try operand(startingWith: name, at: start), at: start)
    }

    /// `'high' eq severity`
    mutating func mirrored() throws(ODataError) -> Filter {
        let literal = try literal()
        let comparison = try comparison()
        let start = token
        guard case .word(let name) = token.kind else { throw unexpected("a property") }
        try advance()
        guard case .path(let path) = try operand(startingWith: name, at: start) else {
            throw FilterLexer.error("a condition on elements is no value", at: start.position)
        }
        return .compare(path, comparison.mirrored, literal)
    }

    /// What follows the left side of a condition. A text function may be compared with a truth value.
    mutating func rest(of operand: Operand, at start: FilterToken) throws(ODataError) -> Filter {
        guard case .path(let path) = operand else {
            if case .condition(let filter) = operand { return filter }
            throw unexpected("a property")
        }
        if try take(word: "in") { return .among(path, try list()) }
        // A property alone is a truth value.
        guard isBeforeComparison else { return .compare(path, .eq, FilterLiteral(.bool(true), position: start.position)) }
        return .compare(path, try comparison(), try literal())
    }

    var isBeforeComparison: Bool {
        switch token.kind {
        case .word(let word): !["and", "or"].contains(word.lowercased())
        case .literal: true
        default: false
        }
    }

    mutating func comparison() throws(ODataError) -> Filter.Comparison {
        guard case .word(let word) = token.kind, let comparison = Filter.Comparison(rawValue: word.lowercased()) else {
            throw unexpected("one of \(Filter.Comparison.allCases.map(\.rawValue).joined(separator: ", ")), in")
        }
        try advance()
        return comparison
    }

    mutating func list() throws(ODataError) -> [FilterLiteral] {
        try expect(.open, "'('")
        var values = [try literal()]
        while token.kind == .comma {
            try advance()
            values.append(try literal())
            terms += 1
            guard terms <= Filter.maximumTerms else { throw ODataError("$filter", "has more than \(Filter.maximumTerms) terms") }
        }
        try expect(.close, "')'")
        return values
    }

    mutating func literal() throws(ODataError) -> FilterLiteral {
        let position = token.position
        let value: FilterLiteral.Value
        switch token.kind {
        case .literal(let given): value = given
        case .word(let word) where word.lowercased() == "true": value = .bool(true)
        case .word(let word) where word.lowercased() == "false": value = .bool(false)
        case .word(let word) where word.lowercased() == "null": value = .null
        case .word(let word): throw FilterLexer.error("'\(word)' is no value; texts stand in quotes", at: token.position)
        default: throw unexpected("a value")
        }
        try advance()
        return FilterLiteral(value, position: position)
    }
}

extension FilterParser {
    mutating func advance() throws(ODataError) {
        token = try lexer.next()
    }

    mutating func take(word: String) throws(ODataError) -> Bool {
        guard case .word(let found) = token.kind, found.lowercased() == word else { return false }
        try advance()
        return true
    }

    mutating func expect(_ kind: FilterToken.Kind, _ title: String) throws(ODataError) {
        guard token.kind == kind else { throw unexpected(title) }
        try advance()
    }

    mutating func deeper() throws(ODataError) {
        depth += 1
        guard depth <= Filter.maximumDepth else {
            throw FilterLexer.error("more than \(Filter.maximumDepth) brackets inside each other", at: token.position)
        }
    }

    func unexpected(_ wanted: String) -> ODataError {
        FilterLexer.error("\(wanted) is missing here, where \(token.title) stands", at: token.position)
    }
}
