import DuckDBEvents
import EventHunting
import Events
import Foundation
@testable import KQL
import Synchronization

/// A database in memory with tables that tests fill.
///
/// `nil` where DuckDB's library is not there: those tests are then left out.
final class TestStore: Sendable {
    static let library = try? DuckDBLibrary(searching: DuckDBLibrary.places)

    let database: DuckDBDatabase

    init(memory: Int = 1 << 30) throws {
        var settings = DuckDBSettings(threads: 2)
        settings.memory = memory
        guard let library = TestStore.library else { throw DuckDBError.noLibrary([]) }
        database = try DuckDBDatabase(library: library, path: nil, settings: settings)
    }

    /// Makes a table of the rows.
    func add(_ table: Table, as name: String) throws {
        let connection = try database.connect()
        let columns = table.schema.fields.map { "\(SQLText.name($0.name)) \($0.type.storedName)" } + ["\"_ingested\" BIGINT"]
        try connection.execute("CREATE OR REPLACE TABLE \(SQLText.name(name)) (\(columns.joined(separator: ", ")))")
        for start in stride(from: 0, to: table.count, by: 500) {
            let rows = (start..<min(start + 500, table.count)).map { row in
                "(\((table.row(row).map(TestStore.literal) + [String(1000 + row)]).joined(separator: ", ")))"
            }
            try connection.execute("INSERT INTO \(SQLText.name(name)) VALUES \(rows.joined(separator: ", "))")
        }
    }

    private static func literal(_ value: Value) -> String {
        switch value {
        case .null: "NULL"
        case .bool(let flag): "\(flag)"
        case .long(let number), .datetime(let number), .timespan(let number): "CAST(\(number) AS BIGINT)"
        case .real(let number): "CAST('\(number)' AS DOUBLE)"
        default: "'\(value.text.replacing("'", with: "''"))'"
        }
    }
}

extension ScalarType {
    /// As the store of events keeps it.
    fileprivate var storedName: String { self == .int ? "INTEGER" : isText ? "\(sqlName) DEFAULT ''" : sqlName }
}
