import DuckDBEvents
import Events
import Foundation
import Primitives

/// Appends batches to an event store without end and says aloud up to where they are kept, until somebody kills it.
/// With a third argument no file may become larger than so many bytes: then it ends with the first error, and says that.
@main
struct EventCrasher {
    /// Rows of a batch: few and many, so that chunks are full and not.
    static let sizes = [1, 700, 3000]

    static func main() async throws {
        let folder = CommandLine.arguments[1]
        if CommandLine.arguments.count > 2, let limit = UInt(CommandLine.arguments[2]) {
            signal(SIGXFSZ, SIG_IGN)
            var bounds = rlimit(rlim_cur: rlim_t(limit), rlim_max: rlim_t(limit))
            setrlimit(__rlimit_resource_t(1), &bounds)
        }
        let specs = try TableSpecs([
            TableSpec(
                name: "Things", summary: "A thing.",
                columns: [ColumnSpec("Timestamp", .datetime), ColumnSpec("Number", .long), ColumnSpec("Text", .string)])
        ])
        var settings = EventStoreSettings()
        // Small, so that rows are kept often.
        settings.unkept = 256 << 10
        let store = try DuckDBEventStore(
            library: DuckDBLibrary(searching: DuckDBLibrary.places), file: folder + "/events.duckdb",
            exchange: folder + "/exchange", settings: settings, specs: specs)
        await withTaskGroup { group in
            // As the server keeps them, beside the appends; a full disk is for the appends to meet.
            if CommandLine.arguments.count == 2 {
                group.addTask { for await _ in store.keepingIsDue { try? await store.keep() } }
            }
            group.addTask { await append(to: store, specs) }
        }
        await store.close()
    }

    private static func append(to store: DuckDBEventStore, _ specs: TableSpecs) async {
        do {
            var position = try await store.position() ?? 0
            while true {
                var batch = EventBatch(specs)
                for _ in 0..<sizes[Int(position % 3)] {
                    position += 1
                    batch.addRow(to: 0)
                    batch.set(0, Timestamp(ticks: Int64(position)))
                    batch.set(1, Int64(position))
                    batch.set(2, "row \(position) \(String(repeating: "x", count: Int(position % 50)))")
                }
                try await store.append(batch, through: position)
                say("\(try await store.keptPosition() ?? 0)")
            }
        } catch {
            say("error: \(error)")
        }
    }

    private static func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
}
