public import Primitives
public import SecurityModel

/// Suricata's EVE log. Only events of the type `alert` are alerts.
public struct SuricataFormat: JSONAlertFormat, RecognisingFormat {
    public let name = "suricata"

    public init() {}

    public func recognises(_ shape: RecordShape) -> Bool {
        guard case .object(let object) = shape else { return false }
        return object["event_type"] != nil && object["timestamp"] != nil && object["rule"] == nil
    }

    public func reports(in object: JSONView, of record: RawRecord) throws(IngestionError) -> [AlertReport] {
        let type = object.text("event_type")
        guard !type.isEmpty else { throw .notOfFormat(format: name, reason: "there is no 'event_type'") }
        guard type == "alert" else { return [] }
        guard let alert = object.object("alert") else { throw .missingField("alert") }
        let id = alert.text("signature_id")
        guard !id.isEmpty else { throw .missingField("alert.signature_id") }
        let time = try TimeField.first(of: TimeField("timestamp", object["timestamp"]), in: record)

        let group = alert.text("gid").or("1")
        var report = record.report(alert.text("signature").or("Signature \(id)"), from: time)
        report.productName = "Suricata"
        report.detectionSource = DetectionSource("networkIntrusionDetection")
        report.detectorId = group == "1" ? id : "\(group):\(id)"
        report.severity = SuricataFormat.severity(alert["severity"]?.integer)
        report.threatFamilyName = alert.text("metadata", "malware_family")
        var claims = AttackClaims()
        SuricataFormat.addClaims(of: alert, to: &claims)
        report.take(claims)
        var list = EvidenceList()
        SuricataEvidence.add(object, to: &list)
        report.take(list)
        report.keep("signatureCategory", alert.text("category"))
        report.keep("action", alert.text("action"))
        report.keep("sensor", object.text("host"))
        report.keep("flowId", object.text("flow_id"))
        report.keep("protocol", object.text("proto"))
        report.keep("applicationProtocol", object.text("app_proto"))
        report.keep("sourcePort", object.text("src_port"))
        report.keep("destinationPort", object.text("dest_port"))
        SuricataFormat.addDetails(of: object, to: &report)
        return [report]
    }

    /// 1 is the worst.
    static func severity(_ priority: Int64?) -> AlertSeverity {
        switch priority {
        case nil: .unknown
        case 1: .high
        case 2: .medium
        case 3: .low
        default: .informational
        }
    }

    static func addClaims(of alert: JSONView, to claims: inout AttackClaims) {
        claims.add(
            tactics: alert.texts("metadata", "mitre_tactic_id") + alert.texts("metadata", "mitre_tactic_name"),
            techniques: alert.texts("metadata", "mitre_technique_id"))
    }

    /// What tells one connection from another, and whose software speaks.
    static func addDetails(of event: JSONView, to report: inout AlertReport) {
        report.keep("communityId", event.text("community_id"))
        report.keep("tlsSubject", event.text("tls", "subject"))
        report.keep("tlsIssuer", event.text("tls", "issuerdn"))
        report.keep("tlsFingerprint", event.text("tls", "fingerprint"))
        report.keep("tlsVersion", event.text("tls", "version"))
        report.keep("ja3", event.text("tls", "ja3", "hash"))
        report.keep("ja3s", event.text("tls", "ja3s", "hash"))
        report.keep("ja4", event.text("tls", "ja4"))
        report.keep("httpMethod", event.text("http", "http_method"))
        report.keep("httpUserAgent", event.text("http", "http_user_agent"))
        report.keep("httpStatus", event.text("http", "status"))
        report.keep("httpReferrer", event.text("http", "http_refer"))
        report.keep("payload", event.text("payload_printable"))
    }
}
