internal import Primitives
internal import SecurityModel

/// The column `Entities`: a list in which an entity may stand where it is first met, and be pointed at (`$ref`)
/// wherever else it takes part.
struct SentinelEntities {
    private let entities: [JSONView]
    private var byId: [String: JSONView] = [:]
    private var compromised = ""
    /// Entities of a type that is none of Graph's kinds.
    private(set) var unread: [JSONValue] = []

    init(_ column: JSONView?) {
        let root = SentinelFormat.inner(column)
        entities = root.map { $0.isArray ? $0.elements : [$0] } ?? []
        for entity in entities { index(entity) }
    }

    private mutating func index(_ view: JSONView) {
        for member in view.members {
            if member.name == "$id" { byId[member.value.leadingText] = view }
            if member.value.isObject || member.value.isArray { index(member.value) }
        }
        for element in view.elements { index(element) }
    }

    /// - Parameter name: what the row calls the compromised entity, by which its piece of evidence gets that role.
    mutating func evidence(compromised name: String) -> EvidenceList {
        compromised = name.lowercased()
        var list = EvidenceList()
        for entity in entities {
            let entity = resolve(entity)
            guard var evidence = evidence(entity) else {
                if entity.isObject, !entity.text("Type").isEmpty { unread.append(entity.value) }
                continue
            }
            if isCompromised(evidence) { evidence.roles.append(.compromised) }
            list.add(evidence)
        }
        return list
    }

    private func isCompromised(_ evidence: Evidence) -> Bool {
        guard !compromised.isEmpty, [.device, .user, .mailbox, .azureResource].contains(evidence.kind) else {
            return false
        }
        return [
            "hostName", "deviceDnsName", "userAccount.accountName", "userAccount.userPrincipalName", "primaryAddress",
            "resourceId",
        ]
        .contains { evidence.text($0)?.lowercased() == compromised }
    }

    /// What a reference points at; the entity itself where it is none.
    private func resolve(_ view: JSONView) -> JSONView {
        byId[view.text("$ref")] ?? view
    }

    private func evidence(_ entity: JSONView) -> Evidence? {
        let type = entity.text("Type").lowercased()
        switch type {
        case "account": return account(entity)
        case "host": return host(entity)
        case "ip": return IPAddress(endpoint: entity.text("Address")).map { ip($0, entity) }
        case "file": return file(entity)
        case "process": return process(entity)
        case "mailmessage", "mail-message": return message(entity)
        case "registry-value", "registryvalue": return registryValue(entity)
        default: break
        }
        guard let shape = SentinelShape.byType[type] else { return nil }
        var evidence = shape.evidence(of: entity)
        addInner(of: entity, SentinelShape.inner[type] ?? [], kind: shape.kind, to: &evidence)
        return evidence
    }

    /// Entities that stand in another, or are pointed at by it: the account of a session, the files of a malware.
    private func addInner(of entity: JSONView, _ names: SentinelShape.Names, kind: EvidenceKind, to evidence: inout Evidence?) {
        for (from, to) in names {
            guard let value = entity[name: from], !value.isNull else { continue }
            let inner = (value.isArray ? value.elements : [value]).compactMap { element -> JSONValue? in
                let one = resolve(element)
                if let address = IPAddress(endpoint: one.leadingText) { return .object(Evidence.ip(address.description).inner) }
                return one.isObject ? self.evidence(one).map { .object($0.inner) } : nil
            }
            guard let first = inner.first else { continue }
            if evidence == nil { evidence = Evidence(kind, fields: JSONObject()) }
            evidence?.fields[to] = value.isArray ? .array(inner) : first
        }
    }

    private func account(_ entity: JSONView) -> Evidence? {
        let name = entity.text("Name")
        let suffix = entity.text("UPNSuffix")
        let full = name.isEmpty || suffix.isEmpty || name.holds("@") ? name : "\(name)@\(suffix)"
        return .account(
            full, domain: entity.text("NTDomain").or(entity.text("DnsDomain")), sid: entity.text("Sid"),
            objectId: entity.text("AadUserId"), displayName: entity.text("DisplayName"))
    }

