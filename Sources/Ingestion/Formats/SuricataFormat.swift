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
        SuricataFormat.addEvidence(of: object, to: &list)
        report.take(list)
        report.keep("signatureCategory", alert.text("category"))
        report.keep("action", alert.text("action"))
        report.keep("sensor", object.text("host"))
        report.keep("flowId", object.text("flow_id"))
        report.keep("protocol", object.text("proto"))
        report.keep("applicationProtocol", object.text("app_proto"))
        report.keep("sourcePort", object.text("src_port"))
        report.keep("destinationPort", object.text("dest_port"))
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

    /// What an EVE alert names. A signature that tells its target apart says who attacks whom; otherwise only the
    /// packet's direction is known.
    static func addEvidence(of event: JSONView, to list: inout EvidenceList) {
        if let attacker = event.object("alert", "source"), let target = event.object("alert", "target") {
            list.add(address: attacker.text("ip"), .attacker)
            list.add(address: target.text("ip"), .attacked)
        }
        list.add(address: event.text("src_ip"), .source)
        list.add(address: event.text("dest_ip"), .destination)
        addHTTP(event, to: &list)
        list.add(domain: event.text("tls", "sni"), roles: [.destination])
        list.add(domain: event.text("dns", "rrname"))
        for query in event.object("dns")?.list("query") ?? [] { list.add(domain: query.text("rrname")) }
        for query in event.object("dns")?.list("queries") ?? [] { list.add(domain: query.text("rrname")) }
        for file in (event["files"]?.elements ?? []) + [event.object("fileinfo")].compactMap(\.self) {
            let digests = FileDigests(sha256: file.text("sha256"), sha1: file.text("sha1"), md5: file.text("md5"))
            list.add(.file(at: file.text("filename"), digests: digests, roles: [.suspicious]))
        }
        list.add(
            .account(
                event.text("smb", "ntlmssp", "user"), domain: event.text("smb", "ntlmssp", "domain"), roles: [.source]))
        list.add(mailbox: event.text("email", "from"), .source)
        for recipient in event.object("email")?.texts("to") ?? [] { list.add(mailbox: recipient, .destination) }
    }

    private static func addHTTP(_ event: JSONView, to list: inout EvidenceList) {
        guard let http = event.object("http") else { return }
        let (host, path) = (http.text("hostname"), http.text("url"))
        if path.holds("://") {
            list.add(url: path, .destination)
        } else if path.hasPrefix("/"), !host.saysNothing {
            let port = http.text("http_port").or(event.text("dest_port"))
            let suffix = port.isEmpty || port == "80" || port == "0" || host.holds(":") ? "" : ":\(port)"
            list.add(url: "http://\(host)\(suffix)\(path)", .destination)
        }
        list.add(domain: host, roles: [.destination])
    }
}
