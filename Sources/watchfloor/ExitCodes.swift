internal import ArgumentParser

/// What the program answers to the shell.
extension ExitCode {
    /// Something was not done, or not all of it.
    static let failed = ExitCode(1)
    /// The audit found what should not be.
    static let findings = ExitCode(2)
    /// Ended by Ctrl-C or by a request to end, as shells number it.
    static let interrupted = ExitCode(130)
    /// No server answers.
    static let unreachable = ExitCode(69)
    /// The server, or the system, does not allow it.
    static let notAllowed = ExitCode(77)
}

/// Why a command gives up: one sentence that says what was wrong, where, and what to do.
struct CommandFailure: Error, Hashable, CustomStringConvertible {
    var description: String
    var code: ExitCode

    init(_ description: String, _ code: ExitCode = .failed) {
        self.description = description
        self.code = code
    }

    /// The sentence and the exit code of any error that a command ended with. Errors of the parser are not among them.
    init(_ error: any Error) {
        switch error {
        case let failure as CommandFailure: self = failure
        case is CancellationError: self.init("interrupted")
        default: self.init("\(error)")
        }
    }
}
