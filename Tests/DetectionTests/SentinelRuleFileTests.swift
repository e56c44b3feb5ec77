import Detection
import Primitives
import Testing

/// Rules in the YAML form of Sentinel's repositories.
@Suite struct SentinelRuleFileTests {
    private static let yaml = """
        id: 0b3ac2e9-1b52-4b1e-8f3c-1f1f6a9c1d11
        name: Encoded command by an office program
        description: |
          'An office program started a shell.'
        severity: High
        status: Available
        requiredDataConnectors:
          - connectorId: MicrosoftThreatProtection
            dataTypes:
              - DeviceProcessEvents
        queryFrequency: 1h
        queryPeriod: 14d
        triggerOperator: gt
        triggerThreshold: 2
        tactics:
          - Execution
          - DefenseEvasion
        relevantTechniques:
          - T1059.001
        query: |
          let words = dynamic(["-enc", "-e "]);
          DeviceProcessEvents
          | where ProcessCommandLine has_any (words)
        suppressionEnabled: false
        suppressionDuration: 5h
        eventGroupingSettings:
          aggregationKind: AlertPerResult
        entityMappings:
          - entityType: Host
            fieldMappings:
              - identifier: FullName
                columnName: DeviceName
        customDetails:
          Command: ProcessCommandLine
        alertDetailsOverride:
          alertDisplayNameFormat: 'On {{DeviceName}}'
        incidentConfiguration:
          createIncident: false
          groupingConfiguration:
            enabled: true
            lookbackDuration: 5h
            matchingMethod: AllEntities
        sentinelEntitiesMappings:
        version: 1.0.3
        kind: Scheduled
        colour: "7"
        """

    @Test func aFileIsARule() throws {
        let file = try SentinelRuleFile(yaml: Self.yaml)
        #expect(file.properties["description"]?.string == "An office program started a shell.")
        #expect(file.id == "0b3ac2e9-1b52-4b1e-8f3c-1f1f6a9c1d11")
        #expect(file.notes.count == 2 && file.notes[0].contains("groupingConfiguration") && file.notes[1].contains("colour"))
        let rule = try DetectionRule(properties: file.properties)
        #expect(rule.displayName == "Encoded command by an office program" && rule.query.hasSuffix("(words)\n"))
        #expect(rule.frequency == .every(.hours(1)) && rule.lookBack == .days(14) && !rule.isEnabled)
        #expect(rule.triggerOperator == .greaterThan && rule.triggerThreshold == 2 && rule.aggregation == .perRow)
        #expect(rule.techniques == ["T1059.001"] && rule.suppression == nil)
        // Nothing of the file is lost.
        #expect(rule.kept["colour"] == "7" && rule.kept["templateVersion"] == "1.0.3")
        #expect(rule.kept["requiredDataConnectors"]?.array?.count == 1)
        #expect(rule.incidents?.createsIncident == false && rule.incidents?.groups == true)
        #expect(rule.properties["incidentConfiguration"] == file.properties["incidentConfiguration"])
        #expect(rule.notes.contains { $0.contains("groupingConfiguration") })
    }

    @Test(arguments: [
        ("name: a\nquery: 'b", "YAML"), ("- a", "keys"), ("name: a", "query"), ("", "keys"), ("query: E\nkind: Fusion", "Fusion"),
        ("name: a\nkind: Fusion", "Fusion"),
        ("query: E\nquery: F", "YAML"),
        ("query: E\ntags: " + String(repeating: "[", count: 40) + String(repeating: "]", count: 40), "32"),
        (
            "query: E\na: &a [1,1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"
                + "d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]", "20000"
        ),
    ])
    func whatIsNoRuleIsRefused(_ yaml: String, word: String) {
        let error = #expect(throws: DetectionRuleError.self) { try SentinelRuleFile(yaml: yaml) }
        #expect(error?.description.contains(word) == true, "\(String(describing: error))")
    }
}
