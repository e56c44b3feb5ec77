/// The left sides of conditions: paths and functions.
extension FilterParser {
    /// The left side of a condition, or a condition that is whole already.
    enum Operand {
        case path(FilterPath)
        case condition(Filter)
    }

    /// A path, which may end in a condition on elements. `tolower(x)` and the like mean the property, since texts are
    /// compared without regard to case.
    mutating func operand(startingWith name: String, at start: FilterToken) throws(ODataError) -> Operand {
        if token.kind == .open, ["tolower", "toupper", "trim"].contains(name.lowercased()) {
            try deeper()
            defer { depth -= 1 }
            try advance()
            let inner = token
            guard case .word(let name) = token.kind else { throw unexpected("a property") }
            try advance()
            let operand = try operand(startingWith: name, at: inner)
            try expect(.close, "')'")
            return operand
        }
        var segments = [name]
        while token.kind == .slash {
            try advance()
            guard case .word(let segment) = token.kind else { throw unexpected("a name") }
            try advance()
            if token.kind == .open, let quantifier = Filter.Quantifier(rawValue: segment.lowercased()) {
                return .condition(.lambda(try path(segments, at: start), quantifier, try lambda()))
            }
            segments.append(segment)
            guard segments.count <= FilterPath.maximumSegments else {
                throw FilterLexer.error("the path has more than \(FilterPath.maximumSegments) parts", at: start.position)
            }
        }
        return .path(try path(segments, at: start))
    }

    func path(_ segments: [String], at start: FilterToken) throws(ODataError) -> FilterPath {
        if segments[0] == variables.last {
            return FilterPath(segments: Array(segments.dropFirst()), isOfElement: true, position: start.position)
        }
        let own = segments.drop { $0 == FilterPath.entity }
        guard !own.isEmpty else { throw FilterLexer.error("a property is missing behind '$it'", at: start.position) }
        return FilterPath(segments: Array(own), position: start.position)
    }

    /// `(e: e/verdict eq 'malicious')`, or `()`.
    mutating func lambda() throws(ODataError) -> Filter? {
        try deeper()
        defer { depth -= 1 }
        try expect(.open, "'('")
        if token.kind == .close {
            try advance()
            return nil
        }
        guard case .word(let variable) = token.kind else { throw unexpected("a variable") }
        try advance()
        try expect(.colon, "':'")
        variables.append(variable)
        let body = try disjunction()
        variables.removeLast()
        try expect(.close, "')'")
        return body
    }

    /// A function that is a condition; `nil` where the name is none of them and may begin something else.
    mutating func function(_ name: String, at start: FilterToken) throws(ODataError) -> Filter? {
        if let match = Filter.TextMatch(rawValue: name.lowercased()) {
            try expect(.open, "'('")
            let path = try argument()
            try expect(.comma, "','")
            let literal = try literal()
            try expect(.close, "')'")
            return try compared(.text(match, path, literal))
        }
        switch name.lowercased() {
        case "isof":
            try expect(.open, "'('")
            let path = try argument()
            try expect(.comma, "','")
            let type = try typeName()
            try expect(.close, "')'")
            return .isOf(path, type)
        case "tolower", "toupper", "trim", "not": return nil
        default:
            let known = "contains, startswith, endswith, tolower, toupper, isof"
            throw FilterLexer.error("there is no function '\(name)'; there are \(known)", at: start.position)
        }
    }

    mutating func argument() throws(ODataError) -> FilterPath {
        let start = token
        guard case .word(let name) = token.kind else { throw unexpected("a property") }
        try advance()
        guard case .path(let path) = try operand(startingWith: name, at: start) else {
            throw FilterLexer.error("a condition on elements is no value", at: start.position)
        }
        return path
    }

    mutating func typeName() throws(ODataError) -> String {
        switch token.kind {
        case .word(let given), .literal(.string(let given)):
            let name = given.hasPrefix("#") ? String(given.dropFirst()) : given
            guard FilterPath.isName(name) else { throw FilterLexer.error("'\(given)' is no name of a type", at: token.position) }
            try advance()
            return name
        default: throw unexpected("the name of a type")
        }
    }

    /// `contains(title,'x') eq false`
    mutating func compared(_ condition: Filter) throws(ODataError) -> Filter {
        for (word, isEqual) in [("eq", true), ("ne", false)] where try take(word: word) {
            let (value, place) = (token, token.position)
            guard case .bool(let flag) = try literal().value else {
                throw FilterLexer.error("true or false is missing here, where \(value.title) stands", at: place)
            }
            return flag == isEqual ? condition : .not(condition)
        }
        return condition
    }
}
