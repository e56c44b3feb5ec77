internal import Dispatch
internal import Synchronization

/// Counts requests by caller, and by address where nobody is known to ask.
final class Throttle: Sendable {
    /// Whom a request counts for.
    enum Key: Hashable, Sendable {
        case caller(String)
        case address(String)
    }

    /// Buckets that are remembered at most. When so many are in use, those that are full again are forgotten; where none
    /// is, all are.
    static let largestCount = 50_000

    private let limits: ServerLimits
    private let buckets = Mutex<[Key: TokenBucket]>([:])

    init(_ limits: ServerLimits) {
        self.limits = limits
    }

    /// Counts one request.
    /// - Throws: 429 with the seconds until the next will be answered.
    func count(_ key: Key, now: UInt64 = DispatchTime.now().uptimeNanoseconds) throws(APIError) {
        let perMinute =
            switch key {
            case .caller: limits.requestsPerMinute
            case .address: limits.strangersRequestsPerMinute
            }
        guard perMinute > 0 else { return }
        let wait = buckets.withLock { buckets -> Int? in
            if buckets.count >= Throttle.largestCount, buckets[key] == nil { Throttle.forget(&buckets, now) }
            return buckets[key, default: TokenBucket(perMinute: perMinute, now: now)].take(now: now)
        }
        if let wait { throw .tooManyRequests(after: wait) }
    }

    private static func forget(_ buckets: inout [Key: TokenBucket], _ now: UInt64) {
        var kept: [Key: TokenBucket] = [:]
        for (key, bucket) in buckets {
            var bucket = bucket
            if !bucket.isFull(now: now) { kept[key] = bucket }
        }
        buckets = kept.count < largestCount ? kept : [:]
    }
}
