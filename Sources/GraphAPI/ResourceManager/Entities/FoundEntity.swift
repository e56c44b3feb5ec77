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

    init?(named name: String, _ reader: CaseReader) throws {
        if let alert = try SentinelEntity.alert(name).flatMap(reader.alert) {
            self.init(alert)
        } else if let number = StableUUID.number(of: name, "entity"), let key = try reader.entity(number) {
            try self.init(number, key, alerts: EntityResourceRoutes.alertsLookedThrough, reader)
            // What only alerts name that are not there for whoever asks is not there either.
            if alerts.isEmpty { return nil }
        } else {
            return nil
        }
    }

    private init(_ alert: Alert) {
        subject = .alert(alert)
        alerts = [alert]
    }

    /// - Parameter count: alerts that are read, at most; the newest tells what the entity is like.
    init(_ number: Int64, _ key: EntityKey, alerts count: Int, _ reader: CaseReader) throws {
        alerts = try reader.alerts(naming: number, limit: count)
        let name = StableUUID("entity", number).description
        subject = .entity(
            try FoundEntity.shape(of: key, in: alerts, reader).map {
                SentinelEntity(kind: $0.kind, name: name, friendlyName: $0.friendlyName, properties: $0.properties)
            } ?? FoundEntity.bare(key, name))
    }

    func entity(_ facts: ServerFacts) -> SentinelEntity {
        switch subject {
        case .alert(let alert): alert.sentinelEntity(facts)
        case .entity(let entity): entity
        }
    }

    /// The evidence behind a key, where the newest alert has one.
    private static func shape(of key: EntityKey, in alerts: [Alert], _ reader: CaseReader) throws -> SentinelShape? {
        guard let alert = alerts.first else { return nil }
        let scope = try reader.sources().first { $0.name == alert.report.source }?.scope ?? ""
        let evidence = alert.report.evidence.filter { $0.entityKeys(scope: scope).contains(key) }
        return evidence.lazy.flatMap(SentinelShape.shapes).first { $0.isNamedByKeys && kind(of: key) == $0.kind }
            ?? evidence.lazy.flatMap(SentinelShape.shapes).first { $0.isNamedByKeys }
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

    private static func kind(of key: EntityKey) -> String {
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
