internal import Primitives
internal import SecurityModel

/// What a document of the Elastic Common Schema names.
struct ECSEvidence {
    private(set) var list = EvidenceList()
    private let document: ECSDocument
    private let isCallback: Bool

    /// - Parameter isCallback: whether the rule says command and control and nothing else.
    init(_ document: ECSDocument, isCallback: Bool) {
        self.document = document
        self.isCallback = isCallback
        addHost()
        addProcess()
        addAccounts()
        addNetwork()
        addFile(named: "file")
        addFile(named: "dll", roles: [.loaded])
        addOthers()
    }

    /// An id that is long enough to be one machine's alone.
    private var hostId: String {
        let id = document.text("host.id")
        return id.utf8.count < 16 ? "" : id
    }

    private mutating func addHost() {
        let name = document.text("host.hostname").or(document.text("host.name")).or(document.text("agent.name"))
        let full = document.text("host.name")
        let address =
            document.texts("host.ip").first { !$0.hasPrefix("127.") && !$0.hasPrefix("fe80") && $0 != "::1" } ?? ""
        var host = Evidence.host(
            full.holds(".") ? full : name, id: hostId, address: address,
            platform: document.text("host.os.name").or(document.text("host.os.type")))
        let version = document.text("host.os.full").or(document.text("host.os.version"))
        if !version.isEmpty { host?.fields["version"] = .string(version) }
        list.add(host)
    }

    private mutating func addProcess() {
        guard
            ["process.name", "process.executable", "process.command_line", "process.args"].contains(where: {
                !document.text($0).isEmpty
            })
        else { return }
        var process = Evidence.process(
            image: .file(
                at: document.text("process.executable").or(document.text("process.name")), digests: digests("process")),
            commandLine: document.text("process.command_line").or(
                document.texts("process.args").joined(separator: " ")),
            id: document.text("process.pid"), parentId: document.text("process.parent.pid"), user: user("user"))
        let parent = document.text("process.parent.executable").or(document.text("process.parent.name"))
        process.fields["parentProcessImageFile"] = Evidence.file(at: parent)?.fields["fileDetails"]
        list.add(process)
    }

    private mutating func addAccounts() {
        list.add(user("user"))
        for (field, role): (String, EvidenceRole) in [
            ("user.target", .destination), ("user.effective", .contextual), ("source.user", .source),
            ("destination.user", .destination),
        ] {
            list.add(user(field, roles: [role]))
        }
    }

    private func user(_ field: String, roles: [EvidenceRole] = []) -> Evidence? {
        let id = document.text("\(field).id")
        let isSID = id.hasPrefix("S-1-")
        return .account(
            document.text("\(field).name").or(document.text("\(field).email")),
            domain: document.text("\(field).domain"),
            sid: isSID ? id : "", displayName: document.text("\(field).full_name"), roles: roles)
    }

    private mutating func addNetwork() {
        let source = document.text("source.ip").or(document.text("client.ip"))
        let destination = document.text("destination.ip").or(document.text("server.ip"))
        if isCallback, let sides = Callback.sides(source, destination) {
            list.add(address: sides.inside, .compromised)
            list.add(address: sides.outside, .commandAndControl)
        } else {
            list.add(endpoint: source, .source)
            list.add(endpoint: destination, .destination)
        }
        list.add(domain: document.text("source.domain"), roles: [.source])
        list.add(domain: document.text("destination.domain"), roles: [.destination])
        list.add(domain: document.text("dns.question.name"), roles: [.destination])
        list.add(domain: document.text("tls.client.server_name"), roles: [.destination])
        list.add(
            url: document.text("url.full").or(
                document.text("url.original").holds("://") ? document.text("url.original") : ""))
    }

    private mutating func addFile(named field: String, roles: [EvidenceRole] = []) {
        list.add(
            .file(
                at: document.text("\(field).path").or(document.text("\(field).name")), digests: digests(field),
                roles: roles))
    }

    private func digests(_ field: String) -> FileDigests {
        FileDigests(
            sha256: document.text("\(field).hash.sha256"), sha1: document.text("\(field).hash.sha1"),
            md5: document.text("\(field).hash.md5"))
    }

    private mutating func addOthers() {
        let registry = document.text("registry.path")
        if !registry.isEmpty {
            list.add(.registryValue(registry, data: document.text("registry.data.strings"), roles: [.edited]))
        }
        addMail()
        addPod()
        addIndicator()
        list.add(
            container: document.text("container.id"), name: document.text("container.name"),
            image: document.text("container.image.name"))
        let resource = document.text("cloud.instance.id")
        if document.text("cloud.provider") == "aws" {
            list.add(
                Evidence(
                    .amazonResource, roles: [.contextual],
                    texts: ["amazonResourceId": resource, "amazonAccountId": document.text("cloud.account.id")]))
        }
    }

    private mutating func addMail() {
        let attached = document.list("email.attachments").map { ECSDocument($0) }
        var message = MailMessage()
        message.id = document.text("email.message_id")
        message.subject = document.text("email.subject")
        message.from = document.text("email.from.address")
        message.envelopeFrom = document.text("email.sender.address")
        message.recipients = document.texts("email.to.address")
        message.attachments = attached.isEmpty ? nil : attached.count
        message.add(to: &list)
        for attachment in attached {
            let digests = FileDigests(
                sha256: attachment.text("file.hash.sha256"), sha1: attachment.text("file.hash.sha1"),
                md5: attachment.text("file.hash.md5"))
            list.add(
                .file(
                    at: attachment.text("file.name"), digests: digests, size: attachment.text("file.size"), roles: [.suspicious]))
        }
    }

    private mutating func addPod() {
        let (name, type) = (document.text("orchestrator.resource.name"), document.text("orchestrator.resource.type"))
        guard !name.isEmpty, type.isEmpty || type.lowercased().hasPrefix("pod") else { return }
        var pod = JSONObject([.init(name: "name", value: .string(name))])
        let (namespace, cluster) = (document.text("orchestrator.namespace"), document.text("orchestrator.cluster.name"))
        if !namespace.isEmpty {
            var inner = Evidence(.kubernetesNamespace, texts: ["name": namespace]).inner
            if !cluster.isEmpty { inner["cluster"] = .object(Evidence(.kubernetesCluster, texts: ["name": cluster]).inner) }
            pod["namespace"] = .object(inner)
        }
        list.add(Evidence(.kubernetesPod, roles: [.attacked], fields: pod))
    }

    /// What an indicator of a threat feed matched: that stood in the event, and is no machine of the house.
    private mutating func addIndicator() {
        for indicator in document.list("threat.enrichments").map({ ECSDocument($0) }) { add(indicator, "indicator") }
        add(document, "threat.indicator")
    }

    private mutating func add(_ document: ECSDocument, _ prefix: String) {
        list.add(address: document.text("\(prefix).ip"), .suspicious)
        list.add(url: document.text("\(prefix).url.full"), .suspicious)
        list.add(domain: document.text("\(prefix).url.domain"), roles: [.suspicious])
        let digests = FileDigests(
            sha256: document.text("\(prefix).file.hash.sha256"), sha1: document.text("\(prefix).file.hash.sha1"),
            md5: document.text("\(prefix).file.hash.md5"))
        list.add(.file(at: document.text("\(prefix).file.name"), digests: digests, roles: [.suspicious]))
    }
}
