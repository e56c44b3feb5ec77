internal import Foundation
internal import Primitives
internal import ServerHarness

/// Two heavy hunts, again and again, beside 1,000 alerts and 5,000 events a second.
struct MixedLoad {
    static let alertsPerSecond = 1_000
    static let eventsPerSecond = 5_000
    /// Requests of each kind in a second.
    private static let beats = 10

    private static let heavyHunts = [
        "DeviceProcessEvents | summarize count(), dcount(DeviceName) by FileName, bin(Timestamp, 1h) | count",
        "DeviceProcessEvents | where ProcessCommandLine has_any ('certutil', 'mimikatz', 'bitsadmin') | summarize count() by DeviceName",
    ]

    let server: RunningServer
    let seconds: Int
    let seed: UInt64

    private enum Outcome: Sendable {
        case alerts([Double])
        case events([Double])
        case hunts([Double])
    }

    func run(_ findings: inout Findings) async throws -> [Measurement] {
        _ = try await server.put("api/sources/hids", ["format": "wazuh"])
        let before = try await alerts()
        let end = ContinuousClock.now + .seconds(seconds)
        let stream = EventStream(seed: seed &+ 1)
        let outcomes = try await withThrowingTaskGroup(of: Outcome.self) { group in
            group.addTask {
                .alerts(
                    try await beat("hids") {
                        AlertStream.body($0 * Self.alertsPerSecond / Self.beats, Self.alertsPerSecond / Self.beats)
                    })
            }
            group.addTask {
                .events(
                    try await beat("processes") {
                        stream.body($0 * Self.eventsPerSecond / Self.beats, Self.eventsPerSecond / Self.beats)
                    })
            }
            for hunt in Self.heavyHunts { group.addTask { .hunts(try await repeated(hunt, until: end)) } }
            return try await group.reduce(into: [Outcome]()) { $0.append($1) }
        }
        try await server.settle(seconds: 120)
        findings.figures.append(("alerts sent beside hunts", Double(seconds * Self.alertsPerSecond), ""))
        findings.figures.append(("alerts that are in", Double(try await alerts() - before), ""))
        var (alerts, events, hunts): ([Double], [Double], [Double]) = ([], [], [])
        for outcome in outcomes {
            switch outcome {
            case .alerts(let times): alerts += times
            case .events(let times): events += times
            case .hunts(let times): hunts += times
            }
        }
        findings.figures.append(("alerts beside hunts: p99", Measurement("", alerts).percentile(0.99), "ms"))
        findings.figures.append(("events beside hunts: p99", Measurement("", events).percentile(0.99), "ms"))
        return [
            Measurement("alerts beside hunts", alerts), Measurement("events beside hunts", events),
            Measurement("heavy hunts beside both", hunts),
        ]
    }

    private func alerts() async throws -> Int64 { try await server.get("api/status").json["alerts"]?.integer ?? 0 }

    /// Sends at its time whether the last is answered or not; what is late counts from when it was due.
    private func beat(_ source: String, _ body: @escaping @Sendable (Int) -> [UInt8]) async throws -> [Double] {
        let start = ContinuousClock.now
        return try await withThrowingTaskGroup(of: Double.self) { group in
            for number in 0..<(seconds * Self.beats) {
                let due = start + .milliseconds(number * 1000 / Self.beats)
                try await Task.sleep(until: due)
                group.addTask {
                    try await EventIngestBench.send(body(number), to: source, of: server)
                    return (ContinuousClock.now - due).milliseconds
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    private func repeated(_ query: String, until end: ContinuousClock.Instant) async throws -> [Double] {
        var times: [Double] = []
        while ContinuousClock.now < end {
            let start = ContinuousClock.now
            let answer = try await server.post("api/hunting/run", ["query": .string(query)])
            guard answer.status == 200 else { throw TimedOut(description: "no answer: \(answer.json.text)") }
            times.append((ContinuousClock.now - start).milliseconds)
        }
        return times
    }
}
