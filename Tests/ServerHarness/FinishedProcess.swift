public import Foundation

/// A program that ran to its end, with what it printed. Waiting for it holds no thread up, so tests beside go on.
public struct FinishedProcess: Sendable {
    public var code: Int32
    public var output: String
    public var errors: String

    /// - Parameters:
    ///   - environment: all of it; `nil` hands down that of the tests.
    ///   - started: is given the process's number as soon as it runs.
    public init(
        _ executable: URL, _ arguments: [String], environment: [String: String]? = nil, started: (Int32) -> Void = { _ in }
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("watchfloor-run-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        // Files, as a pipe that nobody reads would hold the process up.
        let streams = ["output", "errors"].map { folder.appendingPathComponent($0) }
        for file in streams { try Data().write(to: file) }
        code = try await withCheckedThrowingContinuation { continuation in
            do {
                let process = Process()
                process.executableURL = executable
                process.arguments = arguments
                if let environment { process.environment = environment }
                process.standardInput = FileHandle.nullDevice
                process.standardOutput = try FileHandle(forWritingTo: streams[0])
                process.standardError = try FileHandle(forWritingTo: streams[1])
                process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
                try process.run()
                started(process.processIdentifier)
            } catch {
                continuation.resume(throwing: error)
            }
        }
        output = try String(contentsOf: streams[0], encoding: .utf8)
        errors = try String(contentsOf: streams[1], encoding: .utf8)
    }
}
