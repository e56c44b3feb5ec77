import DuckDBEvents
@testable import EventHunting
import Foundation
@testable import KQL
import Primitives
import Synchronization
import Testing

/// The language's own cases, with the rows that they write down kept in the store.
@Suite(.enabled(if: TestStore.library != nil)) struct CaseDifferentialTests {
    @Test func casesAgree() throws {
        let provider = RowsInStore(store: try TestStore())
        let queries = try Self.queries()
        for query in queries {
            let pushed = Answer(Engine(provider: provider), query)
            let own = Answer(Engine(), query)
            #expect(pushed == own, "\(query)\n\(provider.last.withLock { $0 })")
        }
        #expect(provider.count.withLock { $0 } > queries.count / 5)
    }

    private static func queries() throws -> [String] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../KQLTests/Cases")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return try files.sorted { $0.path < $1.path }.flatMap { file in
            let cases = try JSONValue(parsing: [UInt8](Data(contentsOf: file))).array ?? []
            return cases.compactMap { $0["query"]?.string }.filter { !Self.varies($0) }
        }
    }

    /// What is not the same in two runs of one engine either.
    private static func varies(_ query: String) -> Bool {
        ["rand(", "new_guid", "now()", "ago(", "sample", "take_any", "any("].contains(where: query.contains)
    }
}

/// Puts rows that a query writes down into tables of the store, so that what follows them can be pushed down.
final class RowsInStore: TableProvider {
    private let store: TestStore
    private let calls = StoreCalls()
    private let tables = Mutex<[String: Schema]>([:])
    let count = Mutex(0)
    let last = Mutex("")

    init(store: TestStore) { self.store = store }

    var tableNames: [String] { [] }
    func schema(of table: String) -> Schema? { nil }
    func rows(of table: String, columns: [Int]) throws -> any BatchSource { throw QueryError(.binding, "no table") }

    func run(_ plan: Plan, until stop: QueryStop) throws -> (any BatchSource)? {
        guard let stored = try stored(plan) else { return nil }
        let catalog = Catalog(tables: tables.withLock { $0 })
        guard let query = PlanTranslator(catalog, calls: calls).query(stored) else { return nil }
        let connection = try store.database.connect()
        try StoreFunctions.register(connection, calls)
        count.withLock { $0 += 1 }
        last.withLock { $0 = query.sql }
        return try query.rows(EventRows(query.sql, query.columns, connection, until: stop))
    }

    /// The plan over tables of the store; `nil` where it has rows that a store cannot hold.
    private func stored(_ plan: Plan) throws -> Plan? {
        var plan = plan
        switch plan.node {
        case .rows(let table):
            let table = Table(plan.schema, table.columns, count: table.count)
            guard table.count > 0, !table.columns.isEmpty, fits(table) else { return nil }
            let name = tables.withLock { tables in
                let name = "rows\(tables.count)"
                tables[name] = plan.schema
                return name
            }
            try store.add(table, as: name)
            plan.node = .table(name, columns: nil)
        case .filter(let input, let predicate): plan.node = .filter(try stored(input) ?? input, predicate)
        case .project(let input, let outputs): plan.node = .project(try stored(input) ?? input, outputs)
        case .take(let input, let count): plan.node = .take(try stored(input) ?? input, count)
        case .sort(let input, let keys, let limit): plan.node = .sort(try stored(input) ?? input, by: keys, limit: limit)
        case .summarize(let input, let keys, let calls):
            plan.node = .summarize(try stored(input) ?? input, keys: keys, aggregates: calls)
        case .union(let inputs): plan.node = .union(try inputs.map { try stored($0) ?? $0 })
        case .join(var join):
            (join.left, join.right) = (try stored(join.left) ?? join.left, try stored(join.right) ?? join.right)
            plan.node = .join(join)
        default: return nil
        }
        return plan
    }

    private func fits(_ table: Table) -> Bool {
        (0..<table.count).allSatisfy { row in
            zip(table.schema.fields, table.row(row)).allSatisfy { field, value in
                switch field.type {
                case .decimal: false
                // JSON knows fewer types, and an empty text stands for null.
                case .dynamic: value.isNull || (value.array != nil || value.bag != nil) && Value(json: value.json) == value
                case .string: value.string?.utf8.contains(0) == false
                default: true
                }
            }
        }
    }

    private struct Catalog: SQLCatalog {
        let tables: [String: Schema]

        func table(_ name: String) -> SQLTable? {
            guard let schema = tables[name] else { return nil }
            let columns = schema.fields.map { field in
                let name = SQLText.name(field.name)
                return SQLColumn(field.type == .int ? "CAST(\(name) AS BIGINT)" : name, field.type)
            }
            return SQLTable(name: SQLText.name(name), columns: columns)
        }
    }
}
