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
        "/incidents?alertSeverity=high&tactic=lateral-movement&technique=T1059.001&threat=Emotet&investigation=failed",
        "/incidents?service=x&detection=y&source=siem&group=3&platform=Linux&services=several&tactics=one",
        "/incidents?classification=truePositive&determination=phishing&days=7&priority=70&columns=name%2Cid%2Cpriority",
        "/incidents?from=2026-05-01&to=2026-05-04",
        "/incidents?label=Secret&policy=DLP%201&stream=Exchange&subscription=0a1b&alertTag=vip&columns=name%2Clabels%2Cpolicies",
    ]) func anAddressIsReadAsItWasWritten(_ address: String) {
        #expect(QueueAddress(QueueAddressTests.options(address)).address == address)
    }

    @Test func whatMeansNothingCountsAsNotSaid() {
        let address = QueueAddress([("order", "sideways"), ("offset", "-7"), ("queue", "?"), ("severity", "loud"), ("x", "y")])
        #expect(address.order == .priority)
        #expect(address.offset == 0)
        #expect(address.part == .on)
        #expect(address.query(now: .now).severities.isEmpty)
    }

    @Test func everyOrderStandsInAnAddressAndInAView() {
        for order in IncidentQuery.Order.allCases {
            let address = QueueAddress(query: "order=\(order.rawValue)&ascending=true")
            #expect(address.unread.isEmpty)
            #expect(address.query(now: .now).order == order && address.query(now: .now).isAscending)
            #expect(QueueAddress(query: String(address.address.split(separator: "?")[1])) == address)
        }
    }

    /// What is counted over alerts is no order for who sees some of them alone, and the page says so.
    @Test func whoSeesAPartHasNoOrderOverAlerts() {
        let address = QueueAddress(query: "order=lastActivity&ascending=true&owner=ana").inPart
        #expect(address.order == .priority && !address.isAscending && address.chosen[.owner] == ["ana"])
        #expect(address.unread.map(\.value) == ["lastActivity"])
        #expect(QueueAddress(query: "order=severity").inPart.order == .severity)
    }

    @Test func anOffsetHasItsEnd() {
        #expect(QueueAddress([("offset", "999999999")]).offset == QueueAddress.lastOffset)
    }

    @Test func filtersReachTheQuestion() {
        let now = Timestamp(unixSeconds: Int64(1_777_888_800))
        let address = QueueAddress(
            query: "technique=T1059&services=several&tactics=one&days=3&priority=70&determination=phishing&group=2&group=4")
        let query = address.query(now: now)
        #expect(query.facets.map(\.kind) == [.technique, .deviceGroup])
        #expect(query.facets.last?.values == ["2", "4"])
        #expect(query.hasSeveralServices == true && query.hasSeveralTactics == false)
        #expect(query.createdFrom == now - .hours(72))
        #expect(query.minimumPriority == 70 && query.determinations == [.phishing])
        // Days that are named stand in place of a span.
        #expect(QueueAddress(query: "days=3&to=2026-05-04").query(now: now).createdFrom == nil)
    }

    @Test func aFormWritesABlankAsAPlus() {
        #expect(QueueAddress(query: "q=web+shell&tag=a%2Bb&x").text == "web shell")
        #expect(QueueAddress(query: "tag=a%2Bb").chosen[.tag] == ["a+b"])
    }

    @Test func whatIsShownAndWhereIsNoFilter() {
        #expect(!QueueAddress(query: "columns=id&order=created&offset=50&queue=off").isFiltered)
        #expect(QueueAddress(query: "threat=x").isFiltered)
    }

    static func options(_ address: String) -> [(name: String, value: String)] {
        AddressOptions.read(address.split(separator: "?").dropFirst().first.map(String.init) ?? "")
    }
}

@Suite struct SharedAlertFilterTests {
    @Test(arguments: [
        "/alerts", "/alerts?title=a&title=b&status=new&severity=high&investigation=failed&days=30&offset=50",
        "/alerts?label=Secret&policy=DLP%201&stream=Exchange&subscription=0a1b&tag=vip&tag=lab&source=siem&order=severity",
    ]) func anAddressIsReadAsItWasWritten(_ address: String) {
        #expect(AlertListAddress(QueueAddressTests.options(address)).address == address)
    }

