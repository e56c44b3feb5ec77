@testable import Access
import CaseStore
import Primitives
import Testing

/// Who may change the identity provider, and what becomes of its secret.
@Suite struct ProviderDeskTests {
    private func provider(_ issuer: String, client: String = "wf", role: String = "Tier 1 responder") throws -> IdentityProvider {
        try IdentityProvider(json: [
            "issuer": .string(issuer), "clientId": .string(client), "rolesByGroup": ["soc": [.string(role)]],
        ])
    }

    @Test func aSecretStaysWithItsClientOfItsIssuer() async throws {
        let fixture = try await Fixture()
        defer { fixture.remove() }
        let desk = fixture.access.provider
        try await desk.set(try provider("https://id.example.org"), secret: "first", by: .administrator)
        try await desk.set(try provider("https://id.example.org", role: "Security reader"), secret: nil, by: .administrator)
        #expect(desk.hasSecret)
        try await desk.set(try provider("https://id.example.net"), secret: nil, by: .administrator)
        #expect(!desk.hasSecret)
        try await desk.set(try provider("https://id.example.net"), secret: "second", by: .administrator)
        try await desk.set(try provider("https://id.example.net", client: "other"), secret: nil, by: .administrator)
        #expect(!desk.hasSecret)
    }

    @Test func nobodyChangesWhatGivesMoreThanHeHas() async throws {
        let fixture = try await Fixture()
        defer { fixture.remove() }
        let desk = fixture.access.provider
        let strong = try provider("https://id.example.org", role: "Security administrator")
        try await desk.set(strong, secret: "first", by: .administrator)
        let permissions: Set<Permission> = [.manageAuthorization, .readIncidents]
        let scoped = Caller(
            kind: .person, account: "mallory", parts: [Caller.Part(permissions, scope: CaseScope(deviceGroups: [2]))])
        let weak = Caller(kind: .person, account: "mallory", parts: [Caller.Part(permissions)])
        let own = try IdentityProvider(json: ["issuer": "https://elsewhere.example", "clientId": "wf"])
        for caller in [scoped, weak] {
            await #expect(throws: AccessError.self) { try await desk.set(own, secret: nil, by: caller) }
            await #expect(throws: AccessError.self) { try await desk.set(nil, secret: nil, by: caller) }
        }
        #expect(try await desk.provider() == strong)
        #expect(desk.hasSecret)
    }
}
