/// A name in the text.
public struct Name: Hashable, Sendable {
    public var text: String
    public var span: Span

    init(_ text: String, _ span: Span) {
        self.text = text
        self.span = span
    }
}

/// An expression of the query, scalar or tabular: KQL lets a pipeline stand where a value may.
public struct Expression: Hashable, Sendable {
    public indirect enum Kind: Hashable, Sendable {
        case literal(ScalarType, Value)
        case name(String)
        /// `*`, or a name with asterisks in it.
        case wildcard(String)
        /// `left.name`
        case member(Expression, Name)
        /// `left[index]`
        case element(Expression, Expression)
        case call(Call)
        case unary(UnaryOperator, Expression)
        case binary(BinaryOperator, Expression, Expression)
        /// `and` or `or` over two or more.
        case logical(LogicalOperator, [Expression])
        case between(Expression, lower: Expression, upper: Expression, isNegated: Bool)
        /// `in`, `in~`, `has_any`, `has_all` and their negations.
        case membership(MembershipOperator, Expression, [Expression])
        /// A pipeline, in parentheses or as an argument.
        case query(Query)
        /// `typeof(long)` or `typeof(a:long, b:string)`
        case typeLiteral([ColumnDeclaration])
    }

    public var kind: Kind
    public var span: Span

    init(_ kind: Kind, _ span: Span) {
        self.kind = kind
        self.span = span
    }
}

/// `name(arguments)`
public struct Call: Hashable, Sendable {
    public var name: Name
    public var arguments: [NamedExpression]
}

/// `name = expression`, `(a, b) = expression`, or the expression alone.
public struct NamedExpression: Hashable, Sendable {
    public var names: [Name]
    public var expression: Expression
}

public struct ColumnDeclaration: Hashable, Sendable {
    public var name: Name
    public var type: ScalarType
}

public enum UnaryOperator: String, Hashable, Sendable {
    case minus = "-"
    case plus = "+"
}

public enum LogicalOperator: String, Hashable, Sendable {
    case and
    case or
}

public enum BinaryOperator: String, Hashable, Sendable, CaseIterable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case modulo = "%"
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case equalIgnoringCase = "=~"
    case notEqualIgnoringCase = "!~"
    case contains, notContains = "!contains"
    case containsCased = "contains_cs"
    case notContainsCased = "!contains_cs"
    case has, notHas = "!has"
    case hasCased = "has_cs"
    case notHasCased = "!has_cs"
    case hasPrefix = "hasprefix"
    case notHasPrefix = "!hasprefix"
    case hasPrefixCased = "hasprefix_cs"
    case notHasPrefixCased = "!hasprefix_cs"
    case hasSuffix = "hassuffix"
    case notHasSuffix = "!hassuffix"
    case hasSuffixCased = "hassuffix_cs"
    case notHasSuffixCased = "!hassuffix_cs"
    case startsWith = "startswith"
    case notStartsWith = "!startswith"
    case startsWithCased = "startswith_cs"
    case notStartsWithCased = "!startswith_cs"
    case endsWith = "endswith"
    case notEndsWith = "!endswith"
    case endsWithCased = "endswith_cs"
    case notEndsWithCased = "!endswith_cs"
    case like, notLike = "notlike"
    case likeCased = "likecs"
    case notLikeCased = "notlikecs"
    case matchesRegex = "matches regex"
    /// The search operator's `column:term`.
    case search = ":"
}

public enum MembershipOperator: String, Hashable, Sendable, CaseIterable {
    case isIn = "in"
    case isNotIn = "!in"
    case isInIgnoringCase = "in~"
    case isNotInIgnoringCase = "!in~"
    case hasAny = "has_any"
    case notHasAny = "!has_any"
    case hasAll = "has_all"
    case notHasAll = "!has_all"
}
