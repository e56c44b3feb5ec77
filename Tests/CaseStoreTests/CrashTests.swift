import CaseStore
import Foundation
import SecurityModel
import Testing

/// A process that commits is killed in the middle of it, again and again.
@Suite struct CrashTests {
    static let rounds = 5

    @Test func whatWasAcknowledgedSurvives() async throws {
        try await CaseBench.with { bench in
            let folder = bench.folder.appendingPathComponent("crashing")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            var acknowledged: Int64 = 0
            for round in 1...Self.rounds {
                acknowledged = try Self.runAndKill(folder, afterCommits: 20 * round)
                try await check(folder, acknowledged, round)
            }
            #expect(acknowledged >= 300)
        }
    }

    private func check(_ folder: URL, _ acknowledged: Int64, _ round: Int) async throws {
        let reopened = try await CaseBench(folder)
        let last = try await reopened.store.read { try $0.lastIncident() }
        #expect(last == acknowledged || last == acknowledged + 1, "round \(round)")
        // A commit is there as a whole or not at all.
        #expect(try await reopened.integers("SELECT COUNT(*) FROM incidents") == [last])
        #expect(try await reopened.integers("SELECT COUNT(*) FROM comments") == [last * 20])
        let published = try #require(reopened.store.publishedHead)
        let audit = try await reopened.store.audit()
        #expect(audit.findings == [])
        let ahead = try #require(audit.head).number - published.number
        #expect(ahead == 0 || ahead == 1, "round \(round)")
    }

    /// Answers the last commit that was acknowledged.
    private static func runAndKill(_ folder: URL, afterCommits count: Int) throws -> Int64 {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = crasher
        process.arguments = [folder.path]
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
        #expect(process.terminationReason == .uncaughtSignal)
        // A line that the kill cut off was not heard.
        let lines = String(decoding: output, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        return lines.last.flatMap { Int64($0) } ?? 0
    }

    /// The helper lies beside the tests in the build's folder.
    private static var crasher: URL {
        #if os(macOS)
            let tests = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL ?? Bundle.main.bundleURL
            return tests.deletingLastPathComponent().appendingPathComponent("StoreCrasher")
        #else
            return URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent(
                "StoreCrasher")
        #endif
    }
}
