import DuckDBEvents
import Foundation
import Primitives
import SeededRandom
import ServerHarness
import Testing

/// Events from the door to their tables, in the running product.
@Suite(.fewAtATime, .enabled(if: (try? DuckDBLibrary(searching: DuckDBLibrary.places)) != nil, "DuckDB's library is not there"))
struct EventTests {
    /// A record that every set of formats for Windows reads, of Windows' Security log.
    private static func record(_ number: Int) -> String {
        """
        {"TimeCreated":"2026-05-04 10:00:00.\(100 + number % 900)","EventID":4688,"Channel":"Security",\
        "Provider_Name":"Microsoft-Windows-Security-Auditing","Hostname":"ws\(number % 7)","Computer":"ws\(number % 7)",\
        "NewProcessName":"C:\\\\Windows\\\\System32\\\\cmd.exe","CommandLine":"cmd /c echo \(number)","NewProcessId":"0x\
        \(String(number, radix: 16))","SubjectUserName":"alice"}
        """
    }

    private func send(_ range: Range<Int>, to server: RunningServer) async throws -> Bool {
        let answer = try await server.ingest("sensors", range.map(Self.record).joined(separator: "\n"))
        return answer.status == 200 && answer.json["accepted"]?.integer == Int64(range.count)
    }

    private func rows(_ table: String, of server: RunningServer) async throws -> Int64 {
        let tables = try await server.get("api/events/tables").json["tables"]?.array ?? []
        return tables.first { $0["name"]?.string == table }?["rows"]?.integer ?? -1
    }

    @Test func eventsComeToTheirTables() async throws {
        let server = try await RunningServer()
        defer { server.stop(); server.removeData() }
        #expect(try await server.put("api/sources/sensors", ["format": "windows"]).status == 200)
        #expect(try await send(0..<50, to: server))
        try await server.settle()
        #expect(try await rows("SecurityEvent", of: server) == 50)
        // No alert comes of them.
        #expect(try await server.get("api/status").json["alerts"]?.integer == 0)
        // A source stays with what it sends.
        #expect(try await server.put("api/sources/sensors", ["format": "wazuh"]).status == 400)
    }

    /// Lines that name no machine are about the one that their source is said to be about.
    @Test func aSourceMayNameTheMachine() async throws {
        let server = try await RunningServer()
        defer { server.stop(); server.removeData() }
        let made = try await server.put("api/sources/audit", ["format": "auditd", "deviceName": "Web-1"])
        #expect(made.status == 200 && made.json["deviceName"] == "Web-1")
        let line = #"type=SYSCALL msg=audit(1795169647.000:7): syscall=59 success=yes pid=1 ppid=0 uid=0 exe="/bin/true""#
        #expect(try await server.ingest("audit", line).json["accepted"]?.integer == 1)
        try await server.settle()
        let found = try await server.post("api/hunting/run", ["query": "DeviceProcessEvents | project DeviceName"])
        #expect(String(decoding: found.body, as: UTF8.self).contains("\"web-1\""), "\(found.json)")
        let long = String(repeating: "x", count: 256)
        #expect(try await server.put("api/sources/audit", ["deviceName": .string(long)]).status == 400)
    }

    @Test func whatCannotBeReadIsKeptBesideItsError() async throws {
        let server = try await RunningServer()
        defer { server.stop(); server.removeData() }
        _ = try await server.put("api/sources/sensors", ["format": "windows"])
        let answer = try await server.ingest("sensors", Self.record(1) + "\n{\"not\":\"an event\"}\n" + Self.record(2))
        #expect(answer.json["accepted"]?.integer == 2 && answer.json["rejected"]?.integer == 1)
        try await server.settle()
        #expect(try await rows("SecurityEvent", of: server) == 2)
        let kept = try await server.get("api/errors").json["records"]?.array ?? []
        #expect(kept.map { $0["sample"]?.string } == [#"{"not":"an event"}"#])
    }

