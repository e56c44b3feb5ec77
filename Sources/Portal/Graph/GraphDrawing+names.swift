internal import SecurityModel

/// What stands in the box of one thing: no more than the box has room for.
extension GraphDrawing {
    /// Characters of a title, at most; of a longer one, and of one whose letters are wide, a part is left out.
    static let titleLength = 13
    /// Pixels of the letters, as a page draws them; on paper they are smaller.
    static let titleSize = 13.0
    static let subtitleSize = 12.0
    /// Where the words begin, what stays free behind them, and what the sign of a critical thing takes there.
    static let wordsStart = 34.0
    static let wordsMargin = 4.0
    static let crownRoom = 22.0

    static func title(of node: IncidentGraph.Node) -> String {
        let room = GraphLayout.nodeWidth - wordsStart - wordsMargin - (node.isCritical ? crownRoom : 0)
        let lengths = stride(from: titleLength, through: 3, by: -1)
        return lengths.lazy.map { node.kind.shortName(node.title, to: $0) }
            .first { LetterWidths.width($0, size: titleSize) <= room } ?? "…"
    }

    /// Its kind, which its icon tells as well, and how many alerts name it.
    static func subtitle(of node: IncidentGraph.Node) -> String {
        let words = "\(node.kind.title(1)) · \(node.alertCount)"
        let room = GraphLayout.nodeWidth - wordsStart - wordsMargin
        return LetterWidths.width(words, size: subtitleSize) <= room ? words : Amount.text(node.alertCount, "alert")
    }
}
