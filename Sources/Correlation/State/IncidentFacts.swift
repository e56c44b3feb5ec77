/// What the alerts of an incident add up to.
struct IncidentFacts: Checkpointed {
    var alerts = 0
    var entities: Set<Int32> = []
    var anchors: Set<Int32> = []
    var products: [Int32] = []
    /// Products that were joined by a shared entity, and what that weighs: each product that agrees counts once.
    private(set) var linkedProducts: [Int32] = []
    private(set) var linkBits = 0.0
    private(set) var stages = Stages()
    private(set) var severity: UInt8 = 0
    /// The entities that the organisation depends on, each with how much: 1 to 4.
    private(set) var critical: [Int32: Int32] = [:]
    /// Alerts that name a threat, floods counted once, and how rare the rarest is.
    private(set) var threats = 0
    private(set) var threatBits = 0.0
    var evidence = Evidence()
    /// What the strongest session adds up to: evidence of one anchor at one time.
    var sessionBits = 0.0
    var beats = 0
    /// Began when the stream had no past.
    var hasNoHistory = false
    /// Bits of one session from which on it is worth seeing, where it began while the stream was young; 0 otherwise.
    var youngBits = 0.0

    /// Alerts that are worth seeing each on its own, floods counted once.
    var grave = 0
    /// Alerts that somebody here asked for, floods counted once.
    var askedFor = 0
    /// It goes on where an attack was that people had found to be one and resolved.
    var continuesAttack = false

    static let anchorLimit = 1_024
    static let productLimit = 32

    /// - Parameter bits: how rare the alert is.
    /// - Parameter isRepeat: whether its product only says again what another said.
    mutating func note(_ alert: Observation, bits: Double, isRepeat: Bool = false) {
        stages.note(alert.tactics, bits: bits)
        if alert.isNamedThreat {
            threats += 1
            threatBits = max(threatBits, bits)
        }
        severity = max(severity, alert.severity)
        if !isRepeat {
            IncidentFacts.add(alert.product, to: &products)
            if anchors.count < IncidentFacts.anchorLimit { anchors.insert(alert.anchor) }
        }
        for entity in alert.entities where entity.kind != .network { note(entity) }
    }

    /// Within a run only the entities may differ.
    mutating func noteEntities(_ alert: Observation) {
        let hasMore = alert.entities.count > 2
        for entity in alert.entities where entity.isAsset || (hasMore && entity.isLinking) { note(entity) }
    }

    private mutating func note(_ entity: EntityRef) {
        entities.insert(entity.id)
        guard entity.criticality > 0 else { return }
        critical[entity.id] = max(critical[entity.id] ?? 0, Int32(entity.criticality))
    }

    /// Says anew how critical one of its entities is, whatever alerts said before.
    mutating func rate(_ entity: Int32, _ level: UInt8) {
        guard entities.contains(entity) else { return }
        critical[entity] = level == 0 ? nil : Int32(level)
    }

    /// Of the most critical of its entities; 0 where none is.
    var criticality: Int32 { critical.values.max() ?? 0 }

    mutating func noteLink(bits: Double, products: Int32...) {
        let before = linkedProducts.count
        for product in products { IncidentFacts.add(product, to: &linkedProducts) }
        if linkedProducts.count > max(1, before) { linkBits += bits }
    }

    mutating func absorb(_ other: IncidentFacts) {
        alerts += other.alerts
        entities.formUnion(other.entities)
        anchors.formUnion(other.anchors)
        for product in other.products { IncidentFacts.add(product, to: &products) }
        for product in other.linkedProducts { IncidentFacts.add(product, to: &linkedProducts) }
        linkBits += other.linkBits
        stages.add(other.stages)
        critical.merge(other.critical, uniquingKeysWith: max)
        threats += other.threats
        threatBits = max(threatBits, other.threatBits)
        severity = max(severity, other.severity)
        evidence.add(other.evidence)
        sessionBits = max(sessionBits, other.sessionBits)
        beats = max(beats, other.beats)
        hasNoHistory = hasNoHistory || other.hasNoHistory
        grave += other.grave
        askedFor += other.askedFor
        continuesAttack = continuesAttack || other.continuesAttack
        if other.youngBits > 0 { youngBits = youngBits > 0 ? min(youngBits, other.youngBits) : other.youngBits }
    }

    private static func add(_ product: Int32, to list: inout [Int32]) {
        if list.count < productLimit, !list.contains(product) { list.append(product) }
    }

    mutating func code(with coder: inout CheckpointCoder) throws(CheckpointError) {
        try coder.code(&alerts)
        try coder.code(&entities)
        try coder.code(&anchors)
        try coder.code(&products)
        try coder.code(&linkedProducts)
        try coder.code(&linkBits)
        try stages.code(with: &coder)
        try coder.code(&severity)
        try coder.code(&critical)
        try coder.code(&threats)
        try coder.code(&threatBits)
        try evidence.code(with: &coder)
        try coder.code(&sessionBits)
        try coder.code(&beats)
        try coder.code(&hasNoHistory)
        try coder.code(&youngBits)
        try coder.code(&grave)
        try coder.code(&askedFor)
        try coder.code(&continuesAttack)
    }
}
