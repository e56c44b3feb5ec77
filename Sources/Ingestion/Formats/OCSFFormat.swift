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
            TimeField("time_dt", object["time_dt"]), TimeField("time", object["time"]), in: record)
        var last = try TimeField("finding_info.last_seen_time_dt", finding["last_seen_time_dt"]).read()
        if last == nil {
            last = try TimeField("finding_info.last_seen_time", finding["last_seen_time"]).read()
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
        report.detectorId = finding.text("analytic", "uid").or(finding.text("analytic", "name")).or(
            finding.texts("types").first ?? "")
        report.threatDisplayName = object.list("malware").first?.text("name") ?? ""
        report.take(OCSFFormat.claims(object, finding))
        report.take(OCSFEvidence(object).list)
        report.keep("vendorName", product?.text("vendor_name") ?? "")
        report.keep("types", finding.texts("types"))
        report.keep("status", object.text("status"))
        report.keep("sourceUrl", finding.text("src_url"))
        report.keep("cloudAccount", object.text("cloud", "account", "uid"))
        report.keep("cloudProvider", object.text("cloud", "provider"))
        return [report]
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
