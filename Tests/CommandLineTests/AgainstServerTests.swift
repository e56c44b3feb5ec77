import Foundation
import Primitives
import ServerHarness
import Synchronization
import Testing

@testable import watchfloor

/// Commands against a running server, as a user types them.
@Suite(.fewAtATime) struct AgainstServerTests {
    private static func record(_ id: Int) -> String {
        #"{"timestamp":"2026-05-04T10:00:\#(10 + id % 50).000+0000","rule":{"level":10,"description":"sshd: brute force","id":"571\#(id % 10)"},"#
            + #""agent":{"id":"001","name":"web01"},"id":"1.\#(id)","data":{"srcip":"203.0.113.9"},"location":"auth.log"}"#
    }

    @Test func fromRecordsToAResolvedIncident() async throws {
        let server = try await RunningServer()
        defer { server.stop(); server.removeData() }
        let file = try server.file("good.json", (1...3).map(AgainstServerTests.record).joined(separator: "\n"))
        let good = try await server.run("ingest", "--source", "siem", "--create", "wazuh", file)
        #expect(good.code == 0 && good.output == "3 accepted, 0 rejected\n", "\(good.errors)")
        try await server.settle()
        let list = try JSONValue(parsing: try await server.run("incidents", "list", "--all", "--json").output)
        let id = try #require(list.list(of: "incidents").first?.text(of: "id"))
        let set = try await server.run(
            "incidents", "set", id, "--status", "resolved", "--classification", "truePositive", "--determination", "malware",
            "--owner", "ana", "--add-tag", "vip", "--comment", "seen")
        #expect(set.code == 0 && set.output.contains("resolved") && set.output.contains("tags vip"), "\(set.errors)")
        let shown = try await server.run("incidents", "show", id)
        #expect(shown.code == 0 && shown.output.contains("web01") && shown.output.contains("    seen"))
        #expect(try await server.run("incidents", "activity", id).output.contains("administrator"))
        #expect(try await server.run("incidents", "show", "9999").code == 1)
        let head = try server.file("head", try await server.run("audit", "head").output)
        #expect(try await server.run("audit", "verify", "--head", head).code == 0)
        #expect(try JSONValue(parsing: try await server.run("audit", "verify", "--json").output)["isIntact"]?.bool == true)
    }

    /// Rows that are alike become a hundred times smaller on the way.
    @Test func regularAnswersAreLargerThanWhatIsSent() async throws {
        try await RunningServer.with { server in
            let answer = try await server.run(
                "kql", "--hunt", "--json", "range i from 1 to 20000 step 1 | project x = strrep('a', 100)")
            #expect(answer.code == 0, "\(answer.errors)")
            #expect(try JSONValue(parsing: answer.output)["rows"]?.array?.count == 20000)
        }
    }

