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
}
