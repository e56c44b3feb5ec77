/// Lays out the parts of a query.
struct FormatWriter {
    /// Characters of a line; lists that are longer are broken.
    static let width = 100
    /// The longest query in brackets that stays on its line.
    static let shortQuery = 60
    static let step = 4

    private enum Gap {
        case none, blank
        case line(Int)
    }

    private(set) var text = ""
    private var column = 0
    private var gap = Gap.none
    private var indent = 0

    // MARK: Parts

    /// Statements with semicolons between them, each an operator a line.
    mutating func statements(_ nodes: ArraySlice<FormatNode>, indent: Int) {
        var rest = nodes
        while !rest.isEmpty {
            let end = rest.firstIndex { $0.isSymbol("|") || $0.isSymbol(";") } ?? rest.endIndex
            segment(rest[rest.startIndex..<end], indent)
            guard end < rest.endIndex else { return }
            if rest[end].isSymbol("|") {
                gap = end == nodes.startIndex ? gap : .line(indent)
                write(rest[end].first)
                gap = .blank
            } else {
                write(rest[end].first)
                gap = .line(indent)
            }
            rest = rest[(end + 1)...]
        }
    }

    /// An operator, or a source.
    private mutating func segment(_ nodes: ArraySlice<FormatNode>, _ indent: Int) {
        let line = FormatWriter.line(nodes)
        let isLong = line.map { column + $0.count > FormatWriter.width } ?? nodes.contains(where: FormatWriter.keepsLines)
        let breaks = isLong && !nodes.contains(where: FormatWriter.holdsQuery)
        var before: FormatNode?
        for node in nodes {
            if breaks, node.isWord("and") || node.isWord("or") { gap = .line(indent + FormatWriter.step) }
            if let before, case .none = gap { gap = FormatWriter.isParted(before, node) ? .blank : .none }
            write(node, indent)
            if breaks, node.isSymbol(",") { gap = .line(indent + FormatWriter.step) }
            before = node
        }
    }

    private mutating func write(_ node: FormatNode, _ indent: Int) {
        switch node {
        case .piece(let piece): write(piece)
        case .group(let open, let nodes, let close): group(node, open, nodes, close, indent)
        }
    }

    private mutating func group(
        _ node: FormatNode, _ open: FormatPiece, _ nodes: [FormatNode], _ close: FormatPiece, _ indent: Int
    ) {
        let isQuery = FormatWriter.holdsQuery(node)
        if let line = FormatWriter.line([node]),
            isQuery ? line.count <= FormatWriter.shortQuery : column + line.count < FormatWriter.width
        {
            return emit(line)
        }
        let inner = indent + FormatWriter.step
        write(open)
        if isQuery {
            gap = .line(inner)
            statements(nodes[...], indent: inner)
            gap = .line(indent)
            return write(close)
        }
        // Rows of a table and lists keep the lines that somebody gave them; others are broken at their commas.
        let isKept = nodes.contains { $0.first.beginsLine }
        var before: FormatNode?
        for node in nodes {
            let isNewLine = isKept ? node.first.beginsLine : before?.isSymbol(",") ?? true
            gap = isNewLine ? .line(inner) : before.map { FormatWriter.isParted($0, node) ? .blank : .none } ?? .none
            write(node, inner)
            before = node
        }
        gap = !isKept || close.beginsLine ? .line(indent) : .none
        write(close)
    }

    // MARK: One line

    /// Nodes on one line; `nil` where a comment stands among them, or lines that are to be kept.
    private static func line(_ nodes: ArraySlice<FormatNode>) -> String? {
        var text = ""
        var before: FormatNode?
        for node in nodes {
            guard before == nil || node.first.comments.isEmpty else { return nil }
            if let before, isParted(before, node) { text += " " }
            switch node {
            case .piece(let piece):
                guard !piece.text.contains("\n") else { return nil }
                text += piece.text
            case .group(let open, let inner, let close):
                guard !beginsLines(open, inner), close.comments.isEmpty, inner.first?.first.comments.isEmpty ?? true,
                    let line = line(inner[...])
                else { return nil }
                let opens = inner.first.map { isParted(.piece(open), $0) } ?? false
                let closes = inner.last.map { isParted($0, .piece(close)) } ?? false
                text += open.text + (opens ? " " : "") + line + (closes ? " " : "") + close.text
            }
            before = node
        }
        return text
    }

    /// Whether lines of a list or a table in it are to be kept: then it is long, however it came to be.
    private static func keepsLines(_ node: FormatNode) -> Bool {
        guard case .group(let open, let inner, _) = node else { return false }
        return beginsLines(open, inner) || inner.contains(where: keepsLines)
    }

    private static func beginsLines(_ open: FormatPiece, _ inner: [FormatNode]) -> Bool {
        !open.isSymbol("(") && inner.contains { $0.first.beginsLine }
    }

    /// Whether a blank stands between two parts. Where one may mean something, it is as it was.
    private static func isParted(_ left: FormatNode, _ right: FormatNode) -> Bool {
        if right.isSymbol(",") || right.isSymbol(";") || right.isSymbol(")") || left.isSymbol("(") { return false }
        if left.isSymbol(",") || left.isSymbol(";") { return true }
        return parted.contains { left.isSymbol($0) || right.isSymbol($0) } || right.first.hasBlank
    }

    private static let parted = ["|", "==", "=~", "!=", "!~", "<=", ">=", "<>"]

    private static func holdsQuery(_ node: FormatNode) -> Bool {
        guard case .group(_, let nodes, _) = node else { return false }
        return nodes.contains { $0.isSymbol("|") || $0.isSymbol(";") }
    }

    // MARK: Text

    private mutating func write(_ piece: FormatPiece) {
        comments(of: piece)
        emit(piece.text)
    }

    /// What stands before a token; the line ends with a comment.
    mutating func comments(of piece: FormatPiece) {
        for comment in piece.comments {
            if comment.isAlone {
                if case .line = gap {} else if !text.isEmpty { gap = .line(indent) }
            } else if !text.isEmpty {
                let next = if case .line(let next) = gap { next } else { indent }
                text += " " + comment.text
                gap = .line(next)
                continue
            }
            let next = if case .line(let next) = gap { next } else { indent }
            emit(comment.text)
            gap = .line(next)
        }
    }

    private mutating func emit(_ words: String) {
        switch gap {
        case .none: break
        case .blank:
            text += " "
            column += 1
        case .line(let next):
            if !text.isEmpty { text += "\n" + String(repeating: " ", count: next) }
            (column, indent) = (next, next)
        }
        gap = .none
        text += words
        column += words.count
    }
}
