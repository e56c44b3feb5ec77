internal import Primitives
internal import SecurityModel

/// What a document of the Elastic Common Schema names.
struct ECSEvidence {
    private(set) var list = EvidenceList()
    private let document: ECSDocument

    init(_ document: ECSDocument) {
        self.document = document
        addHost()
        addProcess()
        addAccounts()
        addNetwork()
        addFile(named: "file")
        addFile(named: "dll", roles: [.loaded])
        addOthers()
    }

    private mutating func addHost() {
        let name = document.text("host.hostname").or(document.text("host.name")).or(document.text("agent.name"))
        let full = document.text("host.name")
        let address =
            document.texts("host.ip").first { !$0.hasPrefix("127.") && !$0.hasPrefix("fe80") && $0 != "::1" } ?? ""
        list.add(
            .host(
                full.holds(".") ? full : name, address: address,
                platform: document.text("host.os.name").or(document.text("host.os.type"))))
    }

    private mutating func addProcess() {
        guard !document.text("process.name").isEmpty || !document.text("process.executable").isEmpty else { return }
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
        list.add(endpoint: document.text("source.ip").or(document.text("client.ip")), .source)
        list.add(endpoint: document.text("destination.ip").or(document.text("server.ip")), .destination)
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
        list.add(mailbox: document.text("email.from.address"), .source)
        for recipient in document.texts("email.to.address") { list.add(mailbox: recipient, .destination) }
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
}
