import Foundation
import Primitives
import ServerHarness
import Testing

/// Connections as clients make them: with curl, which trusts nobody but whom it is told to.
@Suite(.fewAtATime) struct TransportTests {
    @Test func certificatesAreMadeAndKept() async throws {
        let server = try await RunningServer()
        defer { server.stop(); server.removeData() }
        let folder = server.data.appendingPathComponent("tls")
        for (file, mode) in [("ca.key", 0o600), ("server.key", 0o600), ("ca.pem", 0o644), ("server.pem", 0o644)] {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder.appendingPathComponent(file).path)
            #expect(attributes[.posixPermissions] as? Int == mode, "\(file)")
        }
        let before = try Data(contentsOf: folder.appendingPathComponent("server.pem"))
        server.stop()
        let again = try await RunningServer(data: server.data)
        defer { again.stop() }
        #expect(try Data(contentsOf: folder.appendingPathComponent("server.pem")) == before)
        let other = Curl(["https://127.0.0.1:\(again.port)/healthz"])
        #expect(other.code == 60, "a client that was told nothing must not trust it: \(other.code)")
    }

    @Test(arguments: [["--http1.1"], ["--http2"], ["--tls-max", "1.2"], ["--tlsv1.3"]])
    func versionsOfTheProtocols(options: [String]) async throws {
        let server = try await RunningServer()
        defer { server.stop(); server.removeData() }
        let authority = RunningServer.authority(in: server.data).path
        for host in ["127.0.0.1", "localhost"] {
            let run = Curl(
                options + ["--cacert", authority, "-w", " %{http_version}", "https://\(host):\(server.port)/healthz"])
            #expect(run.code == 0 && run.output.hasPrefix("ok"), "\(host): \(run.output)")
            #expect(run.output.hasSuffix(options == ["--http1.1"] ? "1.1" : "2"))
        }
        let old = Curl([
            "--tls-max", "1.1", "--tlsv1.0", "--ciphers", "DEFAULT@SECLEVEL=0", "--cacert", authority, server.address,
        ])
        #expect(old.code == 35)
    }

    @Test func plainHTTPOnLoopback() async throws {
        let server = try await RunningServer(arguments: ["--plain-http"])
        defer { server.stop(); server.removeData() }
        #expect(server.address.hasPrefix("http://"))
        #expect(try await server.get("api/status").status == 200)
        #expect(!FileManager.default.fileExists(atPath: server.data.appendingPathComponent("tls").path))
    }

    /// Bodies that a client announces and waits with are asked for, in both versions.
    @Test(arguments: ["--http1.1", "--http2"]) func announcedBodiesAreAskedFor(version: String) async throws {
        let server = try await RunningServer()
        defer { server.stop(); server.removeData() }
        let run = Curl([
            version, "--cacert", RunningServer.authority(in: server.data).path, "-X", "PUT", "-H", "Expect: 100-continue",
            "-H", "Authorization: Bearer \(server.administratorToken)", "-d", #"{"format":"wazuh"}"#, "--expect100-timeout", "20",
            "-w", "%{time_total}", "\(server.address)/api/sources/siem",
        ])
        let seconds = Double(run.output.split(separator: "}").last ?? "") ?? 99
        #expect(run.code == 0 && run.output.contains("siem") && seconds < 15, "\(run.output)")
    }
}

/// One run of curl.
struct Curl {
    var code: Int32 = -1
    var output = ""

    init(_ arguments: [String]) {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["curl", "--silent", "--max-time", "30"] + arguments
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return }
        output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        code = process.terminationStatus
    }
}
