import CDuckDB
import DuckDBEvents
import Events
import Foundation
import Primitives
import Testing

@Suite(.enabled(if: EventBench.hasLibrary, "DuckDB's library is not there"))
struct DriverTests {
    private func connection(_ change: (inout DuckDBSettings) -> Void = { _ in }) throws -> DuckDBConnection {
        var settings = DuckDBSettings(threads: 2)
        change(&settings)
        return try DuckDBDatabase(library: try #require(EventBench.library), path: nil, settings: settings).connect()
    }

    private func values(_ rows: DuckDBRows) throws -> [[DuckDBValue]] {
        var all: [[DuckDBValue]] = []
        while let chunk = try rows.next() {
            for row in 0..<chunk.count { all.append(rows.names.indices.map { chunk[$0].value(row) }) }
        }
        return all
    }

    @Test func argumentsComeBack() throws {
        let arguments: [DuckDBValue] = [
            .integer(.min), .real(-0.5), .bool(true), .text(""), .text("a\u{0}b 'quoted' \u{1f986}"), .null,
        ]
        let rows = try connection().query("SELECT ?::BIGINT, ?::DOUBLE, ?::BOOLEAN, ?, ?, ?::BIGINT", arguments)
        #expect(try values(rows) == [arguments])
    }

    @Test func aStatementIsRunAgainAndAgain() throws {
        let connection = try connection()
        let statement = try connection.prepare("SELECT ?::BIGINT + 1 AS next")
        for number in 0..<5 {
            #expect(try values(statement.query([.integer(Int64(number))])) == [[.integer(Int64(number) + 1)]])
        }
        #expect(throws: DuckDBError.self) { try statement.query([]) }
    }

    @Test func errorsSayWhatIsWrong() throws {
        #expect {
            try connection().query("SELECT nothing FROM nowhere")
        } throws: {
            if case DuckDBError.failed(let statement, let message) = $0 {
                statement.hasPrefix("SELECT") && message.contains("nowhere")
            } else {
                false
            }
        }
    }

    @Test func aQueryEndsWhenItIsInterrupted() async throws {
        let connection = try connection()
        let interrupter = connection.interrupter
        let interrupting = Task {
            // The statement may not have begun when the first comes.
            while !Task.isCancelled {
                interrupter.interrupt()
                try? await Task.sleep(for: .milliseconds(20))
            }
        }
        #expect(throws: DuckDBError.interrupted) {
            let rows = try connection.query("SELECT max(a.range * b.range) FROM range(10000000) a, range(10000000) b")
            while try rows.next() != nil {}
        }
        interrupting.cancel()
        await interrupting.value
        #expect(try values(connection.query("SELECT 1::BIGINT")) == [[.integer(1)]])
    }

    @Test func aQueryThatTakesTooMuchMemoryEnds() throws {
        let connection = try connection { $0.memory = 32 << 20 }
        #expect {
            try connection.query("SELECT string_agg(range::VARCHAR || repeat('x', 1000), '') FROM range(1000000)").next()
        } throws: {
            if case DuckDBError.outOfMemory = $0 { true } else { false }
        }
        #expect(try values(connection.query("SELECT 1::BIGINT")) == [[.integer(1)]])
    }

    @Test func rowsAreGivenWhileTheyAreMade() throws {
        let rows = try connection().query("SELECT range::BIGINT FROM range(1000000000)")
        #expect(try rows.next()?.count == 2048)
    }

    @Test func statementsCallOurOwnFunctions() throws {
        let connection = try connection()
        try connection.register(
            DuckDBFunction("twice", [.int64], .int64) { _, input, output in
                guard let api = cduckdb_loaded()?.pointee, let vector = api.data_chunk_get_vector(input, 0),
                    let source = api.vector_get_data(vector), let target = api.vector_get_data(output)
                else { return }
                for row in 0..<Int(api.data_chunk_get_size(input)) {
                    target.assumingMemoryBound(to: Int64.self)[row] = 2 * source.assumingMemoryBound(to: Int64.self)[row]
                }
            })
        #expect(try values(connection.query("SELECT sum(twice(range))::BIGINT FROM range(5000)")) == [[.integer(24_995_000)]])
        #expect(try values(connection.query("SELECT twice(NULL)")) == [[.null]])
    }

    @Test func anUnknownLibraryIsNamed() {
        // Where one is loaded already it is the answer, so this asks for what is said.
        #expect("\(DuckDBError.noLibrary(["x.so: no such file"]))".contains("script/setup"))
        #expect(DuckDBLibrary.places.last == "libduckdb.so" || ProcessInfo.processInfo.environment[DuckDBLibrary.variable] != nil)
    }
}
