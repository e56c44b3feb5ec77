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
        _ executable: URL, _ arguments: [String], environment: [String: String]? = nil, directory: URL? = nil,
        started: (Int32) -> Void = { _ in }
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("watchfloor-run-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        // Files, as a pipe that nobody reads would hold the process up.
        let streams = ["output", "errors"].map { folder.appendingPathComponent($0) }
        for file in streams { try Data().write(to: file) }
        let process = try ChildProcess(
            executable.path, arguments, environment: environment, directory: directory?.path, output: streams[0].path,
            errors: streams[1].path)
        started(process.identifier)
        code = await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: process.wait()) }
        }
        output = try String(contentsOf: streams[0], encoding: .utf8)
        errors = try String(contentsOf: streams[1], encoding: .utf8)
    }
}
