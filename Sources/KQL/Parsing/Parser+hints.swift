extension Parser {
    /// What somebody meant who writes other languages, or who wrote a word amiss; nothing where that cannot be told.
    var hint: String {
        if isSQL { return "; this is SQL: in KQL it is TABLE | where ... | project ..." }
        if let word = word(for: current) { return word }
        switch current.kind {
        case _ where index > 0 && tokens[index - 1].kind == .identifier("not"): return "; a condition is negated by not(...)"
        case .symbol("="): return "; values are compared with '==', or with '=~' where case does not matter"
        case .symbol("|") where index > 0 && tokens[index - 1].kind == .symbol("|") && isAdjacent():
            return "; of two conditions either is 'or'"
        case .identifier(let text): return hint(for: text)
        case .bracketedName: return commaHint
        default: return ""
        }
    }

    /// For a sign that other languages have.
    func word(for token: Token) -> String? {
        guard case .invalid = token.kind, text(of: token) == "&" else { return nil }
        return "; two conditions together are 'and'"
    }

    private func hint(for text: String) -> String {
        let small = text.lowercased()
        switch small {
        case "is": return "; what is missing is tested by isnull(...) or isnotnull(...), and by isempty(...) for a text"
        case "not":
            guard let next = word(at: 1), Parser.negatable.contains(next) else { break }
            return "; it is written '!\(next)'"
        case "notin": return "; it is written '!in'"
        case "descending", "ascending": return "; it is written '\(small.prefix(small.hasPrefix("d") ? 4 : 3))'"
        case "as": return "; a name stands before its value: name = value"
        case "group": return "; what rows are put together by stands behind 'by': summarize count() by Column"
        case "like", "ilike": return "; a part of a text is found by 'has' or 'contains'"
        default: break
        }
        if text != small, Parser.words.contains(small) { return "; it is written '\(small)'" }
        let near =
            small.utf8.count > 2
            ? NearestName.suggestion(for: small, among: Parser.words.filter { $0.utf8.count > 2 }.sorted()) : ""
        return near.isEmpty ? commaHint : near
    }

    private var commaHint: String {
        if case .identifier = index > 0 ? tokens[index - 1].kind : .end { return "; is a comma missing before it?" }
        return ""
    }

    private var isSQL: Bool {
        guard case .identifier(let first) = tokens[0].kind, first.lowercased() == "select" else { return false }
        return tokens.contains { if case .identifier(let word) = $0.kind { word.lowercased() == "from" } else { false } }
    }

    /// Whether the token that stands here begins a line.
    var isAtLineStart: Bool { bytes[previousEnd..<current.span.start].contains(0x0a) }

    /// The operators of conditions that are words.
    private static let words: Set<String> = Set(
        (BinaryOperator.allCases.map(\.rawValue) + MembershipOperator.allCases.map(\.rawValue)).filter { operation in
            operation.utf8.allSatisfy { ($0 | 0x20) &- 97 < 26 || $0 == UInt8(ascii: "_") }
        } + ["and", "or", "between", "by", "on"])

    /// Those that have an opposite with an exclamation mark.
    private static let negatable: Set<String> = [
        "in", "has", "contains", "startswith", "endswith", "hasprefix", "hassuffix", "between", "like",
    ]
}
