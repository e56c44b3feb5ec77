internal import AsyncHTTPClient
internal import Foundation
internal import JWTKit
internal import NIOCore
internal import NIOHTTP1
internal import Primitives

/// Speaks with the identity provider: its description, its keys, its token endpoint.
struct ProviderConnection: Sendable {
    /// Seconds until an answer has to be there.
    static let patience: Int64 = 15
    /// Bytes of an answer, at most.
    static let largestAnswer = 1 << 20

    let provider: IdentityProvider

    /// Where the provider does what.
    struct Endpoints: Sendable {
        var authorization: String
        var token: String
        var keys: String
    }

    /// - Throws: `AccessError.provider` where it does not answer, or answers for somebody else.
    func endpoints() async throws -> Endpoints {
        let json = try await get(provider.issuer + "/.well-known/openid-configuration")
        let issuer = json["issuer"]?.string ?? ""
        guard issuer == provider.issuer || issuer == provider.issuer + "/" else {
            throw AccessError.provider("it calls itself '\(issuer)', not '\(provider.issuer)'")
        }
        func address(_ name: String) throws -> String {
            guard let address = json[name]?.string else { throw AccessError.provider("its description has no '\(name)'") }
            try IdentityProvider.check(address)
            return address
        }
        return Endpoints(
            authorization: try address("authorization_endpoint"), token: try address("token_endpoint"),
            keys: try address("jwks_uri"))
    }

    /// Where a browser is sent to sign in.
    func authorizationURL(_ endpoints: Endpoints, _ signIn: PendingSignIn, redirect: String) -> String {
        let query = ProviderConnection.form([
            ("response_type", "code"), ("client_id", provider.clientID), ("redirect_uri", redirect),
            ("scope", "openid profile email"), ("state", signIn.state), ("nonce", signIn.nonce),
            ("code_challenge", signIn.challenge), ("code_challenge_method", "S256"),
        ])
        return endpoints.authorization + (endpoints.authorization.contains("?") ? "&" : "?") + query
    }

    /// The claims of the id token that a code stands for, its signature verified by the provider's keys.
    func claims(
        code: String, _ signIn: PendingSignIn, secret: String?, redirect: String
    ) async throws -> JSONValue {
        let endpoints = try await endpoints()
        var fields = [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect),
            ("client_id", provider.clientID), ("code_verifier", signIn.verifier),
        ]
        if let secret { fields.append(("client_secret", secret)) }
        let answer = try await post(endpoints.token, ProviderConnection.form(fields))
        guard let token = answer["id_token"]?.string else { throw AccessError.provider("it gave no id token") }
        return try await verified(token, keys: try await get(endpoints.keys))
    }

    private func verified(_ token: String, keys: JSONValue) async throws -> JSONValue {
        let collection = JWTKeyCollection()
        // Keys of other kinds stand beside those that sign; what is not understood verifies nothing.
        for (index, key) in (keys["keys"]?.array ?? []).enumerated() {
            guard var object = key.object, object["use"]?.string != "enc" else { continue }
            if object["kid"] == nil { object["kid"] = .string("key \(index)") }
            guard let jwk = try? JSONDecoder().decode(JWK.self, from: Data(JSONValue.object(object).text.utf8)) else { continue }
            _ = try? await collection.add(jwk: jwk)
        }
        do {
            _ = try await collection.verify(token, as: AnyClaims.self, iteratingKeys: true)
        } catch {
            throw AccessError.badIDToken("its signature is not the provider's")
        }
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let payload = ProviderConnection.decoded(parts[1]),
            let claims = try? JSONValue(parsing: payload)
        else { throw AccessError.badIDToken("it cannot be read") }
        return claims
    }

    /// The claims are read by `IDToken`; here only the signature counts.
    private struct AnyClaims: JWTPayload {
        func verify(using algorithm: some JWTAlgorithm) {}
    }

    private func get(_ address: String) async throws -> JSONValue {
        try await send(HTTPClientRequest(url: address))
    }

    private func post(_ address: String, _ form: String) async throws -> JSONValue {
        var request = HTTPClientRequest(url: address)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
        request.body = .bytes(ByteBuffer(string: form))
        return try await send(request)
    }

    private func send(_ request: HTTPClientRequest) async throws -> JSONValue {
        var request = request
        request.headers.add(name: "Accept", value: "application/json")
        do {
            let (response, bytes) = try await answer(request)
            guard response.status == .ok else {
                let reason = (try? JSONValue(parsing: bytes))?["error"]?.string ?? ""
                throw AccessError.provider("it answered \(response.status.code) \(reason.prefix(64))")
            }
            return try JSONValue(parsing: bytes)
        } catch let error as AccessError {
            throw error
        } catch let error as CancellationError {
            throw error
        } catch {
            throw AccessError.provider("it did not answer as it should (\(error))")
        }
    }

    /// Redirects are not followed: the secret goes to the addresses that were checked, and nowhere else.
    private func answer(_ request: HTTPClientRequest) async throws -> (HTTPClientResponse, [UInt8]) {
        let client = HTTPClient(
            eventLoopGroupProvider: .singleton, configuration: HTTPClient.Configuration(redirectConfiguration: .disallow))
        do {
            let response = try await client.execute(request, timeout: .seconds(ProviderConnection.patience))
            let bytes = Array(try await response.body.collect(upTo: ProviderConnection.largestAnswer).readableBytesView)
            try await client.shutdown()
            return (response, bytes)
        } catch {
            try? await client.shutdown()
            throw error
        }
    }

    static func form(_ fields: [(String, String)]) -> String {
        fields.map { "\(escape($0.0))=\(escape($0.1))" }.joined(separator: "&")
    }

    private static func escape(_ text: String) -> String {
        text.utf8.map { byte -> String in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
                String(UnicodeScalar(byte))
            default: "%" + hexadecimal([byte]).uppercased()
            }
        }.joined()
    }

    private static func decoded(_ part: Substring) -> [UInt8]? {
        let plain = part.replacing("-", with: "+").replacing("_", with: "/")
        return Data(base64Encoded: plain + String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)).map(Array.init)
    }
}
