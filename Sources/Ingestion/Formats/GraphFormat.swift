public import Primitives
public import SecurityModel

/// Alerts of Microsoft Graph's security API (`alerts_v2`), one by one or as a page with a list in `value`.
public struct GraphFormat: JSONAlertFormat, RecognisingFormat {
    public let name = "graph"

    public init() {}

    public func recognises(_ shape: RecordShape) -> Bool {
        guard case .object(let object) = shape else { return false }
        let alert = object["value"]?.elements.first ?? object
        return alert["serviceSource"] != nil && alert["detectionSource"] != nil
    }

    public func reports(in object: JSONView, of record: RawRecord) throws(IngestionError) -> [AlertReport] {
        guard let page = object["value"], page.isArray else { return [try report(of: object, in: record)] }
        var reports: [AlertReport] = []
        for alert in page.elements { reports.append(try report(of: alert, in: record)) }
        return reports
    }

    private func report(of alert: JSONView, in record: RawRecord) throws(IngestionError) -> AlertReport {
        guard alert.isObject, (alert["serviceSource"] ?? alert["detectionSource"] ?? alert["title"]) != nil else {
            throw .notOfFormat(format: name, reason: "there is none of 'title', 'serviceSource' and 'detectionSource'")
        }
        let title = alert.text("title")
        guard !title.isEmpty else { throw .missingField("title") }
        let first = try TimeField.first(
            of: TimeField("firstActivityDateTime", alert["firstActivityDateTime"]),
            TimeField("createdDateTime", alert["createdDateTime"]), in: record)
        let last = try TimeField("lastActivityDateTime", alert["lastActivityDateTime"]).read(by: record.clock)

        var report = record.report(title, from: first, to: last)
        report.providerAlertId = alert.text("id").or(alert.text("providerAlertId"))
        report.description = alert.text("description")
        report.recommendedActions = alert.text("recommendedActions")
        report.severity = AlertSeverity(word: alert.text("severity"))
        report.serviceSource = ServiceSource(
            GraphFormat.member(alert.text("serviceSource"), of: ServiceSource.graphMembers))
        report.detectionSource = DetectionSource(
            GraphFormat.member(alert.text("detectionSource"), of: DetectionSource.graphMembers))
        report.productName = alert.text("productName").or(GraphFormat.products[report.serviceSource.name] ?? "")
        report.detectorId = alert.text("detectorId").or(alert.text("alertPolicyId"))
        report.actorDisplayName = alert.text("actorDisplayName")
        report.threatDisplayName = alert.text("threatDisplayName")
        report.threatFamilyName = alert.text("threatFamilyName")
        report.systemTags = alert.texts("systemTags")
        report.investigation = InvestigationState(word: alert.text("investigationState"))
        report.isExcludedFromCorrelation =
            alert["isExcludedFromCorrelation"]?.bool == true
            || report.description.holds(SentinelFormat.exclusionMark)
        var claims = AttackClaims()
        claims.add(
            tactics: alert.texts("categories") + alert.texts("category"), techniques: alert.texts("mitreTechniques"))
        report.take(claims)
        GraphFormat.addDetails(of: alert, to: &report)
        return report
    }

    /// What a Microsoft product calls itself, where the alert leaves `productName` out.
    private static let products: [String: String] = [
        "microsoftDefenderForEndpoint": "Microsoft Defender for Endpoint",
        "microsoftDefenderForIdentity": "Microsoft Defender for Identity",
        "microsoftDefenderForCloudApps": "Microsoft Defender for Cloud Apps",
        "microsoftDefenderForOffice365": "Microsoft Defender for Office 365",
        "microsoft365Defender": "Microsoft Defender XDR",
        "azureAdIdentityProtection": "Microsoft Entra ID Protection",
        "microsoftAppGovernance": "App governance",
        "dataLossPrevention": "Microsoft Purview Data Loss Prevention",
        "microsoftDefenderForCloud": "Microsoft Defender for Cloud",
        "microsoftSentinel": "Microsoft Sentinel",
        "microsoftInsiderRiskManagement": "Microsoft Purview Insider Risk Management",
        "microsoftThreatIntelligence": "Microsoft Threat Intelligence",
    ]

    /// The metadata's spelling of a member, whatever the case it came in; another product's word stays as it is.
    private static func member(_ name: String, of members: [String]) -> String {
        guard !name.isEmpty else { return "unknown" }
        let lowered = name.lowercased()
        return members.first { $0.lowercased() == lowered } ?? name
    }

    /// Evidence goes over whole. What has no known type waits in `additionalData`, as does what people at the source
    /// made of the alert: here it is a new finding.
    private static func addDetails(of alert: JSONView, to report: inout AlertReport) {
        if case .object(let given)? = alert["additionalData"]?.value {
            for member in given.members where !member.value.isNull { report.additionalData[member.name] = member.value }
        }
        if case .object(let details)? = alert["customDetails"]?.value { report.customDetails = details }
        var unread: [JSONValue] = []
        for element in alert.list("evidence") {
            let value = element.value
            if let evidence = Evidence(json: value) { report.evidence.append(evidence) } else { unread.append(value) }
        }
        let comments = alert.list("comments").map(\.value).filter { $0["comment"]?.string?.isEmpty == false }
        if !comments.isEmpty { report.additionalData[AlertReport.commentsField] = .array(comments) }
        if !unread.isEmpty { report.additionalData["otherEvidence"] = .array(unread) }
        let given = alert.text("providerAlertId")
        if given != report.providerAlertId { report.keep("providerAlertId", given) }
        if report.tactics.isEmpty { report.keep("category", alert.text("category")) }
        for field: StaticString in [
            "incidentId", "tenantId", "status", "classification", "determination", "assignedTo",
            "alertWebUrl", "incidentWebUrl", "alertPolicyId",
        ] {
            let text = alert.text(field)
            if text != "unknown" { report.keep("\(field)", text) }
        }
    }
}
