import Access
import CaseStore
import Primitives
import SecurityModel
import Testing

@testable import Portal

/// Who work can be given to, and that it reaches him.
@Suite struct OwnWorkTests {
    private static func with(_ body: (PageBench) async throws -> Void) async throws {
        try await PageBench.with { bench in
            try await bench.store.write(by: PageBench.person, at: PageBench.now) { transaction in
                for (account, roles, groups) in [
                    ("mia", ["Tier 1 responder"], ["soc"]), ("rita", ["Security reader"], []), ("sen", ["Gone"], []),
                ] {
                    var person = StoredPerson(
                        account: account, displayName: "", password: nil, roles: roles, created: PageBench.start)
                    person.groups = groups
                    try transaction.save(person)
                }
                var update = IncidentUpdate()
                update.assignedTo = "soc"
                try transaction.update(IncidentID(2), update)
                _ = try transaction.save(
                    IncidentTask(
                        name: "t2", incident: IncidentID(2), title: "Of the group",
                        details: IncidentTask.Details(position: 1, owner: "soc")), over: nil)
                try transaction.set(
                    "identityProvider",
                    to: #"""
                        {"issuer": "https://id.example", "clientId": "w",
                         "rolesByGroup": {"soc": ["Tier 1 responder"], "staff": ["Security reader"]}}
                        """#)
            }
            try await body(bench)
        }
    }

    private static func home(_ bench: PageBench, of account: String) async throws -> HomePage.Model {
        try await bench.store.read { try HomePage.model(for: account, in: .everything, $0, now: PageBench.now) }
    }

    @Test func whatAGroupOwnsIsOnTheHomeOfItsPeople() async throws {
        try await OwnWorkTests.with { bench in
            let mia = try await OwnWorkTests.home(bench, of: "mia")
            #expect(mia.mine.map(\.head.id) == ["2"] && mia.tasks.map(\.title) == ["Of the group"])
            #expect(try await OwnWorkTests.home(bench, of: "rita").mine.isEmpty)
        }
    }

    @Test func workIsGivenToWhoMayDoIt() async throws {
        try await OwnWorkTests.with { bench in
            let responders = try await bench.store.read { try Responders($0) }
            let accounts = responders.people.map(\.account)
            #expect(accounts.contains("mia") && !accounts.contains("rita") && !accounts.contains("sen"))
            #expect(responders.groups == ["soc"])
            #expect(responders.owner(named: "MIA") == "mia" && responders.owner(named: "soc") == "soc")
            #expect(responders.owner(named: "rita") == nil && responders.owner(named: "nobody-such") == nil)
        }
    }
}
