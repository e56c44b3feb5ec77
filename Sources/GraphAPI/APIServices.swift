public import Access
public import CaseStore
internal import Detection
public import Flow
public import Hunting
public import Ingestion
public import Primitives

/// What the routes need of the running product.
public final class APIServices: Sendable {
    public let store: CaseStore
    public let flow: CaseFlow
    public let inbox: Inbox
    public let desk: CaseDesk
    public let assets: AssetDesk
    public let records: RecordDesk
    public let sources: SourceDesk
    public let door: IngestDoor
    let entry: AlertEntry
    public let backup: Backup
    public let data: DataDirectory
    public let facts: ServerFacts
    let metrics = RequestMetrics()
    let throttle: Throttle
    /// How many are connected.
    let connections: @Sendable () -> ConnectionCounts
    /// When the server's certificate runs out; `nil` without TLS.
    let certificateExpires: @Sendable () -> Timestamp?
    public let access: AccessServices
    public let webhooks: WebhookDesk
    let secrets: SecretBox
    public let hunts: HuntDesk
    public let detections: DetectionDesk

    public init(
        store: CaseStore, flow: CaseFlow, inbox: Inbox, data: DataDirectory, access: AccessServices, secrets: SecretBox,
        facts: ServerFacts, limits: ServerLimits, events: (any EventTableSource)? = nil,
        external: (any ExternalSource)? = nil, hunting: HuntPolicy = HuntPolicy(),
        connections: @escaping @Sendable () -> ConnectionCounts,
        certificateExpires: @escaping @Sendable () -> Timestamp?
    ) {
        self.store = store
        self.flow = flow
        self.inbox = inbox
        self.data = data
        self.access = access
        self.secrets = secrets
        self.facts = facts
        self.connections = connections
        self.certificateExpires = certificateExpires
        throttle = Throttle(limits)
        hunts = HuntDesk(store: store, events: events, external: external, policy: hunting)
        detections = DetectionDesk(
            flow: flow, inbox: inbox,
            hunts: HuntDesk(store: store, events: events, external: external, policy: hunting.forDetections, usage: hunts.usage))
        webhooks = WebhookDesk(flow: flow)
        desk = CaseDesk(flow: flow)
        assets = AssetDesk(flow: flow)
        records = RecordDesk(store: store)
        sources = SourceDesk(flow: flow)
        door = IngestDoor(flow: flow, inbox: inbox)
        entry = AlertEntry(flow: flow, door: door)
        backup = Backup(store: store, inbox: inbox, data: data, events: flow.events)
    }
}

extension HuntPolicy {
    /// What a rule's query may use up, apart from what people's do.
    fileprivate var forDetections: HuntPolicy {
        var policy = self
        policy.rows = DetectionPolicy.rowsOfRun
        return policy
    }
}

/// Connections, as the server counts them.
public struct ConnectionCounts: Hashable, Sendable {
    public var open: Int
    /// Closed at once, as there were too many, since the start.
    public var refused: Int64

    public init(open: Int, refused: Int64) {
        self.open = open
        self.refused = refused
    }
}

/// What the server says of itself.
public struct ServerFacts: Sendable {
    public var version: String
    public var started: Timestamp
    /// Where people reach it, without a slash at the end.
    public var address: String
    /// The installation's own id, where others would name a tenant.
    public var tenant: String

    public init(version: String, started: Timestamp, address: String, tenant: String) {
        self.tenant = tenant
        self.version = version
        self.started = started
        self.address = address
    }
}
