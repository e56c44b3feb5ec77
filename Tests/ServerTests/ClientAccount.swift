@testable import Access
import CaseStore
import Foundation
import Primitives
import ServerHarness
import Testing

/// An API client of a running server.
struct ClientAccount {
    let id: String
    let secret: String

    init(_ server: RunningServer, _ name: String, grants: [String], scope: JSONValue = .null) async throws {
        let made = try await server.post(
            "api/clients", ["name": .string(name), "grants": .array(grants.map(JSONValue.string)), "scope": scope])
        try #require(made.status == 201, "\(made.json)")
        id = try #require(made.json["clientId"]?.string)
        secret = try #require(made.json["clientSecret"]?.string)
    }

    var form: String {
        "grant_type=client_credentials&client_id=\(id)&client_secret=\(secret)&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default"
    }

    func token(_ server: RunningServer) async throws -> String {
        let answer = try await server.send(
            "POST", "common/oauth2/v2.0/token", body: Array(form.utf8), token: nil)
        return try #require(answer.json["access_token"]?.string, "\(answer.json)")
    }

    /// Claims as the server would write them at another time.
    func claims(at time: Timestamp) async throws -> TokenClaims {
        let stored = try APIClient(
            .init(id: id, name: "x", secretDigest: [], grants: ["readSecurityData"], scope: .null, created: .now))
        return TokenClaims(
            stored, audience: "https://graph.microsoft.com", issuer: "https://x", tenant: "x", version: .v2, at: time)
    }
}
