import CaseStore
import Foundation
import Primitives
import SQLiteDriver
import SecurityModel

/// Commits to a store without end and says each commit aloud once it is acknowledged, until somebody kills it.
@main
struct StoreCrasher {
    static func main() async throws {
        let folder = URL(fileURLWithPath: CommandLine.arguments[1])
        let store = try await CaseStore(
            database: SQLiteDatabase(path: folder.appendingPathComponent("cases.sqlite").path),
            seal: ChangeSeal(folder: folder.appendingPathComponent("keys")))
        var number = try await store.read { try $0.lastIncident() }
        while true {
            number += 1
            let id = IncidentID(number)
            try await store.write(by: .correlation, at: .now) { transaction in
                try transaction.create(id, name: "Incident \(id)", activity: transaction.time)
                for part in 0..<20 { try transaction.comment("part \(part)", on: id) }
            }
            FileHandle.standardOutput.write(Data("\(number)\n".utf8))
        }
    }
}
