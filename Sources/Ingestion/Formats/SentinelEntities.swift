internal import Primitives
internal import SecurityModel

/// The column `Entities`: a list in which an entity may stand where it is first met, and be pointed at (`$ref`)
/// wherever else it takes part.
struct SentinelEntities {
    private let entities: [JSONView]
    private var byId: [String: JSONView] = [:]
    private var compromised = ""
    /// How many entities in others may still be read.
    private var innerLeft = SentinelEntities.mostInner

    /// How deep entities are read that stand in one another: references may run in a circle.
    static let deepest = 4
    /// Entities in others that are read, at most, in all of an alert: each reference is read where it points, however often it does.
    static let mostInner = 1000

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
            guard var evidence = evidence(entity, depth: 0) else {
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
    func resolve(_ view: JSONView) -> JSONView {
        byId[view.text("$ref")] ?? view
    }

    private mutating func evidence(_ entity: JSONView, depth: Int) -> Evidence? {
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
        let names = SentinelShape.inner[type] ?? []
        if depth < SentinelEntities.deepest {
            addInner(of: entity, names, kind: shape.kind, depth: depth + 1, to: &evidence)
        }
        return evidence
    }

    /// Entities that stand in another, or are pointed at by it: the account of a session, the files of a malware.
    private mutating func addInner(
        of entity: JSONView, _ names: SentinelShape.Names, kind: EvidenceKind, depth: Int, to evidence: inout Evidence?
    ) {
        for (from, to) in names {
            guard let value = entity[name: from], !value.isNull else { continue }
            var inner: [JSONValue] = []
            for element in value.isArray ? value.elements : [value] {
                if let one = self.inner(resolve(element), depth: depth) { inner.append(.object(one.inner)) }
            }
            guard let first = inner.first else { continue }
            if evidence == nil { evidence = Evidence(kind, fields: JSONObject()) }
            evidence?.fields[to] = value.isArray ? .array(inner) : first
        }
    }

    private mutating func inner(_ entity: JSONView, depth: Int) -> Evidence? {
        guard innerLeft > 0 else { return nil }
        innerLeft -= 1
        if let address = IPAddress(endpoint: entity.leadingText) { return .ip(address.description) }
        return entity.isObject ? evidence(entity, depth: depth) : nil
    }
}
