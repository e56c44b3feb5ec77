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

    @Test func columnsOfAnyNameNameThings() throws {
        let rows =
            try JSONValue(parsing: #"[{"src":"a","who":"kim","DeviceName":"b","peer":"203.0.113.9"},{"src":"c","who":"kim"}]"#)
            .array?.compactMap(\.object) ?? []
        func made(_ columns: [EntityColumn: String]) throws -> [JSONObject] {
            try HuntLink(title: "t", severity: .low, columns: columns).alerts(of: rows)
        }
        let alerts = try made([.deviceName: "src", .accountName: "who", .remoteIP: "peer"])
        #expect(alerts.map(kinds) == [["deviceEvidence", "userEvidence", "ipEvidence"], ["deviceEvidence", "userEvidence"]])
        #expect(alerts[0]["evidence"]?.array?[0]["hostName"] == "a")
        #expect(try made([.accountName: "who"]).map(kinds) == [["userEvidence"]])
        #expect(throws: HuntLinkError.noSuchColumn("host")) { try made([.deviceName: "host"]) }
    }

    /// Every column that is taken by its name is one thing's alone.
    @Test func usualColumnsAreApart() {
        let usual = EntityColumn.allCases.flatMap(\.usual)
        #expect(Set(usual).count == usual.count)
    }
}
