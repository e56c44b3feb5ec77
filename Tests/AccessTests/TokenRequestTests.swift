@testable import Access
import Foundation
import Primitives
import Testing

@Suite struct TokenRequestTests {
    private func request(
        _ fields: KeyValuePairs<String, String>, authorization: String? = nil, _ version: TokenRequest.Version = .v2
    ) throws(OAuthError) -> TokenRequest {
        try TokenRequest(form: fields.map { ($0.key, $0.value) }, authorization: authorization, version: version)
    }

    @Test(arguments: [
        ("https://graph.microsoft.com/.default", "https://graph.microsoft.com"),
        ("https://floor.example/.default", "https://floor.example"),
        ("https://api.securitycenter.microsoft.com/.default", "https://api.securitycenter.microsoft.com"),
        ("https://api.security.microsoft.com/.default", "https://api.security.microsoft.com"),
        ("https://management.azure.com/.default", "https://management.azure.com"),
        ("https://management.core.windows.net//.default", "https://management.core.windows.net/"),
        ("https://monitor.azure.com//.default", "https://monitor.azure.com/"),
        ("https://api.loganalytics.io/.default", "https://api.loganalytics.io"),
        ("openid profile https://graph.microsoft.com/.default offline_access", "https://graph.microsoft.com"),
    ])
    func scopesOfAllClientsAreTaken(scope: String, resource: String) throws {
        let read = try request([
            "grant_type": "client_credentials", "client_id": "ID", "client_secret": "s", "scope": scope,
        ])
        #expect(read.resource == resource)
        #expect(read.clientID == "id")
    }

    @Test func theFirstVersionTakesAResource() throws {
        let read = try request(
            [
                "grant_type": "client_credentials", "client_id": "id", "client_secret": "s",
                "resource": "https://management.azure.com/",
            ], .v1)
        #expect(read.resource == "https://management.azure.com/")
        #expect(read.version == .v1)
    }

    @Test func theSecretMayStandInTheHeader() throws {
        let pair = Data("id:a%2Bb%3Ac".utf8).base64EncodedString()
        let read = try request(
            ["grant_type": "client_credentials", "scope": "https://x.example/.default"], authorization: "Basic \(pair)")
        #expect(read.clientID == "id")
        #expect(read.secret == "a+b:c")
    }

    /// A form, and the number of what is wrong with it.
    struct Fault: Sendable {
        var form: String
        var code: Int64
    }

    private static let client = "grant_type=client_credentials&client_id=i"

    @Test(arguments: [
        Fault(form: "scope=x/.default", code: 900_144), Fault(form: "grant_type=password", code: 70003),
        Fault(form: "grant_type=client_credentials", code: 900_144), Fault(form: client, code: 7_000_216),
        Fault(form: client + "&client_secret=s", code: 900_144),
        Fault(form: client + "&client_secret=s&scope=User.Read", code: 1_002_012),
        Fault(form: client + "&client_secret=s&scope=/.default", code: 1_002_012),
        Fault(form: client + "&client_id=j", code: 9_000_411),
    ])
    func faultsHaveTheirNumbers(fault: Fault) {
        let fields = fault.form.split(separator: "&").map { field in
            let pair = field.split(separator: "=", maxSplits: 1)
            return (name: String(pair[0]), value: String(pair[1]))
        }
        let error = #expect(throws: OAuthError.self) {
            try TokenRequest(form: fields, authorization: nil, version: .v2)
        }
        #expect(error?.code == fault.code)
    }

    @Test func errorsHaveAllThatClientsRead() {
        let json = OAuthError.wrongSecret.json(at: Timestamp(unixSeconds: Int64(1_790_000_000)), trace: "t", correlation: "c")
        #expect(json["error"]?.string == "invalid_client")
        #expect(json["error_codes"]?.array == [7_000_215])
        #expect(json["error_description"]?.string?.hasPrefix("AADSTS7000215: Invalid client secret") == true)
        #expect(json["timestamp"]?.string == "2026-09-21 14:13:20Z")
        #expect(json["trace_id"]?.string == "t" && json["correlation_id"]?.string == "c")
    }
}
