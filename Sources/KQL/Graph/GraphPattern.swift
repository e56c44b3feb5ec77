/// A pattern made ready: its variables with the columns that a match has for each.
struct GraphPattern: Sendable {
    struct Edge: Sendable {
        var variable: Int
        var direction: GraphDirection
        var length: ClosedRange<Int>?
        var from: Int
        var to: Int
    }

    /// Edges in the order in which they are followed.
    private(set) var edges: [Edge] = []
    /// Columns of each node variable in a match, the first one.
    private(set) var nodeColumns: [Int] = []
    /// The same for edge variables; `nil` for one that is a path.
    private(set) var edgeColumns: [Int?] = []
    private(set) var schema = Schema()
    private(set) var records: [String: [String: Int]] = [:]
    private(set) var pathVariables: [String: Int] = [:]
    let cycles: String
    let isShortest: Bool
    let wantsAllShortest: Bool

    init(_ clause: GraphMatchClause, _ graph: GraphPlan, at span: Span) throws {
        isShortest = clause.isShortest
        func parameter(_ name: String) -> String? {
            clause.parameters.first { $0.name == name }.flatMap { ColumnNaming.name(of: $0.value) }
        }
        cycles = parameter("cycles") ?? "unique_edges"
        wantsAllShortest = parameter("output") == "all"
        var nodes: [String: Int] = [:]
        for elements in clause.patterns {
            var last: Int?
            var pending: (name: String?, direction: GraphDirection, length: ClosedRange<Int>?)?
            for element in elements {
                switch element {
                case .edge(let name, let direction, let length): pending = (name, direction, length)
                case .node(let name):
                    let node = name.flatMap { nodes[$0] } ?? addNode(name, graph)
                    if let name { nodes[name] = node }
                    if let from = last, let edge = pending {
                        addEdge(edge.name, edge.direction, edge.length, from: from, to: node, graph)
                    }
                    last = node
                }
            }
        }
        if isShortest, edges.count != 1 {
            throw QueryError(.binding, "graph-shortest-paths takes one edge between two nodes", at: span)
        }
    }

    private mutating func addNode(_ name: String?, _ graph: GraphPlan) -> Int {
        let first = schema.fields.count
        nodeColumns.append(first)
        schema.fields += graph.nodeFields.map { Field("", $0.type) }
        if let name {
            records[name] = Dictionary(uniqueKeysWithValues: graph.nodeFields.enumerated().map { ($1.name, first + $0) })
        }
        return nodeColumns.count - 1
    }

    private mutating func addEdge(
        _ name: String?, _ direction: GraphDirection, _ length: ClosedRange<Int>?, from: Int, to: Int, _ graph: GraphPlan
    ) {
        edges.append(Edge(variable: edges.count, direction: direction, length: length, from: from, to: to))
        guard length == nil else {
            edgeColumns.append(nil)
            if let name { pathVariables[name] = edges.count - 1 }
            return
        }
        let first = schema.fields.count
        edgeColumns.append(first)
        schema.fields += graph.edges.schema.fields.map { Field("", $0.type) }
        if let name {
            records[name] = Dictionary(uniqueKeysWithValues: graph.edges.schema.fields.enumerated().map { ($1.name, first + $0) })
            pathVariables[name] = edges.count - 1
        }
    }
}
