internal import Primitives
internal import SecurityModel

/// The evidence of an OCSF finding: what its artifacts (`evidences`) and affected resources say in full, then what its
/// observables name beyond that.
struct OCSFEvidence {
    private(set) var list = EvidenceList()
    private let provider: String
    private let isCallback: Bool
    /// The machine that the finding is about, where it names one.
    private var device: Evidence?
    /// Both sides of the connection, where the finding's one tactic is that a machine talks to its master.
    private var callback: (inside: String, outside: String)?

    /// - Parameter isCallback: whether the finding says command and control and nothing else.
    init(_ finding: JSONView, isCallback: Bool) {
        self.isCallback = isCallback
        provider = finding.text("cloud", "provider").lowercased()
        for artifact in [finding] + finding.list("evidences") { add(artifact: artifact) }
        for resource in finding.list("resources") + finding.list("resource") { add(resource: resource) }
        for observable in finding.list("observables") { add(observable: observable) }
    }

    private mutating func add(artifact: JSONView) {
        callback =
            isCallback
            ? Callback.sides(artifact.text("src_endpoint", "ip"), artifact.text("dst_endpoint", "ip")) : nil
        add(endpoint: artifact.object("device"), isDevice: true, [])
        add(endpoint: artifact.object("src_endpoint"), isDevice: false, [.source])
        add(endpoint: artifact.object("dst_endpoint"), isDevice: false, [.destination])
        add(user: artifact.object("actor", "user"), [.source])
        add(user: artifact.object("user"), [])
        add(process: artifact.object("actor", "process"), [.contextual])
        add(process: artifact.object("process"), [])
        add(file: artifact.object("file"), [])
        list.add(domain: artifact.text("query", "hostname"), roles: [.destination])
        list.add(
            url: artifact.text("url", "url_string").or(artifact.text("http_request", "url", "url_string")), .destination
        )
        if let email = artifact.object("email") { add(email: email) }
        add(registry: artifact)
        if let container = artifact.object("container") {
            list.add(
                container: container.text("uid"), name: container.text("name"),
                image: container.text("image", "uid").or(container.text("image", "name")))
        }
        for malware in artifact.list("malware") where !malware.text("name").isEmpty {
            list.add(Evidence(.malware, texts: ["name": malware.text("name")]))
        }
    }

    /// A device is a machine of ours; an endpoint is one side of a connection, of which mostly the address is known.
    private mutating func add(endpoint: JSONView?, isDevice: Bool, _ roles: [EvidenceRole]) {
        guard let endpoint else { return }
        let roles = isDevice ? roles : OCSFEvidence.roles(roles, at: endpoint.text("ip"), in: callback)
        let (name, address) = (endpoint.text("hostname").or(endpoint.text("name")), endpoint.text("ip"))
        if !isDevice, var device, OCSFEvidence.isSame(device, name, address) {
            device.roles = roles.filter { $0 != .source && $0 != .destination }
            list.add(device)
            if let address = IPAddress(endpoint: address) { list.add(.ip(address.description, roles: roles)) }
            return
        }
        if isDevice || !endpoint.text("instance_uid").isEmpty || (!name.isEmpty && !name.holds(".")) {
            let host = Evidence.host(
                name, id: isDevice ? endpoint.text("uid") : "", address: address, platform: endpoint.text("os", "name"),
                roles: roles)
            if isDevice, device == nil { device = host }
            list.add(host)
        } else {
            list.add(domain: name, roles: roles)
        }
        if !isDevice, let address = IPAddress(endpoint: address) { list.add(.ip(address.description, roles: roles)) }
    }

    /// Whether a side of a connection is the device that the finding is about.
    private static func isSame(_ device: Evidence, _ name: String, _ address: String) -> Bool {
        let bare = name.lowercased().prefix { $0 != "." }
        if !bare.isEmpty, let own = device.text("hostName")?.lowercased() { return own == bare }
        return !address.isEmpty && device.text("lastIpAddress") == IPAddress.canonical(address)
    }

    private static func roles(_ roles: [EvidenceRole], at address: String, in sides: (inside: String, outside: String)?)
        -> [EvidenceRole]
    {
        guard let sides, let address = IPAddress.canonical(address) else { return roles }
        return address == sides.inside ? [.compromised] : address == sides.outside ? [.commandAndControl] : roles
    }

    private mutating func add(email: JSONView) {
        var message = MailMessage()
        message.id = email.text("message_uid")
        message.subject = email.text("subject")
        message.from = email.text("from")
        message.envelopeFrom = email.text("smtp_from")
        message.recipients = email.texts("to")
        if message.recipients.isEmpty { message.recipients = email.texts("smtp_to") }
        message.senderIp = email.text("x_originating_ip")
        message.urls = email.list("urls").map { $0.text("url_string") }.filter { !$0.isEmpty }
        let files = email.list("files")
        message.attachments = files.isEmpty ? nil : files.count
        message.add(to: &list)
        for attached in files { add(file: attached, [.suspicious]) }
    }

