internal import Detection
internal import Primitives

/// What Graph's alert templates call impacted: a kind of asset, and the column that names it in camel case.
enum ImpactedAsset {
    private static let prefix = "#microsoft.graph.security.impacted"

    /// The mapping of an impacted asset.
    static func mapping(_ asset: JSONValue) throws(APIError) -> JSONValue {
        let (type, name) = (asset["@odata.type"]?.string ?? "", asset["identifier"]?.string ?? "")
        guard !name.isEmpty, let entity = entity(type, name) else {
            throw .badRequest(
                "'impactedAssets' takes impactedDeviceAsset, impactedUserAsset and impactedMailboxAsset with an 'identifier'")
        }
        return [
            "entityType": .string(entity.type.rawValue),
            "fieldMappings": [["identifier": .string(entity.identifier), "columnName": .string(name.withCapital)]],
        ]
    }

    private static func entity(_ type: String, _ name: String) -> (type: EntityType, identifier: String)? {
        let lowered = name.lowercased()
        switch type.lowercased() {
        case "\(prefix)deviceasset".lowercased(): return (.host, lowered.hasSuffix("id") ? "MdatpDeviceId" : "HostName")
        case "\(prefix)userasset".lowercased():
            return (.account, lowered.hasSuffix("objectid") ? "AadUserId" : lowered.hasSuffix("sid") ? "Sid" : "Name")
        case "\(prefix)mailboxasset".lowercased():
            return (.mailbox, lowered.hasSuffix("upn") ? "Upn" : "MailboxPrimaryAddress")
        default: return nil
        }
    }

    /// The mappings of a rule that Graph has words for.
    static func assets(_ mappings: [JSONValue]) -> [JSONValue] {
        mappings.compactMap { mapping in
            let kinds = ["Host": "DeviceAsset", "Account": "UserAsset", "Mailbox": "MailboxAsset"]
            guard let kind = kinds[mapping["entityType"]?.string ?? ""],
                let column = mapping["fieldMappings"]?.array?.first?["columnName"]?.string
            else { return nil }
            return [
                "@odata.type": .string(prefix + kind), "identifier": .string(column.prefix(1).lowercased() + column.dropFirst()),
            ]
        }
    }
}
