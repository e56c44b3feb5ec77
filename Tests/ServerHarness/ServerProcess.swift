internal import Foundation
internal import Synchronization

/// A child process that does not outlive its owner.
final class ServerProcess: Sendable {
    private let process: Mutex<Process>
    let identifier: Int32

    init(arguments: [String]) throws {
        let process = Process()
        process.executableURL = RunningServer.binary
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: #filePath).appendingPathComponent("../../..").standardizedFileURL
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        identifier = process.processIdentifier
        self.process = Mutex(process)
    }

    deinit { end(with: SIGKILL) }

    func end(with signal: Int32) {
        process.withLock { process in
            guard process.isRunning else { return }
            kill(identifier, signal)
            process.waitUntilExit()
        }
    }
}
