@testable import Correlation
import Testing

/// A small generator with a seed: the same stream every time.
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (state ^ state >> 29) &* 0xBF58_476D_1CE4_E5B9
    }
}

@Suite struct CheckpointTests {
    /// Five days of noise, shared entities, bursts and late alerts on a few devices.
    private func stream(seed: UInt64, count: Int = 4_000) -> [Observation] {
        var dice = Dice(seed: seed)
        return (0..<count).map { index in
            let late = Int64.random(in: 0..<20, using: &dice) == 0 ? Int64.random(in: 0..<86_400, using: &dice) : 0
            let second = max(0, Int64(index) * 432_000 / Int64(count) - late)
            let device = Int32.random(in: 1...8, using: &dice)
            let isRare = Int32.random(in: 0..<10, using: &dice) == 0
            let detector = isRare ? Int32.random(in: 50...400, using: &dice) : device
            var entities = [
                EntityRef(id: device, kind: .device, criticality: UInt8.random(in: 0...4, using: &dice)),
                EntityRef(id: 900 + device / 5, kind: .network, isStrong: false),
            ]
            if Bool.random(using: &dice) {
                entities.append(EntityRef(id: 10_000 + Int32.random(in: 0...50, using: &dice), kind: .mailMessage))
                let user = Int32.random(in: 500...800, using: &dice)
                entities.append(EntityRef(id: user, kind: .user, thing: 1))
                if Bool.random(using: &dice) { entities.append(EntityRef(id: user + 1_000, kind: .user, thing: 1)) }
            }
            return Observation(
                alert: Int64(index), time: Feed.start + second * CorrelationPolicy.second, detector: detector,
                product: 1 + detector % 3, entities: entities, tactics: UInt32.random(in: 0..<32_768, using: &dice),
                isNamedThreat: isRare)
        }
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func aCheckpointGoesOnAsIfNothingHadHappened(seed: UInt64) throws {
        let alerts = stream(seed: seed)
        var dice = Dice(seed: seed &+ 100)
        var whole = Correlator(), parts = Correlator()
        var split = 0
        while split < alerts.count {
            let end = min(alerts.count, split + Int.random(in: 1...400, using: &dice))
            let batch = Array(alerts[split..<end])
            #expect(whole.correlate(batch) == parts.correlate(batch), "seed \(seed), alert \(split)")
            let bytes = parts.checkpoint()
            parts = try Correlator(checkpoint: bytes)
            #expect(parts.checkpoint() == bytes, "seed \(seed), alert \(split)")
            split = end
        }
    }

    @Test func batchesDoNotMatter() {
        let alerts = stream(seed: 7)
        func homes(_ size: Int) -> [Int64: IncidentNumber] {
            var correlator = Correlator(), homes: [Int64: IncidentNumber] = [:], redirects: [IncidentNumber: IncidentNumber] = [:]
            for start in stride(from: 0, to: alerts.count, by: size) {
                for decision in correlator.correlate(Array(alerts[start..<min(start + size, alerts.count)])) {
                    switch decision {
                    case .joined(let alert, let incident, _): homes[alert] = incident
                    case .moved(let moved, _, let target, _): for alert in moved { homes[alert] = target }
                    case .merged(let source, let target, _): redirects[source] = target
                    default: break
                    }
                }
            }
            return homes.mapValues { id in
                var at = id
                while let next = redirects[at] { at = next }
                return at
            }
        }
        #expect(homes(1) == homes(alerts.count))
    }

    @Test func everyAlertJoinsOnceAndMovesAreTrue() {
        var feed = Feed()
        let alerts = stream(seed: 11)
        feed.feed(alerts)
        #expect(feed.contradictions.isEmpty)
        #expect(alerts.allSatisfy { feed.incident($0) > 0 })
    }

    @Test func whatIsNoCheckpointIsRefused() {
        var correlator = Correlator()
        _ = correlator.correlate(stream(seed: 5, count: 50))
        let bytes = correlator.checkpoint()
        #expect(throws: CheckpointError.notACheckpoint) { try Correlator(checkpoint: []) }
        #expect(throws: CheckpointError.notACheckpoint) { try Correlator(checkpoint: [1, 2, 3, 4, 5, 6, 7]) }
        #expect(throws: CheckpointError.truncated) { try Correlator(checkpoint: Array(bytes.dropLast())) }
        #expect(throws: CheckpointError.trailingBytes(1)) { try Correlator(checkpoint: bytes + [0]) }
        var other = bytes
        other[6] = 99
        #expect(throws: CheckpointError.unknownVersion(99)) { try Correlator(checkpoint: other) }
    }
}
