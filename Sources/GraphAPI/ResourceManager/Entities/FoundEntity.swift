internal import CaseStore
internal import Primitives
internal import SecurityModel

/// An entity that somebody asked for by its name, with the newest alerts that name it. An alert is one, too.
struct FoundEntity: Sendable {
    private enum Subject {
        case alert(Alert)
        case entity(SentinelEntity)
    }

    private let subject: Subject
    let alerts: [Alert]

    /// What is not there for whoever asks is not found, nor what only alerts name that are not there for him.
    init?(named name: String, _ reader: CaseReader) throws {
        let most = EntityResourceRoutes.alertsLookedThrough
        switch SentinelEntityName(name) {
        case .alert(let id):
            guard let alert = try reader.alert(id) else { return nil }
            (subject, alerts) = (.alert(alert), [alert])
        case .entity(let number):
            guard let key = try reader.entity(number) else { return nil }
            let found = try FoundEntity(number, key, kind: FoundEntity.kind(of: key), alerts: most, reader)
            if found.alerts.isEmpty { return nil }
            self = found
        case .kind(let kind, let number):
            guard let key = try reader.entity(number) else { return nil }
            let found = try FoundEntity(number, key, kind: kind, alerts: most, reader)
            guard case .entity(let entity) = found.subject, entity.kind == kind else { return nil }
            self = found
        case .content(let id, let index):
            guard let alert = try reader.alert(id), let told = try FoundEntity.told(by: alert, reader).dropFirst(index).first
            else { return nil }
            (subject, alerts) = (.entity(SentinelEntity(told.shape, named: .content(id, index: index))), [alert])
        case nil: return nil
        }
    }

    /// - Parameters:
    ///   - kind: the kind that is wanted; `nil` for the one that the newest alert tells of.
    ///   - count: alerts that are read, at most; the newest tells what the entity is like.
    init(_ number: Int64, _ key: EntityKey, kind: String? = nil, alerts count: Int, _ reader: CaseReader) throws {
        alerts = try reader.alerts(naming: [number], limit: count)
        let shape = try FoundEntity.shape(of: key, kind: kind, in: alerts, reader)
        subject = .entity(
            shape.map { SentinelEntity($0, named: SentinelEntityName(number, key, kind: $0.kind)) }
                ?? FoundEntity.bare(key, SentinelEntityName.entity(number).text))
    }

    func entity(_ facts: ServerFacts) -> SentinelEntity {
        switch subject {
        case .alert(let alert): alert.sentinelEntity(facts)
        case .entity(let entity): entity
        }
    }

    /// The evidence behind a key, in the newest alert that has one of the kind.
    private static func shape(
        of key: EntityKey, kind: String?, in alerts: [Alert], _ reader: CaseReader
    ) throws -> SentinelShape? {
        let wanted = kind ?? FoundEntity.kind(of: key)
        for alert in kind == nil ? alerts.prefix(1) : alerts[...] {
            let told = try told(by: alert, reader).filter { $0.keys.contains(key) }
            if let found = told.first(where: { $0.shape.kind == wanted }) ?? (kind == nil ? told.first : nil) {
                return found.shape
            }
        }
        return nil
    }

    private static func told(by alert: Alert, _ reader: CaseReader) throws -> [SentinelShape.Told] {
        SentinelShape.told(by: alert, scope: try reader.sourceScopes()[alert.report.source])
    }

    /// What the key alone says.
    private static func bare(_ key: EntityKey, _ name: String) -> SentinelEntity {
        let property =
            switch key.kind {
            case .device: "hostName"
            case .user: "accountName"
            case .ip: "address"
            case .domain: "domainName"
            case .url: "url"
            case .file: "fileName"
            case .mailbox: "mailboxPrimaryAddress"
            case .cloudResource: "resourceId"
            case .application: "appName"
            case .registry: "key"
            default: "identifier"
            }
        return SentinelEntity(
            kind: kind(of: key), name: name, friendlyName: key.value,
            properties: JSONObject([.init(name: property, value: .string(key.value))]))
    }

    /// The kind that a key suggests.
    static func kind(of key: EntityKey) -> String {
        switch key.kind {
        case .device: "Host"
        case .user: "Account"
        case .ip, .network: "Ip"
        case .domain: "DnsResolution"
        case .url: "Url"
        case .file: "File"
        case .process: "Process"
        case .mailbox: "Mailbox"
        case .message: "MailMessage"
        case .cloudResource, .container, .other: "AzureResource"
        case .application: "CloudApplication"
        case .registry: "RegistryKey"
        case .group: "SecurityGroup"
        }
    }
}
