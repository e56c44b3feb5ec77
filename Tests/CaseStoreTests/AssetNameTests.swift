import Primitives
import SQL
import SecurityModel
import Testing

@testable import CaseStore

/// Lists of assets show one account or host once, wherever on which page its names would stand.
@Suite struct AssetNameTests {
    /// What alerts name, each by one alert or several.
    private static let names: [(EntityKind, String, alerts: Int)] = [
        (.user, "kim@corp.example", 2), (.user, #"corp\kim"#, 1), (.user, "kim", 3),
        (.device, "web1.corp.example", 1), (.device, "web1", 4),
        // Two machines of one name; what names them bare is one of them in each alert.
        (.device, "db1.a.example", 2), (.device, "db1.b.example", 1), (.device, "db1", 3),
        // A third one that no alert names in full.
        (.device, "ns.a.example", 1), (.device, "ns.b.example", 1), (.device, "ns", 3),
    ]

    private func fill(_ bench: CaseBench) async throws {
        try await bench.write { transaction in
            var number: Int64 = 0
            for (index, name) in Self.names.enumerated() {
                for _ in 0..<name.alerts {
                    number += 1
                    var made = alert(number)
                    made.entities = [
                        EntityLink(entity: Int64(index + 1), key: EntityKey(name.0, name.1, .strong), roles: .struck)
                    ]
                    try transaction.place([made], in: number)
                }
            }
        }
    }

    private func rows(_ bench: CaseBench, _ set: @escaping @Sendable (inout AssetQuery) -> Void = { _ in }) async throws
        -> [String]
    {
        try await bench.store.read { reader in
            var query = AssetQuery()
            (query.foldsNames, query.order) = (true, .name)
            set(&query)
            let assets = try reader.assets(query)
            #expect(try reader.assetCount(query) == Int64(assets.count))
            return try assets.map { asset in
                ([asset] + (try reader.names(of: asset.id))).map(\.key.value).joined(separator: " ")
            }
        }
    }

    static let expected = [
        "db1.a.example", "db1.b.example", #"kim@corp.example kim corp\kim"#, "ns", "ns.a.example", "ns.b.example",
        "web1 web1.corp.example",
    ]

    @Test func aThingIsOneRowAndTwoThingsAreTwo() async throws {
        try await CaseBench.with { bench in
            try await fill(bench)
            #expect(try await rows(bench) == Self.expected)
            // Whichever of its names is looked for, the row of the thing is found.
            #expect(try await rows(bench) { $0.text = "web1.corp" } == ["web1 web1.corp.example"])
            #expect(try await rows(bench) { $0.text = #"corp\k"# } == [#"kim@corp.example kim corp\kim"#])
            // A program that lists assets is told of each name.
            #expect(try await bench.store.read { try $0.assetCount(AssetQuery()) } == Int64(Self.names.count))
        }
    }

    @Test func anOlderStoreIsFilledAsItWouldHaveBeen() async throws {
        try await CaseBench.with { bench in
            try await fill(bench)
            try await bench.database.write { writer in
                try writer.execute(SQLStatement(building: "UPDATE entities SET shared_name = NULL, listed_under = NULL"), [])
                try CaseSchema.fillAssetNames(writer)
            }
            #expect(try await rows(bench) == Self.expected)
        }
    }

    @Test func aThingIsCountedUnderAllItsNames() async throws {
        try await CaseBench.with { bench in
            try await fill(bench)
            try await bench.write { transaction in
                // One alert gives two names at once, and the id of the machine; another the id alone.
                var both = alert(90)
                both.entities = [
                    EntityLink(entity: 4, key: EntityKey(.device, "web1.corp.example", .strong), roles: .struck, thing: 1),
                    EntityLink(entity: 5, key: EntityKey(.device, "web1", .strong), roles: .struck, thing: 1),
                    EntityLink(entity: 50, key: EntityKey(.device, "0a1b2c3d4e5f60718293", .strong), roles: .struck, thing: 1),
                ]
                var bare = alert(91)
                bare.entities = [both.entities[2]]
                try transaction.place([both, bare], in: 90)
                try transaction.note(50, isIdentifierOf: 5)
            }
            try await bench.store.read { reader in
                for id in [4, 5, 50] as [Int64] {
                    let thing = try #require(try reader.thing(id))
                    #expect(thing.keys.map(\.value) == ["web1", "web1.corp.example", "0a1b2c3d4e5f60718293"])
                    // Four under one name and one under the other before, and these two.
                    #expect(thing.alertCount == 7 && !thing.isCountLow)
                    #expect(try reader.alerts(naming: thing.ids, limit: 2).map(\.id.number) == [91, 90])
                    var query = IncidentQuery()
                    query.entities = [thing.keys[2]]
                    #expect(try reader.incidentCount(query) == 6)
                    #expect(try reader.incidentCounts(of: thing.ids).all == 6)
                }
                // Hosts of two domains stay two.
                #expect(try reader.thing(6)?.names.count == 1)
            }
        }
    }

    /// Machines of one image, or the local accounts of many: their ids stand for themselves.
    @Test func idsOfOneFormUnderOneNameAreSeveralThings() async throws {
        try await CaseBench.with { bench in
            try await bench.write { transaction in
                for (number, id) in [
                    (1, ""), (2, "11111111-0000-4000-8000-000000000001"), (3, "11111111-0000-4000-8000-000000000002"),
                ] {
                    var made = alert(Int64(number))
                    let key = EntityKey(.device, id.isEmpty ? "win10-image" : id, .strong)
                    made.entities = [EntityLink(entity: Int64(number), key: key, roles: .struck)]
                    try transaction.place([made], in: Int64(number))
                    if number > 1 { try transaction.note(Int64(number), isIdentifierOf: 1) }
                }
            }
            let counts = try await bench.store.read { reader in try [1, 2, 3].map { try reader.thing($0)?.names.count } }
            #expect(counts == [1, 1, 1])
        }
    }
}
