import Detection
import Primitives
import SeededRandom
import Testing

/// Which window is due.
@Suite struct ScheduleTests {
    private static let noon = Timestamp(unixSeconds: Int64(1_777_888_800))

    private static func schedule(_ properties: JSONObject) throws -> DetectionSchedule {
        var all: JSONObject = ["displayName": "d", "query": "E"]
        for member in properties.members { all[member.name] = member.value }
        return DetectionSchedule(try DetectionRule(properties: all), DetectionPolicy())
    }

    @Test func theFirstRunLooksBack() throws {
        let own = try Self.schedule(["queryFrequency": "PT1H", "queryPeriod": "PT2H"])
        #expect(own.due(after: nil, closed: Self.noon)?.start == Self.noon - .hours(2))
        let usual = try Self.schedule(["queryFrequency": "PT1H"])
        #expect(usual.due(after: nil, closed: Self.noon)?.start == Self.noon - .days(30))
        let continuous = try Self.schedule(["kind": "NRT"])
        #expect(continuous.due(after: nil, closed: Self.noon)?.after == Self.noon - .days(30))
    }

    @Test func windowsCountFromTheLast() throws {
        let schedule = try Self.schedule(["queryFrequency": "PT1H"])
        #expect(schedule.due(after: Self.noon, closed: Self.noon + .minutes(59)) == nil)
        let window = try #require(schedule.due(after: Self.noon, closed: Self.noon + .hours(5)))
        #expect(window.after == Self.noon && window.through == Self.noon + .hours(1))
        #expect(window.start == window.through - .hours(4))
        #expect(schedule.next(after: Self.noon, now: Self.noon) == Self.noon + .hours(1))
        // Somebody asks: what came in so far.
        let asked = schedule.due(after: Self.noon, closed: Self.noon + .minutes(3), isAsked: true)
        #expect(asked?.through == Self.noon + .minutes(3))
        #expect(schedule.due(after: Self.noon, closed: Self.noon, isAsked: true) == nil)
    }

    @Test func continuousTakesAllThatCameIn() throws {
        let schedule = try Self.schedule(["kind": "NRT"])
        #expect(schedule.due(after: Self.noon, closed: Self.noon + .seconds(59)) == nil)
        let window = try #require(schedule.due(after: Self.noon, closed: Self.noon + .hours(9)))
        #expect(window.through == Self.noon + .hours(9))
        #expect(window.seen == Timestamp(ticks: Self.noon.ticks + 1)...window.through)
    }

    @Test func aClockThatWasAheadIsPutRight() throws {
        let schedule = try Self.schedule(["queryFrequency": "PT1H"])
        // A little is waited for.
        #expect(schedule.due(after: Self.noon + .minutes(4), closed: Self.noon) == nil)
        let window = try #require(schedule.due(after: Self.noon + .days(400), closed: Self.noon))
        #expect(window.through == Self.noon && window.start == Self.noon - .hours(4))
    }

    /// Whatever the clock, the restarts and the changes of the frequency: windows lie end to end.
    @Test func windowsHaveNoGapAndNoOverlap() throws {
        let seed = UInt64.random(in: 1...UInt64.max)
        var random = SeededGenerator(seed: seed)
        var (clock, end, seen): (Timestamp, Timestamp?, Int) = (Self.noon, nil, 0)
        for _ in 0..<300 {
            let properties: JSONObject =
                Int.random(in: 0..<4, using: &random) == 0
                ? ["kind": "NRT"]
                : ["queryFrequency": .string("PT\(Int.random(in: 5...90, using: &random))M"), "queryPeriod": "P2D"]
            let schedule = try Self.schedule(properties)
            clock = clock + .seconds(Int64.random(in: -60...20_000, using: &random))
            while let window = schedule.due(after: end, closed: clock, isAsked: Bool.random(using: &random)) {
                if let end { #expect(window.after == end, "seed \(seed)") }
                #expect(window.through > window.after && window.through <= clock, "seed \(seed)")
                #expect(window.seen.upperBound == window.through, "seed \(seed)")
                #expect(window.seen.lowerBound <= Timestamp(ticks: window.after.ticks + 1), "seed \(seed)")
                end = window.through
                seen += 1
            }
        }
        #expect(seen > 300, "seed \(seed)")
    }

    @Test func enablingAgainGoesOn() throws {
        let schedule = try Self.schedule(["queryFrequency": "PT1H"])
        #expect(schedule.resumed(from: nil, now: Self.noon) == nil)
        #expect(schedule.resumed(from: Self.noon - .minutes(5), now: Self.noon) == Self.noon - .minutes(5))
        #expect(schedule.resumed(from: Self.noon - .days(50), now: Self.noon) == Self.noon - .hours(4))
    }

    @Test(arguments: [
        ("PT1H", "P1D", 24, false), ("P1D", "P30D", 30, false), ("PT5M", "P30D", 50, true), ("NRT", "P1D", 50, false),
    ])
    func previewsCoverTheirTime(_ frequency: String, span: String, count: Int, isWidened: Bool) throws {
        let rule = try DetectionRule(
            properties: frequency == "NRT"
                ? ["displayName": "d", "query": "E", "kind": "NRT"]
                : ["displayName": "d", "query": "E", "queryFrequency": .string(frequency)])
        let length = try #require(RuleSpan.read(span))
        let plan = PreviewPlan(rule, from: Self.noon - length, to: Self.noon)
        #expect(plan.windows.count == count && plan.isWidened == isWidened)
        #expect(plan.windows.last?.through == Self.noon)
        #expect(plan.windows.first.map { $0.after <= Self.noon - length } == true)
        for (left, right) in zip(plan.windows, plan.windows.dropFirst()) { #expect(left.through == right.after) }
        #expect(PreviewPlan(rule, from: Self.noon, to: Self.noon).windows.isEmpty)
    }
}
