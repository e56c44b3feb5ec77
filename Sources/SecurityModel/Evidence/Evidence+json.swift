public import Primitives

extension Evidence {
    /// Reads Graph's form. `nil` where it is no object or carries no known `@odata.type`.
    public init?(json: JSONValue) {
        guard case .object(let object) = json, let type = object["@odata.type"]?.string,
            let kind = EvidenceKind(odataType: type)
        else { return nil }
        var own = object
        for name in Evidence.baseFields { own[name] = nil }
        self.init(kind, fields: own)
        roles = Evidence.members(object["roles"])
        detailedRoles = Evidence.strings(object["detailedRoles"])
        tags = Evidence.strings(object["tags"])
        verdict = object["verdict"]?.string.flatMap(EvidenceVerdict.init(name:)) ?? .unknown
        remediationStatus = object["remediationStatus"]?.string.flatMap(RemediationStatus.init(name:)) ?? .none
        remediationStatusDetails = object["remediationStatusDetails"]?.string ?? ""
        created = object["createdDateTime"]?.string.flatMap { Timestamp($0) }
    }

    /// Graph's form: the type, what all kinds share, then the kind's own fields. Empty values of the base are written,
    /// as clients expect them.
    public var json: JSONObject {
        let base: [JSONObject.Member] = [
            .init(name: "@odata.type", value: .string(kind.odataType)),
            .init(name: "createdDateTime", value: created.map { .string($0.rfc3339) } ?? .null),
            .init(name: "verdict", value: .string(verdict.name)),
            .init(name: "remediationStatus", value: .string(remediationStatus.name)),
            .init(
                name: "remediationStatusDetails",
                value: remediationStatusDetails.isEmpty ? .null : .string(remediationStatusDetails)),
            .init(name: "roles", value: .array(roles.map { .string($0.name) })),
            .init(name: "detailedRoles", value: .array(detailedRoles.map { .string($0) })),
            .init(name: "tags", value: .array(tags.map { .string($0) })),
        ]
        return JSONObject(base + fields.members)
    }

    private static let baseFields = [
        "@odata.type", "createdDateTime", "verdict", "remediationStatus", "remediationStatusDetails", "roles",
        "detailedRoles", "tags",
    ]

    private static func strings(_ value: JSONValue?) -> [String] {
        value?.array?.compactMap(\.string) ?? []
    }

    private static func members<Member: WireEnum>(_ value: JSONValue?) -> [Member] {
        strings(value).compactMap { Member(name: $0) }
    }
}
