@testable import Access
import CaseStore
import Foundation
import Primitives
import Testing

@Suite struct ClientTests {
    private func made(_ fixture: Fixture, _ grants: [String] = ["SecurityIncident.Read.All"]) async throws -> (APIClient, String)
    {
        try await fixture.clients.add("soar", grant: try Grant(names: grants), scope: .everything, by: .administrator)
    }

    @Test func aTokenSpeaksForItsClient() async throws {
        let fixture = try await Fixture()
        defer { fixture.remove() }
        let (client, secret) = try await made(fixture)
        let caller = try await fixture.book.caller(ofBearer: try await fixture.token(client, secret), at: .now)
        #expect(caller.kind == .client && caller.name == "client soar")
        #expect(caller.permissions == [.readIncidents])
        let claims = try #require(await fixture.book.keys.claims(of: try await fixture.token(client, secret)))
        #expect(claims.aud == "https://graph.microsoft.com")
        #expect(claims.iss == "https://floor.example/\(fixture.book.tenant)/v2.0" && claims.tid == fixture.book.tenant)
        #expect(claims.appid == client.id && claims.azp == client.id && claims.oid == client.id && claims.sub == client.id)
        #expect(claims.roles == ["SecurityIncident.Read.All", "Incident.Read.All"])
        #expect(claims.exp - claims.iat == 3599 && claims.nbf == claims.iat)
    }

