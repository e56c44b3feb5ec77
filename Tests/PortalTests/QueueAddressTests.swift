import CaseStore
import Foundation
import Primitives
import SecurityModel
import Testing

@testable import Portal

@Suite struct QueueAddressTests {
    @Test(arguments: [
        "/incidents", "/incidents?q=web%20shell&queue=off&status=active&status=resolved&severity=high&owner=-",
        "/incidents?product=Wazuh&tag=a%26b&entity=ip:203.0.113.9&order=lastUpdate&ascending=true&offset=50",
    ]) func anAddressIsReadAsItWasWritten(_ address: String) {
        #expect(QueueAddress(QueueAddressTests.options(address)).address == address)
    }

    @Test func whatMeansNothingCountsAsNotSaid() {
        let address = QueueAddress([("order", "sideways"), ("offset", "-7"), ("queue", "?"), ("severity", "loud"), ("x", "y")])
        #expect(address.order == .priority)
        #expect(address.offset == 0)
        #expect(address.part == .on)
        #expect(address.query.severities.isEmpty)
    }

    @Test func anOffsetHasItsEnd() {
        #expect(QueueAddress([("offset", "999999999")]).offset == QueueAddress.lastOffset)
    }

    static func options(_ address: String) -> [(name: String, value: String)] {
        guard let query = address.split(separator: "?").dropFirst().first else { return [] }
        return query.split(separator: "&").map { option in
            let parts = option.split(separator: "=", maxSplits: 1)
            return (String(parts[0]), String(parts[1]).removingPercentEncoding ?? "")
        }
    }
}

@Suite struct QueueExportTests {
    @Test(arguments: [
        ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"so\"", "\"say \"\"so\"\"\""), ("=1+1", "'=1+1"), ("-x", "'-x"),
        ("two\nlines", "\"two\nlines\""), ("@sum,1", "\"'@sum,1\""),
    ]) func aCellIsNeverAFormula(_ text: String, _ cell: String) {
        #expect(QueueExport.cell(text) == cell)
    }
}

@Suite struct MarkupTests {
    @Test func everythingIsEscaped() {
        var markup = Markup()
        markup.element("text", [("class", "\"><script>")], text: "<b>&'\u{0}")
        #expect(markup.text == "<text class=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt;&amp;&#39;\u{fffd}</text>")
    }

    @Test func longTextsKeepTheirEnds() {
        #expect("c34230df587a1b0b9e9c3dc08a63bbf4".middleTruncated(to: 12) == "c34230d…bbf4")
        #expect("short".middleTruncated(to: 12) == "short")
    }
}
