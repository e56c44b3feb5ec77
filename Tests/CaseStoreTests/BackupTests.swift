import CaseStore
import Foundation
import Primitives
import SQLiteDriver
import SecurityModel
import Synchronization
import Testing

@Suite struct BackupTests {
    /// While a writer commits: the copy is whole, passes its audit with its own head, and the writer hardly waits.
    @Test func aRunningStoreIsCopiedAndRestored() async throws {
        try await CaseBench.with { bench in
            for batch in 0..<20 as Range<Int64> {
                try await bench.write { transaction in
                    try transaction.place((1...100).map { alert(batch * 100 + $0) }, in: batch + 1)
                }
            }
            let isDone = Mutex(false)
            async let slowest: Swift.Duration = {
                var slowest = Swift.Duration.zero
                var number: Int64 = 2001
                while !isDone.withLock({ $0 }) {
                    let (start, next) = (ContinuousClock.now, number)
                    try await bench.write { try $0.place([alert(next)], in: 1) }
                    slowest = max(slowest, ContinuousClock.now - start)
                    number += 1
                }
                return slowest
            }()
            let folder = bench.folder.appendingPathComponent("backup")
            let backup = try await bench.store.backup(to: folder) { try SQLiteDatabase(path: $0) }
            isDone.withLock { $0 = true }
            #expect(try await slowest < .seconds(2))
            try await check(backup, of: bench)
        }
    }

    /// Restores into a new place, with the key that was kept elsewhere.
    private func check(_ backup: CaseBackup, of bench: CaseBench) async throws {
        let place = bench.folder.appendingPathComponent("restored")
        let keys = place.appendingPathComponent("keys")
        try FileManager.default.createDirectory(at: keys, withIntermediateDirectories: true)
        for (from, to) in [
            (backup.database, place.appendingPathComponent("cases.sqlite")),
            (backup.head, keys.appendingPathComponent("change-log.head")),
            (bench.folder.appendingPathComponent("keys/change-log.key"), keys.appendingPathComponent("change-log.key")),
        ] {
            try FileManager.default.copyItem(at: from, to: to)
        }
        let restored = try await CaseBench(place)
        let audit = try await restored.store.audit()
        #expect(audit.findings == [] && audit.alerts >= 2000)
        #expect(try await bench.store.audit(head: audit.head).findings == [])
        try await restored.write { try $0.place([alert(900_000)], in: 1) }
        #expect(try await restored.store.audit().findings == [])
    }

    @Test func anEarlierBackupIsNotOverwritten() async throws {
        try await CaseBench.with { bench in
            let folder = bench.folder.appendingPathComponent("backup")
            let first = try await bench.store.backup(to: folder) { try SQLiteDatabase(path: $0) }
            await #expect(throws: CaseBackupError.exists(path: first.database.path)) {
                try await bench.store.backup(to: folder) { try SQLiteDatabase(path: $0) }
            }
        }
    }
}
