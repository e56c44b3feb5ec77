import DuckDBEvents
import EventHunting
import Events
@testable import KQL
import Primitives
import SeededRandom
import Testing

/// What hunts see of the tables of events.
@Suite(.enabled(if: TestStore.library != nil)) struct EventTablesTests {
    private let store: TestStore
    private let hunts: EventHunts

    init() throws {
        var random = SeededGenerator(seed: 7)
        let schema = Schema([Field("Timestamp", .datetime), Field("DeviceName", .string), Field("Id", .int)])
        let rows = (0..<10).map { row -> [Value] in
            [.datetime(1_000 + Int64(row)), .string(row % 2 == 0 ? "even" : "odd"), .long(Int64(row))]
        }
        store = try TestStore()
        try store.add(Table(schema, rows: rows.shuffled(using: &random)), as: "E")
        try store.add(Table(Schema([Field("Timestamp", .datetime)]), rows: [[.datetime(1_000)]]), as: "NoDevice")
        let specs = try TableSpecs([
            TableSpec(
                name: "E", summary: "Events.", alsoNamed: ["F"],
                columns: [ColumnSpec("Timestamp", .datetime), ColumnSpec("DeviceName", .string), ColumnSpec("Id", .int)],
                aliases: [("deviceName", "DeviceName")]),
            TableSpec(name: "NoDevice", summary: "Others.", columns: [ColumnSpec("Timestamp", .datetime)]),
        ])
        hunts = EventHunts(specs, connect: store.database.connect)
    }

    private func numbers(_ tables: any TableProvider, _ query: String, pushesDown: Bool = true) throws -> [String] {
        let table = try Engine(provider: tables, pushesDown: pushesDown).run(query)
        return (0..<table.count).map { table.row($0).map(\.text).joined(separator: " ") }
    }

    @Test(arguments: [true, false])
    func aTimeBoundsWhatIsSeen(pushesDown: Bool) throws {
        let tables = hunts.tables(from: Timestamp(ticks: 1_003), to: Timestamp(ticks: 1_005))
        #expect(try numbers(tables, "E | sort by Id asc | project Id", pushesDown: pushesDown) == ["3", "4", "5"])
        #expect(try numbers(tables, "F | count", pushesDown: pushesDown) == ["3"])
    }

    @Test(arguments: [true, false])
    func devicesBoundWhatIsSeen(pushesDown: Bool) throws {
        let tables = hunts.tables { $0 == "odd" }
        #expect(try numbers(tables, "E | distinct DeviceName", pushesDown: pushesDown) == ["odd"])
        #expect(try numbers(tables, "E | join kind=inner E on Id | count", pushesDown: pushesDown) == ["5"])
        let error = #expect(throws: QueryError.self) { try numbers(tables, "NoDevice", pushesDown: pushesDown) }
        #expect(error?.message.contains("NoDevice") == true)
    }

    @Test(arguments: [true, false])
    func aColumnIsReadByEachOfItsNames(pushesDown: Bool) throws {
        let query =
            "E | where deviceName has 'odd' and ingestion_time() > datetime(0001-01-01) | extend a = 1 | project deviceName, DeviceName"
        #expect(Set(try numbers(hunts.tables(), query, pushesDown: pushesDown)) == ["odd odd"])
        #expect(try numbers(hunts.tables(), "E | summarize dcount(deviceName), dcount(Id)", pushesDown: pushesDown) == ["2 10"])
    }

    @Test(arguments: [true, false])
    func rowsKnowWhenTheyCameIn(pushesDown: Bool) throws {
        let query = "E | extend t = tolong(ingestion_time()) | where t >= 1004 | summarize min(t), max(t), count()"
        #expect(try numbers(hunts.tables(), query, pushesDown: pushesDown) == ["1004 1009 6"])
        let latest = "E | summarize arg_max(ingestion_time(), *)"
        #expect(try numbers(hunts.tables(), latest, pushesDown: pushesDown).first?.split(separator: " ").count == 5)
        #expect(
            try Engine(provider: hunts.tables()).run("E | where ingestion_time() > datetime(2001-01-01)").schema.fields.count == 4
        )
    }

    @Test func keysOfTheShorterSideAreSent() throws {
        let query = "datatable(Id:int)[1, 7] | join kind=inner E on Id | project Id, DeviceName | sort by Id asc"
        #expect(try numbers(hunts.tables(), query) == ["1 odd", "7 odd"])
        let mirrored = "E | join kind=leftsemi (datatable(Id:int)[1, 7]) on Id | count"
        #expect(try numbers(hunts.tables(), mirrored) == ["2"])
    }
}
