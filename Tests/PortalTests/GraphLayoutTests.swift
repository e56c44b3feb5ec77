import CaseStore
import Primitives
import SecurityModel
import Testing

@testable import Portal

/// Places of graphs of many sizes: nothing overlaps, and the same graph is always drawn the same.
@Suite struct GraphLayoutTests {
    @Test(arguments: [1, 5, 60, 200, 500]) func nothingOverlaps(_ things: Int) {
        let layout = GraphLayout(RandomIncident(seed: 7, things: things).graph)
        #expect(layout.boxes.count == things)
        for (index, box) in layout.boxes.enumerated() {
            #expect(box.x >= 0 && box.y >= 0 && box.x + box.width <= layout.width && box.y + box.height <= layout.height)
            for other in layout.boxes[(index + 1)...] { #expect(!box.overlaps(other)) }
        }
    }

    /// On paper no word stands on a thing or on another word.
    @Test(arguments: [5, 30, 60, 200]) func wordsAtEdgesAreClearOfEverything(_ things: Int) {
        let graph = RandomIncident(seed: 5, things: things).graph
        let (boxes, labels) = (
            GraphLayout(graph, in: .sheet).boxes, Array(GraphDrawing(graph, in: .sheet).labels(apart: true).boxes.values)
        )
        #expect(!labels.isEmpty)
        for (index, label) in labels.enumerated() {
            #expect(!boxes.contains { $0.overlaps(label) })
            for other in labels[(index + 1)...] { #expect(!label.overlaps(other)) }
        }
        // On a page, where few show at once, they are clear of the things; all are told when their edge is pointed at.
        let (things, words) = (GraphLayout(graph).boxes, GraphDrawing(graph).labels(apart: false).boxes.values)
        #expect(!words.contains { label in things.contains { $0.overlaps(label) } })
        let written = GraphDrawing(graph).svg.text.split(separator: "class=\"g-edge\"").dropFirst()
        #expect(written.allSatisfy { $0.contains("<title>") })
    }

    @Test(arguments: [5, 200]) func theSameIncidentIsDrawnTheSame(_ things: Int) {
        let drawings = (0..<3).map { _ in GraphDrawing(RandomIncident(seed: 11, things: things).graph).svg.text }
        #expect(Set(drawings).count == 1)
    }

    @Test(arguments: [61, 200, 500]) func crowdedGraphsAreGrouped(_ things: Int) {
        let graph = RandomIncident(seed: 3, things: things).graph
        let grouped = GraphGrouping.grouped(graph)
        #expect(grouped.nodes.count <= GraphGrouping.mostNodes)
        #expect(grouped.nodes.reduce(0) { $0 + $1.size } == graph.nodes.count)
        #expect(Set(grouped.nodes.flatMap(\.entities)) == Set(graph.nodes.flatMap(\.entities)))
        for edge in grouped.edges { #expect(edge.from != edge.to) }
    }

    @Test func namesOfOneThingAreOneNode() {
        let account = [
            ObservedEntity(entity: 1, roles: [], thing: 1),
            ObservedEntity(entity: 2, roles: [], thing: 1),
        ]
        let group = RandomIncident.group(0, entities: account)
        let graph = IncidentGraph(
            [group], keys: [1: EntityKey(.user, "s-1-5-21-7", .strong), 2: EntityKey(.user, "mara@corp.example", .strong)])
        #expect(graph.nodes.map(\.title) == ["mara@corp.example"])
        #expect(graph.nodes[0].alertCount == 1)
    }
}

@Suite struct GraphStepTests {
    @Test func hostileActsOnTheStruckDevice() {
        let entities = [
            ObservedEntity(entity: 1, roles: RoleSet([.attacker])),
            ObservedEntity(entity: 2, roles: RoleSet([.attacked])),
            ObservedEntity(entity: 3, roles: []),
        ]
        let graph = IncidentGraph(
            [RandomIncident.group(0, entities: entities)],
            keys: [
                1: EntityKey(.ip, "203.0.113.9", .strong), 2: EntityKey(.device, "web01", .strong),
                3: EntityKey(.process, "mshta.exe", .weak),
            ])
        #expect(graph.nodes.map(\.part) == [.hostile, .asset, .evidence])
        #expect(
            graph.edges.map { [graph.nodes[$0.from].title, $0.verb, graph.nodes[$0.to].title] } == [
                ["203.0.113.9", "acts on", "web01"], ["web01", "runs", "mshta.exe"],
            ])
    }
}
