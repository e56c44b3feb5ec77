import DuckDBEvents
import EventHunting
import Events
import Foundation
@testable import KQL
import SeededRandom
import Testing

/// A query gives the same whoever carries it out: the store as much as it can, or the engine on rows of the store, or the
/// engine on rows in memory.
@Suite(.enabled(if: TestStore.library != nil)) struct DifferentialTests {
    /// More of them are worth their time where the translation is worked on: the variable says how many.
    private static let queriesPerSeed =
        ProcessInfo.processInfo.environment["WATCHFLOOR_GENERATED_QUERIES"].flatMap(Int.init) ?? 60

    @Test(arguments: [UInt64(1), 2, 3])
    func generatedQueriesAgree(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let tables = ["Events": GeneratedTables.events(600, &random), "Devices": GeneratedTables.devices(&random)]
        let store = try TestStore()
        for (name, table) in tables { try store.add(table, as: name) }
        let provider = EventHunts(try Self.specs(tables), connect: store.database.connect).tables()
        let engines = [
            Engine(provider: provider), Engine(provider: provider, pushesDown: false), Engine(provider: MemoryTables(tables)),
        ]
        var generator = QueryGenerator(seed)
        var pushed = 0
        for _ in 0..<Self.queriesPerSeed {
            let query = generator.query()
            let answers = engines.map { Answer($0, query) }
            #expect(answers[0] == answers[2], "seed \(seed), pushed down:\n\(query)\n\((try? engines[0].explain(query)) ?? "")")
            #expect(answers[1] == answers[2], "seed \(seed), rows of the store:\n\(query)")
            if (try? engines[0].explain(query)).map(\.isPushedDown) ?? false { pushed += 1 }
        }
        // Most of these queries are for the store as a whole.
        #expect(pushed > Self.queriesPerSeed / 2, "\(pushed) of \(Self.queriesPerSeed)")
    }

    /// Rows that are looked up by their numbers, and case that is folded in SQL.
    @Test(arguments: [
        "Events | summarize arg_max(Timestamp, Line, File) by Device",
        "Events | where Size > 3 | summarize arg_min(Id, Line, Extra), n = count(), arg_max(Id, up = toupper(File)) by Flag",
        "Events | summarize arg_max(Size, File) by Code | where isnotnull(Size) | project Code, Size",
        "Events | extend Key = strcat(Device, File) | summarize arg_max(Id, Line) by Key | where Line has 'cert' | sort by Id asc",
        "Events | summarize arg_max(Timestamp, *) by Device | join kind=inner Devices on Device | project Id, Owner, Line",
        "Events | summarize arg_max(Id, Line)",
        "Events | summarize take_any(Line, Size), take_anyif(File, Size > 3) by Device",
        "Events | summarize percentiles(Size, 0, 7, 50, 95, 99.9, 100), percentile(Timestamp, 33) by Flag",
        "Events | where Id < 0 | summarize percentile(Size, 50), take_any(Line)",
        "Events | where File in~ ('CMD.exe', 'strasse') or Device =~ 'k9' | project Id",
        "Events | where File !in~ ('powershell.EXE', 'x') and Device !~ 'istanbul' | project Id",
        "Events | where Extra has 'cmd' | project Id", "Events | where Extra !has 'powershell.exe' | project Id",
        "Events | where tostring(Extra) has_any ('CMD', 'strasse') | project Id",
        "Events | where Extra contains 'naive' or Extra startswith 'x' or Extra has_all ('cmd', 'n') | project Id",
        "search in (Events) 'cmd' | project Id", "Events | where * has 'mimikatz' | project Id",
    ])
    func rowsAndCaseAgree(query: String) throws {
        var random = SeededGenerator(seed: 4)
        let tables = ["Events": GeneratedTables.events(300, &random), "Devices": GeneratedTables.devices(&random)]
        let store = try TestStore()
        for (name, table) in tables { try store.add(table, as: name) }
        let engine = Engine(provider: EventHunts(try Self.specs(tables), connect: store.database.connect).tables())
        #expect(Answer(engine, query) == Answer(Engine(provider: MemoryTables(tables)), query))
        #expect(try engine.explain(query).isPushedDown)
    }

    private static func specs(_ tables: [String: Table]) throws -> TableSpecs {
        try TableSpecs(
            tables.map { name, table in
                let time = table.schema.fields.first { $0.type == .datetime }?.name
                return try TableSpec(
                    name: name, summary: "Generated.", time: time,
                    columns: table.schema.fields.map { ColumnSpec($0.name, ColumnType(rawValue: $0.type.rawValue) ?? .string) })
            })
    }
}

/// What came out, in an order of its own.
enum Answer: Equatable {
    case rows([String])
    case error(String)

    init(_ engine: Engine, _ query: String) {
        do {
            let table = try engine.run(query)
            let names = table.schema.fields.map { "\($0.name):\($0.type)" }.joined(separator: " ")
            let isOrdered = query.contains("top ") || query.contains("sort by")
            let rows = (0..<table.count).map { Answer.text(table.row($0)) }
            self = .rows([names] + (isOrdered && query.split(separator: "\n").count == 2 ? rows : rows.sorted()))
        } catch {
            self = .error("\(error)")
        }
    }

    /// Lists and sets have no order of their own.
    private static func text(_ values: [Value]) -> String {
        values.map { value in
            guard case .array(let elements) = value else { return value.json.spelledOut }
            return elements.map(\.json.spelledOut).sorted().joined(separator: ",")
        }.joined(separator: "|")
    }
}

extension String {
    /// Without letters that look alike and are none: to Swift the sign of Kelvin equals the letter K.
    fileprivate var spelledOut: String {
        unicodeScalars.map { $0.isASCII ? String($0) : "{\(String($0.value, radix: 16))}" }.joined()
    }

    /// Whether a plan that is explained is the store's as a whole.
    fileprivate var isPushedDown: Bool { split(separator: "\n").allSatisfy { $0.hasPrefix("store") } }
}
