internal import Foundation
internal import Synchronization

/// A child process that does not outlive its owner.
final class ServerProcess: Sendable {
    private let process: Mutex<Process>
    let identifier: Int32
    /// Where what it prints goes.
    private let output: URL

    init(arguments: [String]) throws {
        output = FileManager.default.temporaryDirectory.appendingPathComponent("watchfloor-output-\(UUID().uuidString)")
        _ = FileManager.default.createFile(atPath: output.path, contents: nil)
        let process = Process()
        process.executableURL = RunningServer.binary
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: #filePath).appendingPathComponent("../../..").standardizedFileURL
        process.standardOutput = try FileHandle(forWritingTo: output)
        try process.run()
        identifier = process.processIdentifier
        self.process = Mutex(process)
    }

    deinit {
        end(with: SIGKILL)
        try? FileManager.default.removeItem(at: output)
    }

    /// What it printed so far.
    var printed: String { (try? String(contentsOf: output, encoding: .utf8)) ?? "" }

    func end(with signal: Int32) {
        process.withLock { process in
            guard process.isRunning else { return }
            kill(identifier, signal)
            process.waitUntilExit()
        }
    }
}
