internal import Primitives
internal import SecurityModel

/// Brings a graph down to what can be read: things that are alike become one node with their number on it.
enum GraphGrouping {
    /// No more than so many nodes are drawn unless a person opens groups: what one can take in at a glance, in letters that can
    /// be read.
    static let mostNodes = 40
    /// The same on a sheet, where nothing can be drawn nearer.
    static let mostOnSheet = 26
    /// Things that are named most and stay by themselves in a crowd.
    static let namedNodes = 10
    /// Up to so many nodes a graph is clear as it is.
    static let clearNodes = 24
    /// Nodes of one part that stand in one column, so that the whole drawing is read where it opens.
    static let mostOfPart = 13
    /// Fewer things than this are not worth a group.
    static let smallestGroup = 3

    /// Groups that are opened one after the other, at most.
    static let mostOpened = 50

    /// - Parameters:
    ///   - opened: ids of nodes that somebody opened, in that order: everything that such a node stood for is drawn by itself.
    ///   - most: nodes from which on it is a crowd.
    static func grouped(_ graph: IncidentGraph, opened: [Int64] = [], most: Int = mostNodes) -> IncidentGraph {
        var apart: Set<Int64> = []
        for id in opened.prefix(mostOpened) {
            guard let node = grouped(graph, apart: apart, most: most).nodes.first(where: { $0.id == id }) else { continue }
            apart.formUnion([id] + node.folded)
        }
        var drawn = grouped(graph, apart: apart, most: most)
        drawn.tellGroupsApart()
        return drawn
    }

    /// - Parameter apart: ids of nodes that are not grouped, and do not crowd the others.
    private static func grouped(_ graph: IncidentGraph, apart opened: Set<Int64>, most: Int) -> IncidentGraph {
        let neighbours = graph.neighbours
        var graph = merge(graph, opened: opened) { Likeness(graph.nodes[$0], neighbours: neighbours[$0]) }
        // Where what is alike in every way is still too much, kind and part alone decide, the least named first.
        if graph.nodes.count(where: { !opened.contains($0.id) }) > most {
            let kept = Set(
                graph.nodes.indices.sorted { left, right in
                    let (one, other) = (graph.nodes[left], graph.nodes[right])
                    return (one.alertCount, other.id) > (other.alertCount, one.id)
                }.prefix(namedNodes))
            let crowded = graph
            graph = merge(crowded, opened: opened) { index in
                kept.contains(index) ? nil : Likeness(crowded.nodes[index], neighbours: [])
            }
        }
        for part in IncidentGraph.Part.allCases { graph = thinned(graph, part, opened: opened) }
        return graph
    }

    /// What is named least of a part that fills more than a column becomes one node a kind; as little of it as will do.
    private static func thinned(
        _ graph: IncidentGraph, _ part: IncidentGraph.Part, opened: Set<Int64>
    ) -> IncidentGraph {
        func crowds(_ node: IncidentGraph.Node) -> Bool { node.part == part && !opened.contains(node.id) }
        let members = graph.nodes.indices.filter { crowds(graph.nodes[$0]) }
            .sorted { (graph.nodes[$0].alertCount, graph.nodes[$1].id) > (graph.nodes[$1].alertCount, graph.nodes[$0].id) }
        guard members.count > mostOfPart else { return graph }
        var thinned = graph
        for kept in stride(from: mostOfPart - 1, through: 2, by: -1) {
            let folded = Set(members.dropFirst(kept))
            thinned = merge(graph, opened: opened, smallest: 2) { index in
                folded.contains(index) ? Likeness(graph.nodes[index], neighbours: []) : nil
            }
            if thinned.nodes.count(where: crowds) <= mostOfPart { break }
        }
        return thinned
    }

    /// What makes two things alike.
    private struct Likeness: Hashable {
        var kind: EntityKind
        var part: IncidentGraph.Part
        var neighbours: [Int]

        init(_ node: IncidentGraph.Node, neighbours: [Int]) {
            kind = node.kind
            part = node.part
            self.neighbours = neighbours
        }
    }

    private static func merge(
        _ graph: IncidentGraph, opened: Set<Int64>, smallest: Int = smallestGroup, by likeness: (Int) -> Likeness?
    ) -> IncidentGraph {
        var members: [Likeness: [Int]] = [:]
        for index in graph.nodes.indices where !opened.contains(graph.nodes[index].id) {
            if let likeness = likeness(index) { members[likeness, default: []].append(index) }
        }
        var target = Array(graph.nodes.indices)
        for group in members.values where group.count >= smallest {
            for index in group { target[index] = group[0] }
        }
        return graph.folded(into: target)
    }
}

extension IncidentGraph {
    /// Of each node those that an edge leads to or comes from.
    var neighbours: [[Int]] {
        var found = [Set<Int>](repeating: [], count: nodes.count)
        for edge in edges {
            found[edge.from].insert(edge.to)
            found[edge.to].insert(edge.from)
        }
        return found.map { $0.sorted() }
    }

    /// The graph with each node folded into the one that `target` names. An alert that names several of them counts once.
    func folded(into target: [Int]) -> IncidentGraph {
        var place: [Int: Int] = [:]
        var kept: [Node] = []
        for index in nodes.indices where target[index] == index {
            place[index] = kept.count
            kept.append(nodes[index])
        }
        for index in nodes.indices where target[index] != index {
            guard let into = place[target[index]], kept[into].members.isEmpty else { continue }
            kept[into].members = [kept[into].title]
        }
        for index in nodes.indices where target[index] != index {
            guard let into = place[target[index]] else { continue }
            kept[into].size += nodes[index].size
            kept[into].members += nodes[index].members.isEmpty ? [nodes[index].title] : nodes[index].members
            kept[into].entities += nodes[index].entities
            kept[into].folded += [nodes[index].id] + nodes[index].folded
            kept[into].groups += nodes[index].groups
            kept[into].first = min(kept[into].first, nodes[index].first)
            kept[into].isCritical = kept[into].isCritical || nodes[index].isCritical
            kept[into].roles.formUnion(nodes[index].roles)
        }
        for index in kept.indices where kept[index].size > 1 {
            (kept[index].groups, kept[index].alertCount) = once(kept[index].groups)
        }
        var drawn: [Pair: Int] = [:]
        var lines: [Edge] = []
        for edge in edges {
            guard let from = place[target[edge.from]], let to = place[target[edge.to]], from != to else { continue }
            if let known = drawn[Pair(from, to)] {
                lines[known].groups += edge.groups
                lines[known].first = min(lines[known].first, edge.first)
            } else {
                drawn[Pair(from, to)] = lines.count
                lines.append(
                    Edge(
                        from: from, to: to, verb: edge.verb, groups: edge.groups, alertCount: edge.alertCount,
                        first: edge.first))
            }
        }
        for index in lines.indices { (lines[index].groups, lines[index].alertCount) = once(lines[index].groups) }
        return IncidentGraph(nodes: kept, edges: lines, groupSizes: groupSizes)
    }

    /// Groups of alerts, each once, and how many alerts they are.
    private func once(_ groups: [Int32]) -> (groups: [Int32], alertCount: Int64) {
        let once = Set(groups).sorted()
        return (once, once.reduce(0) { $0 + groupSizes[Int($1)] })
    }
}
