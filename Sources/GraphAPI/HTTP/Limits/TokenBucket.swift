/// Lets so many through in a minute, a part of them at once: a bucket that fills evenly, from which each request takes one.
struct TokenBucket: Hashable, Sendable {
    /// The share of a minute's requests that may come at once.
    static let burstShare = 0.25

    let perMinute: Int
    private var level: Double
    /// Nanoseconds of the monotonic clock.
    private var filled: UInt64

    /// A full one.
    /// - Parameter now: nanoseconds of a clock that never runs backwards.
    init(perMinute: Int, now: UInt64) {
        self.perMinute = perMinute
        level = TokenBucket.capacity(perMinute)
        filled = now
    }

    private static func capacity(_ perMinute: Int) -> Double { max(1, Double(perMinute) * burstShare) }

    /// Takes one out.
    /// - Returns: `nil` where there was one, else the whole seconds until there will be.
    mutating func take(now: UInt64) -> Int? {
        fill(now)
        guard level < 1 else {
            level -= 1
            return nil
        }
        return max(1, Int(((1 - level) * 60 / Double(perMinute)).rounded(.up)))
    }

    /// Whether nothing is lost by forgetting it.
    mutating func isFull(now: UInt64) -> Bool {
        fill(now)
        return level >= TokenBucket.capacity(perMinute)
    }

    private mutating func fill(_ now: UInt64) {
        guard now > filled else { return }
        let minutes = Double(now - filled) / 60e9
        level = min(TokenBucket.capacity(perMinute), level + minutes * Double(perMinute))
        filled = now
    }
}
