import CaseStore
import SecurityModel
import Testing

@testable import Portal

/// What is left out of an incident of very many kinds of alerts is counted, and said.
@Suite struct UntoldTests {
    private static func groups(_ count: Int64) -> [AlertGroup] {
        (1...count).map { RandomIncident.group($0, entities: [ObservedEntity(entity: 1, roles: RoleSet([.attacked]))]) }
    }

    private static func story(_ groups: [AlertGroup], _ untold: Untold = .nothing) -> IncidentStory {
        let graph = IncidentGraph(groups, keys: [1: EntityKey(.device, "ws-042", .strong)])
        return IncidentStory(
            incident: RandomIncident.incident(), groups: groups, graph: graph, products: ["EDR"], untold: untold)
    }

    @Test func theStoryRestsOnAllAlertsThatItIsGiven() {
        let count = Int64(2 * StoryChapters.mostScenes)
        let said = UntoldTests.story(UntoldTests.groups(count)).sentences
        // The one of how far it came names one of them again.
        let chapters = said.filter { $0.alerts.count != 1 }
        #expect(chapters.reduce(0) { $0 + $1.alertCount } == count)
    }

    @Test func whatIsLeftOutIsSaid() {
        let untold = Untold(UntoldTests.groups(5), told: 3)
        #expect(untold.kinds == 2 && untold.alerts == 2 && untold.count(1_000) == "1,000+")
        #expect(untold.notice?.hasPrefix("This is made of the first 3 of 5 kinds of alerts.") == true)
        let said = UntoldTests.story(Array(UntoldTests.groups(5).prefix(3)), untold).sentences.map(\.prose.text)
        #expect(said.contains("2 further alerts of 2 other kinds are not told here."))
        #expect(said[0].contains("1+ devices"))
    }

    @Test func whereNothingIsLeftOutNothingIsSaid() {
        let untold = Untold(UntoldTests.groups(3), told: 3)
        #expect(untold == .init(UntoldTests.groups(3), told: 7) && untold.notice == nil && untold.count(1_000) == "1,000")
        #expect(UntoldTests.story(UntoldTests.groups(3)).sentences.allSatisfy { !$0.prose.text.contains("further") })
    }

    @Test(arguments: [(40, "/incidents/7?show=al1,"), (41, "/incidents/7?sentence=3")])
    func aLinkNamesAllAlertsOrTheSentence(_ count: Int64, _ address: String) {
        let sentence = IncidentStory.Sentence(prose: "x", alerts: (1...count).map { AlertID($0) }, alertCount: count)
        let line = IncidentStory.Line(sentence, number: 3, in: IncidentID(7))
        #expect(line.address.hasPrefix(address) && line.alerts.split(separator: " ").count == count)
    }
}
