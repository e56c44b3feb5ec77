/// A graph before it is made: a table of edges, and tables of what is known about nodes.
struct GraphPlan: Sendable {
    var edges: Plan
    /// The columns of the edges that say where they begin and end.
    var source: Int
    var target: Int
    var nodes: [(plan: Plan, key: Int)]
    /// What is known about nodes: the columns of their tables, or the node's key alone.
    var nodeSchema: Schema
    /// The column of the node's key.
    var keyColumn: Int
    /// Components that are to be marked: the column's name, and whether ways have to lead both ways.
    var components: [(name: String, isStrong: Bool)] = []

    /// The columns that an expression may ask a node for, with the hidden ones that functions read.
    var nodeFields: [Field] {
        nodeSchema.fields + components.map { Field($0.name, .long) }
            + [
                Field(GraphPlan.id, nodeSchema.fields[keyColumn].type), Field(GraphPlan.inDegree, .long),
                Field(GraphPlan.outDegree, .long),
            ]
    }

    static let id = "$id"
    static let inDegree = "$in"
    static let outDegree = "$out"

    var inputs: [Plan] { [edges] + nodes.map(\.plan) }

    /// The column of the edges and of each table of nodes whose values have a graph each; empty where there is one graph.
    var partition: [Int] = []

    func make(_ tables: [Table]) -> [Graph] {
        guard !partition.isEmpty else { return [Graph(self, edges: tables[0], tables: Array(tables.dropFirst()))] }
        var order: [Value] = []
        var rows: [Value: [[Int32]]] = [:]
        for (number, (table, column)) in zip(tables, partition).enumerated() {
            for row in 0..<table.count {
                let value = table.columns[column][row]
                if rows[value] == nil { order.append(value) }
                rows[value, default: Array(repeating: [], count: tables.count)][number].append(Int32(row))
            }
        }
        return order.map { value in
            let parts = zip(tables, rows[value] ?? []).map { $0.gather($1) }
            return Graph(self, edges: parts[0], tables: Array(parts.dropFirst()))
        }
    }
}

/// Nodes and edges in memory, edges by the nodes they touch.
struct Graph {
    /// The columns of `GraphPlan.nodeFields`.
    let nodes: Table
    let edges: Table
    let sources: [Int]
    let targets: [Int]
    let outgoing: [[Int]]
    let incoming: [[Int]]

    init(_ plan: GraphPlan, edges: Table, tables: [Table]) {
        var sources: [Int] = []
        var targets: [Int] = []
        var numbers: [Value: Int] = [:]
        var rows: [[Value]] = []
        for (table, node) in zip(tables, plan.nodes) {
            for row in 0..<table.count {
                let key = table.columns[node.key][row]
                guard numbers[key] == nil else { continue }
                numbers[key] = rows.count
                rows.append(
                    plan.nodeSchema.fields.map { field in
                        table.schema.index(of: field.name).map { table.columns[$0][row] } ?? .null
                    })
            }
        }
        for row in 0..<edges.count {
            for column in [plan.source, plan.target] {
                let key = edges.columns[column][row]
                if numbers[key] == nil {
                    numbers[key] = rows.count
                    rows.append(plan.nodeSchema.fields.indices.map { $0 == plan.keyColumn ? key : .null })
                }
            }
            sources.append(numbers[edges.columns[plan.source][row]] ?? 0)
            targets.append(numbers[edges.columns[plan.target][row]] ?? 0)
        }
        var outgoing = [[Int]](repeating: [], count: rows.count)
        var incoming = outgoing
        for edge in sources.indices {
            outgoing[sources[edge]].append(edge)
            incoming[targets[edge]].append(edge)
        }
        let marks = plan.components.map { component in
            component.isStrong
                ? GraphComponents.strong(outgoing: outgoing, targets: targets)
                : GraphComponents.weak(count: rows.count, sources: sources, targets: targets)
        }
        for node in rows.indices {
            let key = rows[node][plan.keyColumn]
            rows[node] +=
                marks.map { .long(Int64($0[node])) } + [
                    key, .long(Int64(incoming[node].count)), .long(Int64(outgoing[node].count)),
                ]
        }
        self.edges = edges
        (self.sources, self.targets, self.outgoing, self.incoming) = (sources, targets, outgoing, incoming)
        nodes = Table(Schema(plan.nodeFields), rows: rows)
    }
}

/// Which nodes belong together. Components are numbered from 0 by their first node.
enum GraphComponents {
    static func weak(count: Int, sources: [Int], targets: [Int]) -> [Int] {
        var parents = Array(0..<count)
        func root(_ node: Int) -> Int {
            var node = node
            while parents[node] != node {
                parents[node] = parents[parents[node]]
                node = parents[node]
            }
            return node
        }
        for (source, target) in zip(sources, targets) { parents[root(source)] = root(target) }
        return numbered((0..<count).map(root))
    }

    /// Tarjan's algorithm with a stack of its own.
    static func strong(outgoing: [[Int]], targets: [Int]) -> [Int] {
        let count = outgoing.count
        var index = [Int](repeating: -1, count: count)
        var low = index
        var roots = index
        var stack: [Int] = []
        var isOnStack = [Bool](repeating: false, count: count)
        var next = 0
        for start in 0..<count where index[start] < 0 {
            var work: [(node: Int, edge: Int)] = [(start, 0)]
            while let (node, edge) = work.last {
                if edge == 0, index[node] < 0 {
                    (index[node], low[node]) = (next, next)
                    next += 1
                    stack.append(node)
                    isOnStack[node] = true
                }
                if edge < outgoing[node].count {
                    work[work.count - 1].edge += 1
                    let target = targets[outgoing[node][edge]]
                    if index[target] < 0 {
                        work.append((target, 0))
                    } else if isOnStack[target] {
                        low[node] = min(low[node], index[target])
                    }
                    continue
                }
                work.removeLast()
                if let parent = work.last?.node { low[parent] = min(low[parent], low[node]) }
                guard low[node] == index[node] else { continue }
                while let member = stack.popLast() {
                    isOnStack[member] = false
                    roots[member] = node
                    if member == node { break }
                }
            }
        }
        return numbered(roots)
    }

    private static func numbered(_ roots: [Int]) -> [Int] {
        var numbers: [Int: Int] = [:]
        return roots.map { root in
            let number = numbers[root] ?? numbers.count
            numbers[root] = number
            return number
        }
    }
}
