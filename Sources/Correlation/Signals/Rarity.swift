/// How surprising an alert is, in bits, from the past of its detector on its anchor alone.
///
/// A detector that fired `n` times in an age `A` is expected about `(n + 1) / A` times a unit of time. The bits are the
/// logarithm of how much longer than the learning time one had to wait: none on the first day, when everything is new,
/// 4 for something never seen in four days, 2 if it was seen three times in them. What was never seen at all counts
/// `noveltyBits` while the stream is young. Severity plays no part.
extension Correlator {
    /// The time over which the detector's product could have shown its habits.
    func age(of product: Int32) -> Int64 {
        let first = state.products.value(of: product)?.first ?? state.now
        return min(state.now - first, policy.memory)
    }

    func rarity(episodes: Int, age: Int64) -> Double {
        // What was seen before is known: a longer past makes its coming back no rarer.
        let age = episodes == 0 ? age : min(age, policy.knownTime)
        let bits = binaryLogarithm(1 + Double(age) / (Double(policy.learningTime) * Double(episodes + 1)))
        return episodes == 0 && isLearning ? max(bits, policy.noveltyBits) : bits
    }

    /// The stream is so young that a detector can be rare only because everything is new. A product that is new to an older
    /// stream has to show its habits first.
    var isLearning: Bool { isLearning(at: state.now) }

    func isLearning(at time: Int64) -> Bool { bits(ofStreamAt: time) < policy.rareBits }

    /// What a detector is worth that was never seen in all the time since the stream began.
    private func bits(ofStreamAt time: Int64) -> Double {
        binaryLogarithm(1 + Double(max(0, time - state.start)) / Double(policy.learningTime))
    }

    /// Bits from which on a session of a young stream is shown: few while it has no past, as many as any other's when it has
    /// one. 0 where the stream is grown.
    var youngBits: Double {
        guard isLearning else { return 0 }
        let share = hasNoHistory ? 0 : bits(ofStreamAt: state.now) / policy.rareBits
        return policy.noHistoryBits + share * (policy.strongBits - policy.noHistoryBits)
    }

    /// The probability that a detector with this past fires within `distance` by chance.
    func chance(episodes: Int, age: Int64, distance: Int64) -> Double {
        chance(expecting: Double(episodes + 1), age: age, distance: distance)
    }

    /// The same of what is expected so many times in an age.
    func chance(expecting count: Double, age: Int64, distance: Int64) -> Double {
        age > 0 ? count * Double(distance) / Double(age) : 1
    }

    /// How long the stream has gone on, as far as it counts.
    var streamAge: Int64 { min(state.now - state.start, policy.memory) }

    /// Bad by its own account and rare wherever one looks: its source rates it high, and its detector has seldom fired at all
    /// in a past that can tell. Who names a threat need not have been here as long as the stream.
    func isGrave(_ alert: Observation, everywhere episodes: Int, age: Int64) -> Bool {
        guard alert.severity >= CorrelationPolicy.graveSeverity, !isLearning else { return false }
        let past = alert.isNamedThreat ? streamAge : age
        return rarity(episodes: episodes, age: past) >= policy.graveRarity
    }

    /// A stream without a past: nothing in it can be called routine.
    var hasNoHistory: Bool { state.now - state.start < policy.noHistory }
}

/// The logarithm to base 2 of a positive number, from integer and polynomial arithmetic alone: the same bits on every
/// platform, which checkpoints and replays rely on. Exact to 1e-9.
func binaryLogarithm(_ x: Double) -> Double {
    // log2(x) = exponent + 2/ln 2 · atanh((m - 1)/(m + 1)), with the significand m moved to 0.75 ..< 1.5
    var exponent = Double(x.exponent)
    var significand = x.significand
    if significand >= 1.5 {
        significand /= 2
        exponent += 1
    }
    let z = (significand - 1) / (significand + 1)
    let square = z * z
    var term = z
    var sum = 0.0
    for odd in stride(from: 1.0, through: 13.0, by: 2.0) {
        sum += term / odd
        term *= square
    }
    return exponent + sum * 2.885390081777926814
}
