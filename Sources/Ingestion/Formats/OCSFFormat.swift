public import Primitives
public import SecurityModel

/// Findings of the Open Cybersecurity Schema Framework: the class Detection Finding (2004), and the older Security
/// Finding (2001). Events of other classes give no report.
public struct OCSFFormat: JSONAlertFormat, RecognisingFormat {
    public let name = "ocsf"

    public init() {}

    public func recognises(_ shape: RecordShape) -> Bool {
        guard case .object(let object) = shape else { return false }
        return object["class_uid"] != nil
    }

    public func reports(in object: JSONView, of record: RawRecord) throws(IngestionError) -> [AlertReport] {
        guard let classNumber = object["class_uid"]?.integer else {
            throw .notOfFormat(format: name, reason: "there is no number 'class_uid'")
        }
        guard classNumber == 2004 || classNumber == 2001 else { return [] }
        guard let finding = object.object("finding_info") ?? object.object("finding") else {
            throw .missingField("finding_info")
        }
        let title = finding.text("title").or(object.text("message"))
        guard !title.isEmpty else { throw .missingField("finding_info.title") }
        let first = try TimeField.first(
            of: TimeField("finding_info.first_seen_time_dt", finding["first_seen_time_dt"]),
            TimeField("finding_info.first_seen_time", finding["first_seen_time"]),
            TimeField("finding_info.created_time_dt", finding["created_time_dt"]),
            TimeField("finding_info.created_time", finding["created_time"]), TimeField("time_dt", object["time_dt"]),
            TimeField("time", object["time"]), in: record)
        var last = try TimeField("finding_info.last_seen_time_dt", finding["last_seen_time_dt"]).read(by: record.clock)
        if last == nil {
            last = try TimeField("finding_info.last_seen_time", finding["last_seen_time"]).read(by: record.clock)
        }

        var report = record.report(title, from: first, to: last)
        report.providerAlertId = finding.text("uid").or(object.text("metadata", "uid"))
        report.description = finding.text("desc").or(object.text("message"))
        report.recommendedActions = object.text("remediation", "desc")
        report.severity = OCSFFormat.severity(object)
        let product = object.object("metadata", "product")
        report.productName = product.map { $0.text("name").or($0.text("vendor_name")) } ?? ""
        report.detectionSource = DetectionSource(
            product?.text("feature", "name").or(finding.text("analytic", "type")).or("unknown") ?? "unknown")
        report.detectorId = OCSFFormat.detector(object, finding, title)
        report.threatDisplayName = object.list("malware").first?.text("name") ?? ""
        let claims = OCSFFormat.claims(object, finding)
        report.take(claims)
        let isCallback = claims.resolvedTactics == TacticSet(.commandAndControl)
        report.take(OCSFEvidence(object, isCallback: isCallback).list)
        report.keep("vendorName", product?.text("vendor_name") ?? "")
        report.keep("types", finding.texts("types"))
        report.keep("status", object.text("status"))
        report.keep("sourceUrl", finding.text("src_url"))
        report.keep("cloudAccount", object.text("cloud", "account", "uid"))
        report.keep("cloudProvider", object.text("cloud", "provider"))
        report.keep("cloudRegion", object.text("cloud", "region"))
        OCSFFormat.addDetails(object, finding, to: &report)
        return [report]
    }

    /// The analytic where there is one. Without one the types tell, where they are more than the classes that all findings of a
    /// kind share (`TTPs`); else the title without what names a machine or an account in it.
    private static func detector(_ object: JSONView, _ finding: JSONView, _ title: String) -> String {
        let analytic = finding.text("analytic", "uid").or(finding.text("analytic", "name"))
        let type = finding.texts("types").filter { $0.holds("/") || $0.holds(":") }.max { $0.utf8.count < $1.utf8.count }
        let rule = analytic.or(object.text("compliance", "control")).or(object.text("metadata", "event_code")).or(type ?? "")
        guard rule.isEmpty else { return rule }
        return title.split(separator: " ").map { word in
            word.utf8.count { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } > 2 ? "*" : word
        }
        .joined(separator: " ")
    }

    private static func addDetails(_ object: JSONView, _ finding: JSONView, to report: inout AlertReport) {
        if object["activity_id"]?.integer == 3 { report.keep("activity", "Close") }
        let flaws = object.list("vulnerabilities")
        report.keep("cve", flaws.map { $0.text("cve", "uid") }.filter { !$0.isEmpty })
        report.keep("vulnerabilities", flaws.map { $0.text("title").or($0.text("desc")) }.filter { !$0.isEmpty })
        report.keep("confidence", object.text("confidence").or(object.text("confidence_score")))
        report.keep("riskScore", object.text("risk_score"))
        report.keep("verdict", object.text("verdict"))
        report.keep("killChain", finding.list("kill_chain").map { $0.text("phase") }.filter { !$0.isEmpty })
        let data = object.list("resources").flatMap { OCSFFormat.classifications($0) }
        report.keep("sensitivityLabels", data.map { $0.text("confidentiality") }.filter { !$0.isEmpty })
        report.keep("policies", data.map { $0.text("policy", "name").or($0.text("policy", "uid")) }.filter { !$0.isEmpty })
        for artifact in object.list("evidences") {
            report.keep("httpUserAgent", artifact.text("http_request", "user_agent"))
            report.keep("job", artifact.text("job", "name"))
            report.keep("service", artifact.text("win_service", "name"))
            report.keep("script", artifact.text("script", "script_content", "value"))
            report.keep("userId", artifact.text("user", "uid"))
        }
        if let unmapped = object.object("unmapped") { report.additionalData["unmapped"] = unmapped.value }
    }

    /// What is known of the data in a resource: one object of the older versions of the schema, a list of the newer ones.
    private static func classifications(_ resource: JSONView) -> [JSONView] {
        resource.list("data_classifications") + [resource.object("data_classification")].compactMap(\.self)
    }

    /// Numbers have one meaning everywhere; 99 (other) sends the reader to the word.
    private static func severity(_ object: JSONView) -> AlertSeverity {
        switch object["severity_id"]?.integer {
        case 1: .informational
        case 2: .low
        case 3: .medium
        case 4, 5, 6: .high
        default: AlertSeverity(word: object.text("severity"))
        }
    }

    private static func claims(_ object: JSONView, _ finding: JSONView) -> AttackClaims {
        var claims = AttackClaims()
        for attack in finding.list("attacks") + object.list("attacks") {
            for tactic in attack.list("tactics") + attack.list("tactic") {
                claims.add(tactic: tactic.text("uid").or(tactic.text("name")))
            }
            let technique = attack.list("sub_technique").first ?? attack.list("technique").first
            claims.add(technique: technique?.text("uid").or(technique?.text("name") ?? "") ?? "")
        }
        return claims
    }
}