    private func host(_ entity: JSONView) -> Evidence? {
        let name = entity.text("HostName").or(entity.text("NetBiosName")).or(entity.text("FullName"))
        let domain = entity.text("DnsDomain")
        let full = domain.isEmpty || name.isEmpty || name.holds(".") ? name : "\(name).\(domain)"
        var evidence = Evidence.host(
            full, id: entity.text("MdatpDeviceId"), address: entity.text("LastIpAddress"),
            platform: entity.text("OSFamily"))
        for (from, to): (StaticString, String) in [
            ("AadDeviceId", "azureAdDeviceId"), ("DnsDomain", "dnsDomain"), ("NTDomain", "ntDomain"),
            ("OSVersion", "version"),
        ] where !entity.text(from).isEmpty {
            evidence?.fields[to] = .string(entity.text(from))
        }
        let machine = entity.text("AzureID")
        if !machine.isEmpty {
            evidence?.fields["vmMetadata"] = .object(
                JSONObject([
                    .init(name: "cloudProvider", value: .string("azure")), .init(name: "resourceId", value: .string(machine)),
                ]))
        }
        return evidence
    }

    private func ip(_ address: IPAddress, _ entity: JSONView) -> Evidence {
        var fields = JSONObject([.init(name: "ipAddress", value: .string(address.description))])
        if let place = entity.object("Location") {
            if !place.text("CountryCode").isEmpty { fields["countryLetterCode"] = .string(place.text("CountryCode")) }
            let location = SentinelShape.fields(
                of: place,
                [
                    ("CountryName", "countryName"), ("State", "state"), ("City", "city"), ("Latitude", "latitude"),
                    ("Longitude", "longitude"),
                ])
            if !location.isEmpty { fields["location"] = .object(location) }
        }
        return Evidence(.ip, fields: fields)
    }

    private func file(_ entity: JSONView) -> Evidence? {
        var digests = FileDigests()
        for hash in entity.list("FileHashes") { digests.add(resolve(hash).text("Value")) }
        let (folder, name) = (entity.text("Directory"), entity.text("Name"))
        guard !folder.isEmpty, !name.isEmpty else { return .file(at: name.or(folder), digests: digests) }
        return .file(name: name, path: folder, sha256: digests.sha256, sha1: digests.sha1, md5: digests.md5)
    }

    private func process(_ entity: JSONView) -> Evidence? {
        let image = entity.object("ImageFile").flatMap { file(resolve($0)) }
        let parent = entity.object("ParentProcess").map(resolve)
        var evidence = Evidence.process(
            image: image, commandLine: entity.text("CommandLine"), id: WindowsEvent.number(entity.text("ProcessId")),
            parentId: WindowsEvent.number(parent?.text("ProcessId") ?? ""),
            user: entity.object("Account").flatMap { account(resolve($0)) })
        let parentImage = parent?.object("ImageFile").flatMap { file(resolve($0)) }
        evidence.fields["parentProcessImageFile"] = parentImage?.fields["fileDetails"]
        if let created = Timestamp(entity.text("CreationTimeUtc")) {
            evidence.fields["processCreationDateTime"] = .string(created.rfc3339)
        }
        return evidence
    }

    private func message(_ entity: JSONView) -> Evidence? {
        var evidence = SentinelShape.message.evidence(of: entity)
        let p1 = entity.text("P1Sender").or(entity.text("Sender"))
        for (field, address, display) in [
            ("p1Sender", p1, entity.text("P1SenderDisplayName")),
            ("p2Sender", entity.text("P2Sender"), entity.text("P2SenderDisplayName")),
        ] where !address.isEmpty {
            var sender = JSONObject([.init(name: "emailAddress", value: .string(address))])
            if !display.isEmpty { sender["displayName"] = .string(display) }
            evidence?.fields[field] = .object(sender)
        }
        return evidence
    }

    private func registryValue(_ entity: JSONView) -> Evidence? {
        var evidence = SentinelShape.registryValue.evidence(of: entity)
        if let key = entity.object("Key").map(resolve) {
            let fields = SentinelShape.fields(of: key, SentinelShape.registryKey.names)
            for member in fields.members { evidence?.fields[member.name] = member.value }
        }
        return evidence
    }
}
