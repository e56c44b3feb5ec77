/// Places for the words at edges. Each stands on its edge, clear of every thing; edges of more alerts choose first, and words
/// for which there is no room are left out. On paper, where nothing can be pointed at, they are clear of all other words, too.
struct EdgeLabels {
    typealias Box = GraphLayout.Box

    /// Pixels of a sign and of a line, in the size that a drawing writes them.
    static let signWidth = 6.0
    static let height = 14.0
    /// Where on its edge a label is tried, one after the other.
    private static let shares = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8]

    /// By the edge's index, the box of its words.
    private(set) var boxes: [Int: Box] = [:]

    /// - Parameters:
    ///   - width: of the drawing, which no word leaves.
    ///   - apart: whether all words are shown at once.
    init(
        _ edges: [(words: String, line: EdgeLine, alerts: Int64)], around things: [Box], within width: Double, apart: Bool
    ) {
        for (index, edge) in edges.enumerated().sorted(by: { ($1.element.alerts, $0.offset) < ($0.element.alerts, $1.offset) }) {
            let length = Double(edge.words.count) * EdgeLabels.signWidth + 6
            boxes[index] = EdgeLabels.shares.lazy.map { share in
                let point = edge.line.point(share)
                return Box(x: point.x - length / 2, y: point.y - EdgeLabels.height / 2, width: length, height: EdgeLabels.height)
            }.first { box in
                box.x >= 0 && box.x + box.width <= width && !things.contains { $0.overlaps(box) }
                    && !(apart && boxes.values.contains { $0.overlaps(box) })
            }
        }
    }
}
