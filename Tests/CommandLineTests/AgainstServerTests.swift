import Foundation
import Primitives
import Testing

@testable import watchfloor

/// Commands against a running server, as a user types them.
@Suite(.serialized) struct AgainstServerTests {
    /// A server on a port of its own, ended when the test is over.
    private final class Server {
        let data = FileManager.default.temporaryDirectory.appendingPathComponent("watchfloor-cli-\(UUID().uuidString)")
        let environment: [String: String]
        private let process = Process()

        init(_ arguments: [String] = []) async throws {
            let address = "127.0.0.1:\(Int.random(in: 20000..<32000))"
            environment = ["WATCHFLOOR_SERVER": "https://\(address)", "WATCHFLOOR_DATA": data.path]
            process.executableURL = Binary.path
            process.arguments = ["serve", "--data", data.path, "--listen", address, "--log-level", "error"] + arguments
            process.standardOutput = FileHandle.nullDevice
            try process.run()
            for _ in 0..<200 {
                if try run("status").code == 0 { return }
                try await Task.sleep(for: .milliseconds(100))
            }
            Issue.record("the server does not answer")
        }

        deinit {
            if process.isRunning { process.terminate() }
            process.waitUntilExit()
            try? FileManager.default.removeItem(at: data)
        }

        func run(_ arguments: String...) throws -> Binary { try Binary(arguments, environment: environment) }

        func file(_ name: String, _ text: String) throws -> String {
            let url = data.appendingPathComponent(name)
            try Data(text.utf8).write(to: url)
            return url.path
        }
    }

    private static func record(_ id: Int) -> String {
        #"{"timestamp":"2026-05-04T10:00:\#(10 + id % 50).000+0000","rule":{"level":10,"description":"sshd: brute force","id":"571\#(id % 10)"},"#
            + #""agent":{"id":"001","name":"web01"},"id":"1.\#(id)","data":{"srcip":"203.0.113.9"},"location":"auth.log"}"#
    }

    @Test func fromRecordsToAResolvedIncident() async throws {
        let server = try await Server()
        let file = try server.file("good.json", (1...3).map(AgainstServerTests.record).joined(separator: "\n"))
        let good = try server.run("ingest", "--source", "siem", "--create", "wazuh", file)
        #expect(good.code == 0 && good.output == "3 accepted, 0 rejected\n", "\(good.errors)")
        for _ in 0..<100 where try !server.run("status", "--json").output.contains(#""alerts":3"#) {
            try await Task.sleep(for: .milliseconds(50))
        }
        let list = try JSONValue(parsing: try server.run("incidents", "list", "--all", "--json").output)
        let id = try #require(list.list(of: "incidents").first?.text(of: "id"))
        let set = try server.run(
            "incidents", "set", id, "--status", "resolved", "--classification", "truePositive", "--determination", "malware",
            "--owner", "ana", "--add-tag", "vip", "--comment", "seen")
        #expect(set.code == 0 && set.output.contains("resolved") && set.output.contains("tags vip"), "\(set.errors)")
        let shown = try server.run("incidents", "show", id)
        #expect(shown.code == 0 && shown.output.contains("web01") && shown.output.contains("    seen"))
        #expect(try server.run("incidents", "activity", id).output.contains("administrator"))
        #expect(try server.run("incidents", "show", "9999").code == 1)
        let head = try server.file("head", try server.run("audit", "head").output)
        #expect(try server.run("audit", "verify", "--head", head).code == 0)
    }

    @Test func partlyUnreadableRecordsAreToldAndKept() async throws {
        let server = try await Server()
        let file = try server.file("mixed.json", AgainstServerTests.record(1) + "\n{\"no\":\"alert\\u001b[2J\"}\n")
        let run = try server.run("ingest", "--source", "siem", "--create", "wazuh", file)
        #expect(run.code == 1 && run.output == "1 accepted, 1 rejected\n")
        #expect(run.errors.contains("record 2"))
        var kept = try server.run("ingest", "--errors")
        for _ in 0..<100 where !kept.output.contains("siem") {
            try await Task.sleep(for: .milliseconds(50))
            kept = try server.run("ingest", "--errors")
        }
        #expect(kept.output.contains("{\"no\":") && !kept.output.contains("\u{1b}"))
    }

    /// Correlating takes longer than taking in, so with hardly any room the server is full before the last batch.
    @Test func aFullServerIsWaitedForWithinLimits() async throws {
        let server = try await Server(["--inbox-limit", "1"])
        let many = (0..<30_000).map(AgainstServerTests.record).joined(separator: "\n")
        let file = try server.file("many.json", many)
        let hasty = try server.run("ingest", "--source", "siem", "--create", "wazuh", "--wait", "0", file)
        #expect(hasty.code == 1, "\(hasty.output)")
        #expect(hasty.errors.contains("given up at") && hasty.errors.contains(" accepted, 0 rejected"), "\(hasty.errors)")
        let one = try server.file("one.json", AgainstServerTests.record(30_001))
        let patient = try server.run("ingest", "--source", "siem", "--wait", "120", one)
        #expect(patient.code == 0 && patient.output == "1 accepted, 0 rejected\n", "\(patient.errors)")
    }

    @Test func tokensThatOpenNothing() async throws {
        let server = try await Server()
        #expect(try Binary(["status"], environment: server.environment.merging(["WATCHFLOOR_TOKEN": "wf_x"]) { $1 }).code == 77)
        let elsewhere = ["WATCHFLOOR_SERVER": server.environment["WATCHFLOOR_SERVER"] ?? "", "WATCHFLOOR_DATA": "/nonexistent"]
        let stranger = try Binary(["status"], environment: elsewhere)
        #expect(stranger.code == 69 && stranger.errors.contains("--ca FILE"), "\(stranger.errors)")
        let authority = server.data.appendingPathComponent("tls/ca.pem").path
        let nobody = try Binary(["status", "--ca", authority], environment: elsewhere)
        #expect(nobody.code == 77, "\(nobody.errors)")
        _ = try server.run("source", "add", "siem", "--format", "wazuh")
        let token = try server.run("source", "token", "siem").output.trimmingCharacters(in: .whitespacesAndNewlines)
        let narrow = try Binary(["status"], environment: server.environment.merging(["WATCHFLOOR_TOKEN": token]) { $1 })
        #expect(narrow.code == 77)
        #expect(!narrow.errors.contains(token))
    }

    @Test func aChangedLogIsFound() async throws {
        let server = try await Server()
        _ = try server.run("source", "add", "siem", "--format", "wazuh")
        let head = try server.run("audit", "head")
        #expect(head.code == 0, "\(head.errors)")
        let other = try await Server()
        _ = try other.run("source", "add", "siem", "--format", "wazuh")
        let foreign = try server.file("foreign", try other.run("audit", "head").output)
        let run = try server.run("audit", "verify", "--head", foreign)
        #expect(run.code == 2 && !run.output.isEmpty)
    }
}
