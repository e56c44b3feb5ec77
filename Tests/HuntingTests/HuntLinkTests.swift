import Hunting
import Primitives
import SecurityModel
import Testing

/// Alerts that somebody makes of rows.
@Suite struct HuntLinkTests {
    private func alerts(_ rows: String) throws -> [JSONObject] {
        let rows = try JSONValue(parsing: rows).array?.compactMap(\.object) ?? []
        return try HuntLink(title: "t", severity: .low).alerts(of: rows)
    }

    private func kinds(_ alert: JSONObject) -> [String] {
        alert["evidence"]?.array?.compactMap { $0["@odata.type"]?.string?.replacing("#microsoft.graph.security.", with: "") }
            ?? []
    }

    @Test func rowsOfTheSameAssetsAreOneAlert() throws {
        let made = try alerts(
            """
            [{"DeviceName":"a.example","AccountName":"kim","FileName":"x.exe"},{"DeviceName":"a.example","AccountName":"kim"},
            {"DeviceName":"a.example","AccountName":"lee"},{"DeviceName":"b.example","AccountName":"kim"}]
            """)
        #expect(made.map { $0["additionalData"]?["Rows"]?.array?.count } == [2, 1, 1])
        #expect(kinds(made[0]) == ["deviceEvidence", "userEvidence", "fileEvidence"])
    }

    @Test func resourcesOfCloudsAreAssets() throws {
        let made = try alerts(
            """
            [{"ResourceId":"/subscriptions/1/resourceGroups/g/providers/p/t/n","ResourceType":"t"},{"CloudResource":"arn:aws:s3:::b"},
            {"ResourceId":"//storage.googleapis.com/b"},{"Application":"Mail","ApplicationId":20893},{"ResourceId":"no resource"}]
            """)
        #expect(
            made.map(kinds) == [
                ["azureResourceEvidence"], ["amazonResourceEvidence"], ["googleCloudResourceEvidence"],
                ["cloudApplicationEvidence"],
                [],
            ])
    }

    @Test func whatElseARowNamesIsRelated() throws {
        let made = try alerts(
            """
            [{"DeviceName":"a","RegistryKey":"HKLM/Run","RegistryValueName":"v","RegistryValueData":"x.exe"},
            {"DeviceName":"a","NetworkMessageId":"m-1","Subject":"hello","OAuthAppId":"o-1"}]
            """)
        #expect(
            made.map(kinds) == [
                ["deviceEvidence", "registryValueEvidence", "oauthApplicationEvidence", "analyzedMessageEvidence"]
            ])
    }
}
