import ArgumentParser
import Foundation
import Primitives
import ServerHarness
import Testing

@testable import watchfloor

@Suite struct BinaryTests {
    /// Every command of the tree, by its words, from the parser's own description.
    static let commands: [[String]] = {
        func walk(_ command: JSONValue, _ path: [String]) -> [[String]] {
            [path]
                + command.list(of: "subcommands").filter { $0.text(of: "commandName") != "help" }.flatMap {
                    walk($0, path + [$0.text(of: "commandName")])
                }
        }
        return walk((try? JSONValue(parsing: Watchfloor._dumpHelp()))?["command"] ?? .null, [])
    }()

    @Test(arguments: BinaryTests.commands)
    func helpIsComplete(words: [String]) async throws {
        let run = try await Binary.run(words + ["--help"])
        #expect(run.code == 0)
        #expect(run.output.contains("OVERVIEW: ") && run.output.contains("USAGE: watchfloor"))
        #expect(run.errors.isEmpty)
    }

    @Test(arguments: BinaryTests.commands.filter { !$0.isEmpty })
    func manualAndDocumentNameEveryCommand(words: [String]) throws {
        let name = "watchfloor " + words.joined(separator: " ")
        let tree = try JSONValue(parsing: Watchfloor._dumpHelp())
        let manual = ManualPage(command: tree["command"] ?? .null).lines
        #expect(manual.contains { $0.hasPrefix(".SS \"\(name.replacing("-", with: "\\-"))") })
        let document = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../docs/command_line.md").standardizedFileURL
        #expect(try String(contentsOf: document, encoding: .utf8).contains(name))
    }

    @Test(
        arguments: [
            (["nonsense"], 64), (["incidents", "show"], 64), (["incidents", "show", "x"], 64), (["incidents", "set", "7"], 64),
            (["incidents", "set", "7", "--owner", "a", "--no-owner"], 64), (["incidents", "set", "7", "--status", "odd"], 64),
            (["incidents", "list", "--limit", "0"], 64), (["incidents", "merge", "7", "7"], 64), (["ingest", "a.json"], 64),
            (["ingest", "--source", "s"], 64), (["ingest", "--source", "s", "--create", "mapping", "f"], 64),
            (["ingest", "--errors", "f"], 64), (["source", "add", "s", "--format", "wazuh", "--mapping", "f"], 64),
            (["replay", "--source", "nonsense", "f"], 64), (["replay", "--source", "auto", "/nonexistent"], 64),
            (["asset", "set", "7"], 64), (["asset", "set", "7", "--criticality", "huge"], 64),
            (["asset", "set", "7", "--criticality", "low", "--by-rules"], 64),
            (["asset", "rule", "add", "x", "--criticality", "low"], 64),
            (["serve", "--listen", "0.0.0.0:7480", "--plain-http"], 64), (["serve", "--tls-key", "k"], 64),
            (["serve", "--tls-key", "k", "--tls-certificate", "c", "--plain-http"], 64),
            (["status", "--ca", "/nonexistent"], 64),
            (["serve", "--inbox-limit", "0"], 64), (["serve", "--keep-cases-days", "29"], 64),
            (["serve", "--keep-cases-bytes", "0"], 64),
            (["status", "--server", "http://soc.example"], 64), (["status", "--server", "http://127.0.0.1:1"], 69),
            (["incidents", "list", "--server", "http://127.0.0.1:1"], 69),
            (["ingest", "--source", "s", "/nonexistent/file", "--server", "http://127.0.0.1:1"], 1),
            (["audit", "verify", "--data", "/nonexistent"], 1), (["source", "formats"], 0), (["--version"], 0),
            (["completion", "bash"], 0), (["completion", "zsh"], 0), (["completion", "fish"], 0), (["manual"], 0),
        ] as [([String], Int32)])
    func exitCodes(arguments: [String], code: Int32) async throws {
        let run = try await Binary.run(arguments)
        #expect(run.code == code, "\(run.errors)")
        #expect(run.errors.isEmpty == (code == 0))
        if code != 0 { #expect(run.errors.contains("error: ")) }
        if code == 69 { #expect(run.errors.contains("watchfloor serve") && run.errors.split(separator: "\n").count == 1) }
    }
}
