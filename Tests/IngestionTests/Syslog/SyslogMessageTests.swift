import Ingestion
import Primitives
import Testing

@Suite struct SyslogMessageTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var line: String
        var time: String?
        var host = ""
        var program = ""
        var content: String

        var testDescription: String { line }
    }

    @Test(arguments: [
        Case(
            line: "<34>1 2026-05-04T10:00:00.003Z web01 su 77 ID47 - 'su root' failed", time: "2026-05-04T10:00:00.003Z",
            host: "web01",
            program: "su", content: "'su root' failed"),
        Case(
            line:
                "<165>1 2026-05-04T12:00:00+02:00 fw.example app - - [a@1 k=\"v]\\\"\" x=\"y\"][b@2] \u{feff}CEF:0|V|P|1|2|n|3|",
            time: "2026-05-04T10:00:00Z", host: "fw.example", program: "app", content: "CEF:0|V|P|1|2|n|3|"),
        Case(line: "<13>1 - - - - - - hello", content: "hello"),
        Case(line: "<13>1 - h - - - [broken hello", content: "1 - h - - - [broken hello"),
        Case(
            line: "<34>May  4 10:00:00 web01 sshd[412]: Failed password", time: "2026-05-04T10:00:00Z", host: "web01",
            program: "sshd",
            content: "Failed password"),
        Case(
            line: "<134>May 4 10:00:00 fw01 CEF:0|V|P|1|2|n|3|src=10.0.0.1", time: "2026-05-04T10:00:00Z", host: "fw01",
            content: "CEF:0|V|P|1|2|n|3|src=10.0.0.1"),
        Case(
            line: "<132>May 4 10:00:00 wazuh ossec: {\"rule\":1}", time: "2026-05-04T10:00:00Z", host: "wazuh", program: "ossec",
            content: "{\"rule\":1}"),
        Case(
            line: "<13>2026-05-04T10:00:00.5+00:00 ids suricata[9]: @cee: {\"event_type\":\"alert\"}",
            time: "2026-05-04T10:00:00.5Z",
            host: "ids", program: "suricata", content: "{\"event_type\":\"alert\"}"),
        Case(
            line: "<189>29: *May 4 10:00:00.123: %SYS-5-CONFIG_I: Configured", time: "2026-05-04T10:00:00.123Z",
            program: "%SYS-5-CONFIG_I", content: "Configured"),
        Case(
            line: "<14>May 4 2026 10:00:00 asa : %ASA-6: x", time: "2026-05-04T10:00:00Z", host: "asa", program: "%ASA-6",
            content: "x"),
        Case(line: "<13>{\"a\":1}", content: "{\"a\":1}"),
        Case(line: "<13>May 4 10:00:00 {\"a\":1}", time: "2026-05-04T10:00:00Z", content: "{\"a\":1}"),
        Case(line: "{\"a\":1}", content: "{\"a\":1}"),
        Case(line: "<192>May 4 10:00:00 h t: x", content: "<192>May 4 10:00:00 h t: x"),
        Case(line: "<13>", content: "<13>"),
        Case(line: "garbage", content: "garbage"),
    ])
    func messages(_ expected: Case) {
        let message = SyslogMessage(Array(expected.line.utf8), clock: SourceClock(received: Timestamp("2026-05-05T00:00:00Z")!))
        #expect(message.time?.rfc3339 == expected.time.flatMap { Timestamp($0)?.rfc3339 })
        #expect(message.host == expected.host)
        #expect(message.program == expected.program)
        #expect(String(decoding: message.content, as: UTF8.self) == expected.content)
    }

    @Test(arguments: [
        (
            "<38>1 2026-05-04T10:00:00Z h sshd 4321 ID47 [a@1 b=\"c]\\\"d\"][e] text [x]", "4321", "ID47",
            "[a@1 b=\"c]\\\"d\"][e]"
        ),
        ("<38>1 2026-05-04T10:00:00Z h sshd - - - text", "", "", ""), ("<38>May 4 10:00:00 h su[99]: text", "99", "", ""),
        ("<38>May 4 10:00:00 h su: text", "", "", ""),
    ])
    func whatStandsBesideTheMessage(line: String, process: String, id: String, data: String) throws {
        let received = try #require(Timestamp("2026-05-05T00:00:00Z"))
        let message = SyslogMessage(Array(line.utf8), clock: SourceClock(received: received))
        #expect(message.process == process && message.messageId == id)
        #expect(String(decoding: message.structuredData, as: UTF8.self) == data)
    }

    @Test(arguments: ["udp://127.0.0.1:514", "tcp://[::]:601", "tls://0.0.0.0:6514"])
    func addresses(text: String) throws {
        #expect(try ListenerAddress(text).description == text)
    }

    @Test(arguments: [
        "127.0.0.1:514", "http://127.0.0.1:1", "udp://127.0.0.1", "udp://host:5", "udp://127.0.0.1:0", "tcp://:5",
        "tcp://127.0.0.1:66000",
    ])
    func wrongAddresses(text: String) {
        #expect(throws: ListenerAddressError.self) { try ListenerAddress(text) }
    }
}
