import CaseStore
import Primitives
import SecurityModel
import Testing

@testable import Portal

/// What a graph calls things, on whose side they stand, and what its groups hold.
@Suite struct GraphReadingTests {
    /// A machine of one's own that an attack goes through is nobody's attacker, and no step blocks it at the border.
    @Test func privateAddressesStandOnNoAttackersSide() {
        let keys: [Int64: EntityKey] = [
            1: EntityKey(.ip, "10.20.4.57@site", .weak), 2: EntityKey(.ip, "203.0.113.61", .strong),
            3: EntityKey(.device, "ws-1", .strong),
        ]
        let entities = [
            ObservedEntity(entity: 1, roles: RoleSet([.attacker])), ObservedEntity(entity: 2, roles: RoleSet([.attacker])),
            ObservedEntity(entity: 3, roles: RoleSet([.attacked])),
        ]
        let groups = [RandomIncident.group(1, entities: entities)]
        let graph = IncidentGraph(groups, keys: keys)
        #expect(graph.nodes.map(\.part) == [.evidence, .hostile, .asset])
        let steps = NextSteps.steps(for: RandomIncident.incident(), graph, groups).map(\.text)
        #expect(steps.contains { $0.contains("203.0.113.61") } && !steps.contains { $0.contains("10.20.4.57") })
    }

    /// An address that alerts show to be a device's is told as that device, wherever it is named, and on whichever side it stood.
    @Test func anAddressOfADeviceIsThatDevice() {
        let keys: [Int64: EntityKey] = [
            1: EntityKey(.ip, "10.20.4.57@site", .weak), 2: EntityKey(.device, "ws-9", .strong),
            3: EntityKey(.device, "ws-1", .strong),
        ]
        let groups = [
            RandomIncident.group(
                1,
                entities: [
                    ObservedEntity(entity: 1, roles: RoleSet([.attacker])),
                    ObservedEntity(entity: 3, roles: RoleSet([.attacked])),
                ]),
            RandomIncident.group(
                2,
                entities: [ObservedEntity(entity: 2, roles: []), ObservedEntity(entity: 1, roles: RoleSet([.contextual]))]),
        ]
        let graph = IncidentGraph(groups, keys: keys, addresses: DeviceAddresses([(address: 1, device: 2)]))
        #expect(graph.nodes.map(\.title) == ["ws-9", "ws-1"])
        #expect(graph.nodes.map(\.part) == [.asset, .asset])
        #expect(graph.nodes[0].roles == RoleSet([.source]) && graph.nodes[0].alertCount == 2)
        #expect(graph.nodes[0].entities.first == 2 && graph.nodes[0].byAddressCount == 1)
        let scenes = graph.scenes(of: groups)
        #expect(scenes[0].origins == [0] && scenes[0].place == 1 && scenes[1].place == 0)
    }

    /// A sensor that only saw it is none of those that it befell, as long as there is another.
    @Test func contextIsNotStruck() {
        let keys: [Int64: EntityKey] = [
            1: EntityKey(.device, "ids-1", .strong), 2: EntityKey(.device, "ws-1", .strong),
            3: EntityKey(.ip, "10.20.4.57", .weak),
        ]
        let sensor = ObservedEntity(entity: 1, roles: RoleSet([.contextual]))
        func concerned(_ others: [ObservedEntity]) -> [String] {
            IncidentGraph([RandomIncident.group(1, entities: [sensor] + others)], keys: keys).concerned.map(\.title)
        }
        #expect(concerned([ObservedEntity(entity: 2, roles: [])]) == ["ws-1"])
        #expect(concerned([ObservedEntity(entity: 3, roles: RoleSet([.attacked]))]) == ["10.20.4.57"])
        #expect(concerned([]) == ["ids-1"])
    }

    /// What two devices are said to have is nobody's.
    @Test func aContestedAddressStaysAnAddress() {
        let keys: [Int64: EntityKey] = [
            1: EntityKey(.ip, "10.20.4.57", .weak), 2: EntityKey(.device, "ws-9", .strong),
            3: EntityKey(.device, "ws-1", .strong),
        ]
        let claims = DeviceAddresses([(address: 1, device: 2), (address: 1, device: 3)])
        func titles(_ thing: UInt16) -> [String] {
            let entities = [
                ObservedEntity(entity: 1, roles: []), ObservedEntity(entity: 2, roles: [], thing: thing),
                ObservedEntity(entity: 3, roles: [], thing: thing),
            ]
            return IncidentGraph([RandomIncident.group(1, entities: entities)], keys: keys, addresses: claims).nodes.map(\.title)
        }
        #expect(titles(0) == ["10.20.4.57", "ws-9", "ws-1"])
        // Two names of one device contest nothing.
        #expect(titles(1) == ["ws-9"])
    }

    /// An agent's number gives way to the name of its host.
    @Test func aHostIsCalledByItsName() {
        let keys: [Int64: EntityKey] = [
            1: EntityKey(.device, "agent:015@manager", .strong), 2: EntityKey(.device, "qm-web-01", .weak),
        ]
        let entities = [ObservedEntity(entity: 1, roles: [], thing: 1), ObservedEntity(entity: 2, roles: [], thing: 1)]
        #expect(IncidentGraph([RandomIncident.group(1, entities: entities)], keys: keys).nodes.map(\.title) == ["qm-web-01"])
    }

