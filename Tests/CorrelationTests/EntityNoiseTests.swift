@testable import Correlation
import Testing

/// A company at work: three products, many devices and accounts, the busy ones much busier than the rest.
struct Company {
    static let hosts = 200, users = 300, alerts = 20_000, days = 3.0
    static let firstUser: Int32 = 1_000, firstAddress: Int32 = 2_000, firstFile: Int32 = 3_000
    /// What everybody's alerts name now and then: the NAT address, the scanner, a service account, the domain
    /// controller, the mail gateway, the proxy, the name server.
    static let infrastructure: [EntityRef] = [
        EntityRef(id: 9_001, kind: .ip, roles: .attacker), EntityRef(id: 9_002, kind: .ip, roles: .attacker),
        EntityRef(id: 9_003, kind: .user), EntityRef(id: 9_004, kind: .device), EntityRef(id: 9_005, kind: .device),
        EntityRef(id: 9_006, kind: .url), EntityRef(id: 9_007, kind: .ip, roles: .attacked),
    ]

    private var dice: Dice

    init(seed: UInt64) { dice = Dice(seed: seed) }

    /// Ranks by a Zipf law with exponent 1: rank k turns up 1/k as often as the first.
    private mutating func rank(of count: Int) -> Int32 {
        // The inverse of the harmonic sum, by halving: no floating-point library needed.
        let target = Double.random(in: 0..<1, using: &dice) * binaryLogarithm(Double(count) + 1)
        var low = 1.0, high = Double(count) + 1
        while high - low > 0.5 {
            let middle = (low + high) / 2
            if binaryLogarithm(middle) < target { low = middle } else { high = middle }
        }
        return Int32(low) - 1
    }

    /// One benign alert at a minute of the stream.
    mutating func alert(_ minute: Double, into feed: inout Feed) -> Observation {
        let product = Int32.random(in: 1...3, using: &dice)
        let detector = product * 100 + rank(of: 60)
        var shares = [EntityRef(id: Company.firstUser + rank(of: Company.users), kind: .user)]
        if Int.random(in: 0..<2, using: &dice) == 0 {
            shares.append(EntityRef(id: Company.firstAddress + rank(of: 400), kind: .ip, roles: .attacker))
        }
        if Int.random(in: 0..<3, using: &dice) == 0 {
            shares.append(EntityRef(id: Company.firstFile + rank(of: 500), kind: .file))
        }
        if Int.random(in: 0..<4, using: &dice) == 0 {
            shares.append(Company.infrastructure[Int.random(in: 0..<Company.infrastructure.count, using: &dice)])
        }
        return feed.alert(minute, 1_000 + detector, on: 1 + rank(of: Company.hosts), product: product, shares: shares)
    }

    /// Feeds the noise of some days up to a minute.
    mutating func work(_ feed: inout Feed, from start: Double = 0, to end: Double) {
        let step = Company.days * 1_440 / Double(Company.alerts)
        var batch: [Observation] = [], minute = start
        while minute < end {
            batch.append(alert(minute, into: &feed))
            minute += step
        }
        feed.feed(batch)
    }
}

@Suite struct EntityNoiseTests {
    @Test(arguments: [11, 12, 13] as [UInt64])
    func sharedAccountsOfABusyCompanyDoNotFloodTheQueue(seed: UInt64) {
        var feed = Feed(), company = Company(seed: seed)
        company.work(&feed, to: Company.days * 1_440)
        let incidents = feed.correlator.state.incidents.filter { $0.redirect == 0 && !$0.isHolding && $0.facts.alerts > 0 }
        let queue = incidents.filter { QueueStanding(mask: $0.standing).isOnQueue }
        let largest = queue.map(\.facts.alerts).max() ?? 0
        print(
            "seed \(seed): \(queue.count) of \(Company.alerts) benign alerts' incidents on the queue, the largest of \(largest); \(incidents.count) off it"
        )
        // Ten a day; the product has to stay below 25.
        #expect(queue.count <= 10 * Int(Company.days), "seed \(seed)")
        // What the first hour joins, when nothing is known of anything.
        #expect(largest <= Company.alerts / 34, "seed \(seed)")
        #expect(feed.contradictions.isEmpty)
    }
}
