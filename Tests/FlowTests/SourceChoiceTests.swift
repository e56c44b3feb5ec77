import Flow
import Testing

@Suite struct SourceChoiceTests {
    private let known = ["suricata", "Siem", "wazuh-alerts", "filebeat", "SecurityEvents", "a", "A"]

    @Test(arguments: [
        ("suricata", "suricata"), ("SURICATA", "suricata"), ("siem", "Siem"), ("Custom-Suricata", "suricata"),
        ("Custom-Suricata_CL", "suricata"), ("logs-suricata.eve-default", "suricata"), ("logs-siem-prod", "Siem"),
        (".ds-logs-suricata.eve-default-2026.11.04-000001", "suricata"), ("filebeat-9.1.0", "filebeat"),
        ("filebeat-8.17.0-2026.11.04-000001", "filebeat"), ("wazuh-alerts-4.x-2026.11.04", "wazuh-alerts"),
        ("Custom-securityevents", "SecurityEvents"), ("A", "A"),
    ])
    func streams(stream: String, source: String) throws {
        #expect(try SourceChoice.source(bound: nil, streams: [stream], known: known) == source)
    }

    @Test func aTokensSourceComesFirst() throws {
        #expect(try SourceChoice.source(bound: "own", streams: ["suricata"], known: known) == "own")
    }

    @Test func theFirstNameThatIsKnown() throws {
        #expect(try SourceChoice.source(bound: nil, streams: ["", "main", "siem"], known: known) == "Siem")
    }

    @Test func nothingFits() {
        #expect(throws: SourceChoiceError.unnamed) { try SourceChoice.source(bound: nil, streams: ["", ""], known: known) }
        #expect(throws: SourceChoiceError.unknown(stream: "main")) {
            try SourceChoice.source(bound: nil, streams: ["main", "logs-other-default"], known: known)
        }
    }
}
