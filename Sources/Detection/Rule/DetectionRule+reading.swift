public import Primitives
internal import SecurityModel

extension DetectionRule {
    private enum Kind: String, CaseIterable {
        case scheduled = "Scheduled"
        case nrt = "NRT"
    }

    /// Reads a rule from its properties, in the words of Sentinel's alert rules.
    /// - Throws: `DetectionRuleError` for the first property that cannot be so.
    public init(properties: JSONObject) throws(DetectionRuleError) {
        var fields = RuleFields(properties)
        query = try fields.text("query", length: DetectionPolicy.queryLength)
        displayName = try fields.text("displayName", length: DetectionPolicy.displayNameLength)
        description = try fields.text("description", length: DetectionPolicy.descriptionLength)
        recommendedActions = try fields.text("recommendedActions", length: DetectionPolicy.descriptionLength)
        isEnabled = try fields.flag("enabled") ?? false
        severity = try DetectionRule.severity(&fields)
        let kind = try fields.word("kind", as: Kind.self) ?? .scheduled
        try readSchedule(kind == .nrt, &fields)
        triggerOperator = try fields.word("triggerOperator", as: TriggerOperator.self) ?? .greaterThan
        triggerThreshold = try fields.number("triggerThreshold", in: DetectionPolicy.thresholds) ?? 0
        if var grouping = try fields.inner("eventGroupingSettings") {
            aggregation = try grouping.word("aggregationKind", as: Aggregation.self) ?? .single
        }
        try readAttack(&fields)
        entityMappings = try EntityMapping.list(&fields)
        customDetails = try CustomDetail.list(&fields)
        if let overrides = try fields.inner("alertDetailsOverride") { self.overrides = try AlertOverrides(overrides) }
        if var configuration = try fields.inner("incidentConfiguration") {
            let createsIncident = try configuration.flag("createIncident") ?? true
            incidents = IncidentConfiguration(
                createsIncident: createsIncident, given: properties["incidentConfiguration"]?.object ?? [:])
        }
        kept = fields.rest
    }

    private static func severity(_ fields: inout RuleFields) throws(DetectionRuleError) -> AlertSeverity {
        guard let text = try fields.text("severity") else { return .medium }
        guard let severity = AlertSeverity(name: text.lowercased()), severity != .unknown else {
            throw fields.error("severity", "is '\(text)'; it may be Informational, Low, Medium, High")
        }
        return severity
    }

    private mutating func readSchedule(_ isContinuous: Bool, _ fields: inout RuleFields) throws(DetectionRuleError) {
        let frequency = try isContinuous ? nil : fields.span("queryFrequency", in: DetectionPolicy.frequencies)
        givenLookBack = try isContinuous ? nil : fields.span("queryPeriod", in: DetectionPolicy.lookBacks)
        self.frequency = isContinuous ? .continuous : .every(frequency ?? .hours(1))
        if case .every(let length) = self.frequency, let lookBack = givenLookBack, lookBack < length {
            throw fields.error(
                "queryPeriod",
                "is \(RuleSpan.text(lookBack)), shorter than 'queryFrequency' (\(RuleSpan.text(length))): rows would be missed")
        }
        let isSuppressed = try fields.flag("suppressionEnabled") ?? false
        // Clients send a duration with every rule; it is looked at where it counts.
        let duration = try isSuppressed ? fields.span("suppressionDuration", in: DetectionPolicy.suppressions) : nil
        if !isSuppressed { _ = fields.value("suppressionDuration") }
        suppression = isSuppressed ? duration ?? .hours(5) : nil
    }

    private mutating func readAttack(_ fields: inout RuleFields) throws(DetectionRuleError) {
        tactics = try fields.texts("tactics")
        techniques = try fields.texts("techniques") + fields.texts("subTechniques")
        for tactic in tactics where TacticSet(named: tactic).isEmpty {
            throw fields.error("tactics", "holds '\(tactic)', which is no tactic of ATT&CK")
        }
        for technique in techniques where Technique(technique) == nil {
            throw fields.error("techniques", "holds '\(technique)', which is no technique of ATT&CK as T1059 or T1059.001")
        }
    }
}

extension EntityMapping {
    fileprivate static func list(_ fields: inout RuleFields) throws(DetectionRuleError) -> [EntityMapping] {
        let values = try fields.list("entityMappings")
        guard values.count <= DetectionPolicy.entityMappings else {
            throw fields.error(
                "entityMappings", "has \(values.count) entries; it takes \(DetectionPolicy.entityMappings) at most")
        }
        var mappings: [EntityMapping] = []
        for (index, value) in values.enumerated() {
            mappings.append(try EntityMapping(value, at: fields.path("entityMappings[\(index)]")))
        }
        return mappings
    }

    private init(_ value: JSONValue, at place: String) throws(DetectionRuleError) {
        var fields = RuleFields(value.object ?? JSONObject(), at: place)
        guard let type = try fields.word("entityType", as: EntityType.self) else {
            throw fields.error("entityType", "is missing")
        }
        let values = try fields.list("fieldMappings")
        guard (1...DetectionPolicy.identifiersOfMapping).contains(values.count) else {
            throw fields.error(
                "fieldMappings", "has \(values.count) entries; it takes 1 to \(DetectionPolicy.identifiersOfMapping)")
        }
        var mapped: [Field] = []
        for (index, value) in values.enumerated() {
            var field = RuleFields(value.object ?? JSONObject(), at: fields.path("fieldMappings[\(index)]"))
            let name = try field.text("identifier", length: 1...100)
            guard let known = type.identifiers.first(where: { $0.lowercased() == name.lowercased() }) else {
                throw field.error(
                    "identifier",
                    "is '\(name)'; an entity \(type.rawValue) has \(type.identifiers.joined(separator: ", "))")
            }
            mapped.append(Field(identifier: known, column: try field.text("columnName", length: 1...500)))
        }
        self.init(type, mapped)
    }
}

extension CustomDetail {
    fileprivate static func list(_ fields: inout RuleFields) throws(DetectionRuleError) -> [CustomDetail] {
        guard let value = fields.value("customDetails") else { return [] }
        guard let members = value.object?.members else { throw fields.error("customDetails", "has to be names with columns") }
        guard members.count <= DetectionPolicy.customDetails else {
            throw fields.error("customDetails", "has \(members.count) entries; it takes \(DetectionPolicy.customDetails) at most")
        }
        var details: [CustomDetail] = []
        for member in members {
            guard let column = member.value.string, !column.isEmpty else {
                throw fields.error("customDetails.\(member.name)", "has to name a column")
            }
            details.append(CustomDetail(name: member.name, column: column))
        }
        return details
    }
}

extension AlertOverrides {
    fileprivate init(_ given: RuleFields) throws(DetectionRuleError) {
        var fields = given
        displayName = try fields.text("alertDisplayNameFormat", length: DetectionPolicy.descriptionLength)
        description = try fields.text("alertDescriptionFormat", length: DetectionPolicy.descriptionLength)
        severityColumn = try fields.text("alertSeverityColumnName") ?? ""
        tacticsColumn = try fields.text("alertTacticsColumnName") ?? ""
        for (index, value) in try fields.list("alertDynamicProperties").enumerated() {
            var property = RuleFields(value.object ?? JSONObject(), at: fields.path("alertDynamicProperties[\(index)]"))
            dynamicProperties.append(
                CustomDetail(
                    name: try property.text("alertProperty", length: 1...100), column: try property.text("value", length: 1...500)
                ))
        }
    }
}
