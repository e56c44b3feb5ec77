internal import Primitives
internal import SecurityModel

// What a row names that is no device, account, file or address.

extension RowEvidence {
    /// A resource of a cloud, of the kind that its name tells.
    static func resource(_ id: String, name: String, type: String) -> Evidence? {
        let (kind, field): (EvidenceKind, String)
        if id.lowercased().hasPrefix("/subscriptions/") {
            (kind, field) = (.azureResource, "resourceId")
        } else if id.hasPrefix("arn:") {
            (kind, field) = (.amazonResource, "amazonResourceId")
        } else if id.hasPrefix("//"), id.contains("googleapis.com/") {
            (kind, field) = (.googleCloudResource, "fullResourceName")
        } else {
            return nil
        }
        return evidence(kind, (field, id), ("resourceName", name), ("resourceType", type))
    }

    static func application(_ name: String, id: String) -> Evidence {
        var fields = JSONObject(name.isEmpty ? [] : [.init(name: "displayName", value: .string(name))])
        if let number = Int64(id) { fields["appId"] = .integer(number) }
        return Evidence(.cloudApplication, fields: fields)
    }

    static func registryValue(key: String, name: String, data: String) -> Evidence {
        evidence(
            name.isEmpty ? .registryKey : .registryValue, ("registryKey", key), ("registryValueName", name),
            ("registryValue", data))
    }

    /// Evidence of texts; an empty one is not there.
    static func evidence(_ kind: EvidenceKind, _ fields: (name: String, text: String)...) -> Evidence {
        Evidence(
            kind, fields: JSONObject(fields.filter { !$0.text.isEmpty }.map { .init(name: $0.name, value: .string($0.text)) }))
    }
}
