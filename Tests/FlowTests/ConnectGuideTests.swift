import Flow
import Testing

/// What is pasted into a shipper fits the server that it is to reach.
@Suite struct ConnectGuideTests {
    @Test(arguments: ConnectGuide.Tool.allCases)
    func onlyAServerWithACertificateHasOneToTrust(_ tool: ConnectGuide.Tool) {
        let plain = ConnectGuide(server: "http://10.0.0.5:7480", source: "siem", listeners: []).text(for: tool)
        let own = ConnectGuide(server: "https://soc.example:7480", source: "siem", listeners: []).text(for: tool)
        #expect(!plain.contains(ConnectGuide.authority) && !plain.contains("ca_file") && !plain.hasSuffix("\n"))
        // rsyslog reaches a listener of the source's own, whatever the server speaks.
        #expect(own.contains(ConnectGuide.authority) == (tool != .rsyslog))
        #expect(!own.contains("\n\n") && !plain.contains("\n\n"))
    }

    @Test func aLineOfTrustStandsAmongItsOwn() {
        let text = ConnectGuide(server: "https://soc.example", source: "siem", listeners: []).text(for: .filebeat)
        #expect(text.contains("hosts: [\"https://soc.example\"]\n  ssl.certificate_authorities: ["))
    }
}
