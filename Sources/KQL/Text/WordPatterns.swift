/// Finds what texts have in common, as R. Vaarandi describes it for the lines of logs: words that occur often at their place stay,
/// the others become wildcards, and texts with the same rest belong together. A whole number is always a wildcard.
struct WordPatterns: Sendable {
    /// The pattern of texts that have none.
    static let others = "others"

    /// The share of the texts that a word, and a pattern, has to have more than: 0...1.
    var threshold: Double
    /// What stands between words; `nil` for everything that is no letter or digit.
    var separators: Set<Character>?

    private struct Place: Hashable {
        var index: Int
        var word: Substring
    }

    private enum Piece {
        case word(Substring)
        case separator(Character)
    }

    /// The pattern of each text.
    func patterns(of texts: [String]) -> [String] {
        let least = threshold * Double(texts.count)
        var counts: [String: Int] = [:]
        for text in texts { counts[text, default: 0] += 1 }
        let pieces = counts.keys.reduce(into: [String: [Piece]]()) { $0[$1] = self.pieces($1) }
        var words: [Place: Int] = [:]
        for (text, count) in counts { for place in places(pieces[text] ?? []) { words[place, default: 0] += count } }
        let frequent = Set(words.filter { Double($0.value) > least }.keys)
        let found = counts.keys.reduce(into: [String: String]()) { $0[$1] = pattern(pieces[$1] ?? [], frequent) }
        var sizes: [String: Int] = [:]
        for (text, count) in counts { sizes[found[text] ?? "", default: 0] += count }
        return texts.map { text in
            guard let pattern = found[text], pattern != "*", Double(sizes[pattern] ?? 0) > least else {
                return WordPatterns.others
            }
            return pattern
        }
    }

    private func pieces(_ text: String) -> [Piece] {
        var pieces: [Piece] = []
        var start = text.startIndex
        for place in text.indices where isSeparator(text[place]) {
            if start < place { pieces.append(.word(text[start..<place])) }
            pieces.append(.separator(text[place]))
            start = text.index(after: place)
        }
        if start < text.endIndex { pieces.append(.word(text[start...])) }
        return pieces
    }

    private func isSeparator(_ sign: Character) -> Bool {
        separators?.contains(sign) ?? !(sign.isASCII && (sign.isLetter || sign.isNumber))
    }

    private func places(_ pieces: [Piece]) -> [Place] {
        var index = 0
        return pieces.compactMap { piece in
            guard case .word(let word) = piece else { return nil }
            defer { index += 1 }
            return word.allSatisfy(\.isNumber) ? nil : Place(index: index, word: word)
        }
    }

    /// Words that stay, with the signs beside them; runs of wildcards are one, and take the signs between them along. Separators that
    /// the query names are no part of a pattern where they touch a wildcard.
    private func pattern(_ pieces: [Piece], _ frequent: Set<Place>) -> String {
        var text = ""
        var signs = ""
        var (index, endsWild) = (0, false)
        for piece in pieces {
            switch piece {
            case .separator(let sign): signs.append(sign)
            case .word(let word):
                let stays = frequent.contains(Place(index: index, word: word))
                index += 1
                if stays {
                    text += (endsWild && separators != nil ? "" : signs) + word
                } else if !endsWild {
                    text += (separators == nil ? signs : "") + "*"
                }
                (endsWild, signs) = (!stays, "")
            }
        }
        return endsWild ? text : text + signs
    }
}
