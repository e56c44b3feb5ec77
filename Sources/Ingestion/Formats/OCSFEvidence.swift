internal import Primitives
internal import SecurityModel

/// The evidence of an OCSF finding: what its artifacts (`evidences`) and affected resources say in full, then what its
/// observables name beyond that.
struct OCSFEvidence {
    private(set) var list = EvidenceList()
    private let provider: String

    init(_ finding: JSONView) {
        provider = finding.text("cloud", "provider").lowercased()
        for artifact in [finding] + finding.list("evidences") { add(artifact: artifact) }
        for resource in finding.list("resources") + finding.list("resource") { add(resource: resource) }
        for observable in finding.list("observables") { add(observable: observable) }
    }

    private mutating func add(artifact: JSONView) {
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
        list.add(mailbox: artifact.text("email", "from"), .source)
        for recipient in artifact.object("email")?.texts("to") ?? [] { list.add(mailbox: recipient, .destination) }
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
        let (name, address) = (endpoint.text("hostname").or(endpoint.text("name")), endpoint.text("ip"))
        if isDevice || !endpoint.text("instance_uid").isEmpty || (!name.isEmpty && !name.holds(".")) {
            list.add(
                .host(
                    name, id: isDevice ? endpoint.text("uid") : "", address: address,
                    platform: endpoint.text("os", "name"), roles: roles))
        } else {
            list.add(domain: name, roles: roles)
        }
        if !isDevice, let address = IPAddress(endpoint: address) { list.add(.ip(address.description, roles: roles)) }
    }

    private mutating func add(user: JSONView?, _ roles: [EvidenceRole]) {
        list.add(OCSFEvidence.account(user, roles))
    }

    private static func account(_ user: JSONView?, _ roles: [EvidenceRole] = []) -> Evidence? {
        guard let user else { return nil }
        // A number is the account's on its own machine alone: every machine has a user 0.
        let said = user.text("uid")
        let uid = said.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? "" : said
        let isSID = uid.hasPrefix("S-1-")
        return .account(
            user.text("name").or(user.text("email_addr")), domain: user.text("domain"), sid: isSID ? uid : "",
            objectId: isSID ? "" : uid, displayName: user.text("full_name"), roles: roles)
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
        return .file(at: file.text("path").or(file.text("name")), digests: digests, roles: roles)
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
