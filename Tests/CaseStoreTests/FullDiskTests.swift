import CaseStore
import Foundation
import Primitives
import SQL
import SQLiteDriver
import SecurityModel
import Testing

@Suite struct FullDiskTests {
    @Test func theReserveComparesWithWhatIsFree() throws {
        let folder = FileManager.default.temporaryDirectory.path
        let free = try #require(DiskReserve(path: folder).free)
        #expect(free > 0)
        #expect(!DiskReserve(path: folder, limit: 0).isExhausted)
        #expect(DiskReserve(path: folder, limit: .max).isExhausted)
        #expect(DiskReserve.defaultLimit == 512 * 1024 * 1024)
        #expect(DiskReserve(path: "/nonexistent").free == nil && !DiskReserve(path: "/nonexistent").isExhausted)
    }

    /// The file may not grow: the write that would, fails as a whole, and the store goes on.
    @Test func aWriteThatFindsNoRoomChangesNothing() async throws {
        try await CaseBench.with { bench in
            try await bench.write { try $0.place([alert(1)], in: 1) }
            let pages = try await bench.integers("PRAGMA page_count")[0]
            try await bench.tamper(["PRAGMA max_page_count = \(pages + 4)"])
            await #expect(throws: SQLError.diskFull) { try await bench.write { try $0.place(Self.many, in: 2) } }
            try await checkUsable(bench)
            try await bench.tamper(["PRAGMA max_page_count = 1000000"])
            try await bench.write { try $0.place(Self.many, in: 2) }
            #expect(try await bench.store.audit().findings == [])
        }
    }

    /// The error is swallowed and the body goes on: nothing of it may reach the file all the same.
    @Test func aBodyThatGoesOnAfterTheErrorChangesNothing() async throws {
        try await CaseBench.with { bench in
            try await bench.write { try $0.place([alert(1)], in: 1) }
            let pages = try await bench.integers("PRAGMA page_count")[0]
            try await bench.tamper(["PRAGMA max_page_count = \(pages + 4)"])
            await #expect(throws: SQLError.self) {
                try await bench.write { transaction in
                    try? transaction.place(Self.many, in: 2)
                    try transaction.comment("in spite of it", on: IncidentID(1))
                }
            }
            try await checkUsable(bench)
            #expect(try await bench.integers("SELECT COUNT(*) FROM comments") == [0])
        }
    }

    /// A real volume that runs full, where this process may mount one.
    @Test(.enabled(if: Volume.isAvailable, "mounting a small volume needs to be root on Linux"))
    func aVolumeThatRunsFull() async throws {
        let volume = try Volume(megabytes: 4)
        defer { volume.remove() }
        do {
            let bench = try await CaseBench(volume.folder)
            try await bench.write { _ = try $0.save(IngestSource(name: "edr", format: "auto", created: CaseBench.start)) }
            try await bench.write { try $0.place([alert(1)], in: 1) }
            #expect(DiskReserve(path: volume.folder.path).isExhausted)
            var stored: Int64 = 1
            await #expect(throws: SQLError.diskFull) {
                while true {
                    let first = stored + 1
                    try await bench.write { try $0.place((first..<first + 200).map { alert($0) }, in: 1) }
                    stored += 200
                }
            }
            #expect(try await bench.integers("SELECT COUNT(*) FROM alerts") == [stored])
            #expect(try await bench.store.audit().findings == [])
            try volume.grow(megabytes: 16)
            let next = stored + 1
            try await bench.write { try $0.place([alert(next)], in: 1) }
            #expect(try await bench.store.audit().findings == [])
        }
    }

    private static let many = (2...1000).map { alert($0) }

    private func checkUsable(_ bench: CaseBench) async throws {
        #expect(try await bench.integers("SELECT id FROM incidents") == [1])
        #expect(try await bench.incident(1).alertCount == 1)
        #expect(try await bench.store.audit().findings == [])
    }
}

/// A small file system in memory.
private struct Volume {
    let folder: URL

    static var isAvailable: Bool {
        #if os(Linux)
            guard let volume = try? Volume(megabytes: 1) else { return false }
            volume.remove()
            return true
        #else
            return false
        #endif
    }

    init(megabytes: Int) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("watchfloor-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        do {
            try Volume.run("mount", ["-t", "tmpfs", "-o", "size=\(megabytes)m", "tmpfs", folder.path])
        } catch {
            try? FileManager.default.removeItem(at: folder)
            throw error
        }
    }

    func grow(megabytes: Int) throws {
        try Volume.run("mount", ["-o", "remount,size=\(megabytes)m", folder.path])
    }

    func remove() {
        try? Volume.run("umount", ["-l", folder.path])
        try? FileManager.default.removeItem(at: folder)
    }

    private static func run(_ name: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [name] + arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.fileWriteUnknown) }
    }
}
