/// A word of the language with its place.
struct Token: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        /// A name or a keyword; KQL has no reserved words, the place decides.
        case identifier(String)
        /// `['a name']`: a name, never a keyword.
        case bracketedName(String)
        case literal(Literal)
        /// An operator or a bracket, such as `|`, `==`, `!contains`.
        case symbol(String)
        /// Text that is no token; the message says why.
        case invalid(String)
        case end
    }

    var kind: Kind
    var span: Span

    /// How an error message names the token.
    var description: String {
        switch kind {
        case .identifier(let text), .bracketedName(let text), .symbol(let text): "'\(text)'"
        case .literal(let literal): "the \(literal.type.rawValue) literal"
        case .invalid(let message): message
        case .end: "the end of the query"
        }
    }
}

/// A constant as it stands in the text.
struct Literal: Hashable, Sendable {
    var type: ScalarType
    var value: Value
}
