import CaseStore
import Primitives
import SecurityModel
import Testing

@testable import Portal

/// Incidents whose alerts name things of kinds that are not known here: all tabs say so, and none says that there is nothing.
@Suite struct UnknownEvidenceTests {
    private static func read(
        _ pieces: [Int], _ body: @escaping @Sendable (IncidentCase, CaseReader) throws -> Void
    ) async throws {
        try await PageBench.with { bench in
            let alerts = PageRecords(say: { $0 }).strangers(pieces)
            try await bench.store.write(by: PageBench.person, at: PageBench.now) { transaction in
                try transaction.place(alerts, in: 9, name: "Unknown kinds only")
            }
            try await bench.store.read { reader in
                try body(try #require(try IncidentCase(IncidentID(9), reader)), reader)
            }
        }
    }

    @Test func oneAlertOfUnknownKindsIsTold() async throws {
        try await UnknownEvidenceTests.read([2]) { incidentCase, reader in
            let words = "2 pieces of evidence are of kinds that are not known here"
            let unknown = try #require(incidentCase.unknown)
            #expect(unknown.words == words && unknown.address == "/alerts/\(AlertID(31))")
            let said = incidentCase.story.sentences
            #expect(said[0].prose.text.hasSuffix("names no asset that is known here."))
            #expect(said.contains { $0.prose.text == words + "." && $0.alerts == [AlertID(31)] })
            let evidence = try EntitiesTab.evidence(incidentCase, reader)
            #expect(evidence.groups.isEmpty && evidence.unknown?.pieces == 2)
            #expect(!evidence.nothing.hasPrefix("No alert of this incident names anything"))
            let story = StoryTab.model(incidentCase)
            #expect(!story.isDrawn && story.unknown?.pieces == 2)
            #expect(story.emptyWords == "There is nothing to draw: no alert names an entity of a kind that is known here.")
            let page = IncidentPage.model(
                incidentCase, tab: .story, content: "", tasks: 0, form: ManageForm(), now: PageBench.now)
            #expect(page.tabs.first { $0.title == IncidentPage.Tab.evidence.title }?.count == "2")
            #expect(page.scope.hasSuffix("2 pieces of evidence"))
            let templates = try PageBench.templates()
            for html in [try templates.part("story", story), try templates.part("entities-tab", evidence)] {
                #expect(html.contains(words) && html.contains("href=\"/alerts/\(AlertID(31))\""))
                #expect(!html.contains("Everything is filtered out"))
            }
        }
    }

    @Test func severalAlertsAreLedTo() async throws {
        try await UnknownEvidenceTests.read([1, 2]) { incidentCase, _ in
            let unknown = try #require(incidentCase.unknown)
            #expect(unknown.pieces == 3 && unknown.link == "2 alerts")
            #expect(unknown.address == "/incidents/9?show=\(AlertID(31)),\(AlertID(32))")
        }
    }

    @Test func whatIsFilteredOutIsNoEmptyGraph() async throws {
        try await PageBench.with { bench in
            try await bench.store.read { reader in
                let known = try #require(try IncidentCase(IncidentID(1), reader))
                #expect(known.unknown?.words == nil)
                let story = StoryTab.model(known)
                #expect(story.isDrawn && story.emptyWords.hasPrefix("Everything is filtered out."))
            }
        }
    }
}