    /// An alert that names many alike is one alert of theirs, and one deed.
    @Test func aGroupCountsItsAlertsOnce() {
        let devices = (1...30).map { Int64($0) }
        var keys = Dictionary(uniqueKeysWithValues: devices.map { ($0, EntityKey(.device, "ws-\($0)", .strong)) })
        keys[99] = EntityKey(.ip, "203.0.113.9", .strong)
        let entities =
            devices.map { ObservedEntity(entity: $0, roles: RoleSet([.attacked])) }
            + [ObservedEntity(entity: 99, roles: RoleSet([.attacker]))]
        let graph = GraphGrouping.grouped(
            IncidentGraph((1...3).map { RandomIncident.group($0, entities: entities) }, keys: keys))
        let group = graph.nodes.first { $0.size > 1 }
        #expect(group?.size ?? 0 > 20 && group?.alertCount == 3)
        #expect(graph.edges.allSatisfy { $0.alertCount == 3 })
    }

    /// A group opens on a page and not on paper.
    @Test func paperOffersNothingToOpen() {
        let drawing = GraphDrawing(GraphGrouping.grouped(RandomIncident(seed: 4, things: 200).graph))
        #expect(drawing.svg.text.contains("· open"))
        #expect(!drawing.standalone(icons: "").text.contains("· open"))
    }

    /// Two groups of one kind say what tells them apart, and say the same each time.
    @Test func groupsOfAKindAreToldApart() {
        var keys: [Int64: EntityKey] = [
            1: EntityKey(.device, "web-01.corp.example", .strong), 2: EntityKey(.device, "mail-01", .strong),
        ]
        var groups: [AlertGroup] = []
        for device in 1...2 as ClosedRange<Int64> {
            var entities = [ObservedEntity(entity: device, roles: RoleSet([.attacked]))]
            for file in device * 100..<device * 100 + 20 {
                keys[file] = EntityKey(.file, "file \(file)", .strong)
                entities.append(ObservedEntity(entity: file, roles: []))
            }
            groups.append(RandomIncident.group(device, entities: entities))
        }
        let drawn = GraphGrouping.grouped(IncidentGraph(groups, keys: keys)).nodes.filter { $0.size > 1 }
        #expect(drawn.map(\.label) == ["20 files", "20 files"])
        #expect(drawn.map { $0.distinction?.short } == ["with web-01", "with mail-01"])
        #expect(drawn[0].names.hasPrefix("20 files with web-01.corp.example: file 100"))
        let svg = GraphDrawing(GraphGrouping.grouped(IncidentGraph(groups, keys: keys))).svg.text
        #expect(svg.contains(">with web-01</text>") && svg.contains(">with mail-01</text>"))
    }

    /// However many there are, and whatever they hang on.
    @Test(arguments: 1...20)
    func noTwoGroupsReadAlike(_ seed: UInt64) {
        let graph = RandomIncident(seed: seed, things: 260).graph
        for most in [GraphGrouping.mostNodes, GraphGrouping.mostOnSheet] {
            let groups = GraphGrouping.grouped(graph, most: most).nodes.filter { $0.size > 1 }
            let words = groups.map { "\($0.kind) \($0.distinction?.short ?? "")" }
            #expect(Set(words).count == words.count, "\(words)")
            // What a node has room for beside its icon.
            #expect(groups.allSatisfy { $0.distinction?.short.count ?? 0 <= 19 }, "\(words)")
            #expect(
                words
                    == GraphGrouping.grouped(graph, most: most).nodes.filter { $0.size > 1 }.map {
                        "\($0.kind) \($0.distinction?.short ?? "")"
                    })
        }
    }

    /// Who opens a group sees all of it, and what was in it is said before.
    @Test func aGroupOpensAsAWhole() throws {
        let graph = RandomIncident(seed: 4, things: 200).graph
        let grouped = GraphGrouping.grouped(graph)
        let group = try #require(grouped.nodes.max { $0.size < $1.size })
        #expect(group.members.count == group.size)
        let opened = GraphGrouping.grouped(graph, opened: [group.id])
        for entity in group.entities {
            let node = try #require(opened.nodes.first { $0.entities.contains(entity) })
            #expect(node.size == 1)
        }
    }

    /// What stood by itself before a group was opened does so afterwards, whatever was opened before.
    @Test(arguments: 1...12)
    func openingAGroupFoldsNothing(_ seed: UInt64) throws {
        let graph = RandomIncident(seed: seed, things: 150).graph
        var opened: [Int64] = []
        var drawn = GraphGrouping.grouped(graph)
        while let group = drawn.nodes.filter({ $0.size > 1 }).min(by: { $0.id < $1.id }), opened.count < 6 {
            opened.append(group.id)
            let next = GraphGrouping.grouped(graph, opened: opened)
            let alone = Set(next.nodes.filter { $0.size == 1 }.map(\.id))
            #expect(drawn.nodes.allSatisfy { $0.size > 1 || alone.contains($0.id) })
            #expect(alone.contains(group.id) && alone.isSuperset(of: group.folded))
            drawn = next
        }
        #expect(!opened.isEmpty)
    }

    static let names: [(kind: EntityKind, name: String, short: String, bare: String)] = [
        (.user, "corp\\mara", "mara", "mara"), (.user, "mara@corp.example", "mara@corp.…", "mara"),
        (.device, "ws-042.corp.example", "ws-042", "ws-042"), (.device, "10.0.0.7", "10.0.0.7", "10.0.0.7"),
        (.domain, "login.corp.example", "login.corp…", "login.corp.example"),
        (.file, "0123456789abcdef", "012345…cdef", "0123456789abcdef"),
    ]

    @Test(arguments: names)
    func shortNamesTellThingsApart(_ kind: EntityKind, _ name: String, _ short: String, _ bare: String) {
        #expect(kind.shortName(name, to: 11) == short)
        #expect(EntityKey(kind, name, .strong).bareName == bare)
    }
}
