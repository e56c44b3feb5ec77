internal import CaseStore
internal import Primitives
internal import SecurityModel

/// The name of an entity among the resources; each leads back to one thing of one kind. A mailbox has the key of its owner's
/// account, and a value of the registry that of its key: they are told apart by their kinds. What has no key of its own
/// (malware, a hash, a process) is named by its place in the alert that tells of it.
enum SentinelEntityName: Hashable, Sendable {
    case alert(AlertID)
    /// The kind that its key suggests.
    case entity(Int64)
    case kind(String, of: Int64)
    case content(AlertID, index: Int)

    /// Kinds that share a key with another. Their places stand in names: new ones come last.
    private static let kinds = [
        "Mailbox", "RegistryValue", "Url", "SubmissionMail", "MailCluster", "Account", "IoTDevice", "Nic", "File", "Process",
        "CloudApplication", "AzureResource", "SecurityGroup", "MailMessage", "RegistryKey", "DnsResolution", "Host", "Ip",
    ]
    private static let mostKinds: Int64 = 64
    /// Things that one alert tells of, at most; later ones have no name that leads back.
    private static let mostContents: Int64 = 4096

    /// - Parameter key: what the alerts call it.
    init(_ number: Int64, _ key: EntityKey, kind: String) {
        let suggested = FoundEntity.kind(of: key)
        self = kind == suggested || !SentinelEntityName.kinds.contains(kind) ? .entity(number) : .kind(kind, of: number)
    }

    init?(_ text: String) {
        if let number = StableUUID.number(of: text, "entity") {
            self = .entity(number)
        } else if let number = StableUUID.number(of: text, "entityOfKind"),
            Int(number % SentinelEntityName.mostKinds) < SentinelEntityName.kinds.count
        {
            let kind = SentinelEntityName.kinds[Int(number % SentinelEntityName.mostKinds)]
            self = .kind(kind, of: number / SentinelEntityName.mostKinds)
        } else if let number = StableUUID.number(of: text, "alertContent") {
            self = .content(
                AlertID(number / SentinelEntityName.mostContents), index: Int(number % SentinelEntityName.mostContents))
        } else if let alert = StableUUID.number(of: text, "alert").map({ AlertID($0) }) ?? AlertID(text) {
            self = .alert(alert)
        } else {
            return nil
        }
    }

    var text: String {
        switch self {
        case .alert(let id): StableUUID("alert", id.number).description
        case .entity(let number): StableUUID("entity", number).description
        case .kind(let kind, let number):
            StableUUID(
                "entityOfKind",
                number * SentinelEntityName.mostKinds + Int64(SentinelEntityName.kinds.firstIndex(of: kind) ?? 0)
            ).description
        case .content(let alert, let index):
            StableUUID(
                "alertContent",
                alert.number * SentinelEntityName.mostContents + min(Int64(index), SentinelEntityName.mostContents - 1)
            ).description
        }
    }
}
