import Foundation
import Primitives
import ServerHarness
import Testing

/// The token endpoint and the documents that lead to it, as clients use them.
@Suite(.fewAtATime) struct TokenEndpointTests {
    private func ask(
        _ server: RunningServer, _ path: String, _ form: String, headers: [String: String] = [:]
    ) async throws -> RunningServer.Answer {
        try await server.send("POST", path, body: Array(form.utf8), token: nil, headers: headers)
    }

    @Test func clientsGetTokensInEveryForm() async throws {
        let server = try await RunningServer()
        defer { server.stop(); server.removeData() }
        let client = try await ClientAccount(server, "soar", grants: ["SecurityIncident.Read.All"])
        let tenantID = try #require(try await server.get("api/clients").json["clients"]?.array?.first?["tenantId"])
        for tenant in ["common", "contoso.onmicrosoft.com", "11111111-2222-3333-4444-555555555555"] {
            let answer = try await ask(server, "\(tenant)/oauth2/v2.0/token", client.form)
            #expect(answer.status == 200)
            #expect(answer.json["token_type"]?.string == "Bearer" && answer.json["expires_in"]?.integer == 3599)
            let token = answer.json["access_token"]?.string ?? ""
            let claims = Data(base64Encoded: TokenEndpointTests.base64(token.split(separator: ".")[1])) ?? Data()
            #expect(try JSONValue(parsing: Array(claims))["tid"] == tenantID)
            #expect(try await server.get("v1.0/security/incidents/1", token: token).status == 404)
            #expect(try await server.get("api/sources", token: token).status == 403)
        }
        let pair = Data("\(client.id):\(client.secret)".utf8).base64EncodedString()
        let basic = try await ask(
            server, "common/oauth2/v2.0/token",
            "grant_type=client_credentials&scope=https://monitor.azure.com//.default", headers: ["Authorization": "Basic \(pair)"]
        )
        #expect(basic.status == 200)
        let first = try await ask(
            server, "common/oauth2/token",
            "grant_type=client_credentials&client_id=\(client.id)&client_secret=\(client.secret)&resource=https://management.azure.com/"
        )
        #expect(first.json["expires_in"]?.string == "3599" && first.json["resource"]?.string == "https://management.azure.com/")
        let (start, end) = (first.json["not_before"]?.string ?? "", first.json["expires_on"]?.string ?? "")
        #expect((Int64(end) ?? 0) - (Int64(start) ?? 0) == 3599)
    }

    /// Base64 as URLs have it, with its usual letters and its end.
    private static func base64(_ text: Substring) -> String {
        let plain = text.replacing("-", with: "+").replacing("_", with: "/")
        return plain + String(repeating: "=", count: (4 - plain.count % 4) % 4)
    }

    @Test func refusalsAreThoseThatClientsKnow() async throws {
        let server = try await RunningServer()
        defer { server.stop(); server.removeData() }
        let client = try await ClientAccount(server, "soar", grants: ["SecurityIncident.Read.All"])
        let correlation = "0f0f0f0f-1111-4222-8333-444444444444"
        let wrong = try await ask(
            server, "common/oauth2/v2.0/token", client.form.replacing(client.secret, with: "guess"),
            headers: ["client-request-id": correlation])
        #expect(wrong.status == 401 && wrong.json["error"]?.string == "invalid_client")
        #expect(wrong.json["error_codes"]?.array == [7_000_215])
        #expect(wrong.json["correlation_id"]?.string == correlation)
        #expect(wrong.json["error_description"]?.string?.hasPrefix("AADSTS7000215:") == true)
        let unknown = try await ask(server, "common/oauth2/v2.0/token", client.form.replacing(client.id, with: "nobody"))
        #expect(unknown.status == 400 && unknown.json["error_codes"]?.array == [700_016])
        let empty = try await ask(server, "common/oauth2/v2.0/token", "")
        #expect(empty.status == 400 && empty.json["error_codes"]?.array == [900_144])
        let large = try await ask(server, "common/oauth2/v2.0/token", String(repeating: "a", count: 1 << 17))
        #expect(large.status == 400 && large.json["error"]?.string == "invalid_request")
        for path in ["common/oauth2/v2.0/token", "common/oauth2/token", "common/OAuth2/v2.0/Token"] {
            let other = try await server.send("PUT", path, body: [], token: nil)
            #expect(other.status == 405 && other.json["error"]?.string == "invalid_request", "\(path)")
            #expect(other.json["error_description"]?.string?.contains("POST") == true)
        }
        let packed = try await server.send(
            "POST", "common/oauth2/v2.0/token", body: gzip(client.form), token: nil, headers: ["Content-Encoding": "gzip"])
        #expect(packed.status == 200, "\(packed.json)")
        let damaged = try await ask(server, "common/oauth2/v2.0/token", "\u{1f}x", headers: ["Content-Encoding": "gzip"])
        #expect(damaged.status == 400 && damaged.json["error"]?.string == "invalid_request")
        // Guesses enough for the address are answered in the same shape, and do not end the client.
        var last = wrong
        for _ in 0...10 {
            last = try await ask(server, "common/oauth2/v2.0/token", client.form.replacing(client.secret, with: "guess"))
        }
        #expect(last.status == 429 && last.json["error"]?.string == "temporarily_unavailable")
        #expect(last.json["error_description"]?.string?.isEmpty == false)
    }