    /// The lines of an event come as records of their own, in two deliveries, with those of another between.
    @Test func linesOfOneEventBecomeOneRow() async throws {
        let server = try await RunningServer()
        defer { server.stop(); server.removeData() }
        _ = try await server.put("api/sources/linux", ["format": "auditd"])
        let stamp = "msg=audit(1795169647.521:"
        let first = """
            type=SYSCALL \(stamp)51): arch=c000003e syscall=59 success=yes pid=77 uid=0 exe="/usr/bin/x"
            type=SYSCALL \(stamp)52): arch=c000003e syscall=42 success=yes pid=78 uid=0 exe="/usr/bin/y"
            type=EXECVE \(stamp)51): argc=2 a0="x" a1="-y"
            """
        let second = """
            type=SOCKADDR \(stamp)52): saddr=020001BBC63364070000000000000000
            type=PROCTITLE \(stamp)51): proctitle="x"
            type=PROCTITLE \(stamp)52): proctitle="y"
            """
        #expect(try await server.ingest("linux", first).json["accepted"]?.integer == 3)
        #expect(try await server.ingest("linux", second).json["accepted"]?.integer == 3)
        try await server.settle()
        for table in ["DeviceProcessEvents", "DeviceNetworkEvents"] { #expect(try await rows(table, of: server) == 1) }
        #expect(try await rows("Syslog", of: server) == 2)
        // What nothing follows is stored as well.
        #expect(try await server.ingest("linux", first).json["accepted"]?.integer == 3)
        try await server.settle()
        #expect(try await rows("Syslog", of: server) == 4)
    }

    /// The server is killed again and again while records come in; each that was acknowledged is in its table once.
    @Test func killedDuringIngest() async throws {
        let seed = UInt64.random(in: 1...UInt64.max)
        var random = SeededGenerator(seed: seed)
        let data = RunningServer.newFolder()
        var server = try await RunningServer(data: data)
        defer { server.stop(); server.removeData() }
        _ = try await server.put("api/sources/sensors", ["format": "windows"])
        // What got no answer may be in as well, and is not sent again: events are not told apart by what they say.
        var (acknowledged, sent) = (0, 0)
        for _ in 0..<3 {
            let victim = server
            async let killing: Void = {
                try? await Task.sleep(for: .milliseconds(Int64.random(in: 50...400, using: &random)))
                victim.kill()
            }()
            while true {
                sent += 200
                guard (try? await send(sent - 200..<sent, to: server)) == true else { break }
                acknowledged += 200
            }
            await killing
            server = try await RunningServer(data: data)
        }
        try await server.settle()
        let stored = Int(try await rows("SecurityEvent", of: server))
        #expect(stored >= acknowledged && stored <= sent, "seed \(seed)")
        let file = data.appendingPathComponent("all.parquet").path
        let exported = try await server.post("api/events/tables/SecurityEvent/export", ["file": .string(file)])
        #expect(exported.json["rows"]?.integer == Int64(stored))
        #expect(try EventTests.different("NewProcessId", in: file) == stored, "seed \(seed)")
    }

    /// Different values in a column of a Parquet file.
    private static func different(_ column: String, in file: String) throws -> Int {
        var settings = DuckDBSettings(threads: 1)
        settings.exchangeDirectory = URL(fileURLWithPath: file).deletingLastPathComponent().path
        let library = try DuckDBLibrary(searching: DuckDBLibrary.places)
        let connection = try DuckDBDatabase(library: library, path: nil, settings: settings).connect()
        let rows = try connection.query("SELECT count(DISTINCT \"\(column)\") FROM read_parquet('\(file)')")
        return try rows.next().map { Int($0[0].int64s[0]) } ?? 0
    }

    @Test func aBackupHoldsTheEvents() async throws {
        let server = try await RunningServer()
        let copy = RunningServer.newFolder()
        defer { server.stop(); server.removeData() }
        _ = try await server.put("api/sources/sensors", ["format": "windows"])
        #expect(try await send(0..<100, to: server))
        try await server.settle()
        #expect(try await server.post("api/backup", ["directory": .string(copy.path)]).status == 200)
        let restored = try await RunningServer(data: copy)
        defer { restored.stop(); restored.removeData() }
        #expect(try await rows("SecurityEvent", of: restored) == 100)
    }
}

/// The product where DuckDB's library is not there.
@Suite(.fewAtATime) struct MissingEventStoreTests {
    @Test func everythingElseRuns() async throws {
        let data = RunningServer.newFolder()
        let server = try await RunningServer(data: data, environment: ["WATCHFLOOR_DUCKDB": "/nowhere/libduckdb.so"])
        defer { server.stop(); server.removeData() }
        _ = try await server.put("api/sources/siem", ["format": "wazuh"])
        _ = try await server.ingest("siem", Records.burst(5, agent: "web01"))
        #expect(try await server.put("api/sources/sensors", ["format": "windows"]).status == 200)
        let answer = try await server.ingest("sensors", "{}")
        #expect(answer.status == 503)
        #expect(answer.json["error"]?["message"]?.string?.contains("WATCHFLOOR_DUCKDB") == true)
        #expect(try await server.get("api/events/tables").status == 503)
        try await server.settle()
        let status = try await server.get("api/status").json
        #expect(status["alerts"]?.integer == 5)
        #expect(status["events"]?["available"]?.bool == false)
    }
}