    @Test func sharedFiltersAreFilters() {
        #expect(AlertListAddress([("policy", "x"), ("policy", "x")]).shared == [.policy: ["x"]])
        #expect(AlertListAddress([("policy", "x")]).isFiltered)
        // Filters that incidents alone have mean nothing here.
        #expect(!AlertListAddress([("group", "3"), ("policy", "")]).isFiltered)
    }
}

/// What a person keeps of the queue.
@Suite struct QueueViewerTests {
    private static func viewer(_ queries: [String: String], opensWith name: String? = nil) -> QueueViewer {
        var viewer = QueueViewer(account: "ana")
        viewer.views = queries.sorted { $0.key < $1.key }.map { SavedView(name: $0.key, owner: "ana", query: $0.value) }
        viewer.defaultView = name
        return viewer
    }

    @Test func theQueueOpensWithTheViewThatWasChosen() {
        let queries = ["Mine": "owner=ana&order=lastUpdate", "Plain": ""]
        #expect(QueueViewerTests.viewer(queries).opening == nil)
        #expect(QueueViewerTests.viewer(queries, opensWith: "Mine").opening == "/incidents?owner=ana&order=lastUpdate")
        // Nobody is sent round in a circle, nor elsewhere.
        #expect(QueueViewerTests.viewer(queries, opensWith: "Plain").opening == nil)
        #expect(QueueViewerTests.viewer(["Out": "q=//evil.example/"], opensWith: "Out").opening == "/incidents?q=//evil.example/")
        #expect(QueueViewerTests.viewer(queries, opensWith: "Gone").opening == nil)
    }

    @Test func theViewThatIsShownIsMarked() {
        let viewer = QueueViewerTests.viewer(["High": "severity=high", "Plain": ""], opensWith: "High")
        let links = viewer.links(for: QueueAddress(query: "severity=high&offset=50"))
        #expect(links.map(\.isCurrent) == [true, false])
        #expect(links.map(\.isDefault) == [true, false])
        #expect(links.map(\.address) == ["/incidents?severity=high", QueueViewer.plainAddress])
    }

    @Test(
        arguments: [
            ("", QueueColumn.usual), ("id,name,id,unheardOf", [.id, .name]), ("status", [.name, .status]),
            ("x,y", QueueColumn.usual),
        ] as [(String, [QueueColumn])])
    func columnsAreTakenAsTheyWereChosen(_ text: String, _ columns: [QueueColumn]) {
        var viewer = QueueViewer(account: "ana")
        viewer.chosenColumns = QueueColumn.columns(text.split(separator: ","))
        #expect(viewer.columns(for: QueueAddress()) == columns)
        #expect(viewer.columns(for: QueueAddress(query: "columns=owner")) == [.name, .owner])
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

    /// A name that turns the direction of writing would show `fdp.exe` as `exe.pdf`.
    @Test func signsThatTurnTheWritingAreShown() throws {
        #expect(Markup.escaped("a\u{202e}fdp.exe") == "a⟨U+202E⟩fdp.exe")
        #expect(DirectionMarks.shown("\u{2066}x\u{2069} עברית 🦊 – naïve") == "⟨U+2066⟩x⟨U+2069⟩ עברית 🦊 – naïve")
        struct Model { var name: String; var inner: [String] }
        let library = try TemplateLibrary(["page": "{{name}}{{#inner}}{{.}}{{/inner}}"])
        let seen = library.text("page", Model(name: "\u{202d}n", inner: ["\u{202c}"]))
        #expect(seen == "⟨U+202D⟩n⟨U+202C⟩")
    }

    @Test func longTextsKeepTheirEnds() {
        #expect("c34230df587a1b0b9e9c3dc08a63bbf4".middleTruncated(to: 12) == "c34230d…bbf4")
        #expect("short".middleTruncated(to: 12) == "short")
    }
}
