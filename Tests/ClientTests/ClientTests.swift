import Foundation
import ServerHarness
import Testing

/// Programs of others against the built server: each file of `Python/` is one run of pytest.
@Suite(.fewAtATime) struct ClientTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    static let root = folder.appendingPathComponent("../..").standardizedFileURL

    /// Where `script/setup tests` puts them.
    static let interpreter = root.appendingPathComponent(".build/clients/bin/python")
    static let areInstalled = FileManager.default.isExecutableFile(atPath: interpreter.path)

    static let files: [String] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("Python").path)) ?? []
        return names.filter { $0.hasPrefix("test_") && $0.hasSuffix(".py") }.sorted()
    }()

    @Test(.enabled(if: areInstalled, "the clients are not installed; script/setup tests does it"), arguments: files)
    func client(_ file: String) async throws {
        let run = try await pytest(file)
        #expect(run.status == 0, "\(file):\n\(run.output)")
    }

    private func pytest(_ file: String) async throws -> (status: Int32, output: String) {
        let environment = ProcessInfo.processInfo.environment.merging(
            ["WATCHFLOOR_BINARY": RunningServer.binary.path, "PYTHONDONTWRITEBYTECODE": "1"]) { _, new in new }
        let run = try await FinishedProcess(
            // A browser that hangs must not hold up all tests.
            URL(fileURLWithPath: "/usr/bin/timeout"),
            [
                "--signal=ABRT", "900", ClientTests.interpreter.path, "-m", "pytest", "-q", "-p", "no:cacheprovider",
                "Tests/ClientTests/Python/\(file)",
            ],
            environment: environment, directory: ClientTests.root)
        return (run.code, run.output + run.errors)
    }
}
