internal import Primitives

extension EntityMapping {
    /// The entity that a row names, as alerts write it; `nil` where the row leaves it open.
    func entity(of row: DetectionRow) -> JSONObject? {
        var entity = JSONObject()
        for field in fields {
            guard let value = row[field.column] else { continue }
            entity[field.identifier] = value
        }
        guard fields.contains(where: { !modifiers.contains($0.identifier) && entity[$0.identifier] != nil }) else { return nil }
        complete(&entity)
        return JSONObject([.init(name: "Type", value: .string(type.alertType))] + entity.members)
    }

    /// Identifiers that name nothing without another.
    private var modifiers: [String] { ["NTDomain", "DnsDomain", "UPNSuffix", "AddressScope", "Algorithm", "IsDomainJoined"] }

    /// A full name holds what alerts carry as parts.
    private func complete(_ entity: inout JSONObject) {
        guard let full = entity["FullName"]?.string else { return }
        entity["FullName"] = nil
        switch type {
        case .account where entity["Name"] == nil: entity["Name"] = .string(full)
        case .host where entity["HostName"] == nil: entity["HostName"] = .string(full)
        default: break
        }
    }

    /// Mappings for columns that are called as in the tables of events.
    /// - Parameter columns: those of a query's answer.
    public static func suggested(for columns: [String]) -> [EntityMapping] {
        let known = Set(columns)
        let mappings = usual.compactMap { type, fields -> EntityMapping? in
            let present = fields.filter { known.contains($0.column) }
            return present.isEmpty
                ? nil : EntityMapping(type, Array(present.prefix(DetectionPolicy.identifiersOfMapping)))
        }
        return Array(mappings.prefix(DetectionPolicy.entityMappings))
    }

    /// What the columns of well-known tables name, the most telling first.
    private static let usual: [(EntityType, [Field])] = [
        (.host, ["MdatpDeviceId": "DeviceId", "HostName": "DeviceName"]), (.host, ["HostName": "Computer"]),
        (.account, ["Name": "AccountName", "NTDomain": "AccountDomain", "Sid": "AccountSid"]),
        (.account, ["Name": "AccountUpn", "AadUserId": "AccountObjectId"]),
        (.account, ["Name": "UserPrincipalName", "AadUserId": "UserId"]),
        (
            .account,
            [
                "Name": "InitiatingProcessAccountName", "NTDomain": "InitiatingProcessAccountDomain",
                "Sid": "InitiatingProcessAccountSid",
            ]
        ),
        (.account, ["Name": "TargetUserName", "NTDomain": "TargetDomainName", "Sid": "TargetUserSid"]),
        (.account, ["Name": "SubjectUserName", "NTDomain": "SubjectDomainName", "Sid": "SubjectUserSid"]),
        (.file, ["Name": "FileName", "Directory": "FolderPath"]), (.fileHash, ["Value": "SHA256"]),
        (.fileHash, ["Value": "SHA1"]), (.process, ["CommandLine": "ProcessCommandLine", "ProcessId": "ProcessId"]),
        (.ip, ["Address": "RemoteIP"]), (.ip, ["Address": "IPAddress"]), (.ip, ["Address": "IpAddress"]),
        (.ip, ["Address": "SourceIP"]), (.ip, ["Address": "DestinationIP"]), (.ip, ["Address": "SenderIPv4"]),
        (.url, ["Url": "RemoteUrl"]), (.url, ["Url": "Url"]),
        (.registryKey, ["Key": "RegistryKey"]),
        (
            .mailMessage,
            ["NetworkMessageId": "NetworkMessageId", "Recipient": "RecipientEmailAddress", "P1Sender": "SenderMailFromAddress"]
        ),
        (.mailbox, ["MailboxPrimaryAddress": "RecipientEmailAddress"]), (.azureResource, ["ResourceId": "ResourceId"]),
    ].map { type, fields in (type, fields.map { Field(identifier: $0.key, column: $0.value) }) }
}
