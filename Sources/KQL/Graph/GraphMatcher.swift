/// Finds the matches of a pattern. Conditions on one node alone are tested before any edge is followed.
struct GraphMatcher: Sendable {
    private let pattern: GraphPattern
    private let pathColumns: [PathCollector.PathColumn]
    /// Conditions on a node variable, over the node's own columns.
    private var nodeConditions: [(variable: Int, condition: Predicate)] = []
    private var rest: Predicate?

    init(
        _ pattern: GraphPattern, _ graph: GraphPlan, _ conditions: [BoundExpression], _ pathColumns: [PathCollector.PathColumn]
    ) throws {
        self.pattern = pattern
        self.pathColumns = pathColumns
        let width = graph.nodeFields.count
        var others: [BoundExpression] = []
        for condition in conditions {
            var columns = Set<Int>()
            condition.collectColumns(into: &columns)
            let variable = pattern.nodeColumns.firstIndex { first in columns.allSatisfy { (first..<first + width).contains($0) } }
            if let variable, !columns.isEmpty {
                let first = pattern.nodeColumns[variable]
                nodeConditions.append((variable, try Predicate(condition.remapped { $0 - first })))
            } else {
                others.append(condition)
            }
        }
        if let entry = FunctionTable.scalar["and"]?.first, !others.isEmpty {
            rest = try Predicate(BoundExpression(kind: .call(entry, others), type: .bool))
        }
    }

    func run(_ graph: Graph, _ schema: Schema, _ control: ExecutionControl) throws -> Table {
        var search = GraphSearch(graph: graph, pattern: pattern, control: control)
        search.allowed = try pattern.nodeColumns.indices.map { variable in
            var batch = Batch(
                graph.nodes.columns + [Column(.long, .integers((0..<Int64(graph.nodes.count)).map { $0 }))],
                count: graph.nodes.count)
            for condition in nodeConditions where condition.variable == variable { batch = try condition.condition.filter(batch) }
            return Set((0..<batch.count).compactMap { batch.vector(graph.nodes.columns.count)[$0].integer.map { Int($0) } })
        }
        try pattern.isShortest ? search.shortest() : search.all()
        let rows = try columns(search.matches, graph)
        let batch = Batch(rows, count: search.matches.count)
        let kept = try rest.map { try $0.filter(batch).compacted() } ?? batch
        return Table(schema, kept.columns, count: kept.count)
    }

    /// The matches as columns: those of each node and single edge, then what is read along paths.
    private func columns(_ matches: [(nodes: [Int], paths: [[Int]])], _ graph: Graph) throws -> [Column] {
        var columns: [Int: [Column]] = [:]
        for (variable, first) in pattern.nodeColumns.enumerated() {
            let rows = matches.map { Int32($0.nodes[variable]) }
            columns[first] = graph.nodes.columns.map { $0.gather(rows) }
        }
        for (variable, first) in pattern.edgeColumns.enumerated() {
            guard let first else { continue }
            let rows = matches.map { Int32($0.paths[variable][0]) }
            columns[first] = graph.edges.columns.map { $0.gather(rows) }
        }
        var result = columns.sorted { $0.key < $1.key }.flatMap(\.value)
        for path in pathColumns {
            let source = path.isOverNodes ? graph.nodes : graph.edges
            let values = try path.value.evaluate(Batch(source.columns, count: source.count))
            let along = matches.map { match -> Value in
                let edges = match.paths[path.variable]
                let places = path.isOverNodes ? inner(edges, match.nodes[pattern.edges[path.variable].from], graph) : edges
                switch path.fold {
                case .map: return .array(places.map { values[$0] })
                case .any: return .bool(places.contains { values[$0] == .bool(true) })
                case .all: return .bool(places.allSatisfy { values[$0] == .bool(true) })
                }
            }
            result.append(Column(path.fold == .map ? .dynamic : .bool, along))
        }
        return result
    }

    /// The nodes between the first and the last of a path.
    private func inner(_ edges: [Int], _ start: Int, _ graph: Graph) -> [Int] {
        var node = start
        return edges.dropLast().map { edge in
            node = graph.sources[edge] == node ? graph.targets[edge] : graph.sources[edge]
            return node
        }
    }
}
