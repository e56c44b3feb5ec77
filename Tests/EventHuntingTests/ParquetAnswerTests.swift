import DuckDBEvents
import EventHunting
import Foundation
import KQL
import Testing

/// What is read back from the file is what the query gave.
@Suite(.enabled(if: TestStore.library != nil)) struct ParquetAnswerTests {
    @Test func everyTypeComesThrough() throws {
        let query = """
            datatable(s:string, t:datetime, n:long, i:int, r:real, b:bool, g:guid, d:dynamic, w:timespan, m:decimal)[
              "it's \\"one\\"", datetime(2026-05-04 01:02:03.1234567), 9007199254740993, int(-1), 0.5, true,
              guid(74be27de-1e4e-49d9-b579-fe0b331d3642), dynamic({"a": [1, "x"]}), 1.5d, decimal(1.25),
              "", datetime(null), long(null), int(null), real(-inf), bool(null), guid(null), dynamic(null), timespan(null),
              decimal(null)] | extend ['Two words'] = s
            """
        let rows = try read(try Engine().run(query))
        #expect(
            rows == [
                [
                    "it's \"one\"", "2026-05-04 01:02:03.123456", "9007199254740993", "-1", "0.5", "true",
                    "74be27de-1e4e-49d9-b579-fe0b331d3642", #"{"a":[1,"x"]}"#, "1.12:00:00", "1.25", "it's \"one\"",
                ],
                ["", nil, nil, nil, "-inf", nil, nil, nil, nil, nil, ""],
            ])
    }

    @Test func thousandsOfRowsAndNone() throws {
        #expect(try read(try Engine().run("range x from 1 to 20000 step 1")).count == 20_000)
        #expect(try read(try Engine().run("print x = 1 | where x > 1")).isEmpty)
    }

    /// The rows of the file as DuckDB reads them, as texts.
    private func read(_ table: Table) throws -> [[String?]] {
        let library = try #require(TestStore.library)
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).parquet")
        defer { try? FileManager.default.removeItem(at: file) }
        try ParquetAnswer.bytes(of: table, library: library).write(to: file)
        var settings = DuckDBSettings(threads: 1)
        settings.exchangeDirectory = file.deletingLastPathComponent().path
        let connection = try DuckDBDatabase(library: library, path: nil, settings: settings).connect()
        let names = table.schema.fields.map { "\"\($0.name)\"::VARCHAR" }.joined(separator: ", ")
        let rows = try connection.query("SELECT \(names) FROM read_parquet('\(file.path)')")
        var read: [[String?]] = []
        while let chunk = try rows.next() {
            read += (0..<chunk.count).map { row in
                table.schema.fields.indices.map { column in
                    if case .text(let text) = chunk[column].value(row) { text } else { nil }
                }
            }
        }
        return read
    }
}
