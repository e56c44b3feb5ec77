internal import SecurityModel

/// A sentence whose things lead to their pages: `"Code ran on \(device)"`.
struct Prose: Equatable, ExpressibleByStringInterpolation {
    /// A part of it; a thing's name leads to its page.
    struct Piece: Equatable {
        var text: String
        var leadsTo: String?
    }

    private(set) var pieces: [Piece]

    var text: String { pieces.map(\.text).joined() }
    var isEmpty: Bool { pieces.isEmpty }

    init(_ pieces: [Piece]) {
        self.pieces = pieces
    }

    init(stringLiteral text: String) {
        pieces = text.isEmpty ? [] : [Piece(text: text)]
    }

    init(stringInterpolation: StringInterpolation) {
        pieces = stringInterpolation.pieces
    }

    static func + (left: Prose, right: Prose) -> Prose { "\(left)\(right)" }

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var pieces: [Piece] = []

        init(literalCapacity: Int, interpolationCount: Int) {}

        mutating func appendLiteral(_ text: String) { append(Piece(text: text)) }
        mutating func appendInterpolation(_ text: String) { append(Piece(text: text)) }
        mutating func appendInterpolation(_ prose: Prose) { for piece in prose.pieces { append(piece) } }

        mutating func appendInterpolation(_ thing: IncidentGraph.Node) {
            append(Piece(text: thing.saidName, leadsTo: "/entities/\(thing.entities.first ?? thing.id)"))
        }

        /// The first of them, and how many more there are.
        mutating func appendInterpolation(_ things: [IncidentGraph.Node], most: Int = 2) {
            let named = things.count <= most + 1 ? things : Array(things.prefix(most))
            for (index, thing) in named.enumerated() {
                if index > 0 { appendLiteral(index == things.count - 1 ? " and " : ", ") }
                appendInterpolation(thing)
            }
            if named.count < things.count { appendLiteral(" and \(things.count - named.count) more") }
        }

        private mutating func append(_ piece: Piece) {
            guard !piece.text.isEmpty else { return }
            if piece.leadsTo == nil, let last = pieces.last, last.leadsTo == nil {
                pieces[pieces.count - 1].text += piece.text
            } else {
                pieces.append(piece)
            }
        }
    }
}

extension IncidentGraph.Node {
    /// Its name within a sentence: an account without its domain, a host without its own or its site, and not too long.
    fileprivate var saidName: String {
        guard size == 1 else { return label }
        let key = EntityKey(kind, title, .strong)
        let name = [.device, .ip].contains(kind) && key.identifierForm == nil ? String(title.prefix { $0 != "@" }) : key.bareName
        return name.middleTruncated(to: 40)
    }
}
