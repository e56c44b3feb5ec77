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

    static let nodeWidth = 152.0
    static let nodeHeight = 36.0
    static let rowGap = 8.0
    /// What a drawing has room for.
    struct Room {
        /// Width by height that it tries to have.
        var shape: Double
        /// Between the parts of the attack, where most edges run.
        var partGap: Double

        /// The pane of a page, where words at edges show when they are pointed at.
        static let pane = Room(shape: 1.1, partGap: 92)
        /// A sheet across, where all words have to stand.
        static let sheet = Room(shape: 1.55, partGap: 230)
    }

    /// Between the columns of one part.
    static let columnGap = 20.0
    static let margin = 16.0
    /// Beside the last column, for edges between its things.
    static let loopRoom = 32.0
    /// Room for the heads of the columns.
    static let headHeight = 28.0
    /// Rows of a column, at least, before a part gets another.
    static let fewestRows = 6

    private(set) var boxes: [Box] = []
    /// Where each part begins that has nodes.
    private(set) var heads: [(part: IncidentGraph.Part, x: Double)] = []
    private(set) var width = 0.0
    private(set) var height = 0.0

    init(_ graph: IncidentGraph, in room: Room = .pane) {
        boxes = Array(repeating: Box(x: 0, y: 0), count: graph.nodes.count)
        let parts = Part.allCases.map { part in
            graph.nodes.indices.filter { graph.nodes[$0].part == part }.sorted { left, right in
                (graph.nodes[left].first, graph.nodes[left].id) < (graph.nodes[right].first, graph.nodes[right].id)
            }
        }
        let rows = GraphLayout.rows(for: parts.map(\.count), room)
        let tallest = GraphLayout.height(ofRows: min(rows, parts.map(\.count).max() ?? 0))
        var x = GraphLayout.margin
        for (part, nodes) in zip(Part.allCases, parts) where !nodes.isEmpty {
            heads.append((part, x))
            for column in GraphLayout.columns(nodes, rows: rows) {
                place(column, x: x, tallest: tallest)
                x += GraphLayout.nodeWidth + GraphLayout.columnGap
            }
            x += room.partGap - GraphLayout.columnGap
        }
        width = max(0, x - room.partGap) + GraphLayout.margin + GraphLayout.loopRoom
        height = tallest + 2 * GraphLayout.margin + GraphLayout.headHeight
    }

    private typealias Part = IncidentGraph.Part
    private static let pitch = nodeHeight + rowGap

    private static func height(ofRows rows: Int) -> Double { max(0, Double(rows) * pitch - rowGap) }

    /// In the middle of the height, so that edges run as level as they can.
    private mutating func place(_ column: [Int], x: Double, tallest: Double) {
        let top = GraphLayout.margin + GraphLayout.headHeight + (tallest - GraphLayout.height(ofRows: column.count)) / 2
        for (row, node) in column.enumerated() { boxes[node] = Box(x: x, y: top + Double(row) * GraphLayout.pitch) }
    }

    /// The number of rows with which the drawing comes nearest to the shape of the pane it stands in.
    private static func rows(for counts: [Int], _ room: Room) -> Int {
        let most = max(fewestRows, counts.max() ?? 0)
        return (fewestRows...most).min { distance(rows: $0, counts, room) < distance(rows: $1, counts, room) } ?? fewestRows
    }

    private static func distance(rows: Int, _ counts: [Int], _ room: Room) -> Double {
        let columns = counts.map { ($0 + rows - 1) / rows }
        let width =
            Double(columns.reduce(0, +)) * (nodeWidth + columnGap) + Double(max(0, counts.filter { $0 > 0 }.count - 1))
            * room.partGap
        return abs(width / max(1, height(ofRows: min(rows, counts.max() ?? 0))) - room.shape)
    }

    /// As few columns as the rows allow, all about as tall.
    private static func columns(_ nodes: [Int], rows: Int) -> [[Int]] {
        let columns = (nodes.count + rows - 1) / rows
        let height = (nodes.count + columns - 1) / columns
        return stride(from: 0, to: nodes.count, by: height).map { Array(nodes[$0..<min($0 + height, nodes.count)]) }
    }
}
