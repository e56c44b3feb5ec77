internal import Primitives
internal import SecurityModel

// Entities of the kinds that take more than a look at which field is which.

extension SentinelEntities {
    func account(_ entity: JSONView) -> Evidence? {
        let name = entity.text("Name")
        let suffix = entity.text("UPNSuffix")
        let full = name.isEmpty || suffix.isEmpty || name.holds("@") ? name : "\(name)@\(suffix)"
        return .account(
            full, domain: entity.text("NTDomain").or(entity.text("DnsDomain")), sid: entity.text("Sid"),
            objectId: entity.text("AadUserId"), displayName: entity.text("DisplayName"))
    }

    func host(_ entity: JSONView) -> Evidence? {
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

    func ip(_ address: IPAddress, _ entity: JSONView) -> Evidence {
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

    func file(_ entity: JSONView) -> Evidence? {
        var digests = FileDigests()
        for hash in entity.list("FileHashes") { digests.add(resolve(hash).text("Value")) }
        let (folder, name) = (entity.text("Directory"), entity.text("Name"))
        guard !folder.isEmpty, !name.isEmpty else { return .file(at: name.or(folder), digests: digests) }
        return .file(name: name, path: folder, sha256: digests.sha256, sha1: digests.sha1, md5: digests.md5)
    }

    func process(_ entity: JSONView) -> Evidence? {
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

    func message(_ entity: JSONView) -> Evidence? {
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

    func registryValue(_ entity: JSONView) -> Evidence? {
        var evidence = SentinelShape.registryValue.evidence(of: entity)
        if let key = entity.object("Key").map(resolve) {
            let fields = SentinelShape.fields(of: key, SentinelShape.registryKey.names)
            for member in fields.members { evidence?.fields[member.name] = member.value }
        }
        return evidence
    }
}
