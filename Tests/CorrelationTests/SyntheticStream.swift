@testable import Correlation

/// A made-up company under attack, as data that can be transformed: renamed, shuffled, laid over another.
struct SyntheticStream {
    struct Line {
        var time: Int64
        var detector: Int32
        var device: Int32
        var product: Int32
        var network: Int32
        /// 0 for benign.
        var stage = 0
    }

    static let second = CorrelationPolicy.second, hour = CorrelationPolicy.hour
    static let hosts: Int32 = 10, days: Int64 = 4, target: Int32 = 3
    var lines: [Line] = []

    /// Four days of routine on ten devices behind a sensor; in the fourth day a scan of all, a break-in on one with a flood,
    /// and its owner's rights an hour later.
    /// - Parameter company: devices and networks of different companies have nothing in common; their rules are the same.
    init(seed: UInt64, company: Int32 = 0) {
        var dice = Dice(seed: seed &+ UInt64(company) &* 7919)
        lines = SyntheticStream.routine(company, &dice) + SyntheticStream.attack(company)
        sort()
    }

    private static func routine(_ company: Int32, _ dice: inout Dice) -> [Line] {
        var lines: [Line] = []
        for host in 1...hosts {
            for rule in 0..<6 as Range<Int32> {
                // From every quarter of an hour to every other day.
                let mean = Int64(900) << Int64(rule + host % 3)
                var at = Int64.random(in: 0..<mean, using: &dice)
                while at < days * 86_400 {
                    let line = line(company, at, 100 + 10 * (host % 4) + rule, host)
                    lines.append(line)
                    // Half of what happens is seen by the sensor too, in the same second.
                    if rule % 2 == 0 { lines.append(SyntheticStream.line(company, at, line.detector, hosts + 1)) }
                    at += Int64.random(in: 1...(2 * mean), using: &dice)
                }
            }
        }
        return lines
    }

    private static func attack(_ company: Int32) -> [Line] {
        let start = 3 * 86_400 + 37_117 as Int64
        var lines: [Line] = []
        for host in 1...hosts {
            for rule in 0..<3 as Range<Int32> {
                lines.append(line(company, start + Int64(host % 5), 301 + rule, host, stage: 1))
            }
        }
        for rule in 0..<7 as Range<Int32> {
            for repeated in 0..<(rule < 2 ? 200 : 2) as Range<Int64> {
                lines.append(line(company, start + 90 + 40 * Int64(rule) + repeated / 10, 311 + rule, target, stage: 2))
            }
        }
        for rule in 0..<6 as Range<Int32> {
            lines.append(line(company, start + 4_100 + 9 * Int64(rule), 331 + rule, target, stage: 3))
        }
        return lines
    }

    private static func line(_ company: Int32, _ at: Int64, _ detector: Int32, _ host: Int32, stage: Int = 0) -> Line {
        Line(
            time: Feed.start + at * second, detector: detector, device: 1_000 * company + host, product: 1 + detector % 3,
            network: 900_000 + company, stage: stage)
    }

    private mutating func sort() {
        let order = lines.indices.sorted { (lines[$0].time, $0) < (lines[$1].time, $1) }
        lines = order.map { lines[$0] }
    }

    // MARK: Transformations

    /// Other numbers, and so other names, for everything.
    func renamed() -> SyntheticStream {
        var stream = self
        for index in lines.indices {
            stream.lines[index].device = 70_000 - lines[index].device
            stream.lines[index].detector = 9_000 - 7 * lines[index].detector
            stream.lines[index].network = 990_000 - lines[index].network
        }
        return stream
    }

    /// Alerts of one second in another order.
    func shuffled(seed: UInt64) -> SyntheticStream {
        var stream = self, dice = Dice(seed: seed)
        let keys = lines.map { _ in dice.next() }
        let order = lines.indices.sorted { (lines[$0].time, keys[$0]) < (lines[$1].time, keys[$1]) }
        stream.lines = order.map { lines[$0] }
        return stream
    }

    func over(_ other: SyntheticStream) -> SyntheticStream {
        var stream = self
        stream.lines += other.lines
        stream.sort()
        return stream
    }

    /// The benign alerts again and again, each time a little earlier or later, on devices of their own.
    func noisier(_ times: Int32, seed: UInt64) -> SyntheticStream {
        var stream = self, dice = Dice(seed: seed)
        for copy in 1..<times {
            for var line in lines where line.stage == 0 {
                line.time += Int64.random(in: -600...600, using: &dice) * SyntheticStream.second
                line.device += 100 * copy
                stream.lines.append(line)
            }
        }
        stream.sort()
        return stream
    }

    // MARK: Outcome

    /// The lines of each incident on the queue and off it.
    func grouped() -> [Incident] {
        var feed = Feed()
        let alerts = lines.enumerated().map { index, line in
            Observation(
                alert: Int64(index + 1), time: line.time, detector: line.detector, product: line.product,
                entities: [
                    EntityRef(id: line.device, kind: .device), EntityRef(id: line.network, kind: .network, isStrong: false),
                ])
        }
        feed.feed(alerts)
        var incidents: [IncidentNumber: Incident] = [:]
        for (alert, line) in zip(alerts, lines) {
            incidents[feed.incident(alert), default: Incident(isOnQueue: feed.isOnQueue(alert), priority: feed.priority(alert))]
                .lines.append(line)
        }
        return incidents.sorted { $0.key < $1.key }.map(\.value)
    }

    struct Incident {
        var isOnQueue: Bool
        var priority: Double
        var lines: [Line] = []

        func isOf(company: Int32) -> Bool { lines.contains { $0.stage > 0 && $0.device / 1_000 == company } }
    }

    /// F1 of completeness (the mean over the stages) and purity of the best incident, by the logarithm of its place on the
    /// queue among incidents that hold nothing of an attack.
    static func score(_ incidents: [Incident], company: Int32 = 0) -> Double {
        func own(_ incident: Incident) -> [Line] { incident.lines.filter { $0.stage > 0 && $0.device / 1_000 == company } }
        var totals = [0.0, 0, 0, 0]
        for line in incidents.flatMap({ own($0) }) { totals[line.stage] += 1 }
        return incidents.filter(\.isOnQueue).map { incident in
            let mine = own(incident)
            guard !mine.isEmpty else { return 0 }
            let completeness = (1...3).reduce(0.0) { sum, stage in
                sum + Double(mine.count { $0.stage == stage }) / totals[stage] / 3
            }
            let purity = Double(mine.count) / Double(incident.lines.count)
            let above = incidents.count { $0.isOnQueue && $0.priority > incident.priority && !$0.lines.contains { $0.stage > 0 } }
            let f1 = 2 * completeness * purity / (completeness + purity)
            return f1 / binaryLogarithm(2 + Double(above))
        }.max() ?? 0
    }
}
