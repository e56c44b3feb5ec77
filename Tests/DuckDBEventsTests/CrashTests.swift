import DuckDBEvents
import Events
import Foundation
import Primitives
import Testing

/// A process that appends is killed in the middle of it, again and again; or the disk ends under it.
@Suite(.enabled(if: EventBench.hasLibrary, "DuckDB's library is not there"))
struct CrashTests {
    static let rounds = 5

    private static func specs() throws -> TableSpecs {
        try TableSpecs([
            TableSpec(
                name: "Things", summary: "A thing.",
                columns: [ColumnSpec("Timestamp", .datetime), ColumnSpec("Number", .long), ColumnSpec("Text", .string)])
        ])
    }

    @Test func aKillLosesAndDoublesNothing() async throws {
        try await EventBench.withFolder { folder in
            var acknowledged: Int64 = 0
            for round in 1...Self.rounds {
                let output = try Self.run(folder, killAfter: 15 * round)
                acknowledged = try #require(output.last.flatMap { Int64($0) })
                let position = try await check(folder)
                #expect(position >= acknowledged, "round \(round)")
            }
            #expect(acknowledged > 50_000)
        }
    }

    @Test func aFullDiskLosesNothing() async throws {
        try await EventBench.withFolder { folder in
            // Enough for some times that the log is worked into the file.
            let output = try Self.run(folder, limit: 6 << 20)
            let last = try #require(output.last)
            #expect(last.hasPrefix("error: the event store has no room"), "\(last)")
            let acknowledged = try #require(output.dropLast().last.flatMap { Int64($0) })
            let position = try await check(folder)
            #expect(position >= acknowledged)
            // There is room again: it goes on where it was.
            let more = try Self.run(folder, killAfter: 5)
            #expect(try #require(more.last.flatMap { Int64($0) }) > position)
            _ = try await check(folder)
        }
    }

    /// Each row up to the position is there, and once. Answers the position.
    private func check(_ folder: URL) async throws -> Int64 {
        let bench = try EventBench(folder, specs: Self.specs())
        let position = Int64(try await bench.store.position() ?? 0)
        let found = try bench.rows(#"SELECT count(*), count(DISTINCT "Number"), min("Number"), max("Number") FROM "Things""#)
        #expect(found == [[.integer(position), .integer(position), .integer(1), .integer(position)]])
        #expect(
            try bench.numbers(#"SELECT count(*) FROM "Things" WHERE NOT starts_with("Text", 'row ' || "Number" || ' ')"#) == [0])
        await bench.store.close()
        return position
    }

    /// Answers the lines that the process said.
    private static func run(_ folder: URL, killAfter count: Int = .max, limit: Int? = nil) throws -> [Substring] {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = crasher
        process.arguments = [folder.path] + (limit.map { [String($0)] } ?? [])
        process.standardOutput = pipe
        try process.run()
        var output = Data()
        while output.count(where: { $0 == UInt8(ascii: "\n") }) < count {
            let more = pipe.fileHandleForReading.availableData
            guard !more.isEmpty else { break }
            output.append(more)
        }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        output.append(pipe.fileHandleForReading.readDataToEndOfFile())
        // A line that the kill cut off was not heard.
        return String(decoding: output, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    }

    /// The helper lies beside the tests in the build's folder.
    private static var crasher: URL {
        URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent("EventCrasher")
    }
}

/// What is left of a file that was damaged.
@Suite(.enabled(if: EventBench.hasLibrary, "DuckDB's library is not there"))
struct DamageTests {
    @Test func aDamagedFileIsNotOpenedAndNotTouched() async throws {
        try await EventBench.withFolder { folder in
            let bench = try EventBench(folder, specs: .things())
            try await bench.store.append(EventStoreTests.things(1000, bench.store.specs), through: 1)
            await bench.store.close()
            let file = URL(fileURLWithPath: bench.file)
            var bytes = try Data(contentsOf: file)
            for place in 0..<12_288 { bytes[place] = UInt8(truncatingIfNeeded: place) }
            try bytes.write(to: file)
            #expect {
                try EventBench(folder, specs: .things())
            } throws: {
                if case EventStoreError.damaged = $0 { true } else { false }
            }
            #expect(try Data(contentsOf: file) == bytes)
        }
    }
}