    @Test func documentsLeadBackToTheHostThatWasAsked() async throws {
        let server = try await RunningServer()
        defer { server.stop(); server.removeData() }
        let root = server.address
        let second = try await server.get("contoso/v2.0/.well-known/openid-configuration", token: nil).json
        #expect(second["issuer"]?.string == "\(root)/contoso/v2.0")
        #expect(second["token_endpoint"]?.string == "\(root)/contoso/oauth2/v2.0/token")
        #expect(second["authorization_endpoint"]?.string == "\(root)/contoso/oauth2/v2.0/authorize")
        let first = try await server.get("contoso/.well-known/openid-configuration", token: nil).json
        #expect(first["token_endpoint"]?.string == "\(root)/contoso/oauth2/token")
        for document in [first, second] {
            let keys = try #require(document["jwks_uri"]?.string).dropFirst(root.count + 1)
            let set = try await server.get(String(keys), token: nil).json["keys"]?.array
            #expect(set?.count == 1 && set?[0]["kty"]?.string == "RSA" && set?[0]["e"]?.string == "AQAB")
        }
        let endpoints = try await server.get("metadata/endpoints?api-version=latest", token: nil).json
        #expect(endpoints["resourceManager"]?.string == root + "/")
        #expect(endpoints["authentication"]?["loginEndpoint"]?.string == root + "/")
        let instance = try await server.get("common/discovery/instance", token: nil).json
        #expect(instance["tenant_discovery_endpoint"]?.string == "\(root)/common/v2.0/.well-known/openid-configuration")
        // A host that is none does not come back.
        let odd = try await server.send(
            "GET", "metadata/endpoints", body: nil, token: nil, headers: ["Host": "evil.example/<script>"])
        #expect(odd.json["portal"]?.string?.contains("evil") != true)
    }

    @Test func clientsAreManaged() async throws {
        let server = try await RunningServer()
        defer { server.stop(); server.removeData() }
        let client = try await ClientAccount(server, "soar", grants: ["SecurityIncident.Read.All"])
        #expect(try await server.post("api/clients", ["name": "soar", "grants": ["manageAlerts"]]).status == 409)
        #expect(try await server.post("api/clients", ["name": "a b", "grants": ["manageAlerts"]]).status == 400)
        #expect(try await server.post("api/clients", ["name": "b", "grants": ["All"]]).status == 400)
        #expect(try await server.post("api/clients", ["name": "b", "grants": []]).status == 400)
        let listed = try await server.get("api/clients").json["clients"]?.array
        #expect(listed?.count == 1 && listed?[0]["clientSecret"] == nil)
        let token = try await client.token(server)
        let path = "api/clients/\(client.id)"
        #expect(try await server.patch(path, ["isEnabled": false]).json["isEnabled"]?.bool == false)
        #expect(try await server.get("v1.0/security/incidents/1", token: token).status == 401)
        #expect(try await server.post("\(path)/secret", [:]).json["clientSecret"]?.string?.isEmpty == false)
        #expect(try await server.delete(path).status == 204)
        #expect(try await server.delete(path).status == 404)
        #expect(try await server.post("api/signingKeys", [:]).status == 201)
    }
}
