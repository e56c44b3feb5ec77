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
        if object["output_fields"] != nil { FalcoFormat.addDetails(fields, to: &report) }
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

    /// What the rule put out beyond what is evidence, under Falco's own names: the fields of an audit log's call, a terminal.
    private static func addDetails(_ fields: JSONView, to report: inout AlertReport) {
        for (name, value) in fields.members where !read.contains(name) && !value.isObject {
            let texts = value.isArray ? value.elements.map(\.leadingText) : [value.leadingText]
            let said = texts.filter { !$0.saysNothing }
            if value.isArray { report.keep(name, said) } else { report.keep(name, said.first ?? "") }
        }
    }

    private static let read: Set<String> = [
        "evt.time", "evt.type", "evt.hostname", "user.name", "proc.name", "proc.cmdline", "proc.exepath", "proc.pid", "proc.ppid",
        "proc.pname", "fd.name", "fd.cip", "fd.sip", "fd.lip", "fd.rip", "k8s.pod.name", "k8s.ns.name", "container.id",
        "container.name", "container.image.repository", "container.image.tag", "ka.user.name", "ka.sourceips",
    ]

    private static func evidence(_ object: JSONView, _ fields: JSONView) -> EvidenceList {
        var list = EvidenceList()
        list.add(.host(object.text("hostname").or(fields.text("evt.hostname")), roles: [.contextual]))
        let user = Evidence.account(fields.text("user.name"))
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
        FalcoAudit(fields).addEvidence(to: &list)
        let pod = podFields(fields)
        if let pod { list.add(Evidence(.kubernetesPod, roles: [.attacked], fields: pod.fields)) }
        list.add(
            container: fields.text("container.id"), name: fields.text("container.name"),
            image: fields.text("container.image.repository"), pod: pod?.inner)
        return list
    }

    /// `fd.name` is a path, or a connection as `address:port->address:port`. Falco sees the machine's own connections: where
    /// a private address called a public one, the first is the machine's own and the second whom it called.
    private static func addConnection(_ fields: JSONView, to list: inout EvidenceList) {
        var client = fields.text("fd.cip").or(fields.text("fd.lip"))
        var server = fields.text("fd.sip").or(fields.text("fd.rip"))
        let descriptor = fields.text("fd.name")
        if descriptor.hasPrefix("/") {
            list.add(.file(at: descriptor, roles: [.contextual]))
        } else if let arrow = descriptor.split(separator: "-").last, descriptor.holds("->") {
            client = client.or(String(descriptor.prefix { $0 != "-" }))
            server = server.or(String(arrow.dropFirst()))
        }
        let isOutward = Callback.sides(client, server)?.inside == IPAddress.canonical(client)
        list.add(address: client, isOutward ? .contextual : .source)
        list.add(address: server, isOutward ? .suspicious : .destination)
    }

    private static func podFields(_ fields: JSONView) -> Evidence? {
        let name = fields.text("k8s.pod.name")
        guard !name.saysNothing else { return nil }
        var pod = JSONObject([.init(name: "name", value: .string(name))])
        let namespace = fields.text("k8s.ns.name")
        if !namespace.saysNothing {
            pod["namespace"] = .object(Evidence(.kubernetesNamespace, texts: ["name": namespace]).inner)
        }
        return Evidence(.kubernetesPod, fields: pod)
    }
}
