import Ingestion
import Primitives
import SecurityModel
import Testing

/// Entities of a Sentinel alert point at one another; whoever writes them may let them point in a circle, or ever more often at
/// the next.
@Suite struct SentinelReferenceTests {
    private static func evidence(_ entities: String) throws -> [Evidence] {
        var writer = JSONWriter()
        writer.write(entities)
        let record = """
            {"SystemAlertId":"s-1","DisplayName":"Circles","AlertSeverity":"Low","StartTime":"2026-11-18T09:00:00Z","Entities":\
            \(String(decoding: writer.bytes, as: UTF8.self))}
            """
        let format = try #require(AlertFormats.named("sentinel"))
        let reports = try format.reports(in: RawRecord(source: "siem", received: .now, bytes: Array(record.utf8)))
        return try #require(reports.first).evidence
    }

    @Test(arguments: [
        #"[{"$id":"1","Type":"network-connection","Protocol":"Tcp","SourceAddress":{"$ref":"1"}}]"#,
        #"[{"$id":"1","Type":"dns","DomainName":"a.example","IpAddress":[{"$ref":"2"},{"$ref":"2"}]},"#
            + #"{"$id":"2","Type":"dns","DomainName":"b.example","IpAddress":[{"$ref":"1"},{"$ref":"2"}]}]"#,
        #"[{"$id":"1","Type":"malware","Name":"m","Files":[{"$id":"2","Type":"malware","Name":"n","Files":[{"$ref":"1"}]}]}]"#,
    ])
    func circlesEnd(entities: String) throws {
        #expect(try !SentinelReferenceTests.evidence(entities).isEmpty)
    }

    @Test func whatPointsEverMoreOftenIsReadToALimit() throws {
        let wide = Array(repeating: #"{"$ref":"1"}"#, count: 400).joined(separator: ",")
        let entities = #"[{"$id":"1","Type":"malware","Name":"m","Files":[\#(wide)]}]"#
        let found = try #require(try SentinelReferenceTests.evidence(entities).first { $0.kind == .malware })
        // With the one that all of them stand in.
        #expect(SentinelReferenceTests.count(.object(found.fields)) == 1001)
    }

    /// The objects in a value.
    private static func count(_ value: JSONValue) -> Int {
        switch value {
        case .object(let object): 1 + object.members.map { count($0.value) }.reduce(0, +)
        case .array(let elements): elements.map(count).reduce(0, +)
        default: 0
        }
    }
}
