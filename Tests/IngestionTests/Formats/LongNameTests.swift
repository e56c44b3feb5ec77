import Primitives
import SecurityModel
import Testing

@testable import Ingestion

/// Names that queues are filtered by, where a product sends long ones.
@Suite struct LongNameTests {
    @Test func areCutAndKeptWhole() throws {
        let long = String(repeating: "é", count: 4_500)
        var report = AlertReport(source: "s", title: "t", activity: Timestamp(unixSeconds: 1_777_888_800))
        report.productName = long
        report.threatDisplayName = "Emotet"
        report.detectionSource = DetectionSource(long)
        report.evidence = [Evidence(.device, fields: JSONObject([.init(name: "osPlatform", value: .string(long))]))]
        let record = RawRecord(source: "s", received: Timestamp(unixSeconds: 1_777_888_800), bytes: [])
        let read = try #require(record.completed([report]).first)
        let cut = String(repeating: "é", count: 98) + "…"
        #expect(read.productName == cut && read.detectionSource.name == cut)
        #expect(read.evidence.first?.fields["osPlatform"]?.string == cut)
        #expect(read.threatDisplayName == "Emotet" && read.additionalData["threatDisplayName"] == nil)
        for name in ["productName", "detectionSource", "osPlatform"] { #expect(read.additionalData[name]?.string == long) }
    }
}
