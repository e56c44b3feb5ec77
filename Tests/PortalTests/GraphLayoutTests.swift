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

    /// Letters of all widths, and how wide they are in the widest of the usual fonts, in sizes of the letters.
    static let letters: [(letter: String, width: Double)] = [
        ("w", 0.82), ("W", 0.99), ("m", 0.98), ("M", 0.92), ("@", 1), ("i", 0.28), ("8", 0.64), ("漢", 1), ("ｗ", 1), ("😀", 1.3),
        ("👩‍👩‍👧‍👦", 1.3 * 4), ("Щ", 1.1), ("щ", 0.92), ("Æ", 1.08), ("\u{FDFD}", 9),
    ]

    @Test(arguments: letters) func noNameLeavesItsBox(_ letter: String, _ width: Double) {
        let kinds: [EntityKind] = [.device, .user, .file, .url, .mailbox, .cloudResource]
        let name = String(repeating: letter, count: 60)
        let keys = Dictionary(uniqueKeysWithValues: kinds.enumerated().map { (Int64($0 + 1), EntityKey($1, name, .strong)) })
        let entities = keys.keys.sorted().map { ObservedEntity(entity: $0, roles: []) }
        let graph = IncidentGraph([RandomIncident.group(0, entities: entities)], keys: keys)
        #expect(graph.nodes.count == kinds.count)
        let drawn = GraphDrawing(graph).svg.text
        for var node in graph.nodes {
            #expect(drawn.contains(">\(GraphDrawing.title(of: node))</text>"))
            for (isCritical, end) in [(false, GraphLayout.nodeWidth), (true, GraphLayout.nodeWidth - 24)] {
                node.isCritical = isCritical
                let title = GraphDrawing.title(of: node)
                let letters = Double(title.count { String($0) == letter })
                let drawnWidth = (letters * width + (title.contains("…") ? 1 : 0)) * GraphDrawing.titleSize
                #expect(GraphDrawing.wordsStart + drawnWidth <= end, "\(title)")
            }
            node.alertCount = 1_234_567
            #expect(GraphDrawing.subtitle(of: node).count <= 17, "\(GraphDrawing.subtitle(of: node))")
        }
    }

    /// Narrow letters, and those of usual names, are not cut for the wide ones.
    static let usual: [(kind: EntityKind, name: String)] = [
        (.file, "iiiiiiiiiiiii"), (.file, "READ_ME_1.txt"), (.device, "ws-0421-berlin"), (.ip, "203.0.113.142"),
    ]

    @Test(arguments: usual) func usualNamesStandWhole(_ kind: EntityKind, _ name: String) {
        let entity = ObservedEntity(entity: 1, roles: [])
        let graph = IncidentGraph([RandomIncident.group(0, entities: [entity])], keys: [1: EntityKey(kind, name, .strong)])
        #expect(graph.nodes.map { GraphDrawing.title(of: $0) } == [kind.shortName(name, to: GraphDrawing.titleLength)])
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
