@testable import Access
import Primitives
import Testing

@Suite struct OpenIDTests {
    private static let now = Timestamp(unixSeconds: Int64(1_790_000_000))
    private static let good: JSONValue = [
        "iss": "https://id.example", "aud": "floor", "sub": "42", "exp": 1_790_000_300, "iat": 1_790_000_000, "nonce": "n",
        "preferred_username": "mara", "name": "Mara Lind", "groups": ["soc", "staff"],
    ]

    private static func provider(_ issuer: String = "https://id.example") throws -> IdentityProvider {
        try IdentityProvider(
            json: [
                "issuer": .string(issuer), "clientId": "floor", "rolesByGroup": ["soc": ["SOC manager"], "x": ["Threat hunter"]],
            ])
    }

    private static func token(_ change: (inout JSONObject) -> Void) throws -> IDToken {
        var claims = try #require(good.object)
        change(&claims)
        return try IDToken(claims: .object(claims), provider: try provider(), nonce: "n", at: now)
    }

    @Test func agoodTokenNamesAPerson() throws {
        let token = try OpenIDTests.token { _ in }
        #expect(token.subject == "https://id.example|42" && token.account == "mara" && token.displayName == "Mara Lind")
        #expect(try OpenIDTests.provider().roles(ofGroups: token.groups) == ["SOC manager"])
        #expect(try OpenIDTests.token { $0["iss"] = "https://id.example/" }.subject == token.subject)
        #expect(
            try OpenIDTests.token {
                $0["aud"] = ["floor", "other"]; $0["azp"] = "floor"
            } == token)
    }

    /// A claim, and a value with which the token is not for this sign-in; null for a claim that is missing.
    struct Fault: Sendable {
        var claim: String
        var value: JSONValue
    }

    @Test(arguments: [
        Fault(claim: "iss", value: "https://evil.example"), Fault(claim: "aud", value: "other"),
        Fault(claim: "aud", value: ["floor", "other"]), Fault(claim: "azp", value: "other"),
        Fault(claim: "exp", value: 1_789_999_000), Fault(claim: "exp", value: .null),
        Fault(claim: "iat", value: 1_790_001_000), Fault(claim: "nbf", value: 1_790_001_000),
        Fault(claim: "nonce", value: "m"), Fault(claim: "nonce", value: .null), Fault(claim: "sub", value: .null),
        Fault(claim: "sub", value: ""), Fault(claim: "preferred_username", value: .null),
    ])
    func atokenForAnotherIsRefused(fault: Fault) throws {
        #expect(throws: AccessError.self) {
            try OpenIDTests.token { $0[fault.claim] = fault.value.isNull ? nil : fault.value }
        }
    }

    @Test(arguments: [
        "http://id.example", "http://127.0.0.1@evil.example", "http://10.0.0.1", "ftp://id.example", "https://", "id.example",
        "http://localhost.evil.example", "http://[2001:db8::1]",
    ])
    func secretsTravelEncrypted(issuer: String) {
        #expect(throws: AccessError.self) { try OpenIDTests.provider(issuer) }
    }

    @Test(arguments: ["https://id.example", "http://127.0.0.1:9400", "http://localhost:9400/", "http://[::1]:9400"])
    func loopbackMayBePlain(issuer: String) throws {
        #expect(try !OpenIDTests.provider(issuer).issuer.hasSuffix("/"))
    }

    @Test func aStateIsGoodOnceAndForAWhile() {
        let pending = PendingSignIns()
        let (one, two) = (pending.begin(at: OpenIDTests.now), pending.begin(at: OpenIDTests.now))
        #expect(one.state != two.state && one.nonce != one.state && one.challenge != one.verifier)
        #expect(pending.take(one.state, at: OpenIDTests.now) == one)
        #expect(pending.take(one.state, at: OpenIDTests.now) == nil)
        #expect(pending.take(two.state, at: OpenIDTests.now + .minutes(10)) == nil)
        #expect(pending.take("guess", at: OpenIDTests.now) == nil)
    }

    @Test func theSettingComesBackAsItWas() throws {
        let provider = try OpenIDTests.provider()
        #expect(try IdentityProvider(json: provider.json) == provider)
    }
}
