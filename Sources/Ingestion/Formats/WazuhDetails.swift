internal import Primitives
internal import SecurityModel

/// What Wazuh's decoders found in an event beyond what becomes evidence: ports, methods, reasons, vulnerabilities.
struct WazuhDetails {
    private let event: WazuhEvent

    init(_ event: WazuhEvent) {
        self.event = event
    }

    func add(to report: inout AlertReport) {
        if let cloud = event.cloud {
            cloud.addDetails(to: &report)
        } else if event.data.text("event_type") == "alert" || event.data.object("LogData") != nil {
            return
        } else {
            report.keep("dockerAction", event.data.text("docker", "Action"))
            report.keep("activeResponse", event.data.text("parameters", "program"))
            addVulnerability(to: &report)
            addWindows(to: &report)
            addDecoded(to: &report)
        }
    }

    /// The decoder's own fields under their own names. What evidence says, or the report under another name, is not repeated.
    private func addDecoded(to report: inout AlertReport) {
        for (name, value) in event.data.members where !WazuhDetails.read.contains(name) && report.additionalData[name] == nil {
            guard !value.isObject, !value.isArray else { continue }
            let text = value.leadingText
            if !text.saysNothing { report.keep(name, text) }
        }
    }

    private static let read: Set<String> = [
        "id", "srcip", "src_ip", "dstip", "dst_ip", "srcuser", "dstuser", "user", "integration", "timestamp", "file",
    ]

    /// Of a Windows event what tells how a logon, a service or a task came about; the rest stands in its message.
    private func addWindows(to report: inout AlertReport) {
        guard let windows = event.data.object("win"), let data = windows.object("eventdata") else { return }
        let threat = WindowsEvent(windows).threatName
        if !threat.saysNothing { report.threatDisplayName = threat }
        for name in WazuhDetails.windows {
            let text = data[name: name]?.leadingText ?? ""
            if !text.saysNothing { report.keep(name, text.withSingleBackslashes) }
        }
    }

    private static let windows = [
        "logonType", "logonProcessName", "authenticationPackageName", "status", "subStatus", "failureReason", "serviceName",
        "serviceType", "startType", "taskName", "taskContent", "privilegeList", "ticketEncryptionType", "scriptBlockText",
        "ruleName", "integrityLevel", "currentDirectory", "grantedAccess", "callTrace", "pipeName", "queryResults",
        "severity Name", "category Name", "action Name", "shareName", "relativeTargetName", "objectType", "accessMask",
    ]

    private func addVulnerability(to report: inout AlertReport) {
        guard let found = event.data.object("vulnerability") else { return }
        if report.description.isEmpty {
            report.description = found.text("rationale").or(found.text("description")).or(found.text("title"))
        }
        report.keep("cve", found.text("cve"))
        report.keep("package", found.text("package", "name"))
        report.keep("packageVersion", found.text("package", "version"))
        report.keep("packageCondition", found.text("package", "condition"))
        report.keep("vulnerabilitySeverity", found.text("severity"))
        report.keep("vulnerabilityStatus", found.text("status"))
        let score = found.text("cvss", "cvss3", "base_score").or(found.text("cvss", "cvss2", "base_score"))
        report.keep("cvss", score.or(found.text("score", "base")))
        report.keep("references", found.texts("references"))
    }
}
