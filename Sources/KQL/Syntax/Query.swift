/// A pipeline: where rows come from, and what is done with them in turn.
public struct Query: Hashable, Sendable {
    public var source: Source
    public var operators: [TabularOperator]
    public var span: Span

    public indirect enum Source: Hashable, Sendable {
        /// A table, a function's result, or a pipeline in parentheses.
        case expression(Expression)
        /// An operator that needs no input: `print`, `range`, `union`, `datatable` ...
        case leading(TabularOperator)
    }
}

/// A whole query text: statements in order. The last expression statements are its answers.
public struct QueryText: Hashable, Sendable {
    public var statements: [Statement]
    /// What is wrong with the text; empty for a query that can be bound.
    public var errors: [QueryError]
}

public enum Statement: Hashable, Sendable {
    case expression(Expression)
    case let_(LetStatement)
    /// `declare query_parameters(...)`
    case parameters([FunctionParameter])
    /// `set name = value`: a property of the query, of which only those of `bin_auto()` have an effect here.
    case property(Name, Expression)
    /// `set name`, `alias database`, `restrict access`, `declare pattern`: accepted, and without effect here.
    case setting(Span)
}

public struct LetStatement: Hashable, Sendable {
    public var name: Name
    public var value: LetValue
}

public enum LetValue: Hashable, Sendable {
    case expression(Expression)
    case function(FunctionDefinition)
}

/// `(a:long, T:(x:string)) { body }`
public struct FunctionDefinition: Hashable, Sendable {
    public var parameters: [FunctionParameter]
    /// The statements before the body's last expression.
    public var statements: [Statement]
    public var body: Expression?
    public var span: Span
}

public struct FunctionParameter: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        case scalar(ScalarType)
        /// A table that has at least these columns; `(*)` asks for none.
        case table([ColumnDeclaration])
    }

    public var name: Name
    public var kind: Kind
    public var standard: Expression?
}
