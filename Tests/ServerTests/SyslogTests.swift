import Foundation
import Primitives
import ServerHarness
import Testing

@testable import Server

@Suite(.fewAtATime) struct SyslogTests {
    private static let cef = "CEF:0|Vendor|Wall|1|17|port scan|8|src=203.0.113.9 dst=10.3.0.7 externalId="

    /// A server with a source that listens on a free port.
    private struct Setting {
        var server: RunningServer
        var port: Int
        var address: String

        init(_ transport: String, format: String = "cef") async throws {
            server = try await RunningServer()
            _ = try await server.put("api/sources/wall", ["format": .string(format)])
            port = try await RunningServer.freePort()
            address = "\(transport)://127.0.0.1:\(port)"
            let answer = try await server.put("api/sources/wall/listeners", ["address": .string(address)])
            #expect(answer.json["listeners"]?.array?.first?["isOpen"]?.bool == true, "\(answer.json.text)")
        }

        func listener() async throws -> JSONValue {
            let sources = try await server.get("api/sources").json["sources"]?.array
            return try #require(sources?.first?["listeners"]?.array?.first)
        }

        func wait(forAlerts count: Int64) async throws {
            try await waitUntil("there are \(count) alerts") {
                try await server.get("api/status").json["alerts"]?.integer == count
            }
        }

        func end() {
            server.stop()
            server.removeData()
        }
    }

    @Test func datagrams() async throws {
        let setting = try await Setting("udp")
        defer { setting.end() }
        let socket = try PlainSocket(.udp, port: setting.port)
        for number in 0..<50 { socket.send("<134>May  4 10:00:00 fw01 \(SyslogTests.cef)\(number)\n") }
        socket.send("<134>May  4 10:00:00 fw01 sshd: no alert at all")
        try await setting.wait(forAlerts: 50)
        socket.end()
        try await waitUntil("the listener has counted all") {
            try await setting.listener()["received"]?.integer == 51
        }
        let listener = try await setting.listener()
        #expect(listener["unreadable"]?.integer == 1)
        #expect(listener["dropped"]?.integer == 0)
        #expect(try await setting.server.get("api/errors").json["count"]?.integer == 1)
        let source = try await setting.server.get("api/sources").json["sources"]?.array?.first
        #expect(source?["lastHour"]?["received"]?.integer == 51)
        #expect(source?["lastHour"]?["rejected"]?.integer == 1)
        #expect(source?["rejectedCount"]?.integer == 1)
        let alert = try await setting.server.get("v1.0/security/alerts_v2/al1").json
        #expect(alert["additionalData"]?["senderHost"]?.string == "fw01")
        #expect(alert["firstActivityDateTime"]?.string?.contains("-05-04T10:00:00") == true)
    }

    @Test func streamsInBothFramings() async throws {
        let setting = try await Setting("tcp")
        defer { setting.end() }
        let counted = "<134>1 2026-05-04T10:00:00Z fw01 app - - - \(SyslogTests.cef)1"
        let socket = try PlainSocket(.tcp, port: setting.port)
        socket.send("\(counted.utf8.count) \(counted)<134>May 4 10:00:01 fw02 \(SyslogTests.cef)2\n")
        socket.send("<134>May 4 10:00:02 fw02 \(SyslogTests.cef)3")
        try await setting.wait(forAlerts: 2)
        // The last message has no end; the connection's end is its own.
        socket.end()
        try await setting.wait(forAlerts: 3)
        try await waitUntil("the connection is gone") { try await setting.listener()["connections"]?.integer == 0 }
    }

    /// Of a message beyond the limit the beginning is kept, and counted; what follows is read as ever.
    @Test func aMessageBeyondTheLimitIsCut() async throws {
        let setting = try await Setting("tcp")
        defer { setting.end() }
        let socket = try PlainSocket(.tcp, port: setting.port)
        let limit = SyslogPolicy().largestMessage
        socket.send("<134>May  4 10:00:00 fw01 \(SyslogTests.cef)1 msg=\(String(repeating: "x", count: limit))\n")
        socket.send("<134>May  4 10:00:01 fw01 \(SyslogTests.cef)2\n")
        socket.end()
        try await waitUntil("both are counted") { try await setting.listener()["received"]?.integer == 2 }
        #expect(try await setting.listener()["cut"]?.integer == 1)
        try await setting.server.settle()
        let alerts = try await setting.server.get("v1.0/security/alerts_v2").json["value"]?.array ?? []
        #expect(alerts.count { $0["additionalData"]?["externalId"]?.string == "2" } == 1)
    }

    @Test func streamsByTLSWithTheServersCertificate() async throws {
        let setting = try await Setting("tls")
        defer { setting.end() }
        let plain = try PlainSocket(.tcp, port: setting.port)
        plain.send("<134>May 4 10:00:00 fw01 \(SyslogTests.cef)0\n")
        let socket = try await SecureSocket(port: setting.port, trusting: RunningServer.authority(in: setting.server.data))
        let message = "<134>1 2026-05-04T10:00:00Z fw01 app - - - \(SyslogTests.cef)1"
        for _ in 0..<3 { try await socket.send("\(message.utf8.count) \(message)") }
        try await setting.wait(forAlerts: 1)
        try await waitUntil("all three were counted") { try await setting.listener()["received"]?.integer == 3 }
        try await socket.end()
        plain.end()
        // Nothing that came in the clear was taken for a message.
        try await waitUntil("the connections are gone") { try await setting.listener()["connections"]?.integer == 0 }
        #expect(try await setting.server.get("api/errors").json["count"]?.integer == 0)
    }

