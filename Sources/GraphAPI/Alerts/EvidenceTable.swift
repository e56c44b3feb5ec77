internal import CaseStore
internal import OData
internal import Primitives
internal import SecurityModel

extension ODataProperty {
    /// The evidence of an alert. Where a condition asks for an entity by one of its keys, the index over entities says which
    /// alerts to look at.
    static func evidence(_ name: String) -> ODataProperty {
        let every = ODataProperty.collection(name, AlertColumns.evidence, of: EvidenceTable.anyKind)
        return ODataProperty(name) { (condition, path) throws(ODataError) in
            let predicate = try every.bind(condition, path)
            guard case .lambda(.any, let body?) = condition, let entities = EvidenceKeys.entities(of: body) else {
                return predicate
            }
            return .all([entities, predicate])
        }
    }
}

/// The properties of evidence, by kind.
enum EvidenceTable {
    /// Evidence that was not cast to a kind: what all kinds share, and the fields of each.
    static let anyKind = PropertyTable(
        base + fields(of: EvidenceKind.allCases.flatMap { $0.fields() }, at: []), cast: cast)

    private static func cast(_ type: String) -> PropertyTable.Cast? {
        guard let kind = EvidenceKind(odataType: type), let table = byKind[kind] else { return nil }
        return PropertyTable.Cast(
            isOfType: .compare(EvidenceColumns.type, .equal, .text(kind.odataType)), properties: table)
    }

    private static let byKind = Dictionary(
        uniqueKeysWithValues: EvidenceKind.allCases.map { ($0, PropertyTable(base + fields(of: $0.fields(), at: []))) })

    private static let base: [ODataProperty] = [
        .text("@odata.type", EvidenceColumns.type),
        .text("verdict", EvidenceColumns.verdict),
        .text("remediationStatus", EvidenceColumns.remediationStatus),
        .text("remediationStatusDetails", EvidenceColumns.text(["remediationStatusDetails"])),
        .texts("roles", EvidenceColumns.list(["roles"]), AlertColumns.element),
        .texts("detailedRoles", EvidenceColumns.list(["detailedRoles"]), AlertColumns.element),
        .texts("tags", EvidenceColumns.list(["tags"]), AlertColumns.element),
    ]

    private static func fields(of fields: [EvidenceField], at path: [String]) -> [ODataProperty] {
        fields.map { field in
            let path = path + [field.name]
            return switch field.content {
            // Times are stored in one form, whose texts are in the order of the times but for fractions.
            case .text, .time: .text(field.name, EvidenceColumns.text(path))
            case .flag: .flag(field.name, EvidenceColumns.number(path))
            case .number: .number(field.name, EvidenceColumns.number(path))
            case .texts: .texts(field.name, EvidenceColumns.list(path), AlertColumns.element)
            case .object(let inner): .object(field.name, EvidenceTable.fields(of: inner, at: path))
            }
        }
    }
}

/// The entities that a condition on evidence asks for.
enum EvidenceKeys {
    /// Fields that name an entity whatever else the evidence says.
    private static let fields: Set<String> = [
        "device.mdedeviceid", "device.azureaddeviceid", "device.hostname", "device.devicednsname", "ip.ipaddress", "url.url",
        "dns.domainname", "user.useraccount.usersid", "user.useraccount.azureaduserid", "user.useraccount.userprincipalname",
        "file.filedetails.sha256", "process.imagefile.sha256", "filehash.value", "mailbox.primaryaddress", "mailbox.upn",
    ]

    /// Holds of every alert that the condition can hold of; `nil` where the condition names no entity.
    static func entities(of body: Filter) -> StorePredicate? {
        switch body {
        case .and(let parts): return parts.lazy.compactMap(entities).first
        case .or(let parts):
            let each = parts.map(entities)
            return each.contains { $0 == nil } ? nil : .any(each.compactMap(\.self))
        case .compare(let path, .eq, let literal): return entities(path, [literal])
        case .among(let path, let literals): return entities(path, literals)
        case .not, .compare, .text, .lambda, .isOf: return nil
        }
    }

    private static func entities(_ path: FilterPath, _ literals: [FilterLiteral]) -> StorePredicate? {
        guard let type = path.segments.first, let kind = EvidenceKind(odataType: type) else { return nil }
        let names = Array(path.segments.dropFirst())
        guard fields.contains(([kind.rawValue] + names).joined(separator: ".").lowercased()) else { return nil }
        var keys: [EntityKey] = []
        for literal in literals {
            guard case .string(let text) = literal.value else { return nil }
            let found = Evidence(kind, fields: object(spelled(names, kind), text)).entityKeys(scope: "")
            guard !found.isEmpty else { return nil }
            keys += found
        }
        return .exists(
            AlertColumns.entities, .any(keys.map { .entity($0.kind, $0.value, inAnyScope: $0.isScoped) }))
    }

    /// The names as the metadata spells them.
    private static func spelled(_ names: [String], _ kind: EvidenceKind) -> [String] {
        var (spelled, fields) = ([String](), kind.fields())
        for name in names {
            guard let field = fields.first(where: { $0.name.lowercased() == name.lowercased() }) else { return names }
            spelled.append(field.name)
            fields = if case .object(let inner) = field.content { inner } else { [] }
        }
        return spelled
    }

    private static func object(_ path: [String], _ text: String) -> JSONObject {
        guard let name = path.first else { return JSONObject() }
        let value: JSONValue = path.count == 1 ? .string(text) : .object(object(Array(path.dropFirst()), text))
        return JSONObject([.init(name: name, value: value)])
    }
}
