@testable import CaseStore
import SecurityModel
import Testing

@Suite struct EntityAliasesTests {
    private func entity(_ id: Int64, _ value: String, alerts: Int64, roles: RoleSet = []) -> IncidentEntity {
        IncidentEntity(id: id, key: EntityKey(.user, value, .strong), roles: roles, alertCount: alerts)
    }

    private func observed(_ entity: Int64, thing: UInt16) -> ObservedEntity {
        ObservedEntity(entity: entity, roles: [], thing: thing, criticality: 0)
    }

    @Test func oneAccountStandsOnceUnderItsBestName() {
        let entities = [
            entity(9, "bob", alerts: 9),
            entity(1, "s-1-5-21-1-2-3-1104", alerts: 5, roles: RoleSet([.source])),
            entity(2, #"corp\alice"#, alerts: 4),
            entity(3, "alice@corp.example", alerts: 2, roles: RoleSet([.attacked])),
        ]
        let folded = fold(
            entities,
            [
                [observed(1, thing: 1), observed(2, thing: 1), observed(9, thing: 0)],
                [observed(2, thing: 1), observed(3, thing: 1)],
            ])
        #expect(folded.map(\.key.value) == ["bob", "alice@corp.example"])
        #expect(folded[1].id == 3)
        #expect(folded[1].aliases.map(\.value) == ["s-1-5-21-1-2-3-1104", #"corp\alice"#])
        #expect(folded[1].alertCount == 5)
        #expect(folded[1].roles == RoleSet([.source, .attacked]))
    }

    /// A bare name is the account that alone is called so in full; between two it stays what it is.
    @Test func aBareNameIsTheOneAccountOfThatName() {
        let bare = IncidentEntity(id: 7, key: EntityKey(.user, "alice", .weak), roles: RoleSet([.source]), alertCount: 9)
        let one = fold([bare, entity(1, "alice@corp.example", alerts: 2), entity(2, "malice@corp.example", alerts: 1)], [])
        #expect(one.map(\.key.value) == ["alice@corp.example", "malice@corp.example"])
        #expect(one.first?.aliases.map(\.value) == ["alice"] && one.first?.alertCount == 9)
        let two = fold([bare, entity(1, "alice@corp.example", alerts: 2), entity(2, #"other\alice"#, alerts: 1)], [])
        #expect(two.map(\.key.value) == ["alice", "alice@corp.example", #"other\alice"#])
    }

    @Test func idsNeverWin() {
        let folded = fold(
            [entity(1, "0b7e3a54-97f1-4f6e-9d1c-7a2f3f3f9a11", alerts: 7), entity(2, "fs01", alerts: 1)],
            [[observed(1, thing: 3), observed(2, thing: 3)]])
        #expect(folded.map(\.key.value) == ["fs01"])
    }

    @Test func twoIdsOfOneFormStayTwoThings() {
        let folded = fold(
            [
                entity(1, "0b7e3a54-97f1-4f6e-9d1c-7a2f3f3f9a11", alerts: 7),
                entity(2, "5d1f3a54-97f1-4f6e-9d1c-7a2f3f3f9a11", alerts: 4), entity(3, "kiosk", alerts: 9),
            ],
            [[observed(1, thing: 1), observed(3, thing: 1)], [observed(2, thing: 1), observed(3, thing: 1)]])
        #expect(folded.map(\.key.value) == ["kiosk", "5d1f3a54-97f1-4f6e-9d1c-7a2f3f3f9a11"])
    }

    /// Hosts whose lines an agent passed on are not the agent.
    @Test func anAgentHasTwoNames() {
        let agent = IncidentEntity(id: 1, key: EntityKey(.device, "agent:005@siem", .strong), roles: [], alertCount: 9)
        let hosts = (2...4).map {
            IncidentEntity(id: $0, key: EntityKey(.device, "fw\($0)", .strong), roles: [], alertCount: 10 - $0)
        }
        let folded = fold([agent] + hosts, (2...4).map { [observed(1, thing: 1), observed($0, thing: 1)] })
        #expect(folded.map(\.key.value) == ["fw2", "fw4"] && folded[0].aliases.count == 2)
    }

    @Test func whatNoAlertUnitesStaysApart() {
        let folded = fold(
            [entity(1, "a", alerts: 1), entity(2, "b", alerts: 1)], [[observed(1, thing: 1), observed(2, thing: 2)]])
        #expect(folded.count == 2 && folded.allSatisfy(\.aliases.isEmpty))
    }

    private func fold(_ entities: [IncidentEntity], _ alerts: [[ObservedEntity]]) -> [IncidentEntity] {
        EntityAliases(alerts.map { (product: "Sensor", entities: $0) }, of: entities).folded(entities)
    }
}
