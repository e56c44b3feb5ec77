@testable import Access
import CaseStore
import Primitives
import Testing

@Suite struct PeopleTests {
    private let password = "correct horse battery"
    private let start = Timestamp(unixSeconds: Int64(1_790_000_000))

    private func fixture(_ roles: [String] = ["Tier 1 responder"]) async throws -> Fixture {
        let fixture = try await Fixture()
        _ = try await fixture.access.people.add(
            "Mara", displayName: "Mara Lind", password: password, roles: roles, by: .administrator)
        return fixture
    }

    @Test func peopleSignInAndOut() async throws {
        let fixture = try await fixture()
        defer { fixture.remove() }
        let desk = fixture.access.signIn
        let (caller, token) = try await desk.signIn(account: "MARA", password: password, address: "192.0.2.1", at: start)
        #expect(caller.kind == .person && caller.name == "mara")
        #expect(caller.may(.manageIncidents) && caller.may(.readAlerts) && !caller.may(.isolateDevices))
        #expect(try await desk.caller(of: token, at: start) == caller)
        #expect(try await desk.caller(of: SessionToken(text: "guess"), at: start) == nil)
        try await desk.signOut(token)
        #expect(try await desk.caller(of: token, at: start) == nil)
    }

    @Test func whateverIsWrongIsAnsweredAlike() async throws {
        let fixture = try await fixture()
        defer { fixture.remove() }
        let desk = fixture.access.signIn
        for (account, text) in [("mara", "wrong horse battery"), ("nobody", password), ("", password)] {
            await #expect(throws: AccessError.notLetIn) {
                try await desk.signIn(account: account, password: text, address: "192.0.2.1", at: start)
            }
        }
        _ = try await fixture.access.people.update("mara", .init(isEnabled: false), by: .administrator)
        await #expect(throws: AccessError.notLetIn) {
            try await desk.signIn(account: "mara", password: password, address: "192.0.2.1", at: start)
        }
        let refused = try await fixture.store.read { try $0.changes(limit: 100) }.filter { $0.action == "signInRefused" }
        #expect(refused.count == 4)
        #expect(refused.map { $0.payload?["after"]?["account"]?.string }.reversed() == ["mara", nil, nil, "mara"])
    }

    @Test func sessionsEndByTimeAndUse() async throws {
        let fixture = try await fixture()
        defer { fixture.remove() }
        let desk = fixture.access.signIn
        let (_, token) = try await desk.signIn(account: "mara", password: password, address: "192.0.2.1", at: start)
        var now = start
        while now - start < .hours(11) {
            now = now + .minutes(59)
            #expect(try await desk.caller(of: token, at: now) != nil)
        }
        #expect(try await desk.caller(of: token, at: start + .hours(12)) == nil)
        let (_, idle) = try await desk.signIn(account: "mara", password: password, address: "192.0.2.1", at: start)
        #expect(try await desk.caller(of: idle, at: start + .minutes(60)) == nil)
        try await desk.sweep(at: start + .hours(13))
        #expect(try await fixture.store.read { try $0.session(digest: token.digest) } == nil)
    }

    @Test func whatEndsTrustEndsSessions() async throws {
        let fixture = try await fixture()
        defer { fixture.remove() }
        let (desk, people) = (fixture.access.signIn, fixture.access.people)
        func signIn(_ password: String) async throws -> SessionToken {
            try await desk.signIn(account: "mara", password: password, address: "192.0.2.1", at: start).token
        }
        let (first, second) = (try await signIn(password), try await signIn(password))
        let next = "another horse battery"
        await #expect(throws: AccessError.wrongPassword) {
            try await desk.changePassword(of: "mara", from: "wrong", to: next, address: "192.0.2.1", at: start)
        }
        try await desk.changePassword(of: "mara", from: password, to: next, address: "192.0.2.1", at: start)
        #expect(try await desk.caller(of: first, at: start) == nil)
        #expect(try await desk.caller(of: second, at: start) == nil)
        let third = try await signIn(next)
        _ = try await people.update("mara", .init(password: "a third horse battery"), by: .administrator)
        #expect(try await desk.caller(of: third, at: start) == nil)
        let fourth = try await signIn("a third horse battery")
        _ = try await people.update("mara", .init(isEnabled: false), by: .administrator)
        #expect(try await desk.caller(of: fourth, at: start) == nil)
        _ = try await people.update("mara", .init(isEnabled: true), by: .administrator)
        #expect(try await desk.caller(of: fourth, at: start) == nil)
        let fifth = try await signIn("a third horse battery")
        try await people.remove("mara", by: .administrator)
        #expect(try await desk.caller(of: fifth, at: start) == nil)
    }

    @Test func rolesCountAtOnceAndEachInItsScope() async throws {
        let fixture = try await fixture()
        defer { fixture.remove() }
        let (_, token) = try await fixture.access.signIn.signIn(
            account: "mara", password: password, address: "192.0.2.1", at: start)
        _ = try await fixture.access.roles.save(
            Role(name: "Plant 2", permissions: [.manageResponse], scope: CaseScope(deviceGroups: [2])), by: .administrator)
        _ = try await fixture.access.people.update(
            "mara", .init(roles: ["Security reader", "Plant 2"]), by: .administrator)
        let caller = try #require(try await fixture.access.signIn.caller(of: token, at: start))
        #expect(caller.scopes(for: .readIncidents) == [.everything])
        #expect(caller.scopes(for: .isolateDevices) == [CaseScope(deviceGroups: [2])])
        #expect(caller.scopes(for: .manageIncidents).isEmpty)
        await #expect(throws: AccessError.roleInUse("Plant 2", by: ["mara"])) {
            try await fixture.access.roles.remove("Plant 2", by: .administrator)
        }
        await #expect(throws: AccessError.builtInRole("SOC manager")) {
            try await fixture.access.roles.save(Role(name: "SOC manager", permissions: [.readAlerts]), by: .administrator)
        }
    }

    @Test func nobodyRisesByAnother() async throws {
        let fixture = try await fixture(["Security administrator"])
        defer { fixture.remove() }
        let clerk = Caller(kind: .person, account: "clerk", parts: [.init([.manageAuthorization, .readSecurityData])])
        let people = fixture.access.people
        await #expect(throws: AccessError.self) {
            try await people.add("x", displayName: nil, password: password, roles: ["SOC manager"], by: clerk)
        }
        await #expect(throws: AccessError.self) {
            try await people.update("mara", .init(password: "a third horse battery"), by: clerk)
        }
        await #expect(throws: AccessError.self) { try await people.remove("mara", by: clerk) }
        _ = try await people.add("x", displayName: nil, password: password, roles: ["Sentinel Reader"], by: clerk)
        await #expect(throws: AccessError.self) {
            try await people.update("x", .init(roles: ["Security operator"]), by: clerk)
        }
    }

    @Test func theFirstPersonIsMadeOnce() async throws {
        let fixture = try await Fixture()
        defer { fixture.remove() }
        let setup = fixture.access.setup
        let old = try #require(try await setup.makeSecret(fixture.store))
        let secret = try #require(try await setup.makeSecret(fixture.store))
        func setUp(_ secret: String, _ account: String) async throws -> Person {
            try await setup.setUp(
                secret: secret, account: account, displayName: nil, password: password, address: "192.0.2.1", at: start)
        }
        await #expect(throws: AccessError.wrongSetupSecret) { try await setUp(old, "ana") }
        await #expect(throws: AccessError.badName("administrator")) { try await setUp(secret, "administrator") }
        #expect(try await setUp(secret, "ana").roles == ["Security administrator"])
        await #expect(throws: AccessError.alreadySetUp) { try await setUp(secret, "eve") }
        #expect(try await setup.makeSecret(fixture.store) == nil)
    }

    @Test func namesCannotPassForOthers() async throws {
        let fixture = try await Fixture()
        defer { fixture.remove() }
        for name in ["administrator", "Ingestion", "client soar", "", "a\u{202e}b", String(repeating: "a", count: 65)] {
            await #expect(throws: AccessError.badName(name)) {
                try await fixture.access.people.add(
                    name, displayName: "x", password: password, roles: [], by: .administrator)
            }
        }
        await #expect(throws: AccessError.badDisplayName) {
            try await fixture.access.people.add(
                "x", displayName: "a\u{1b}[2J", password: password, roles: [], by: .administrator)
        }
    }
}