    @Test func jsonInsideAndWithoutSyslog() async throws {
        let setting = try await Setting("tcp", format: "auto")
        defer { setting.end() }
        let socket = try PlainSocket(.tcp, port: setting.port)
        socket.send("<132>May 4 10:00:00 mgr ossec: \(Records.wazuh(id: "1", time: "2026-05-04T10:00:00.000+0000"))\n")
        socket.send("\(Records.wazuh(id: "2", time: "2026-05-04T10:00:00.000+0000"))\n")
        socket.send("<13>May 4 10:00:00 fw \(SyslogTests.cef)9\n\u{1}\u{2} garbage\n")
        try await setting.wait(forAlerts: 3)
        try await waitUntil("the garbage is kept with its error") {
            try await setting.server.get("api/errors").json["count"]?.integer == 1
        }
        socket.end()
    }

    @Test func listenersOpenAndCloseWhileRunningAndComeBack() async throws {
        let setting = try await Setting("tcp")
        let body: JSONValue = ["address": .string(setting.address)]
        #expect(try await setting.server.send("DELETE", "api/sources/wall/listeners", body: Array(body.text.utf8)).status == 200)
        try await waitUntil("the port is closed") { (try? PlainSocket(.tcp, port: setting.port)) == nil }
        #expect(try await setting.server.send("DELETE", "api/sources/wall/listeners", body: Array(body.text.utf8)).status == 404)
        _ = try await setting.server.put("api/sources/wall/listeners", body)
        setting.server.kill()
        let again = try await RunningServer(data: setting.server.data)
        defer { again.stop(); again.removeData() }
        try await waitUntil("the port is open again") { (try? PlainSocket(.tcp, port: setting.port)) != nil }
    }

    @Test func whatCannotBeOpenedSaysWhy() async throws {
        let setting = try await Setting("tcp")
        defer { setting.end() }
        _ = try await setting.server.put("api/sources/other", ["format": "cef"])
        let taken = try await setting.server.put(
            "api/sources/other/listeners", ["address": .string("tcp://127.0.0.1:\(setting.server.port)")])
        let listener = try #require(taken.json["listeners"]?.array?.first)
        #expect(listener["isOpen"]?.bool == false)
        #expect(listener["failure"]?.string?.isEmpty == false)
        let wrong = try await setting.server.put("api/sources/other/listeners", ["address": "tcp://somewhere:1"])
        #expect(wrong.status == 400)
        #expect(wrong.json["error"]?["message"]?.string?.contains("no IP address") == true)
    }

    /// A full inbox stops the reading of connections, and nothing is lost; datagrams it costs are counted.
    @Test func aFullInboxHoldsStreamsBack() async throws {
        let server = try await RunningServer(arguments: ["--inbox-limit", "20000"])
        defer { server.stop(); server.removeData() }
        _ = try await server.put("api/sources/wall", ["format": "cef"])
        let port = try await RunningServer.freePort()
        _ = try await server.put("api/sources/wall/listeners", ["address": .string("tcp://127.0.0.1:\(port)")])
        let socket = try PlainSocket(.tcp, port: port)
        for number in 0..<2000 { socket.send("<134>May 4 10:00:00 fw01 \(SyslogTests.cef)\(number)\n") }
        try await waitUntil("all of them are alerts", seconds: 60) {
            try await server.get("api/status").json["alerts"]?.integer == 2000
        }
        socket.end()
    }

    /// One connection too many is closed and counted; those that are there go on, and places that become free are given away.
    @Test(.enabled(if: openFileLimit > 3 * SyslogPolicy().largestConnections, "too few files may be open here"))
    func connectionsBeyondTheLimitAreClosed() async throws {
        let setting = try await Setting("tcp")
        defer { setting.end() }
        let limit = SyslogPolicy().largestConnections
        let first = try PlainSocket(.tcp, port: setting.port)
        try await waitUntil("the first is there") { try await setting.listener()["connections"]?.integer == 1 }
        let others = try (0..<(limit + 9)).map { _ in try PlainSocket(.tcp, port: setting.port) }
        try await waitUntil("ten are refused") { try await setting.listener()["refusedConnections"]?.integer == 10 }
        #expect(try await setting.listener()["connections"]?.integer == Int64(limit))
        first.send("<134>May  4 10:00:00 fw01 \(SyslogTests.cef)1\n")
        try await setting.wait(forAlerts: 1)
        for socket in others { socket.end() }
        try await waitUntil("only the first is left") { try await setting.listener()["connections"]?.integer == 1 }
        let late = try PlainSocket(.tcp, port: setting.port)
        late.send("<134>May  4 10:00:01 fw01 \(SyslogTests.cef)2\n")
        try await setting.wait(forAlerts: 2)
        late.end()
        first.end()
    }

    /// Who never comes to an end with TLS's handshake holds no place.
    @Test func aConnectionWithoutAHandshakeIsClosed() async throws {
        let setting = try await Setting("tls")
        defer { setting.end() }
        let silent = try PlainSocket(.tcp, port: setting.port)
        try await waitUntil("it is there") { try await setting.listener()["connections"]?.integer == 1 }
        try await waitUntil("it was closed", seconds: 90) { try await setting.listener()["connections"]?.integer == 0 }
        silent.end()
    }
}

/// Files that this process may have open.
private let openFileLimit: Int = {
    var limit = rlimit()
    #if canImport(Glibc)
        return getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 ? Int(limit.rlim_cur) : 0
    #else
        return getrlimit(RLIMIT_NOFILE, &limit) == 0 ? Int(limit.rlim_cur) : 0
    #endif
}()