    /// What a shell's script asks when Tab is pressed.
    @Test func completionKnowsWhatTheServerHas() async throws {
        try await RunningServer.with { server in
            for name in ["siem", "sensor", "edr"] { _ = try await server.run("source", "add", name, "--format", "wazuh") }
            let file = try server.file("one.json", AgainstServerTests.record(1))
            _ = try await server.run("ingest", "--source", "siem", file)
            try await server.settle()
            let sources = try await server.complete(["source", "token"], "positional@0", typed: "s")
            #expect(sources == ["sensor", "siem"])
            #expect(try await server.complete(["ingest"], "--source", typed: "e") == ["edr"])
            let numbers = try JSONValue(parsing: try await server.run("incidents", "list", "--json").output).list(of: "incidents")
            #expect(
                try await server.complete(["incidents", "show"], "positional@0", typed: "") == numbers.map { $0.text(of: "id") })
            #expect(
                try await server.complete(["events", "tables"], "positional@0", typed: "DeviceProcessE") == [
                    "DeviceProcessEvents"
                ])
            server.stop()
            #expect(try await server.complete(["source", "token"], "positional@0", typed: "s") == [])
        }
    }

    @Test(arguments: [
        (["--server", "https://a", "x", "--data=/d", "--ca"], ["--server", "https://a", "--data=/d"]), (["source", "token"], []),
        (["--server"], []),
    ]) func completionAsksTheServerOfTheCommand(_ words: [String], _ options: [String]) {
        #expect(NamesOnServer.options(in: words) == options)
    }

    /// A file with one object, as scorers of groupings read it.
    @Test func replayWritesTheGrouping() async throws {
        let folder = RunningServer.newFolder()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (alerts, grouping) = (folder.appendingPathComponent("alerts.json"), folder.appendingPathComponent("grouping.json"))
        try Data((1...3).map(AgainstServerTests.record).joined(separator: "\n").utf8).write(to: alerts)
        let run = try await Binary.run(["replay", "--source", "wazuh", "--grouping", grouping.path, alerts.path])
        #expect(run.code == 0 && run.output.isEmpty, "\(run.errors)")
        let incidents = try JSONValue(parsing: String(contentsOf: grouping, encoding: .utf8)).list(of: "incidents")
        #expect(incidents.flatMap { $0.texts(of: "alerts") }.sorted() == ["1.1", "1.2", "1.3"])
        #expect(incidents.allSatisfy { $0["id"] != nil && $0["priority"] != nil && $0["queue"]?.bool != nil })
        #expect(incidents.allSatisfy { ($0["raised_at"] != nil) == ($0["queue"]?.bool == true) })
    }

    /// One document, the reason itself, and what can be sent is sent.
    @Test func answersAreWholeAndErrorsSayWhy() async throws {
        let server = try await RunningServer()
        defer { server.stop(); server.removeData() }
        let added = try await server.run("source", "add", "siem", "--format", "wazuh", "--token", "--json")
        let source = try JSONValue(parsing: added.output)
        #expect(source.text(of: "name") == "siem" && !source.text(of: "token").isEmpty)
        let refused = try await server.run("backup", "/proc/x")
        #expect(refused.code == 1 && refused.errors.contains("'/proc/x'"), "\(refused.errors)")
        #expect(!refused.errors.contains("server's log"))
        let file = try server.file("good.json", AgainstServerTests.record(1))
        #expect(try await server.run("ingest", file).output == "1 accepted, 0 rejected\n")
        #expect(try await server.run("source", "list").output.contains("files  auto"))
        let run = try await server.run("ingest", "--source", "siem", "/nonexistent/a.json", file)
        #expect(run.code == 1 && run.output == "1 accepted, 0 rejected\n")
        #expect(run.errors.contains("'/nonexistent/a.json'"))
    }

    @Test func partlyUnreadableRecordsAreToldAndKept() async throws {
        let server = try await RunningServer()
        defer { server.stop(); server.removeData() }
        let file = try server.file("mixed.json", AgainstServerTests.record(1) + "\n{\"no\":\"alert\\u001b[2J\"}\n")
        let run = try await server.run("ingest", "--source", "siem", "--create", "wazuh", file)
        #expect(run.code == 1 && run.output == "1 accepted, 1 rejected\n")
        #expect(run.errors.contains("record 2"))
        try await server.settle()
        let kept = try await server.run("ingest", "--errors")
        #expect(kept.output.contains("{\"no\":") && !kept.output.contains("\u{1b}"))
    }

    /// Correlating takes longer than taking in, so with hardly any room the server is full before the last batch.
    @Test func aFullServerIsWaitedForWithinLimits() async throws {
        let server = try await RunningServer(arguments: ["--inbox-limit", "1"])
        defer { server.stop(); server.removeData() }
        let many = (0..<10_000).map(AgainstServerTests.record).joined(separator: "\n")
        let file = try server.file("many.json", many)
        let hasty = try await server.run("ingest", "--source", "siem", "--create", "wazuh", "--wait", "0", file)
        #expect(hasty.code == 1, "\(hasty.output)")
        #expect(hasty.errors.contains("given up at") && hasty.errors.contains(" accepted, 0 rejected"), "\(hasty.errors)")
        let one = try server.file("one.json", AgainstServerTests.record(10_001))
        let patient = try await server.run("ingest", "--source", "siem", "--wait", "120", one)
        #expect(patient.code == 0 && patient.output == "1 accepted, 0 rejected\n", "\(patient.errors)")
    }

    /// What a file holds before the place where it cannot be read any further is sent; what is no file is said to be none.
    @Test func filesThatCannotBeReadToTheirEnd() async throws {
        let server = try await RunningServer()
        defer { server.stop(); server.removeData() }
        let file = try server.file("good.json", (1...3).map(AgainstServerTests.record).joined(separator: "\n"))
        let packed = try await FinishedProcess(URL(fileURLWithPath: "/usr/bin/env"), ["gzip", file])
        try #require(packed.code == 0)
        let handle = try FileHandle(forUpdating: URL(fileURLWithPath: file + ".gz"))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data("garbage".utf8))
        try handle.close()
        let run = try await server.run("ingest", "--source", "siem", "--create", "wazuh", file + ".gz")
        #expect(run.code == 1 && run.errors.contains("3 accepted, 0 rejected"), "\(run.errors)")
        #expect(run.errors.contains("error: '\(file).gz' cannot be read to its end: after the end of the compressed data"))
        let folder = try await server.run("ingest", "--source", "siem", server.data.path)
        #expect(folder.code == 1 && folder.errors.contains("error: cannot read '\(server.data.path)': Is a directory"))
        let followed = try await server.run("source", "follow", "siem", server.data.path)
        #expect(followed.code == 1 && followed.errors.contains("is no regular file"), "\(followed.errors)")
    }

    @Test func anInterruptedUploadSaysHowToGoOn() async throws {
        let server = try await RunningServer(arguments: ["--inbox-limit", "1"])
        defer { server.stop(); server.removeData() }
        let file = try server.file("many.json", (0..<100_000).map(AgainstServerTests.record).joined(separator: "\n"))
        let number = Mutex<Int32>(0)
        async let upload = FinishedProcess(
            RunningServer.binary, ["ingest", "--source", "siem", "--create", "wazuh", file],
            environment: server.environment, started: { pid in number.withLock { $0 = pid } })
        try await waitUntil("the first batch is in") {
            (try await server.get("api/status").json["inbox"]?["bytes"]?.integer ?? 0) > 0
        }
        kill(number.withLock { $0 }, SIGINT)
        let run = try await upload
        #expect(run.code == 130 && run.output.isEmpty)
        #expect(run.errors.contains("interrupted at '\(file)', record ") || run.errors.contains("interrupted before the first"))
        #expect(run.errors.contains(" accepted, 0 rejected") && run.errors.contains("Send the same again"), "\(run.errors)")
    }

    @Test func tokensThatOpenNothing() async throws {
        let server = try await RunningServer()
        defer { server.stop(); server.removeData() }
        let unknown = server.environment.merging(["WATCHFLOOR_TOKEN": "wf_x"]) { $1 }
        #expect(try await Binary.run(["status"], environment: unknown).code == 77)
        let elsewhere = server.environment.merging(["WATCHFLOOR_DATA": "/nonexistent"]) { $1 }
        let stranger = try await Binary.run(["status"], environment: elsewhere)
        #expect(stranger.code == 69 && stranger.errors.contains("--ca FILE"), "\(stranger.errors)")
        let authority = RunningServer.authority(in: server.data).path
        let nobody = try await Binary.run(["status", "--ca", authority], environment: elsewhere)
        #expect(nobody.code == 77, "\(nobody.errors)")
        _ = try await server.run("source", "add", "siem", "--format", "wazuh")
        let token = try await server.run("source", "token", "siem").output.trimmingCharacters(in: .whitespacesAndNewlines)
        let narrow = try await Binary.run(["status"], environment: server.environment.merging(["WATCHFLOOR_TOKEN": token]) { $1 })
        #expect(narrow.code == 77)
        #expect(!narrow.errors.contains(token))
    }

    @Test func aChangedLogIsFound() async throws {
        let server = try await RunningServer()
        defer { server.stop(); server.removeData() }
        _ = try await server.run("source", "add", "siem", "--format", "wazuh")
        let head = try await server.run("audit", "head")
        #expect(head.code == 0, "\(head.errors)")
        let other = try await RunningServer()
        defer { other.stop(); other.removeData() }
        _ = try await other.run("source", "add", "siem", "--format", "wazuh")
        let foreign = try server.file("foreign", try await other.run("audit", "head").output)
        let run = try await server.run("audit", "verify", "--head", foreign)
        #expect(run.code == 2 && !run.output.isEmpty)
    }

    @Test func assetsAreListedRatedAndRuled() async throws {
        let server = try await RunningServer()
        defer { server.stop(); server.removeData() }
        let file = try server.file("burst.json", Records.burst(8, agent: "web01"))
        _ = try await server.run("ingest", "--source", "siem", "--create", "wazuh", file)
        try await server.settle()
        let list = try JSONValue(parsing: try await server.run("asset", "list", "--kind", "device", "--json").output)
        let id = try #require(list.list(of: "assets").first?.text(of: "id"))
        let set = try await server.run("asset", "set", id, "--criticality", "veryHigh", "--add-tag", "payroll")
        #expect(
            set.code == 0 && set.output == "asset \(id): device web01 · criticality veryHigh (set) · tags payroll\n",
            "\(set.errors)")
        let shown = try await server.run("asset", "show", id)
        #expect(shown.output.contains("Open incidents") && shown.output.contains("tags payroll"), "\(shown.output)")
        let incident = try await server.run("incidents", "list", "--json")
        #expect(incident.output.contains("web01"))
        let rule = try await server.run("asset", "rule", "add", "Web", "--name-starts-with", "web", "--criticality", "low")
        #expect(rule.code == 0 && rule.output == "1: Web (device, nameStartsWith web) low\n", "\(rule.errors)")
        #expect(
            try await server.run("asset", "set", id, "--by-rules", "--remove-tag", "payroll").output.hasSuffix(
                "criticality low\n"))
        #expect(try await server.run("asset", "rule", "list").output == rule.output)
        #expect(try await server.run("asset", "rule", "remove", "1").output == "removed " + rule.output)
        #expect(try await server.run("asset", "list", "--criticality", "low").output == "no assets\n")
        #expect(try await server.run("asset", "rule", "add", "x", "--address", "10.0.0", "--criticality", "low").code == 1)
        #expect(try await server.run("asset", "show", "9999").code == 1)
    }
}