    private mutating func add(registry artifact: JSONView) {
        let key = artifact.text("reg_key", "path")
        if let value = artifact.object("reg_value"), !value.text("name").isEmpty {
            let path = value.text("path").or(key)
            list.add(.registryValue("\(path)\\\(value.text("name"))", data: value.text("data"), roles: [.edited]))
        } else if !key.isEmpty {
            let parts = key.split(separator: "\\", maxSplits: 1).map(String.init)
            list.add(
                Evidence(
                    .registryKey, roles: [.edited],
                    texts: ["registryHive": parts[0], "registryKey": parts.count > 1 ? parts[1] : ""]))
        }
    }

    private mutating func add(user: JSONView?, _ roles: [EvidenceRole]) {
        list.add(OCSFEvidence.account(user, roles))
    }

    private static func account(_ user: JSONView?, _ roles: [EvidenceRole] = []) -> Evidence? {
        guard let user else { return nil }
        // Only a directory's number is known to be the account's everywhere: every machine has a user 0, every product a u1.
        let uid = user.text("uid")
        let (name, email) = (user.text("name"), user.text("email_addr"))
        var account = Evidence.account(
            name.or(email), domain: user.text("domain"), sid: uid.hasPrefix("S-1-") ? uid : "", objectId: uid.isGUID ? uid : "",
            displayName: user.text("full_name"), roles: roles)
        if email.holds("@"), var fields = account?.fields["userAccount"]?.object, fields["userPrincipalName"] == nil {
            fields["userPrincipalName"] = .string(email)
            account?.fields["userAccount"] = .object(fields)
        }
        return account
    }

    private mutating func add(process: JSONView?, _ roles: [EvidenceRole]) {
        guard let process else { return }
        let parent = process.object("parent_process")
        var evidence = Evidence.process(
            image: OCSFEvidence.file(process.object("file")) ?? .file(at: process.text("name")),
            commandLine: process.text("cmd_line"), id: process.text("pid"), parentId: parent?.text("pid") ?? "",
            user: OCSFEvidence.account(process.object("user")), roles: roles)
        evidence.fields["parentProcessImageFile"] = OCSFEvidence.file(parent?.object("file"))?.fields["fileDetails"]
        list.add(evidence)
    }

    private mutating func add(file: JSONView?, _ roles: [EvidenceRole]) {
        list.add(OCSFEvidence.file(file, roles))
    }

    private static func file(_ file: JSONView?, _ roles: [EvidenceRole] = []) -> Evidence? {
        guard let file else { return nil }
        var digests = FileDigests()
        for hash in file.list("hashes") + file.list("fingerprints") { digests.add(hash.text("value")) }
        return .file(at: file.text("path").or(file.text("name")), digests: digests, size: file.text("size"), roles: roles)
    }

    private mutating func add(resource: JSONView) {
        let (id, name) = (resource.text("uid"), resource.text("name"))
        guard !id.isEmpty || !name.isEmpty else { return }
        let (kind, idField): (EvidenceKind, String) =
            if id.hasPrefix("arn:") || provider == "aws" {
                (.amazonResource, "amazonResourceId")
            } else if id.hasPrefix("//") || provider == "gcp" {
                (.googleCloudResource, "fullResourceName")
            } else {
                (.azureResource, "resourceId")
            }
        list.add(
            Evidence(
                kind, roles: [.attacked],
                texts: [idField: id, "resourceName": name, "resourceType": resource.text("type")]))
    }

    /// Observables repeat, as plain values, what stands elsewhere: those that add nothing are passed over.
    private mutating func add(observable: JSONView) {
        let value = observable.text("value")
        guard !value.isEmpty, !list.items.contains(where: { $0.mentions(value) }) else { return }
        switch observable["type_id"]?.integer {
        case 1: list.add(.host(value, roles: [.contextual]))
        case 2: list.add(address: value, .contextual)
        case 4, 21: list.add(.account(value, roles: [.contextual]))
        case 5, 22: list.add(mailbox: value, .contextual)
        case 6, 23: list.add(url: value, .contextual)
        case 7, 24: list.add(.file(at: value, roles: [.contextual]))
        case 8, 30: list.add(.file(at: "", digests: FileDigests(list: value), roles: [.contextual]))
        case 9, 25: list.add(.process(image: .file(at: value), roles: [.contextual]))
        case 10: list.add(Evidence(.azureResource, roles: [.contextual], texts: ["resourceId": value]))
        case 13: list.add(.process(commandLine: value, roles: [.contextual]))
        default: break
        }
    }
}

extension Evidence {
    /// Whether one of the fields, or of the fields inside them, is this text.
    func mentions(_ text: String) -> Bool {
        Evidence.mentions(.object(fields), text)
    }

    private static func mentions(_ value: JSONValue, _ text: String) -> Bool {
        switch value {
        case .string(let own): own == text
        case .object(let object): object.members.contains { mentions($0.value, text) }
        case .array(let values): values.contains { mentions($0, text) }
        default: false
        }
    }
}
