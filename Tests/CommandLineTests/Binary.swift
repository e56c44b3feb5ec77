import Foundation
import ServerHarness

/// The built binary, run as a user would run it.
enum Binary {
    /// - Parameter environment: added to a bare one, so that nothing of the machine's own settings takes part.
    static func run(_ arguments: [String], environment: [String: String] = [:]) async throws -> FinishedProcess {
        try await FinishedProcess(
            RunningServer.binary, arguments,
            environment: ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent"].merging(environment) { $1 })
    }
}

extension RunningServer {
    /// Where commands find this server.
    var environment: [String: String] { ["WATCHFLOOR_SERVER": address, "WATCHFLOOR_DATA": data.path] }

    func run(_ arguments: String...) async throws -> FinishedProcess {
        try await Binary.run(arguments, environment: environment)
    }

    /// What a shell would offer for the argument of the command, as the script of `watchfloor completion` asks.
    func complete(_ command: [String], _ argument: String, typed word: String) async throws -> [String] {
        let words = ["watchfloor"] + command + [word]
        let shell = ["SAP_SHELL": "bash", "SAP_SHELL_VERSION": "5"].merging(environment) { $1 }
        let run = try await Binary.run(
            ["---completion"] + command + ["--", argument, String(words.count - 1), String(word.utf8.count)] + words,
            environment: shell)
        return run.output.split(separator: "\n").map(String.init).sorted()
    }

    func file(_ name: String, _ text: String) throws -> String {
        let url = data.appendingPathComponent(name)
        try Data(text.utf8).write(to: url)
        return url.path
    }

    /// Runs a body with a server of its own, which is gone afterwards.
    static func with(_ arguments: [String] = [], _ body: (RunningServer) async throws -> Void) async throws {
        let server = try await RunningServer(arguments: arguments)
        defer { server.stop(); server.removeData() }
        try await body(server)
    }
}