    @Test func timeEndsATokenToTheSecond() async throws {
        let fixture = try await Fixture()
        defer { fixture.remove() }
        let (client, secret) = try await made(fixture)
        let start = Timestamp(unixSeconds: Int64(1_790_000_000))
        let token = try await fixture.token(client, secret, at: start)
        _ = try await fixture.book.caller(ofBearer: token, at: start + .seconds(3598))
        await #expect(throws: BearerError.expired) {
            try await fixture.book.caller(ofBearer: token, at: start + .seconds(3599))
        }
        await #expect(throws: BearerError.notYetGood) {
            try await fixture.book.caller(ofBearer: token, at: start - .seconds(1))
        }
    }

    @Test func whatEndsAClientEndsItsTokens() async throws {
        let fixture = try await Fixture()
        defer { fixture.remove() }
        let (client, secret) = try await made(fixture)
        let first = try await fixture.token(client, secret)
        let (_, newSecret) = try await fixture.clients.replaceSecret(of: client.id, by: .administrator)
        await #expect(throws: BearerError.revoked) { try await fixture.book.caller(ofBearer: first, at: .now) }
        await #expect(throws: OAuthError.wrongSecret) { try await fixture.token(client, secret) }
        let second = try await fixture.token(client, newSecret)
        _ = try await fixture.clients.update(client.id, .init(isEnabled: false), by: .administrator)
        await #expect(throws: BearerError.revoked) { try await fixture.book.caller(ofBearer: second, at: .now) }
        await #expect(throws: OAuthError.disabledClient(client.id)) { try await fixture.token(client, newSecret) }
        _ = try await fixture.clients.update(client.id, .init(isEnabled: true), by: .administrator)
        await #expect(throws: BearerError.revoked) { try await fixture.book.caller(ofBearer: second, at: .now) }
        let third = try await fixture.token(client, newSecret)
        _ = try await fixture.book.caller(ofBearer: third, at: .now)
        try await fixture.clients.remove(client.id, by: .administrator)
        await #expect(throws: BearerError.revoked) { try await fixture.book.caller(ofBearer: third, at: .now) }
        await #expect(throws: OAuthError.unknownClient(client.id)) { try await fixture.token(client, newSecret) }
    }

    @Test func grantsCountAtOnce() async throws {
        let fixture = try await Fixture()
        defer { fixture.remove() }
        let (client, secret) = try await made(fixture)
        let token = try await fixture.token(client, secret)
        _ = try await fixture.clients.update(
            client.id, .init(grant: try Grant(names: ["Machine.Isolate"])), by: .administrator)
        #expect(try await fixture.book.caller(ofBearer: token, at: .now).permissions == [.isolateDevices])
    }

    @Test func tokensOfOthersAreUnknown() async throws {
        let (fixture, other) = (try await Fixture(), try await Fixture())
        defer { fixture.remove(); other.remove() }
        let (client, secret) = try await made(other)
        let foreign = try await other.token(client, secret)
        _ = try await fixture.tokens.publicKeys(at: .now)
        let parts = foreign.split(separator: ".")
        for token in [
            foreign, "", "x", "a.b.c", "wf_", AccessToken().text, secret,
            // Signed by nobody.
            "eyJhbGciOiJub25lIn0.\(parts[1]).", "\(parts[0]).\(parts[1]).",
        ] {
            await #expect(throws: BearerError.unknown) { try await fixture.book.caller(ofBearer: token, at: .now) }
        }
        let (own, ownSecret) = try await made(fixture)
        let good = try await fixture.token(own, ownSecret).split(separator: ".")
        await #expect(throws: BearerError.unknown) {
            try await fixture.book.caller(ofBearer: "\(good[0]).\(parts[1]).\(good[2])", at: .now)
        }
    }

    @Test func keysOverlapAndGo() async throws {
        let fixture = try await Fixture()
        defer { fixture.remove() }
        let (client, secret) = try await made(fixture)
        let old = try await fixture.token(client, secret)
        _ = try await fixture.tokens.rotateSigningKey(by: .access)
        _ = try await fixture.book.caller(ofBearer: old, at: .now)
        let new = try await fixture.token(client, secret)
        #expect(old.split(separator: ".")[0] != new.split(separator: ".")[0])
        // A restart finds both, readable by their owner alone.
        let folder = fixture.folder.appendingPathComponent("keys")
        let ring = try await SigningKeyRing(folder: folder)
        #expect(await ring.claims(of: old) != nil)
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".pem") }
        #expect(files.count == 2)
        for file in files {
            let mode = try FileManager.default.attributesOfItem(atPath: folder.appendingPathComponent(file).path)[
                .posixPermissions]
            #expect((mode as? NSNumber)?.intValue == 0o600)
        }
        #expect(try await ring.renew(at: .now + .minutes(60)) == nil)
        #expect(await ring.claims(of: old) != nil)
        #expect(try await ring.renew(at: .now + .minutes(66)) == nil)
        #expect(await ring.claims(of: old) == nil)
        #expect(await ring.claims(of: new) != nil)
        #expect(try await ring.renew(at: .now + .days(91)) != nil)
    }

    @Test func nobodyGivesWhatHeDoesNotHave() async throws {
        let fixture = try await Fixture()
        defer { fixture.remove() }
        let clerk = Caller(
            kind: .person, account: "clerk",
            parts: [.init([.manageAuthorization, .readSecurityData], scope: CaseScope(sources: ["siem"]))])
        let scope = CaseScope(sources: ["siem"])
        let reading = try Grant(names: ["readSecurityData"])
        await #expect(throws: AccessError.beyondOwn(["isolateDevices"])) {
            try await fixture.clients.add(
                "a", grant: try Grant(names: ["Machine.Isolate"]), scope: scope, by: clerk)
        }
        await #expect(throws: AccessError.beyondOwnScope) {
            try await fixture.clients.add("a", grant: reading, scope: .everything, by: clerk)
        }
        let (own, _) = try await fixture.clients.add("a", grant: reading, scope: scope, by: clerk)
        await #expect(throws: AccessError.beyondOwnScope) {
            try await fixture.clients.update(own.id, .init(scope: .everything), by: clerk)
        }
        let (strong, _) = try await fixture.clients.add(
            "b", grant: try Grant(names: ["manageResponse"]), scope: .everything, by: .administrator)
        await #expect(throws: AccessError.self) { try await fixture.clients.replaceSecret(of: strong.id, by: clerk) }
        await #expect(throws: AccessError.self) { try await fixture.clients.remove(strong.id, by: clerk) }
    }

    @Test func everythingIsLoggedButTheSecret() async throws {
        let fixture = try await Fixture()
        defer { fixture.remove() }
        let (client, secret) = try await made(fixture)
        _ = try await fixture.clients.replaceSecret(of: client.id, by: .administrator)
        _ = try? await fixture.token(client, secret)
        _ = try await fixture.clients.update(client.id, .init(isEnabled: false), by: .administrator)
        try await fixture.clients.remove(client.id, by: .administrator)
        let changes = try await fixture.store.read { try $0.changes(limit: 100) }
        let actions = changes.map(\.action).reversed().filter { $0.hasPrefix("client") }
        #expect(Array(actions) == ["clientCreated", "clientUpdated", "clientRefused", "clientUpdated", "clientRemoved"])
        for change in changes {
            let text = change.payload?.text ?? ""
            #expect(!text.contains(secret) && !text.contains("wfc_"))
            #expect(!text.contains(hexadecimal(AccessToken.digest(of: secret))))
        }
    }
}
