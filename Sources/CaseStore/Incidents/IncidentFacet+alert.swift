internal import SecurityModel

extension IncidentFacet {
    /// Where one alert, as `a`, says what is counted under the facet (`IncidentDelta` counts the same): the rows that are joined
    /// to it, and the value, which may be empty or nothing.
    var ofAlert: (join: String, value: String) {
        switch self {
        case .serviceSource: ("", "a.service_source")
        case .detectionSource: ("", "a.detection_source")
        case .product: ("", "JSON_VALUE(a.report, '$.product')")
        case .tactic: (" JOIN (\(IncidentFacet.tactics)) v ON (a.tactics & v.bit) <> 0", "v.name")
        case .technique: (" JOIN json_each(a.report, '$.techniques') v", "v.value")
        case .detector: ("", "CAST(a.detector AS TEXT)")
        case .alertSeverity: ("", "CASE a.severity \(IncidentFacet.severities) END")
        case .source: ("", "(SELECT v.name FROM sources v WHERE v.id = a.source)")
        case .deviceGroup: ("", "CAST(NULLIF(a.device_group, 0) AS TEXT)")
        case .investigation: ("", "JSON_VALUE(a.report, '$.investigation')")
        case .threat: ("", "JSON_VALUE(a.report, '$.threat')")
        case .platform:
            (
                " JOIN json_each(a.report, '$.evidence') v",
                """
                CASE WHEN JSON_VALUE(v.value, '$."@odata.type"') = '\(EvidenceKind.device.odataType)'
                THEN JSON_VALUE(v.value, '$.osPlatform') END
                """
            )
        case .sensitivityLabel, .policy, .dataStream, .subscription, .alertTag:
            (" JOIN alert_facets v ON v.alert = a.id AND v.kind = \(rawValue)", "v.value")
        }
    }

    private static let tactics = Tactic.allCases.map { tactic in
        "SELECT \(TacticSet(tactic).rawValue) AS bit, '\(tactic.shortName)' AS name"
    }.joined(separator: " UNION ALL ")

    private static let severities = AlertSeverity.allCases.map { "WHEN \($0.rawValue) THEN '\($0.name)'" }
        .joined(separator: " ")
}
