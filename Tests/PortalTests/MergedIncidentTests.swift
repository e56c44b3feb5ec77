import CaseStore
import Primitives
import SecurityModel
import Testing

@testable import Portal

@Suite struct MergedIncidentTests {
    @Test(
        arguments: [
            ("/incidents/585", nil, true, "/incidents/9?merged=585"),
            ("/incidents/585/alerts", "offset=100", true, "/incidents/9/alerts?offset=100&merged=585"),
            ("/incidents/585/was", "at=7&merged=4", true, "/incidents/9/was?at=7&merged=4"),
            ("/incidents/585/graph.svg", nil, false, "/incidents/9/graph.svg"),
            ("/incidents/585/report.pdf", "part=graph", false, "/incidents/9/report.pdf?part=graph"),
            ("/incidents/0585/entities/585", nil, false, "/incidents/9/entities/585"),
        ] as [(String, String?, Bool, String)])
    func thePlaceIsKept(_ path: String, _ query: String?, _ isPage: Bool, _ address: String) {
        #expect(
            MergedIncident.address(path: path, query: query, IncidentID(585), survivor: IncidentID(9), isPage: isPage) == address)
    }
}

@Suite struct EmptyIncidentTests {
    private static func moved(_ alert: Int64) -> Change {
        Change(
            sequence: 1, time: .now, actor: "ana", isPerson: true, action: ChangeAction.alertsMoved.rawValue,
            incident: IncidentID(1), alert: nil,
            payload: ["before": ["alerts": [.integer(alert)]], "after": ["incident": 4]])
    }

    @Test func itSaysWhereItsAlertsAreNow() {
        let homes: [AlertID: IncidentID] = [AlertID(1): IncidentID(7), AlertID(2): IncidentID(9), AlertID(3): IncidentID(7)]
        let empty = EmptyIncident(changes: [1, 2, 3, 1, 8].map(EmptyIncidentTests.moved)) { homes[$0] }
        #expect(empty.homes == ["7", "9"] && empty.words.hasSuffix("They are in"))
        #expect(EmptyIncident(changes: []) { homes[$0] }.words == "It holds no alerts.")
    }
}

@Suite struct PastThingsTests {
    @Test func whatIsNotShownIsCounted() {
        let chip = EntityChip(.device, "ws-042", part: .asset, entity: 1)
        let all = Array(repeating: chip, count: PastTab.Things.mostThings + 12)
        let many = PastTab.Things(all, alerts: 3)
        #expect(many.chips.count == PastTab.Things.mostThings && many.count == "312" && many.more == "and 12 more")
        #expect(PastTab.Things([chip], alerts: 3).more == nil)
        #expect(PastTab.Things([chip], alerts: PastTab.Things.mostRead + 2).more == "and what 2 further alerts name")
    }
}
