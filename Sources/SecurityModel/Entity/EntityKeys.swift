internal import Primitives

extension Evidence {
    /// The keys under which other alerts may name the same thing, strong ones first. Empty for what names nobody:
    /// well-known accounts, loopback, placeholder names.
    ///
    /// - Parameter scope: the network that private addresses and bare names of devices belong to; the same address or name
    ///   elsewhere is another machine.
    public func entityKeys(scope: String) -> [EntityKey] {
        switch kind {
        case .device: deviceKeys(scope)
        case .ioTDevice: iotKeys(scope)
        case .user: text("userAccount.accountName") == nil && fields["userAccount"] == nil ? [] : accountKeys("userAccount")
        case .ip: text("ipAddress").map { EntityKey.address($0, scope: scope) } ?? []
        case .url: text("url").map(EntityKey.url) ?? []
        case .dns: text("domainName").map(EntityKey.domain) ?? []
        case .file: fileKeys("fileDetails")
        case .fileHash: text("value").map { [EntityKey(.file, $0.lowercased(), .strong)] } ?? []
        case .process: fileKeys("imageFile") + accountKeys("userAccount")
        case .mailbox: mailboxKeys
        case .analyzedMessage: messageKeys
        case .malware: []
        default: identityKeys
        }
    }

    /// Ids, then names with their domain, then bare names: some products say the domain and others do not.
    private func deviceKeys(_ scope: String) -> [EntityKey] {
        var keys: [EntityKey] = []
        func add(_ value: String) {
            let key = EntityKey(.device, value, .strong)
            if !keys.contains(key) { keys.append(key) }
        }
        for field in ["mdeDeviceId", "azureAdDeviceId"] {
            if let id = text(field) { add(id.lowercased()) }
        }
        let names = ["deviceDnsName", "hostName"].compactMap { text($0)?.lowercased() }.filter { !EntityKey.isPlaceholder($0) }
        for name in names where EntityKey(.device, name, .strong).identifierForm == .domainName { add(name) }
        for name in names { add(EntityKey.deviceName(name, scope: scope)) }
        return keys
    }

    /// A controller's name is what people know it by; its id is an inventory's.
    private func iotKeys(_ scope: String) -> [EntityKey] {
        let id = text("deviceId").map { EntityKey(.device, $0.lowercased(), .strong) }
        let name = text("deviceName").map { $0.lowercased() }.flatMap { name in
            EntityKey.isPlaceholder(name) ? nil : EntityKey(.device, EntityKey.deviceName(name, scope: scope), .strong)
        }
        return [id, name == id ? nil : name].compactMap(\.self)
    }

    private func accountKeys(_ path: String) -> [EntityKey] {
        var keys: [EntityKey] = []
        if let sid = text("\(path).userSid"), !WellKnownAccounts.contains(sid: sid) {
            keys.append(EntityKey(.user, sid.lowercased(), .strong))
        }
        if let id = text("\(path).azureAdUserId") { keys.append(EntityKey(.user, id.lowercased(), .strong)) }
        let name = text("\(path).accountName").map { $0.lowercased() }
        if let principal = text("\(path).userPrincipalName")?.lowercased(), !EntityKey.isPlaceholder(principal) {
            keys.append(EntityKey(.user, principal, .strong))
        } else if let name, name.contains("@") {
            keys.append(EntityKey(.user, name, .strong))
        }
        if let name, !name.contains("@"), !WellKnownAccounts.contains(name: name) {
            if let domain = text("\(path).domainName")?.lowercased(), !EntityKey.isPlaceholder(domain) {
                keys.append(EntityKey(.user, "\(Substring(domain.utf8.prefix { $0 != UInt8(ascii: ".") }))\\\(name)", .strong))
            }
            keys.append(EntityKey(.user, name, .weak))
        }
        return keys
    }

    private func fileKeys(_ path: String) -> [EntityKey] {
        for field in ["sha256", "sha1", "md5"] {
            if let hash = text("\(path).\(field)") { return [EntityKey(.file, hash.lowercased(), .strong)] }
        }
        return text("\(path).fileName").map { [EntityKey(.file, $0.lowercased(), .weak)] } ?? []
    }

    /// A mailbox is also its owner's account, so that what hits the one meets what hits the other.
    private var mailboxKeys: [EntityKey] {
        var keys = accountKeys("userAccount")
        for field in ["primaryAddress", "upn"] {
            guard let address = text(field)?.lowercased() else { continue }
            let key = EntityKey(.user, address, .strong)
            if !keys.contains(key) { keys.append(key) }
        }
        return keys
    }

    private var messageKeys: [EntityKey] {
        var keys: [EntityKey] = []
        for field in ["internetMessageId", "networkMessageId"] {
            guard let id = text(field) else { continue }
            keys.append(EntityKey(.message, id.trimming("<>").lowercased(), .strong))
        }
        if let recipient = text("recipientEmailAddress") { keys.append(EntityKey(.user, recipient.lowercased(), .strong)) }
        for sender in ["p1Sender.emailAddress", "p2Sender.emailAddress"] {
            guard let address = text(sender)?.lowercased() else { continue }
            let key = EntityKey(.mailbox, address, .weak)
            if !keys.contains(key) { keys.append(key) }
        }
        return keys
    }

    private var identityKeys: [EntityKey] {
        guard let identity = Evidence.identities[kind], let value = identity.fields.lazy.compactMap(text).first else { return [] }
        return [EntityKey(identity.kind, value.lowercased(), identity.strength)]
    }

