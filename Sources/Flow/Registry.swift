internal import CaseStore
internal import Primitives
internal import SecurityModel

/// The numbers of entities and detectors. What the store knows is kept here as far as it is in use; when the limit is
/// reached the whole cache is dropped, since reading a number anew costs a look-up.
struct Registry {
    /// Entities whose numbers are kept in memory.
    static let maximumEntities = 200_000

    private var entities: [EntityKey: Int64] = [:]
    private var detectors: [DetectorName: Detector] = [:]
    private var products: [String: Int32] = [:]
    private(set) var lastEntity: Int64
    private var lastDetector: Int64

    init(_ reader: CaseReader) throws {
        lastEntity = try reader.lastEntity()
        lastDetector = 0
        for detector in try reader.detectors() {
            detectors[DetectorName(product: detector.product, rule: detector.rule)] = detector
            lastDetector = max(lastDetector, detector.id)
            _ = product(detector.product)
        }
    }

    /// The number of an entity, given to it now where it is new.
    mutating func entity(_ key: EntityKey, seen: Timestamp, in transaction: CaseTransaction) throws -> Int64 {
        if let known = entities[key] { return known }
        if entities.count >= Registry.maximumEntities { entities.removeAll(keepingCapacity: true) }
        if let stored = try transaction.reader.entityID(key) {
            entities[key] = stored
            return stored
        }
        lastEntity += 1
        try transaction.insert(key, id: lastEntity, seen: seen)
        entities[key] = lastEntity
        return lastEntity
    }

    /// The detector of this name; a new one claims what its first report does.
    mutating func detector(
        _ name: DetectorName, firstSeenIn report: AlertReport, in transaction: CaseTransaction
    ) throws -> Detector {
        if let known = detectors[name] { return known }
        lastDetector += 1
        let detector = Detector(
            id: lastDetector, product: name.product, rule: name.rule, title: report.detectorTitle, isExcluded: false,
            severity: report.severity, tactics: report.tactics)
        try transaction.insert(detector)
        detectors[name] = detector
        return detector
    }

    /// A number for a product, the same as long as the detectors are.
    mutating func product(_ name: String) -> Int32 {
        if let known = products[name] { return known }
        let number = Int32(products.count + 1)
        products[name] = number
        return number
    }

    /// A detector's switch was turned.
    mutating func replace(_ detector: Detector) {
        detectors[DetectorName(product: detector.product, rule: detector.rule)] = detector
    }
}
