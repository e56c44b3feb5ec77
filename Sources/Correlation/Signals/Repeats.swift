/// Repeats: one event that two products report, as a manager passes on what a sensor said. Told twice it is no more
/// surprising, and nobody agrees with anybody.
///
/// Nobody says who repeats whom: it shows. Where nearly all that a product or one of its detectors says comes from another
/// product too within two seconds, naming two of the same things, what comes second of the two is a repeat, whichever that is.
extension Correlator {
    /// Notes what the first alert of a run tells of who repeats whom.
    /// - Returns: the bits that its original counted already; `nil` where it is no repeat.
    mutating func noteTelling(_ alert: Observation, bits: Double) -> Double? {
        let telling = Telling(alert, bits: bits)
        guard telling.entities.count >= Telling.common else { return nil }
        withRepeats(of: telling) { repeats, epoch in repeats.noteTelling(in: epoch) }
        var original: Double?
        for index in state.tellings.indices where state.tellings[index].isRepeated(by: telling) {
            let other = state.tellings[index]
            withRepeats(of: telling) { repeats, epoch in repeats.noteRepeat(by: other.product, in: epoch) }
            if state.tellings[index].repeaters.insert(alert.product).inserted {
                withRepeats(of: other) { repeats, epoch in repeats.noteRepeat(by: telling.product, in: epoch) }
            }
            if areKnown(other, telling) { original = max(original ?? 0, other.bits) }
        }
        if state.tellings.count == Telling.limit { state.tellings.removeFirst() }
        state.tellings.append(telling)
        return original
    }

    /// What is known of the product and of the detector.
    private mutating func withRepeats(of telling: Telling, _ change: (inout Repeats, Int32) -> Void) {
        let product = state.products.index(of: telling.product) { ProductHistory(id: telling.product, first: telling.time) }
        change(&state.products[product].repeats, epoch)
        let detector = state.detectors.index(of: telling.detector) { DetectorHistory(id: telling.detector) }
        change(&state.detectors[detector].repeats, epoch)
    }

    private func areKnown(_ one: Telling, _ other: Telling) -> Bool {
        isKnown(one, repeatedBy: other.product) || isKnown(other, repeatedBy: one.product)
    }

    private func isKnown(_ telling: Telling, repeatedBy other: Int32) -> Bool {
        state.products.value(of: telling.product)?.repeats.areKnown(by: other, in: epoch) == true
            || state.detectors.value(of: telling.detector)?.repeats.areKnown(by: other, in: epoch) == true
    }

    /// What a run adds to an incident beyond what its original says there.
    func ownBits(_ pair: Int) -> Double {
        max(0, state.pairs[pair].bits - (state.pairs[pair].run.repeated ?? 0))
    }
}

/// What was said a moment ago, that somebody may repeat.
struct Telling: Checkpointed {
    var time: Int64 = 0
    var product: Int32 = 0
    var detector: Int32 = 0
    var bits = 0.0
    /// What it names: the first few.
    var entities: [Int32] = []
    /// Who repeated it.
    var repeaters: Set<Int32> = []

    /// How far apart the two may be, how many are remembered, and how many things a repeat has in common with its original.
    private static let gap = 2 * CorrelationPolicy.second
    static let limit = 64
    static let common = 2
    private static let entityLimit = 8

    init() {}

    init(_ alert: Observation, bits: Double) {
        (time, product, detector, self.bits) = (alert.time, alert.product, alert.detector, bits)
        entities = alert.entities.lazy.filter { $0.kind != .network }.prefix(Telling.entityLimit).map(\.id)
    }

    func isRepeated(by other: Telling) -> Bool {
        product != other.product && abs(time - other.time) <= Telling.gap
            && entities.count { other.entities.contains($0) } >= Telling.common
    }

    mutating func code(with coder: inout CheckpointCoder) throws(CheckpointError) {
        try coder.code(&time)
        try coder.code(&product)
        try coder.code(&detector)
        try coder.code(&bits)
        try coder.code(&entities)
        try coder.code(&repeaters)
    }
}
