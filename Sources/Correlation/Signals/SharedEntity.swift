/// What one entity says about one incident.
struct EntityWeight {
    var entity: Int32
    var isAsset: Bool
    var bits: Double
    /// Episodes outside of the incident, and all.
    var outside: Int
    var episodes: Int
    /// The account came back to the device.
    var isReturn = false
}

/// What an alert has in common with an incident.
struct SharedEntity {
    let incident: IncidentNumber
    /// The latest alert of the incident that names one of them.
    let mention: Mention
    let distance: Int64
    private(set) var bits: Double
    /// The entity that says most.
    private(set) var best: EntityWeight
    private(set) var isNewToEntity: Bool
    /// One of its accounts is seen again on one of its devices.
    private(set) var isReturn: Bool
    private let alert: Observation
    private var entities: [Int32]

    init(_ link: EntityWeight, _ mention: Mention, _ incident: IncidentNumber, _ alert: Observation) {
        self.incident = incident
        self.mention = mention
        self.alert = alert
        distance = abs(alert.time - mention.time)
        bits = link.bits
        best = link
        entities = [link.entity]
        isReturn = link.isReturn
        isNewToEntity = mention.detector != alert.detector
    }

    mutating func add(_ link: EntityWeight) {
        guard !entities.contains(link.entity) else { return }
        entities.append(link.entity)
        bits += link.bits
        isReturn = isReturn || link.isReturn
        if link.bits > best.bits { best = link }
    }

    var reason: CorrelationReason {
        CorrelationReason(
            signal: .sharedEntity, detector: alert.detector, entity: best.entity, weight: bits, seenBefore: best.episodes,
            distance: distance)
    }
}
