internal import Primitives

extension DetectionRule {
    /// The columns that the rule names, each with the place where it does.
    private var namedColumns: [(place: String, column: String)] {
        entityMappings.enumerated().flatMap { index, mapping in
            mapping.fields.map { ("entityMappings[\(index)].\($0.identifier)", $0.column) }
        }
            + customDetails.map { ("customDetails.\($0.name)", $0.column) }
            + [
                ("alertDetailsOverride.alertSeverityColumnName", overrides.severityColumn),
                ("alertDetailsOverride.alertTacticsColumnName", overrides.tacticsColumn),
            ].filter { !$0.1.isEmpty }
            + overrides.dynamicProperties.map { ("alertDetailsOverride.alertDynamicProperties.\($0.name)", $0.column) }
            + AlertTemplate(overrides.displayName).columns.map { ("alertDetailsOverride.alertDisplayNameFormat", $0) }
            + AlertTemplate(overrides.description).columns.map { ("alertDetailsOverride.alertDescriptionFormat", $0) }
    }

    /// What is wrong with the columns that the rule names; empty where all are there.
    /// - Parameter columns: those of the query's answer.
    public func problems(withColumns columns: [String]) -> [DetectionRuleError] {
        let known = Set(columns)
        return namedColumns.filter { !known.contains($0.column) }.map {
            DetectionRuleError($0.place, "is '\($0.column)', which is no column of the query; it gives \(shown(columns))")
        }
    }

    static let groupingNote =
        "'incidentConfiguration.groupingConfiguration' is kept and has no effect: correlation decides which alerts are one incident"

    /// What the rule says that has no effect here, in words.
    public var notes: [String] {
        kept.members.map { "'\($0.name)' is kept and has no effect here" }
            + (incidents?.groups == true ? [DetectionRule.groupingNote] : [])
    }

    private func shown(_ columns: [String]) -> String {
        columns.isEmpty ? "none" : columns.prefix(40).joined(separator: ", ") + (columns.count > 40 ? ", ..." : "")
    }
}
