/// What made the correlator join, move or merge. The raw values are part of the checkpoint format.
public enum CorrelationSignal: UInt8, Sendable, CaseIterable {
    /// The first of its kind: nothing to join.
    case opening
    /// Routine for this detector and entity: kept off the queue.
    case routine
    /// The detector is new or rare on this entity, and its session is running.
    case rareDetector
    /// The next alert of a run that is already placed.
    case flood
    /// Same detector, same second, on a device that sees the other's traffic.
    case twin
    /// The same rare detector on several devices of one site within minutes.
    case sameDetectorAcrossDevices
    /// A rare entity that both alerts name.
    case sharedEntity
    /// Too close to the attack on the same entity to be chance.
    case proximity
    /// A strong session that goes on after a pause.
    case sequence
    /// Reported by a device that watches others of the same site.
    case watcher
    /// A beat that never pauses.
    case periodic
    /// The stream is too young to call anything routine.
    case noHistory
    /// A person put these together.
    case mustLink
    /// The source asked for no correlation: grouped by detector and entity only.
    case excluded
}

/// Why an alert is where it is, with the numbers behind it.
public struct CorrelationReason: Hashable, Sendable {
    public var signal: CorrelationSignal
    /// The interned detector that was decisive, or 0.
    public var detector: Int32
    /// The interned entity in common, or the alert's own anchor.
    public var entity: Int32
    /// The other device of a twin or of a link across devices, or 0.
    public var otherEntity: Int32
    /// Bits of surprise: how unlikely this is to be chance. 0 where nothing is claimed.
    public var weight: Double
    /// How often the detector or entity was seen before: episodes, not alerts.
    public var seenBefore: Int
    /// Time between the two things that were joined, in ticks.
    public var distance: Int64

    public init(
        signal: CorrelationSignal, detector: Int32 = 0, entity: Int32 = 0, otherEntity: Int32 = 0, weight: Double = 0,
        seenBefore: Int = 0, distance: Int64 = 0
    ) {
        self.signal = signal
        self.detector = detector
        self.entity = entity
        self.otherEntity = otherEntity
        self.weight = weight
        self.seenBefore = seenBefore
        self.distance = distance
    }
}
