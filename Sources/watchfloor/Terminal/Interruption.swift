internal import ArgumentParser
internal import Foundation
internal import UnixSignals

/// What Ctrl-C does while a command works on something that takes long.
enum Interruption {
    /// Runs a body; on SIGINT or SIGTERM it says goodbye and ends the program, whatever the body waits for.
    static func saying(
        _ farewell: @escaping @Sendable () -> [String], _ body: @escaping @Sendable () async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) {
                    for line in farewell() { Terminal.complain(TerminalText.line(line)) }
                    Foundation.exit(ExitCode.interrupted.rawValue)
                }
            }
            group.addTask { try await body() }
            // The body ends first, as the signals never do by themselves.
            try await group.next()
            group.cancelAll()
        }
    }
}
