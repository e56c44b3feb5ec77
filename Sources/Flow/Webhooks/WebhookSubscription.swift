public import Primitives
public import SecurityModel

/// What somebody wants to hear of.
public struct WebhookSubscription: Hashable, Sendable {
    public enum Event: String, CaseIterable, Sendable {
        case created = "incident.created"
        case updated = "incident.updated"
    }

    public var events: Set<Event> = Set(Event.allCases)
    /// Incidents of these severities alone; of all where it is empty. The same for the others.
    public var severities: Set<AlertSeverity> = []
    public var statuses: Set<IncidentStatus> = []
    public var tags: Set<String> = []
    /// Incidents that are kept off the queue are told of only where this says so.
    public var includesOffQueue = false
    /// How long an incident has to be quiet before it is told, and after how long it is told although it is not: what
    /// changes in between is one message.
    public var settle = Duration.seconds(5)
    public var longestSettle = Duration.seconds(60)

    public init() {}

    /// Whether an incident, as it is now, is to be told.
    public func wants(_ event: String, of incident: Incident) -> Bool {
        guard let event = Event(rawValue: event), events.contains(event) else { return false }
        if !includesOffQueue, !incident.isOnQueue, incident.status != .redirected { return false }
        if !severities.isEmpty, !severities.contains(incident.severity) { return false }
        if !statuses.isEmpty, !statuses.contains(incident.status) { return false }
        return tags.isEmpty || !tags.isDisjoint(with: incident.customTags + incident.systemTags)
    }
}

// MARK: JSON

extension WebhookSubscription {
    /// The names of its members.
    public static let names = [
        "events", "severities", "statuses", "tags", "includesOffQueue", "settleSeconds", "longestSettleSeconds",
    ]

    public var json: JSONValue {
        [
            "events": .array(events.map(\.rawValue).sorted().map { .string($0) }),
            "severities": .array(severities.map(\.name).sorted().map { .string($0) }),
            "statuses": .array(statuses.map(\.name).sorted().map { .string($0) }),
            "tags": .array(tags.sorted().map { .string($0) }), "includesOffQueue": .bool(includesOffQueue),
            "settleSeconds": .integer(settle.ticks / Duration.ticksPerSecond),
            "longestSettleSeconds": .integer(longestSettle.ticks / Duration.ticksPerSecond),
        ]
    }

    /// Reads what `json` writes; what is missing has its default.
    /// - Throws: `WebhookError.badSubscription`.
    public init(_ json: JSONObject) throws(WebhookError) {
        self.init()
        if let names = try WebhookSubscription.texts("events", json) {
            events = try WebhookSubscription.members(names, "events", known: Event.allCases.map(\.rawValue)) {
                Event(rawValue: $0)
            }
            guard !events.isEmpty else {
                throw .badSubscription("'events' is empty; take one or both of incident.created, incident.updated")
            }
        }
        if let names = try WebhookSubscription.texts("severities", json) {
            severities = try WebhookSubscription.members(names, "severities", known: AlertSeverity.allCases.map(\.name)) {
                AlertSeverity(name: $0)
            }
        }
        if let names = try WebhookSubscription.texts("statuses", json) {
            statuses = try WebhookSubscription.members(names, "statuses", known: IncidentStatus.allCases.map(\.name)) {
                IncidentStatus(name: $0)
            }
        }
        tags = Set(try WebhookSubscription.texts("tags", json) ?? [])
        includesOffQueue = json["includesOffQueue"]?.bool ?? false
        settle = try WebhookSubscription.seconds("settleSeconds", json, in: 0...3600) ?? settle
        longestSettle = try WebhookSubscription.seconds("longestSettleSeconds", json, in: 0...86400) ?? max(longestSettle, settle)
        guard longestSettle >= settle else { throw .badSubscription("'longestSettleSeconds' is less than 'settleSeconds'") }
    }

    private static func texts(_ name: String, _ json: JSONObject) throws(WebhookError) -> [String]? {
        guard let value = json[name], !value.isNull else { return nil }
        guard let texts = value.array?.map(\.string), !texts.contains(nil) else {
            throw .badSubscription("'\(name)' must be an array of strings")
        }
        return texts.compactMap(\.self)
    }

    private static func members<Member>(
        _ names: [String], _ field: String, known: [String], _ make: (String) -> Member?
    ) throws(WebhookError) -> Set<Member> {
        var members: Set<Member> = []
        for name in names {
            guard let member = make(name) else {
                throw .badSubscription("'\(name)' is none of \(field); they are \(known.joined(separator: ", "))")
            }
            members.insert(member)
        }
        return members
    }

    private static func seconds(
        _ name: String, _ json: JSONObject, in range: ClosedRange<Int64>
    ) throws(WebhookError) -> Duration? {
        guard let value = json[name], !value.isNull else { return nil }
        guard let seconds = value.integer, range.contains(seconds) else {
            throw .badSubscription("'\(name)' must be a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return .seconds(seconds)
    }
}
