import Primitives
import SecurityModel
import Testing

@Suite struct AlertContextTests {
    private func context(_ additional: JSONObject, evidence: [Evidence] = []) -> AlertContext {
        var report = AlertReport(source: "s", title: "t", activity: Timestamp(unixSeconds: Int64(1_700_000_000)))
        report.additionalData = additional
        report.evidence = evidence
        return AlertContext(report)
    }

    /// Fields as products name them, wherever they stand.
    @Test func whatItIsAboutIsFound() {
        let graph = context(
            ["alertPolicyId": "p-1"],
            evidence: [
                Evidence(.azureResource, fields: ["resourceId": "/Subscriptions/0A1B/resourceGroups/g/providers/x"]),
                Evidence(.device, fields: ["vmMetadata": ["subscriptionId": "2c3d", "resourceId": "/subscriptions/0a1b"]]),
                Evidence(.amazonResource, fields: ["amazonAccountId": "123456789012"]),
            ])
        #expect(graph.policies == ["p-1"])
        #expect(graph.subscriptions == ["0a1b", "2c3d", "123456789012"])
        let office = context([
            "office365": [
                "Workload": "Exchange", "SensitivityLabelId": "l-1",
                "PolicyDetails": [["PolicyId": "p-2", "PolicyName": "Card numbers"]],
            ]
        ])
        #expect(office.dataStreams == ["Exchange"])
        #expect(office.sensitivityLabels == ["l-1"])
        #expect(office.policies == ["Card numbers"])
        let sentinel = context([
            "resourceId": "/subscriptions/ffff/x", "Policy Name": "P", "sensitivity_label": ["name": "Secret"],
        ])
        #expect(sentinel.subscriptions == ["ffff"] && sentinel.policies == ["P"] && sentinel.sensitivityLabels == ["Secret"])
    }

    @Test func whatOnlyLooksLikeItIsNot() {
        let long = String(repeating: "x", count: AlertContext.longestValue + 1)
        let other = context(["accountId": "4711", "resourceId": "/dev/sda", "policy": .string(long), "Workload": "-", "n": 7])
        #expect(other == context([:]))
    }

    @Test func limitsHold() {
        let many = context(["policies": .texts((0..<99).map { "p\($0)" })])
        #expect(many.policies == (0..<AlertContext.mostValues).map { "p\($0)" })
        let fields = (0...AlertContext.mostFields).map { JSONObject.Member(name: "f\($0)", value: .null) }
        #expect(context(JSONObject(fields + [.init(name: "policy", value: "p")])).policies.isEmpty)
    }

    @Test func tagsOfEvidenceComeBehindTheAlertsOwn() {
        var report = AlertReport(source: "s", title: "t", activity: Timestamp(unixSeconds: Int64(1_700_000_000)))
        report.systemTags = ["own", "both"]
        report.evidence = [Evidence(.device, fields: [:])]
        report.evidence[0].tags = ["both", "server"]
        #expect(AlertContext(report).tags == ["own", "both", "server"])
    }
}
