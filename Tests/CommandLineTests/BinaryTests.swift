import ArgumentParser
import Foundation
import Primitives
import ServerHarness
import Testing

@testable import watchfloor

@Suite(.fewAtATime) struct BinaryTests {
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

    /// Columns to which the parser wraps help.
    private static let helpWidth = 80

    /// Every command has an example, and none is wrapped into two commands: its lines fit, or go on behind a backslash.
    @Test func examplesCanBePasted() throws {
        func check(_ command: JSONValue, _ path: [String]) {
            let lines = command.text(of: "discussion").split(separator: "\n", omittingEmptySubsequences: false)
            let examples = lines.drop { !$0.hasPrefix("Example") }.dropFirst()
            #expect(!examples.isEmpty, "\(path)")
            for (line, next) in zip(examples, Array(examples.dropFirst()) + [""]) {
                #expect(line.count < BinaryTests.helpWidth, "\(line)")
                #expect(line.hasSuffix(" \\") == next.hasPrefix("      "), "\(line)")
            }
            for child in command.list(of: "subcommands") where child.text(of: "commandName") != "help" {
                check(child, path + [child.text(of: "commandName")])
            }
        }
        let tree = try JSONValue(parsing: Watchfloor._dumpHelp())
        for child in (tree["command"] ?? .null).list(of: "subcommands") where child.text(of: "commandName") != "help" {
            check(child, [child.text(of: "commandName")])
        }
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
            (["incidents", "set", "7", "--status", "redirected"], 64),
            (["incidents", "list", "--limit", "0"], 64), (["incidents", "merge", "7", "7"], 64),
            (["ingest", "--create", "wazuh", "a.json"], 64),
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

    /// Who forgot `--hunt` is told so, where it would help.
    @Test(arguments: [("AlertInfo", true), ("DeviceProcessEvents", true), ("deviceprocessevents", false), ("Nothing", false)])
    func tablesOfTheServerAreNamed(table: String, isServed: Bool) async throws {
        let run = try await Binary.run(["kql", "\(table) | take 1"])
        #expect(run.code == 1 && run.errors.contains("line 1, column 1: there is no table '\(table)'"))
        #expect(run.errors.contains("--hunt") == isServed)
    }
}
