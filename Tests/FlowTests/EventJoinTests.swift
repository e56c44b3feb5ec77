import EventFormats
import Events
import Ingestion
import Primitives
import SeededRandom
import Testing

@testable import Flow

/// Lines of one event are put together, and a batch ends where none is torn.
@Suite struct EventJoinTests {
    /// Lines of the form `event:role`; anything else is a record by itself.
    private struct Lines: JoiningFormat {
        func part(of record: RawRecord) -> EventPart? {
            let words = String(decoding: record.bytes, as: UTF8.self).split(separator: ":")
            guard words.count == 2 else { return nil }
            let roles: [Substring: EventPart.Role] = ["any": .any, "more": .awaitsMore, "last": .last, "end": .end]
            return roles[words[1]].map { EventPart(event: Array(words[0].utf8), role: $0) }
        }

        func read(_ record: RawRecord, into batch: inout EventBatch) throws(EventFormatError) -> Int { 0 }
    }

    private static let now = Timestamp(unixSeconds: Int64(1_795_176_000))

    private static func records(_ lines: [String], from first: UInt64 = 1, age: Int64 = 0, source: String = "a") -> [InboxRecord]
    {
        lines.enumerated().map { index, line in
            let received = now - .seconds(age)
            return InboxRecord(
                sequence: first + UInt64(index), record: RawRecord(source: source, received: received, bytes: Array(line.utf8)))
        }
    }

    private struct Outcome: Equatable {
        var texts: [String]
        var end: UInt64
    }

    private static func outcome(_ records: [InboxRecord], hasMore: Bool = false) -> Outcome {
        let stretch = InboxStretch(records, last: records.last?.sequence ?? 0, hasMore: hasMore)
        let start = (records.first?.sequence ?? 1) - 1
        let join = EventJoin(records) { $0 == "other" ? nil : Lines() }
        let end = join.settled(in: stretch, after: start, at: now)
        return Outcome(texts: join.records(through: end).map { String(decoding: $0.record.bytes, as: UTF8.self) }, end: end)
    }

    @Test func linesOfOneEventBecomeOneRecord() {
        let lines = ["1:more", "x", "2:more", "1:more", "3:any", "2:last", "1:last", "1:end", "4:any"]
        #expect(
            Self.outcome(Self.records(lines))
                == Outcome(texts: ["1:more\n1:more\n1:last\n1:end", "x", "2:more\n2:last", "3:any", "4:any"], end: 9))
    }

    @Test func anEventThatMayGoOnIsHeldBack() {
        #expect(Self.outcome(Self.records(["x", "1:more", "y"])) == Outcome(texts: ["x"], end: 1))
        // One that others stand across goes with it.
        let lines = ["x", "1:more", "2:more", "1:last", "y"]
        #expect(Self.outcome(Self.records(lines)) == Outcome(texts: ["x"], end: 1))
        #expect(Self.outcome(Self.records(["1:more"])) == Outcome(texts: [], end: 0))
        // A line that may be the only one is not waited for.
        #expect(Self.outcome(Self.records(["1:any", "x"])) == Outcome(texts: ["1:any", "x"], end: 2))
    }

    @Test func waitingEnds() {
        // Nothing came behind it for a while.
        #expect(Self.outcome(Self.records(["x", "1:more", "y"], age: 3)).end == 3)
        // In a backlog the age says nothing: what belongs to it is on the disk already.
        #expect(Self.outcome(Self.records(["x", "1:more", "y"], age: 3), hasMore: true).end == 1)
        // Where it would be all that is read, there is nothing to wait for.
        #expect(Self.outcome(Self.records(["1:more", "y"]), hasMore: true) == Outcome(texts: ["1:more", "y"], end: 2))
        // Too many records came since.
        let far = ["1:more"] + Array(repeating: "x", count: Int(EventJoin.reach))
        #expect(Self.outcome(Self.records(far)).end == UInt64(far.count))
        #expect(Self.outcome(Self.records(far + ["1:last"])).texts.last == "1:last")
    }

    @Test func whatIsSentAgainBeginsAnew() {
        let lines = ["1:more", "1:last", "1:more", "1:last"]
        #expect(Self.outcome(Self.records(lines)).texts == ["1:more\n1:last", "1:more\n1:last"])
    }

    @Test func sourcesAreKeptApart() {
        let records =
            Self.records(["1:more"]) + Self.records(["1:last"], from: 2, source: "b")
            + Self.records(["1:last"], from: 3, source: "other")
        #expect(Self.outcome(records, hasMore: true).texts == ["1:more", "1:last", "1:last"])
        #expect(Self.outcome(records).end == 0)
    }

    /// However the batches fall, the events are the same, and no record is read twice or not at all.
    @Test func batchesMakeNoDifference() {
        let seed = UInt64.random(in: 0..<1_000_000)
        var random = SeededGenerator(seed: seed)
        for round in 0..<200 {
            var open: [String: Int] = [:]
            var lines: [String] = []
            for number in 0..<random.below(60) + 1 {
                open["\(number)"] = 1 + random.below(4)
                // Now and then all are over, or one would hold back the other for ever.
                while open.count > (number % 4 == 3 ? 0 : random.below(4)) {
                    let name = open.keys.sorted()[random.below(open.count)]
                    lines.append(open[name] == 1 ? "\(name):last" : "\(name):more")
                    open[name] = open[name].flatMap { $0 > 1 ? $0 - 1 : nil }
                }
            }
            for name in open.keys.sorted() { lines.append("\(name):last") }
            let records = Self.records(lines)
            let whole = Self.outcome(records).texts
            var (texts, start) = ([String](), 0)
            while start < records.count {
                // Long enough for what one event holds back.
                let end = min(records.count, start + 20 + random.below(20))
                let part = Self.outcome(Array(records[start..<end]), hasMore: end < records.count)
                texts += part.texts
                start = Int(part.end)
            }
            #expect(texts == whole, "seed \(seed), round \(round)")
        }
    }
}
