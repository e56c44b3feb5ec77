/// Follows the edges of a pattern in a graph, depth first.
struct GraphSearch {
    let graph: Graph
    let pattern: GraphPattern
    let control: ExecutionControl
    /// The nodes that each node variable may be.
    var allowed: [Set<Int>] = []
    private(set) var matches: [(nodes: [Int], paths: [[Int]])] = []
    private var nodes: [Int?] = []
    private var paths: [[Int]] = []
    private var used: Set<Int> = []
    private var visited: Set<Int> = []
    private var steps = 0

    init(graph: Graph, pattern: GraphPattern, control: ExecutionControl) {
        self.graph = graph
        self.pattern = pattern
        self.control = control
    }

    /// Every match of the pattern.
    mutating func all() throws {
        nodes = Array(repeating: nil, count: pattern.nodeColumns.count)
        paths = Array(repeating: [], count: pattern.edges.count)
        try follow(edge: 0)
    }

    private mutating func follow(edge index: Int) throws {
        guard index < pattern.edges.count else { return try complete() }
        let edge = pattern.edges[index]
        if let start = nodes[edge.from] { return try walk(index, from: start, length: 0) }
        for start in allowed[edge.from].sorted() {
            nodes[edge.from] = start
            if pattern.cycles == "none" { visited = [start] }
            try walk(index, from: start, length: 0)
            nodes[edge.from] = nil
        }
    }

    /// Nodes that no edge touches stand for themselves.
    private mutating func complete() throws {
        if let open = nodes.firstIndex(of: nil) {
            for node in allowed[open].sorted() {
                nodes[open] = node
                try complete()
                nodes[open] = nil
            }
            return
        }
        matches.append((nodes.compactMap { $0 }, paths))
        try control.checkRows(matches.count)
    }

    private mutating func walk(_ index: Int, from node: Int, length: Int) throws {
        let edge = pattern.edges[index]
        let range = edge.length ?? 1...1
        if range.contains(length) { try arrive(index, at: node) }
        guard length < range.upperBound else { return }
        steps += 1
        if steps % 4096 == 0 { try control.check() }
        for (step, next) in neighbours(of: node, edge.direction) where pattern.cycles == "all" || !used.contains(step) {
            if pattern.cycles == "none", visited.contains(next) { continue }
            let isNew = used.insert(step).inserted
            if pattern.cycles == "none" { visited.insert(next) }
            paths[index].append(step)
            try walk(index, from: next, length: length + 1)
            paths[index].removeLast()
            if isNew { used.remove(step) }
            if pattern.cycles == "none" { visited.remove(next) }
        }
    }

    private mutating func arrive(_ index: Int, at node: Int) throws {
        let target = pattern.edges[index].to
        if let fixed = nodes[target] {
            if fixed == node { try follow(edge: index + 1) }
            return
        }
        guard allowed[target].contains(node) else { return }
        nodes[target] = node
        try follow(edge: index + 1)
        nodes[target] = nil
    }

    private func neighbours(of node: Int, _ direction: GraphDirection) -> [(edge: Int, node: Int)] {
        var found: [(edge: Int, node: Int)] = []
        if direction != .backward { found += graph.outgoing[node].map { ($0, graph.targets[$0]) } }
        if direction != .forward { found += graph.incoming[node].map { ($0, graph.sources[$0]) } }
        return found
    }

    // MARK: Shortest paths

    /// The shortest paths between each allowed start and end: one of them, or all.
    mutating func shortest() throws {
        let edge = pattern.edges[0]
        let range = edge.length ?? 1...1
        for start in allowed[edge.from].sorted() {
            var distance: [Int: Int] = [start: 0]
            var parents: [Int: [(edge: Int, node: Int)]] = [:]
            var front = [start]
            for length in 1...max(1, range.upperBound) where !front.isEmpty {
                try control.check()
                var next: [Int] = []
                for node in front {
                    for (step, neighbour) in neighbours(of: node, edge.direction) {
                        if distance[neighbour] == nil {
                            distance[neighbour] = length
                            next.append(neighbour)
                        }
                        if distance[neighbour] == length { parents[neighbour, default: []].append((step, node)) }
                    }
                }
                front = next
            }
            for end in allowed[edge.to].sorted() {
                guard let length = distance[end], range.contains(length), end != start else { continue }
                for path in ways(to: end, from: start, parents) {
                    var ends = [start, end]
                    if edge.from != 0 { ends.swapAt(0, 1) }
                    matches.append((ends, [path]))
                    try control.checkRows(matches.count)
                    if !pattern.wantsAllShortest { break }
                }
            }
        }
    }

    private func ways(to end: Int, from start: Int, _ parents: [Int: [(edge: Int, node: Int)]]) -> [[Int]] {
        if end == start { return [[]] }
        let steps = parents[end] ?? []
        let taken = pattern.wantsAllShortest ? steps[...] : steps.prefix(1)
        return taken.flatMap { step in ways(to: step.node, from: start, parents).map { $0 + [step.edge] } }
    }
}
