internal import Foundation
internal import Synchronization

/// A server that does not outlive its owner.
final class ServerProcess: Sendable {
    private let process: ChildProcess
    private let isRunning = Mutex(true)
    /// Where what it prints goes.
    private let output: URL

    var identifier: Int32 { process.identifier }

    /// - Parameter environment: what is set beside one's own.
    init(arguments: [String], environment: [String: String] = [:]) throws {
        output = FileManager.default.temporaryDirectory.appendingPathComponent("watchfloor-output-\(UUID().uuidString)")
        _ = FileManager.default.createFile(atPath: output.path, contents: nil)
        process = try ChildProcess(
            RunningServer.binary.path, arguments,
            environment: ProcessInfo.processInfo.environment.merging(environment) { $1 },
            directory: URL(fileURLWithPath: #filePath).appendingPathComponent("../../..").standardizedFileURL.path,
            output: output.path)
    }

    deinit {
        end(with: SIGKILL)
        try? FileManager.default.removeItem(at: output)
    }

    /// What it printed so far.
    var printed: String { (try? String(contentsOf: output, encoding: .utf8)) ?? "" }

    func end(with signal: Int32) {
        isRunning.withLock { isRunning in
            guard isRunning else { return }
            kill(process.identifier, signal)
            _ = process.wait()
            isRunning = false
        }
    }
}