    /// For kinds with one identity: the entity they name, and the fields that hold its key, best first.
    private static let identities: [EvidenceKind: (kind: EntityKind, strength: EntityKey.Strength, fields: [String])] = [
        .activeDirectoryDomain: (.domain, .weak, ["activeDirectoryDomainName"]),
        .aiAgent: (.application, .strong, ["agentId"]),
        .amazonResource: (.cloudResource, .strong, ["amazonResourceId"]),
        .azureResource: (.cloudResource, .strong, ["resourceId"]),
        .blob: (.cloudResource, .strong, ["url"]), .blobContainer: (.cloudResource, .strong, ["url"]),
        .cloudApplication: (.application, .weak, ["instanceName", "displayName"]),
        .cloudLogonSession: (.other, .strong, ["sessionId"]), .cloudLogonRequest: (.other, .strong, ["requestId"]),
        .container: (.container, .strong, ["containerId"]), .containerImage: (.container, .weak, ["imageId"]),
        .gitHubOrganization: (.other, .weak, ["orgId", "login"]), .gitHubRepo: (.cloudResource, .strong, ["repoId", "baseUrl"]),
        .gitHubUser: (.user, .strong, ["userId", "login"]),
        .googleCloudResource: (.cloudResource, .strong, ["fullResourceName"]),
        .hostLogonSession: (.other, .weak, ["sessionId"]),
        .kubernetesCluster: (.cloudResource, .weak, ["name"]), .kubernetesPod: (.container, .strong, ["name"]),
        .kubernetesServiceAccount: (.user, .weak, ["name"]), .kubernetesSecret: (.other, .weak, ["name"]),
        .mailCluster: (.message, .weak, ["urn", "query"]), .mailboxConfiguration: (.other, .strong, ["configurationId"]),
        .nic: (.other, .weak, ["macAddress"]), .oauthApplication: (.application, .strong, ["appId", "objectId"]),
        .registryKey: (.registry, .weak, ["registryKey"]), .registryValue: (.registry, .weak, ["registryKey"]),
        .sasToken: (.other, .strong, ["signatureHash"]), .securityGroup: (.group, .strong, ["sid", "securityGroupId"]),
        .servicePrincipal: (.application, .strong, ["servicePrincipalObjectId", "appId"]),
        .submissionMail: (.message, .strong, ["networkMessageId"]), .teamsMessage: (.message, .strong, ["messageId"]),
    ]
}

extension EntityKey {
    static func address(_ text: String, scope: String) -> [EntityKey] {
        guard let address = IPAddress(text), !address.isLoopback, !address.isNobody, !address.isLinkLocal else { return [] }
        guard address.isPrivate else { return [EntityKey(.ip, address.description, .strong)] }
        return [EntityKey(.ip, scoped(address.description, scope), .weak)]
    }

    /// What others elsewhere may be called, too, with the scope behind it that says where.
    private static func scoped(_ name: String, _ scope: String) -> String { scope.isEmpty ? name : "\(name)@\(scope)" }

    /// A device's name without its domain, as products that do not know the domain give it, in its scope. A public address is
    /// the same everywhere.
    public static func deviceName(_ name: String, scope: String) -> String {
        let address = IPAddress(name)
        let bare = address == nil ? Substring(name.utf8.prefix { $0 != UInt8(ascii: ".") }) : Substring(name)
        return scoped(String(bare), address?.isPrivate == false ? "" : scope)
    }

    /// The network around a private address: /24 in the 192.168 block, /16 in the larger ones, /48 for IPv6. Devices of one
    /// network are likely one site. Public addresses say nothing of the kind.
    public static func network(of text: String, scope: String) -> EntityKey? {
        guard let address = IPAddress(text), address.isPrivate, !address.isLinkLocal else { return nil }
        let length = address.isIPv4 ? (address.description.hasPrefix("192.168.") ? 24 : 16) : 48
        let network = "\(address.prefix(length))/\(length)"
        return EntityKey(.network, scoped(network, scope), .weak)
    }

    static func url(_ text: String) -> [EntityKey] {
        let lowered = text.lowercased()
        guard let host = host(ofURL: lowered), !host.isEmpty else { return [] }
        let path = lowered.prefix { $0 != "#" }
        let key = EntityKey(.url, String(path), .strong)
        return IPAddress(host) == nil ? [key] + domain(String(host)) : [key]
    }

    static func domain(_ name: String) -> [EntityKey] {
        let name = name.lowercased().trimming(".")
        return isPlaceholder(name) || !name.contains(".") ? [] : [EntityKey(.domain, name, .strong)]
    }

    static func isPlaceholder(_ name: String) -> Bool {
        ["", "-", "unknown", "localhost", "localhost.localdomain", "n/a", "none", "null", "0.0.0.0"].contains(name)
    }

    private static func host(ofURL text: String) -> Substring? {
        let afterScheme = text.range(of: "://").map { text[$0.upperBound...] } ?? text[...]
        let authority = afterScheme.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let host = authority.split(separator: "@").last ?? authority
        return host.hasPrefix("[") ? host : host.prefix { $0 != ":" }
    }
}

extension StringProtocol {
    fileprivate func range(of needle: String) -> Range<Index>? {
        var start = startIndex
        while let candidate = self[start...].firstIndex(where: { $0 == needle.first }) {
            if self[candidate...].hasPrefix(needle) {
                return candidate..<index(candidate, offsetBy: needle.count)
            }
            start = index(after: candidate)
        }
        return nil
    }

    fileprivate func trimming(_ characters: String) -> String {
        var slice = self[...]
        while let first = slice.first, characters.contains(first) { slice = slice.dropFirst() }
        while let last = slice.last, characters.contains(last) { slice = slice.dropLast() }
        return String(slice)
    }
}
