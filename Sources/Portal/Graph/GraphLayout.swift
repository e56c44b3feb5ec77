internal import Primitives

/// Places for a graph's nodes: columns from cause to effect, time from top to bottom within each. The same graph always gets
/// the same places, and no two nodes share any.
struct GraphLayout {
    /// Pixels of the drawing.
    struct Box: Equatable {
        var x: Double
        var y: Double
        var width = GraphLayout.nodeWidth
        var height = GraphLayout.nodeHeight

        func overlaps(_ other: Box) -> Bool {
            x < other.x + other.width && other.x < x + width && y < other.y + other.height && other.y < y + height
        }
    }

    static let nodeWidth = 184.0
    static let nodeHeight = 44.0
    static let rowGap = 14.0
    /// Between the parts of the attack, where most edges run.
    static let partGap = 120.0
    /// Between the columns of one part.
    static let columnGap = 28.0
    static let margin = 24.0
    /// Room for the heads of the columns.
    static let headHeight = 28.0
    /// Rows of one column before a part gets another, at least.
    static let fewestRows = 9

    private(set) var boxes: [Box] = []
    /// Where each part begins that has nodes.
    private(set) var heads: [(part: IncidentGraph.Part, x: Double)] = []
    private(set) var width = 0.0
    private(set) var height = 0.0

    init(_ graph: IncidentGraph) {
        boxes = Array(repeating: Box(x: 0, y: 0), count: graph.nodes.count)
        let parts: [IncidentGraph.Part] = [.hostile, .evidence, .asset]
        let columns = parts.map { part in GraphLayout.columns(of: part, in: graph) }
        let rows = columns.joined().map(\.count).max() ?? 0
        let pitch = GraphLayout.nodeHeight + GraphLayout.rowGap
        let tallest = Double(rows) * pitch - GraphLayout.rowGap
        var x = GraphLayout.margin
        for (part, columnsOfPart) in zip(parts, columns) where !columnsOfPart.isEmpty {
            heads.append((part, x))
            for column in columnsOfPart {
                let spare = (tallest - (Double(column.count) * pitch - GraphLayout.rowGap)) / 2
                for (row, node) in column.enumerated() {
                    boxes[node] = Box(x: x, y: GraphLayout.margin + GraphLayout.headHeight + spare + Double(row) * pitch)
                }
                x += GraphLayout.nodeWidth + GraphLayout.columnGap
            }
            x += GraphLayout.partGap - GraphLayout.columnGap
        }
        width = max(0, x - GraphLayout.partGap) + GraphLayout.margin
        height = max(0, tallest) + 2 * GraphLayout.margin + GraphLayout.headHeight
    }

    /// The nodes of a part in columns that are about as tall as the others'.
    private static func columns(of part: IncidentGraph.Part, in graph: IncidentGraph) -> [[Int]] {
        let nodes = graph.nodes.indices.filter { graph.nodes[$0].part == part }.sorted { left, right in
            (graph.nodes[left].first, graph.nodes[left].id) < (graph.nodes[right].first, graph.nodes[right].id)
        }
        let rows = max(fewestRows, Int((Double(graph.nodes.count) * 0.8).squareRoot().rounded(.up)))
        let columns = (nodes.count + rows - 1) / rows
        guard columns > 0 else { return [] }
        let height = (nodes.count + columns - 1) / columns
        return stride(from: 0, to: nodes.count, by: height).map { Array(nodes[$0..<min($0 + height, nodes.count)]) }
    }
}
