public import Primitives
public import SecurityModel

/// Wazuh's `alerts.json`, and the older shape of OSSEC from which it comes.
public struct WazuhFormat: JSONAlertFormat, RecognisingFormat {
    public let name = "wazuh"

    public init() {}

    public func recognises(_ shape: RecordShape) -> Bool {
        guard case .object(let object) = shape, let rule = object.object("rule") else { return false }
        return rule["level"] != nil && (rule["description"] ?? rule["comment"]) != nil
    }

    public func reports(in object: JSONView, of record: RawRecord) throws(IngestionError) -> [AlertReport] {
        guard let rule = object.object("rule") else {
            throw .notOfFormat(format: name, reason: "there is no object 'rule'")
        }
        let title = rule.text("description").or(rule.text("comment"))
        guard !title.isEmpty else { throw .missingField("rule.description") }
        let written = try TimeField.first(
            of: TimeField("timestamp", object["timestamp"]), TimeField("@timestamp", object["@timestamp"]),
            TimeField("TimeStamp", object["TimeStamp"]), in: record)
        let event = WazuhEvent(object, groups: WazuhFormat.groups(rule))
        let time = event.cloud?.time ?? written

        var report = record.report(title, from: time)
        if time != written { report.keep("wazuhTime", written.rfc3339) }
        report.providerAlertId = object.text("id")
        report.productName = rule["sidid"] == nil ? "Wazuh" : "OSSEC"
        report.detectorId = rule.text("id").or(rule.text("sidid"))
        report.severity = WazuhFormat.severity(level: rule["level"]?.integer)
        report.description = WazuhFormat.logLine(object)
        let decoder = object.text("decoder", "name").or(object.text("decoder"))
        if !decoder.isEmpty { report.detectionSource = DetectionSource(decoder) }
        var claims = AttackClaims()
        claims.add(tactics: rule.texts("mitre", "tactic"), techniques: rule.texts("mitre", "id"))
        if claims.techniques.isEmpty { claims.add(tactics: [], techniques: rule.texts("mitre", "technique")) }

        report.keep("groups", event.groups)
        report.keep("location", object.text("location"))
        report.keep("agentId", object.text("agent", "id"))
        report.keep("agentName", object.text("agent", "name"))
        report.keep("manager", object.text("manager", "name"))
        WazuhFormat.addInner(event.data, to: &report, &claims)
        if object["data"] != nil { WazuhDetails(event).add(to: &report) }
        report.take(claims)
        report.take(event.evidence)
        return [report]
    }

    /// Wazuh's own classes: up to 3 it only notes, from 7 it is worth a look, from 12 it is an attack.
    static func severity(level: Int64?) -> AlertSeverity {
        guard let level else { return .unknown }
        return switch level {
        case ...3: .informational
        case ...6: .low
        case ...11: .medium
        default: .high
        }
    }

    private static func groups(_ rule: JSONView) -> [String] {
        let groups = rule.texts("groups")
        return (groups.isEmpty ? [rule.text("group")] : groups).flatMap { text in
            text.utf8.contains(UInt8(ascii: ","))
                ? text.split(separator: ",").map { String($0.drop { $0 == " " }) }.filter { !$0.isEmpty }
                : text.isEmpty ? [] : [text]
        }
    }

    /// The line that was decoded. A line of JSON says again what `data` says.
    private static func logLine(_ object: JSONView) -> String {
        let line = object.text("full_log")
        return line.utf8.first == UInt8(ascii: "{") ? "" : line.or(object.text("data", "win", "system", "message"))
    }

    /// Wazuh has one rule for all that another sensor reports. The sensor's own rule and severity tell its findings
    /// apart.
    private static func addInner(_ data: JSONView, to report: inout AlertReport, _ claims: inout AttackClaims) {
        if let alert = data.object("alert"), alert["signature_id"] != nil {
            report.detectorId += ":\(alert.text("signature_id"))"
            report.severity = max(report.severity, SuricataFormat.severity(alert["severity"]?.integer))
            SuricataFormat.addClaims(of: alert, to: &claims)
            SuricataFormat.addDetails(of: data, to: &report)
            report.keep("signature", alert.text("signature"))
            report.keep("signatureCategory", alert.text("category"))
        } else if let component = data.object("AnalysisComponent") {
            report.detectorId += ":\(component.text("AnalysisComponentName"))"
        } else {
            let win = data.text("win", "system", "eventID")
            report.keep("eventId", win)
            let isStatus = report.detectionSource.name.hasPrefix("web-accesslog")
            if win.isEmpty, data["rule"] == nil { report.keep(isStatus ? "httpStatus" : "signatureId", data.text("id")) }
        }
    }
}
