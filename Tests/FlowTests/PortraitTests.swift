import CaseStore
import Ingestion
import Primitives
import SecurityModel
import Testing

@testable import Flow

/// Names of incidents that hold more than anybody lists.
@Suite struct PortraitTests {
    /// One alert that names so many devices and attackers' addresses, as Graph has it.
    private func record(devices: Int, addresses: Int) -> String {
        let struck: [JSONValue] = (0..<devices).map { number in
            let name = JSONValue.string("ws-\(number)")
            return ["@odata.type": "#microsoft.graph.security.deviceEvidence", "hostName": name, "roles": ["attacked"]]
        }
        let acting: [JSONValue] = (0..<addresses).map { number in
            let address = JSONValue.string("198.51.\(100 + number / 250).\(number % 250)")
            return ["@odata.type": "#microsoft.graph.security.ipEvidence", "ipAddress": address, "roles": ["attacker"]]
        }
        let alert: JSONValue = [
            "id": "a1", "title": "Files were encrypted", "severity": "high", "serviceSource": "microsoftDefenderForEndpoint",
            "detectionSource": "antivirus", "createdDateTime": "2026-05-01T10:00:00Z", "evidence": .array(struck + acting),
        ]
        return alert.text
    }

    @Test(arguments: [(3, 2), (150, 49), (150, 50), (150, 51), (320, 240)])
    func whatAnIncidentStrikesIsCountedHoweverMuchItIs(devices: Int, addresses: Int) async throws {
        let stored = try await StoredFlow()
        defer { stored.remove() }
        try await stored.store.write(by: StoredFlow.person, at: .now) {
            _ = try $0.save(IngestSource(name: "xdr", format: "graph", created: .now))
        }
        let flow = try await CaseFlow(store: stored.store)
        let bytes = Array(record(devices: devices, addresses: addresses).utf8)
        _ = try await flow.process([
            InboxRecord(sequence: 1, record: RawRecord(source: "xdr", received: .now, bytes: bytes))
        ])
        let name = try await stored.store.read { try $0.incident(IncidentID(1))?.displayName } ?? ""
        #expect(name.hasPrefix("Files were encrypted on ws-"))
        #expect(name.contains(" and \(devices - 1) more assets from 198.51."), "\(name)")
        #expect(name.hasSuffix(addresses == 2 ? " and 1 other address" : " and \(addresses - 1) other addresses"), "\(name)")
    }
}
