/// Why a query has no answer: what is wrong, where it stands, and where it can be said, what to write instead.
public struct QueryError: Error, Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable {
        /// The text is no KQL.
        case syntax
        /// The text is KQL, but names or types do not fit.
        case binding
        /// The engine does not carry this out; it refuses rather than answer something else.
        case unsupported
        /// A limit was reached (`QueryLimits`).
        case limit
        /// The caller gave up.
        case cancelled
        /// The query failed while it ran.
        case execution
    }

    public var kind: Kind
    public var message: String
    /// The place in the query; `nil` where there is none.
    public var span: Span?

    public init(_ kind: Kind, _ message: String, at span: Span? = nil) {
        self.kind = kind
        self.message = message
        self.span = span
    }

    /// Any error as one of a query; what comes from elsewhere failed while the query ran.
    init(_ error: any Error) {
        self = error as? QueryError ?? QueryError(.execution, "\(error)")
    }

    /// The message with line and column in the query it came from.
    public func text(in query: String) -> String {
        guard let span else { return message }
        let position = SourcePosition(of: span.start, in: query)
        return "line \(position.line), column \(position.column): \(message)"
    }
}

extension QueryError: CustomStringConvertible {
    public var description: String { message }
}
