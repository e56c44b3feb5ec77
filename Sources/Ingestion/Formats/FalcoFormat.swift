public import Primitives
public import SecurityModel

/// Falco's JSON output, also as Falcosidekick passes it on.
public struct FalcoFormat: JSONAlertFormat, RecognisingFormat {
    public let name = "falco"

    public init() {}

    public func recognises(_ shape: RecordShape) -> Bool {
        guard case .object(let object) = shape else { return false }
        return object["priority"] != nil && object["rule"]?.string != nil
            && (object["output_fields"] ?? object["output"]) != nil
    }

    public func reports(in object: JSONView, of record: RawRecord) throws(IngestionError) -> [AlertReport] {
        guard let rule = object["rule"], !rule.isObject else {
            throw .notOfFormat(format: name, reason: "there is no text 'rule'")
        }
        guard !rule.leadingText.isEmpty else { throw .missingField("rule") }
        let fields = object.object("output_fields") ?? object
        let time = try TimeField.first(
            of: TimeField("time", object["time"]), TimeField("output_fields.evt.time", fields["evt.time"], .nanoseconds),
            in: record)

        var report = record.report(rule.leadingText, from: time)
        report.providerAlertId = object.text("uuid")
        report.productName = "Falco"
        report.detectorId = rule.leadingText
        report.detectionSource = DetectionSource(object.text("source").or("syscall"))
        report.description = object.text("output")
        report.severity = FalcoFormat.severity(object.text("priority"))
        report.systemTags = object.texts("tags")
        report.take(FalcoFormat.claims(report.systemTags))
        report.take(FalcoFormat.evidence(object, fields))
        report.keep("priority", object.text("priority"))
        report.keep("eventType", fields.text("evt.type"))
        report.keep("containerImageTag", fields.text("container.image.tag"))
        return [report]
    }

    private static func severity(_ priority: String) -> AlertSeverity {
        switch priority.lowercased() {
        case "emergency", "alert", "critical": .high
        case "error", "warning": .medium
        case "notice": .low
        case "informational", "info", "debug": .informational
        default: .unknown
        }
    }

    /// Tags carry techniques as `T1059` and tactics as `mitre_execution`.
    private static func claims(_ tags: [String]) -> AttackClaims {
        var claims = AttackClaims()
        for tag in tags {
            if Technique(tag) != nil { claims.add(technique: tag) }
            if tag.hasPrefix("mitre_") { claims.add(tactic: String(tag.dropFirst("mitre_".count))) }
        }
        return claims
    }

    private static func evidence(_ object: JSONView, _ fields: JSONView) -> EvidenceList {
        var list = EvidenceList()
        list.add(.host(object.text("hostname").or(fields.text("evt.hostname")), roles: [.contextual]))
        let user = Evidence.account(fields.text("user.name").or(fields.text("ka.user.name")))
        if !fields.text("proc.name").saysNothing || !fields.text("proc.cmdline").saysNothing {
            let path = fields.text("proc.exepath")
            var process = Evidence.process(
                image: .file(at: path.saysNothing ? fields.text("proc.name") : path),
                commandLine: fields.text("proc.cmdline"),
                id: fields.text("proc.pid"), parentId: fields.text("proc.ppid"), user: user)
            process.fields["parentProcessImageFile"] =
                Evidence.file(at: fields.text("proc.pname"))?.fields["fileDetails"]
            list.add(process)
        }
        list.add(user)
        addConnection(fields, to: &list)
        let pod = podFields(fields)
        if let pod { list.add(Evidence(.kubernetesPod, roles: [.attacked], fields: pod.fields)) }
        list.add(
            container: fields.text("container.id"), name: fields.text("container.name"),
            image: fields.text("container.image.repository"), pod: pod?.inner)
        return list
    }

    /// `fd.name` is a path, or a connection as `address:port->address:port`.
    private static func addConnection(_ fields: JSONView, to list: inout EvidenceList) {
        list.add(address: fields.text("fd.cip").or(fields.text("fd.lip")), .source)
        list.add(address: fields.text("fd.sip").or(fields.text("fd.rip")), .destination)
        let descriptor = fields.text("fd.name")
        if descriptor.hasPrefix("/") {
            list.add(.file(at: descriptor, roles: [.contextual]))
        } else if let arrow = descriptor.split(separator: "-").last, descriptor.holds("->") {
            list.add(address: String(descriptor.prefix { $0 != "-" }), .source)
            list.add(address: String(arrow.dropFirst()), .destination)
        }
        for address in fields.texts("ka.sourceips") { list.add(address: address, .source) }
    }

    private static func podFields(_ fields: JSONView) -> Evidence? {
        let name = fields.text("k8s.pod.name").or(fields.text("ka.resp.name"))
        guard !name.saysNothing else { return nil }
        var pod = JSONObject([.init(name: "name", value: .string(name))])
        let namespace = fields.text("k8s.ns.name").or(fields.text("ka.target.namespace"))
        if !namespace.saysNothing {
            pod["namespace"] = .object(Evidence(.kubernetesNamespace, texts: ["name": namespace]).inner)
        }
        return Evidence(.kubernetesPod, fields: pod)
    }
}
