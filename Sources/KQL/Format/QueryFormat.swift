/// Brings a query into form: an operator a line, blanks where they help, long lists an element a line. Words, texts and comments
/// stay as they are.
public enum QueryFormat {
    /// - Throws: `QueryError`: the first mistake of a text that is no KQL.
    public static func formatted(_ text: String) throws -> String {
        if let error = Parser.parse(text).errors.first { throw error }
        let pieces = FormatPiece.pieces(of: text)
        var place = 0
        let nodes = FormatNode.nodes(Array(pieces.dropLast()), &place)
        var writer = FormatWriter()
        writer.statements(nodes[...], indent: 0)
        if let end = pieces.last { writer.comments(of: end) }
        // The blanks of a query mean something in few places; where they were one of those, it stays as it was.
        return FormatPiece.pieces(of: writer.text).map(\.kind) == pieces.map(\.kind) ? writer.text : text
    }
}
