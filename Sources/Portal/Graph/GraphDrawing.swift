internal import Primitives
internal import SecurityModel

/// A graph as SVG: what the page shows, the export and the report. It carries no style of its own, only classes, and what the
/// page's script reads in `data-` attributes.
struct GraphDrawing {
    /// Room at the right for words at edges that turn back, on paper.
    static let wordRoom = 36.0

    private let graph: IncidentGraph
    private let layout: GraphLayout

    init(_ graph: IncidentGraph, in room: GraphLayout.Room = .pane) {
        self.graph = graph
        layout = GraphLayout(graph, in: room)
    }

    var svg: Markup { drawing(with: nil) }

    /// The drawing with its colours and icons in it, for a file of its own.
    /// - Parameter icons: markup of the symbols that it uses.
    func standalone(icons: String) -> Markup { drawing(with: icons) }

    private func drawing(with icons: String?) -> Markup {
        var svg = Markup()
        let things = Amount.text(Int64(graph.nodes.count), "entity", "entities")
        let width = layout.width + (icons == nil ? 0 : GraphDrawing.wordRoom)
        svg.open(
            "svg",
            [
                ("xmlns", "http://www.w3.org/2000/svg"), ("viewBox", "0 0 \(width.short) \(layout.height.short)"),
                ("width", icons == nil ? "100%" : width.short), ("height", icons == nil ? "100%" : layout.height.short),
                ("role", "group"),
                ("aria-label", "Graph of \(things)" + (icons == nil ? "; arrows go from one to the next" : "")),
                ("data-width", layout.width.short), ("data-height", layout.height.short),
            ])
        if let icons {
            svg.element("style", [], text: GraphDrawing.style)
            svg.element("rect", [("class", "ground"), ("width", "100%"), ("height", "100%")])
            svg.append(made: icons)
        }
        for head in layout.heads {
            svg.element(
                "text", [("class", "g-head"), ("x", head.x.short), ("y", GraphLayout.margin.short)], text: head.part.title)
        }
        let isPaper = icons != nil
        let labels = labels(apart: isPaper)
        for (index, edge) in graph.edges.enumerated() { draw(edge, isPaper ? nil : labels.boxes[index], into: &svg) }
        // On paper words stand over all lines, each on a ground of its own.
        for (index, box) in (isPaper ? labels.boxes : [:]).sorted(by: { $0.key < $1.key }) {
            draw(graph.edges[index].words, box, into: &svg)
        }
        for index in graph.nodes.indices { draw(graph.nodes[index], layout.boxes[index], isPaper: isPaper, into: &svg) }
        svg.close("svg")
        return svg
    }

    private func line(_ edge: IncidentGraph.Edge) -> EdgeLine {
        EdgeLine(from: layout.boxes[edge.from], to: layout.boxes[edge.to])
    }

    /// Where the words of edges have room.
    /// - Parameter apart: whether all are shown at once.
    func labels(apart: Bool) -> EdgeLabels {
        EdgeLabels(
            graph.edges.map { ($0.words, line($0), $0.alertCount) }, around: layout.boxes,
            within: layout.width + (apart ? GraphDrawing.wordRoom : 0), apart: apart)
    }

    private func draw(_ words: String, _ box: GraphLayout.Box, into svg: inout Markup) {
        svg.open("g", [("class", "g-edge")])
        svg.element(
            "rect",
            [
                ("class", "g-ground"), ("x", box.x.short), ("y", box.y.short), ("width", box.width.short),
                ("height", box.height.short),
            ])
        svg.element(
            "text", [("x", (box.x + box.width / 2).short), ("y", (box.y + box.height - 4).short), ("text-anchor", "middle")],
            text: words)
        svg.close("g")
    }

    /// - Parameter label: where its words stand, which a page shows when it is pointed at.
    private func draw(_ edge: IncidentGraph.Edge, _ label: GraphLayout.Box?, into svg: inout Markup) {
        let line = self.line(edge)
        svg.open(
            "g",
            [
                ("class", "g-edge"), ("data-from", "\(graph.nodes[edge.from].id)"), ("data-to", "\(graph.nodes[edge.to].id)"),
                ("data-first", "\(edge.first.unixSeconds)"),
            ])
        svg.element("title", [], text: edge.words)
        svg.element("path", [("d", line.path)])
        svg.element("polygon", [("points", line.head)])
        if let label {
            svg.element(
                "text",
                [
                    ("x", (label.x + label.width / 2).short), ("y", (label.y + label.height - 4).short),
                    ("text-anchor", "middle"),
                ], text: edge.words)
        }
        svg.close("g")
    }

    private func draw(_ node: IncidentGraph.Node, _ box: GraphLayout.Box, isPaper: Bool, into svg: inout Markup) {
        let classes = ["g-node", "\(node.part)", node.isCritical ? "critical" : "", node.size > 1 ? "many" : ""]
        svg.open(
            "g",
            [
                ("class", classes.filter { !$0.isEmpty }.joined(separator: " ")), ("data-node", "\(node.id)"),
                ("data-size", "\(node.size)"), ("data-kind", node.kind.name),
                ("data-entities", node.entities.map(String.init).joined(separator: " ")),
                ("data-first", "\(node.first.unixSeconds)"), ("tabindex", "0"), ("role", "button"),
                ("aria-label", "\(node.names), \(node.kind.title(node.size)), \(Amount.text(node.alertCount, "alert"))"),
                ("transform", "translate(\(box.x.short) \(box.y.short))"),
            ])
        svg.element("title", [], text: node.names)
        if node.size > 1 {
            svg.element("rect", [("x", "4"), ("y", "4"), ("width", box.width.short), ("height", box.height.short), ("rx", "6")])
        }
        svg.element("rect", [("width", box.width.short), ("height", box.height.short), ("rx", "6")])
        icon(node.kind.name, x: 10, y: 10, into: &svg)
        svg.element(
            "text", [("x", "34"), ("y", "15")],
            text: node.size > 1 ? node.label : GraphDrawing.title(of: node))
        svg.element(
            "text", [("class", "sub"), ("x", "34"), ("y", "30")],
            text: node.size == 1
                ? GraphDrawing.subtitle(of: node)
                : node.distinction?.short ?? Amount.text(node.alertCount, "alert") + (isPaper ? "" : " · open"))
        if node.isCritical { icon("crown", x: box.width - 24, y: 6, into: &svg) }
        svg.close("g")
    }

    private func icon(_ name: String, x: Double, y: Double, into svg: inout Markup) {
        svg.element(
            "use",
            [
                ("href", "#i-\(name)"), ("class", name == "crown" ? "icon crown" : "icon"), ("x", x.short), ("y", y.short),
                ("width", "16"), ("height", "16"),
            ])
    }
}

extension IncidentGraph.Edge {
    var words: String { alertCount > 1 ? "\(verb) · \(alertCount)" : verb }
}

extension IncidentGraph.Node {
    var label: String { size > 1 ? "\(size) \(kind.title(size))" : title }

    /// With what it stands for, where that is several things.
    var names: String {
        size > 1
            ? "\(([label] + [distinction?.whole].compactMap(\.self)).joined(separator: " ")): \(Amount.list(members.map { $0.middleTruncated(to: 48) }, most: 12))"
            : title
    }

    /// For sentences: hashes and long paths with their middle left out.
    var shortLabel: String { label.middleTruncated(to: 48) }
}

extension IncidentGraph.Part {
    var title: String {
        switch self {
        case .hostile: "ATTACKER"
        case .evidence: "EVIDENCE"
        case .asset: "ASSETS"
        }
    }
}
