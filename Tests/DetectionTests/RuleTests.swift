import Detection
import Primitives
import Testing

/// Rules as they are read from their properties.
@Suite struct RuleTests {
    private static func rule(_ change: (inout JSONObject) -> Void) throws -> DetectionRule {
        var properties: JSONObject = ["displayName": "d", "query": "E"]
        change(&properties)
        return try DetectionRule(properties: properties)
    }

    /// Each bad property with what its error names.
    private static let bad: [(name: String, value: JSONValue, place: String, words: String)] = [
        ("query", "", "query", "missing"), ("query", .string(String(repeating: "x", count: 10_001)), "query", "10000"),
        ("query", 1, "query", "text"), ("displayName", .null, "displayName", "missing"),
        ("severity", "Urgent", "severity", "Informational"), ("kind", "Fusion", "kind", "Scheduled, NRT"),
        ("queryFrequency", "PT4M", "queryFrequency", "PT5M to P14D"), ("queryFrequency", "P15D", "queryFrequency", "P14D"),
        ("queryFrequency", "soon", "queryFrequency", "PT1H"), ("queryPeriod", "P31D", "queryPeriod", "P30D"),
        ("queryPeriod", "PT30M", "queryPeriod", "queryFrequency"), ("triggerOperator", "Most", "triggerOperator", "LessThan"),
        ("triggerThreshold", -1, "triggerThreshold", "10000"), ("triggerThreshold", 10_001, "triggerThreshold", "10000"),
        ("tactics", ["Cooking"], "tactics", "Cooking"), ("techniques", ["T12"], "techniques", "T1059"),
        ("enabled", "perhaps", "enabled", "true or false"),
        ("entityMappings", [["entityType": "Horse"]], "entityMappings[0].entityType", "Account"),
        (
            "entityMappings", [["entityType": "IP", "fieldMappings": [["identifier": "Colour", "columnName": "C"]]]],
            "entityMappings[0].fieldMappings[0].identifier", "Address"
        ),
        ("entityMappings", [["entityType": "IP", "fieldMappings": []]], "entityMappings[0].fieldMappings", "1 to 3"),
        (
            "entityMappings", .array(Array(repeating: ["entityType": "IP"], count: 11)), "entityMappings", "10"
        ),
        ("customDetails", ["a": 1], "customDetails.a", "column"),
        ("eventGroupingSettings", ["aggregationKind": "Pile"], "eventGroupingSettings.aggregationKind", "AlertPerEntity"),
    ]

    @Test func whatCannotBeIsNamedWithItsPlace() {
        for bad in Self.bad {
            let error = #expect(throws: DetectionRuleError.self) { try Self.rule { $0[bad.name] = bad.value } }
            #expect(error?.place == bad.place, "\(bad)")
            #expect("\(error.map(String.init(describing:)) ?? "")".contains(bad.words), "\(bad): \(String(describing: error))")
        }
    }

    @Test func suppressionIsLookedAtWhereItCounts() throws {
        #expect(try Self.rule { $0["suppressionDuration"] = "P9D" }.suppression == nil)
        #expect(throws: DetectionRuleError.self) {
            try Self.rule {
                $0["suppressionDuration"] = "P9D"
                $0["suppressionEnabled"] = true
            }
        }
    }

    /// What a rule says is read again as it was.
    @Test func propertiesSayTheRule() throws {
        let properties = try #require(
            JSONValue(
                parsing: """
                    {"kind":"Scheduled","displayName":"n","description":"d","enabled":true,"severity":"High","query":"E",
                    "queryFrequency":"PT01H00M00S","queryPeriod":"P2DT1H30M","triggerOperator":"LessThan","triggerThreshold":3,
                    "suppressionEnabled":true,"suppressionDuration":"PT1H","tactics":["DefenseEvasion"],"techniques":["T1059"],
                    "eventGroupingSettings":{"aggregationKind":"AlertPerResult"},
                    "entityMappings":[{"entityType":"ip","fieldMappings":[{"identifier":"address","columnName":"A"}]}],
                    "customDetails":{"x":"X"},"alertDetailsOverride":{"alertDisplayNameFormat":"On {{A}}",
                    "alertSeverityColumnName":"S","alertDynamicProperties":[{"alertProperty":"AlertLink","value":"L"}]},
                    "incidentConfiguration":{"createIncident":false},"templateVersion":"1.0.0"}
                    """
            ).object)
        let rule = try DetectionRule(properties: properties)
        #expect(rule.frequency == .every(.hours(1)) && rule.lookBack == Duration(ticks: Duration.minutes(49 * 60 + 30).ticks))
        #expect(rule.kept.members.map(\.name) == ["templateVersion"] && rule.incidents?.createsIncident == false)
        #expect(try DetectionRule(properties: rule.properties) == rule)
        #expect(rule.problems(withColumns: ["A", "X"]).map(\.place).count == 2)
        #expect(rule.problems(withColumns: ["A", "X", "S", "L"]).isEmpty)
    }

    @Test(arguments: [
        ("PT5M", 300), ("P1D", 86400), ("P2DT1H30M", 178_200), ("PT01H00M00S", 3600), ("5h", 18_000), ("1d", 86400),
        ("14D", 1_209_600), ("P1W", 604_800),
    ])
    func spansAreRead(_ text: String, seconds: Int64) {
        #expect(RuleSpan.read(text) == .seconds(seconds))
    }

    @Test(arguments: ["", "P", "PT", "5", "h", "P1", "PT1X", "1.5h", "-1h", "P1H"])
    func whatIsNoSpanIsNotRead(_ text: String) {
        #expect(RuleSpan.read(text) == nil)
    }
}
