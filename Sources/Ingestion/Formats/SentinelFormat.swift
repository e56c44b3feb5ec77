public import Primitives
public import SecurityModel

/// Rows of the table `SecurityAlert`, as Microsoft Sentinel and Log Analytics export them.
public struct SentinelFormat: JSONAlertFormat, RecognisingFormat {
    public let name = "sentinel"

    /// In the description of an analytics rule, it asks that the rule's alerts join no incident.
    static let exclusionMark: StaticString = "#DONT_CORR#"

    public init() {}

    public func recognises(_ shape: RecordShape) -> Bool {
        guard case .object(let object) = shape else { return false }
        return object["SystemAlertId"] != nil || (object["AlertName"] != nil && object["AlertSeverity"] != nil)
    }

    public func reports(in row: JSONView, of record: RawRecord) throws(IngestionError) -> [AlertReport] {
        guard recognises(.object(row)) else {
            throw .notOfFormat(
                format: name, reason: "there is neither 'SystemAlertId' nor 'AlertName' with 'AlertSeverity'")
        }
        let title = row.text("DisplayName").or(row.text("AlertName"))
        guard !title.isEmpty else { throw .missingField("DisplayName") }
        let first = try TimeField.first(
            of: TimeField("StartTime", row["StartTime"]), TimeField("StartTimeUtc", row["StartTimeUtc"]),
            TimeField("TimeGenerated", row["TimeGenerated"]), in: record)
        let last = try TimeField("EndTime", row["EndTime"]).read(by: record.clock)

        var report = record.report(title, from: first, to: last)
        report.providerAlertId = row.text("SystemAlertId").or(row.text("VendorOriginalId"))
        report.description = row.text("Description")
        report.recommendedActions =
            SentinelFormat.inner(row["RemediationSteps"]).map { steps in
                steps.isArray ? steps.elements.map(\.leadingText).joined(separator: "\n") : steps.leadingText
            } ?? row.text("RemediationSteps")
        report.severity = AlertSeverity(word: row.text("AlertSeverity"))
        report.productName = row.text("ProductName").or(row.text("ProviderName"))
        let product = SentinelProduct(provider: row.text("ProviderName"), product: report.productName)
        report.serviceSource = product.serviceSource
        report.detectionSource = product.detectionSource(component: row.text("ProductComponentName"))
        let properties = SentinelFormat.inner(row["ExtendedProperties"])
        report.detectorId = SentinelFormat.ruleId(properties).or(row.text("AlertType")).or(row.text("AlertName"))
        report.isExcludedFromCorrelation = report.description.holds(SentinelFormat.exclusionMark)
        report.take(SentinelFormat.claims(row))
        SentinelFormat.addDetails(row, properties, to: &report)
        var entities = SentinelEntities(row["Entities"])
        report.take(entities.evidence(compromised: row.text("CompromisedEntity")))
        if !entities.unread.isEmpty { report.additionalData["otherEvidence"] = .array(entities.unread) }
        if SentinelFormat.inner(row["Entities"]) == nil { report.keep("unreadableEntities", row.text("Entities")) }
        return [report]
    }

    /// A column of the type dynamic: JSON in a string, or JSON itself. `nil` for a string that holds none.
    static func inner(_ column: JSONView?) -> JSONView? {
        guard let column, !column.isNull else { return nil }
        guard let text = column.string else { return column }
        guard let document = try? JSONDocument(parsing: text), document.root.isObject || document.root.isArray else {
            return nil
        }
        return document.root
    }

    private static func ruleId(_ properties: JSONView?) -> String {
        guard let properties else { return "" }
        let ids = inner(properties["Analytic Rule Ids"])?.leadingText ?? ""
        return ids.or(properties.text("Analytic Rule Ids")).or(properties.text("AnalyticRuleId"))
    }

    /// Tactics are separated by commas; techniques are a list as text.
    private static func claims(_ row: JSONView) -> AttackClaims {
        var claims = AttackClaims()
        for tactic in row.text("Tactics").split(separator: ",") { claims.add(tactic: String(tactic)) }
        for column: StaticString in ["Techniques", "SubTechniques"] {
            let listed = inner(row[column])?.elements.map(\.leadingText)
            for technique in listed ?? row.text(column).split(separator: ",").map(String.init) {
                claims.add(technique: technique)
            }
        }
        return claims
    }

    private static func addDetails(_ row: JSONView, _ properties: JSONView?, to report: inout AlertReport) {
        for (column, name): (StaticString, String) in [
            ("AlertType", "alertType"), ("VendorOriginalId", "vendorOriginalId"), ("ResourceId", "resourceId"),
            ("CompromisedEntity", "compromisedEntity"), ("ConfidenceLevel", "confidenceLevel"),
            ("AlertLink", "alertLink"),
            ("Status", "status"), ("VendorName", "vendorName"), ("WorkspaceSubscriptionId", "workspaceSubscriptionId"),
        ] {
            report.keep(name, row.text(column))
        }
        guard case .object(let given)? = properties?.value else { return }
        for member in given.members where !member.value.isNull {
            if member.name == "Custom Details", let text = member.value.string,
                let details = try? JSONValue(parsing: text).object
            {
                report.customDetails = details
            } else {
                report.additionalData[member.name] = member.value
            }
        }
    }
}

/// Which Microsoft product stands behind a row, in Graph's words.
private struct SentinelProduct {
    let provider: String
    let product: String

    var serviceSource: ServiceSource {
        if let name = SentinelProduct.byProvider[provider.uppercased()] { return ServiceSource(name) }
        return product.hasSuffix("Sentinel") ? ServiceSource("microsoftSentinel") : .unknown
    }

    func detectionSource(component: String) -> DetectionSource {
        let words = component.lowercased()
        if words.holds("nrt") { return DetectionSource("nrtAlerts") }
        if words.holds("scheduled") || (component.isEmpty && provider == "ASI Scheduled Alerts") {
            return .scheduledAlerts
        }
        if serviceSource == .unknown { return component.isEmpty ? .unknown : DetectionSource(component) }
        let name = serviceSource.name
        return DetectionSource(DetectionSource.graphMembers.contains(name) ? name : component.or("unknown"))
    }

    /// The provider names that Log Analytics writes.
    private static let byProvider: [String: String] = [
        "ASI SCHEDULED ALERTS": "microsoftSentinel", "ASI NRT ALERTS": "microsoftSentinel",
        "AZURE SENTINEL": "microsoftSentinel", "AZURESENTINEL": "microsoftSentinel",
        "MDATP": "microsoftDefenderForEndpoint",
        "MICROSOFT DEFENDER ADVANCED THREAT PROTECTION": "microsoftDefenderForEndpoint",
        "AZURE ADVANCED THREAT PROTECTION": "microsoftDefenderForIdentity", "AATP": "microsoftDefenderForIdentity",
        "MCAS": "microsoftDefenderForCloudApps", "OATP": "microsoftDefenderForOffice365",
        "IPC": "azureAdIdentityProtection", "AZURE SECURITY CENTER": "microsoftDefenderForCloud",
        "MICROSOFT 365 DEFENDER": "microsoft365Defender", "MICROSOFT XDR": "microsoft365Defender",
        "MICROSOFT DATA LOSS PREVENTION": "dataLossPrevention",
        "MICROSOFT APP GOVERNANCE": "microsoftAppGovernance",
        "MICROSOFT INSIDER RISK MANAGEMENT": "microsoftInsiderRiskManagement",
        "MICROSOFTTHREATINTELLIGENCE": "microsoftThreatIntelligence",
    ]
}
