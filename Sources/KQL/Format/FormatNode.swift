/// A token of a query with what stands before it in the text.
struct FormatPiece {
    struct Comment {
        var text: String
        /// Whether nothing but blanks stands before it on its line.
        var isAlone: Bool
    }

    var kind: Token.Kind
    var text: String
    var comments: [Comment] = []
    /// Whether white space or a comment stands before it.
    var hasBlank = false
    /// Whether it begins a line.
    var beginsLine = false

    func isSymbol(_ sign: String) -> Bool { kind == .symbol(sign) }
    func isWord(_ word: String) -> Bool { kind == .identifier(word) }

    /// The tokens of a text, the last one its end.
    static func pieces(of text: String) -> [FormatPiece] {
        let bytes = Array(text.utf8)
        var end = 0
        return Lexer.tokens(of: text).map { token in
            var piece = FormatPiece(
                kind: token.kind, text: String(decoding: bytes[token.span.start..<token.span.end], as: UTF8.self))
            piece.read(gap: bytes[end..<token.span.start], isFirst: end == 0)
            end = token.span.end
            return piece
        }
    }

    private mutating func read(gap: ArraySlice<UInt8>, isFirst: Bool) {
        hasBlank = !gap.isEmpty
        var isNewLine = isFirst
        var place = gap.startIndex
        while place < gap.endIndex {
            if gap[place] == UInt8(ascii: "/") {
                let stop = gap[place...].firstIndex { $0 == 0x0a || $0 == 0x0d } ?? gap.endIndex
                var comment = String(decoding: gap[place..<stop], as: UTF8.self)
                while comment.last?.isWhitespace ?? false { comment.removeLast() }
                comments.append(Comment(text: comment, isAlone: isNewLine))
                place = stop
            } else {
                if gap[place] == 0x0a { isNewLine = true }
                place += 1
            }
        }
        beginsLine = isNewLine
    }
}

/// A token, or what stands between two brackets.
indirect enum FormatNode {
    case piece(FormatPiece)
    case group(FormatPiece, [FormatNode], FormatPiece)

    /// The token that it begins with.
    var first: FormatPiece {
        switch self {
        case .piece(let piece): piece
        case .group(let open, _, _): open
        }
    }

    func isSymbol(_ sign: String) -> Bool { if case .piece(let piece) = self { piece.isSymbol(sign) } else { false } }
    func isWord(_ word: String) -> Bool { if case .piece(let piece) = self { piece.isWord(word) } else { false } }

    /// The nodes up to a closing bracket, or to the end of the text.
    static func nodes(_ pieces: [FormatPiece], _ place: inout Int) -> [FormatNode] {
        var nodes: [FormatNode] = []
        while place < pieces.count {
            let piece = pieces[place]
            if closing.contains(where: piece.isSymbol) { return nodes }
            place += 1
            if opening.contains(where: piece.isSymbol), place < pieces.count {
                let inner = FormatNode.nodes(pieces, &place)
                guard place < pieces.count else { return nodes + [.piece(piece)] + inner }
                nodes.append(.group(piece, inner, pieces[place]))
                place += 1
            } else {
                nodes.append(.piece(piece))
            }
        }
        return nodes
    }

    private static let opening = ["(", "[", "{"]
    private static let closing = [")", "]", "}"]
}
