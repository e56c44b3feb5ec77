import Foundation
import Primitives
import Testing

@testable import SecurityModel

/// Each kind of evidence with every field of Graph's metadata, one a line of `Data/evidence.jsonl`.
@Suite struct EvidenceTests {
    static let examples: [JSONObject] = {
        guard let file = Bundle.module.url(forResource: "evidence", withExtension: "jsonl", subdirectory: "Data"),
            let text = try? String(contentsOf: file, encoding: .utf8)
        else { return [] }
        return text.split(separator: "\n").compactMap { try? JSONValue(parsing: String($0)).object }
    }()

    private static func example(_ kind: EvidenceKind) throws -> JSONObject {
        try #require(examples.first { $0["@odata.type"]?.string == kind.odataType })
    }

    @Test func thereAreFortyEightKinds() {
        #expect(EvidenceKind.allCases.count == 48)
        #expect(
            EvidenceTests.examples.map { $0["@odata.type"]?.string }
                == EvidenceTests.examples.compactMap { EvidenceKind(odataType: $0["@odata.type"]?.string ?? "")?.odataType })
        #expect(
            Set(EvidenceTests.examples.compactMap { $0["@odata.type"]?.string }) == Set(EvidenceKind.allCases.map(\.odataType)))
    }

    @Test(arguments: EvidenceKind.allCases)
    func everyFieldSurvives(kind: EvidenceKind) throws {
        let example = try EvidenceTests.example(kind)
        let evidence = try #require(Evidence(json: .object(example)))
        #expect(evidence.kind == kind && evidence.roles.count == 2 && evidence.verdict != .unknown && evidence.tags.count == 2)
        #expect(JSONValue.object(evidence.json).text == JSONValue.object(example).text)
        let again = try #require(Evidence(json: .object(evidence.json)))
        #expect(again == evidence)
    }

    /// The example has each field of the schema and no other, so none of them goes untested.
    @Test(arguments: EvidenceKind.allCases)
    func theExampleIsComplete(kind: EvidenceKind) throws {
        let evidence = try #require(Evidence(json: .object(try EvidenceTests.example(kind))))
        let schema = try #require(EvidenceSchema.of(kind))
        #expect(Set(evidence.fields.members.map(\.name)) == Set(schema.fields.keys))
    }

    /// What products write with the wrong type or in the wrong case is brought into the schema's.
    @Test(arguments: [
        (EvidenceKind.device, "osBuild", "\"19045\"", "19045"), (.device, "hostName", "42", "\"42\""),
        (.device, "healthStatus", "\"INACTIVE\"", "\"inactive\""), (.device, "healthStatus", "\"asleep\"", "\"asleep\""),
        (.device, "firstSeenDateTime", "\"2026-05-04T12:00:00+02:00\"", "\"2026-05-04T10:00:00Z\""),
        (.device, "firstSeenDateTime", "\"lately\"", "\"lately\""), (.container, "isPrivileged", "\"True\"", "true"),
        (.container, "isPrivileged", "\"perhaps\"", "\"perhaps\""),
        (.container, "args", "[1,\"a\",true]", "[\"1\",\"a\",\"true\"]"),
        (
            .ip, "location", "{\"latitude\":\"51.5\",\"longitude\":0,\"planet\":3}",
            "{\"latitude\":51.5,\"longitude\":0.0,\"planet\":3}"
        ),
        (.process, "processId", "\"0x1f\"", "\"0x1f\""), (.process, "processId", "null", "null"),
        (.user, "userAccount", "\"mara\"", "\"mara\""), (.ip, "colour", "7", "7"),
        (.dns, "ipAddresses", "[{\"ipAddress\":16909060}]", "[{\"ipAddress\":\"16909060\"}]"),
    ])
    func valuesAreBroughtIntoTheirTypes(_ kind: EvidenceKind, _ field: String, _ given: String, _ kept: String) throws {
        let json: JSONValue = ["@odata.type": .string(kind.odataType), field: try JSONValue(parsing: given)]
        #expect(try #require(Evidence(json: json)).fields[field]?.text == kept)
    }

    @Test func whatIsNoEvidenceIsRefused() throws {
        for text in ["null", "[]", "{}", "{\"@odata.type\":7}", "{\"@odata.type\":\"#microsoft.graph.security.moonEvidence\"}"] {
            #expect(Evidence(json: try JSONValue(parsing: text)) == nil, "\(text)")
        }
        #expect(EvidenceKind(odataType: "microsoft.graph.security.ipEvidence") == .ip)
        for type in [
            "#microsoft.graph.ipEvidence", "ipEvidence", "#microsoft.graph.security.ip", "", "#microsoft.graph.security.Evidence",
        ] {
            #expect(EvidenceKind(odataType: type) == nil, "\(type)")
        }
    }

    /// What the base leaves out gets its empty value; what it does not know is kept out of the fields.
    @Test func theBaseHasDefaults() throws {
        let evidence = try #require(
            Evidence(json: [
                "@odata.type": "#microsoft.graph.security.ipEvidence", "ipAddress": "192.0.2.1", "verdict": "Clean",
                "roles": ["ATTACKER", "cook"],
            ]))
        #expect(evidence.verdict == .noThreatsFound && evidence.roles == [.attacker] && evidence.remediationStatus == .none)
        #expect(evidence.fields.members.map(\.name) == ["ipAddress"])
        #expect(evidence.json["createdDateTime"] == .null && evidence.json["remediationStatusDetails"] == .null)
        #expect(evidence.json["detailedRoles"] == [] && evidence.json["tags"] == [])
    }

    @Test(arguments: EvidenceKind.allCases)
    func everyKindHasATitle(kind: EvidenceKind) throws {
        let evidence = try #require(Evidence(json: .object(try EvidenceTests.example(kind))))
        #expect(!evidence.title.isEmpty && evidence.title != kind.rawValue)
        #expect(Evidence(kind, fields: JSONObject()).title == kind.rawValue)
    }
}
