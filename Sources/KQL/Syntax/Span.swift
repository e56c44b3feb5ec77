/// A stretch of the query's UTF-8 bytes.
public struct Span: Hashable, Sendable {
    /// The offset of the first byte.
    public var start: Int
    /// The offset after the last byte.
    public var end: Int

    public init(_ start: Int, _ end: Int) {
        self.start = start
        self.end = end
    }

    /// What stands there in a query.
    public func text(in query: String) -> String {
        String(decoding: query.utf8.dropFirst(start).prefix(end - start), as: UTF8.self)
    }

    /// The smallest span that holds both.
    public func union(_ other: Span) -> Span { Span(min(start, other.start), max(end, other.end)) }
}

/// Line and column of a byte, as an editor counts them: from 1, in Unicode scalars.
public struct SourcePosition: Hashable, Sendable {
    public var line: Int
    public var column: Int

    public init(of offset: Int, in text: String) {
        line = 1
        column = 1
        var position = 0
        for scalar in text.unicodeScalars {
            if position >= offset { break }
            position += UTF8.width(scalar)
            column += 1
            if scalar == "\n" { (line, column) = (line + 1, 1) }
        }
    }
}
