import Foundation
import Primitives
import Testing

@testable import Ingestion

@Suite("Inbox: appending and reading")
struct InboxTests {
    @Test func recordsComeBackAsTheyWere() async throws {
        let folder = try InboxFolder()
        let inbox = try folder.inbox()
        let records = [
            RawRecord("{\"a\":1}", source: "wazuh"), RawRecord("", source: ""),
            RawRecord(source: "é", received: Timestamp(ticks: 7), bytes: [0, 255, 10, 13]),
            RawRecord("x", source: "wazuh"),
        ]
        #expect(try await inbox.append(records) == 1..<5)
        let read = try await inbox.all()
        #expect(read.map(\.sequence) == [1, 2, 3, 4])
        #expect(read.map(\.record.source) == ["wazuh", "", "é", "wazuh"])
        #expect(read.map(\.record.bytes) == records.map(\.bytes))
        #expect(read.map(\.record.received) == records.map(\.received))
        await inbox.close()
    }

    @Test func numberingGoesOnAfterReopening() async throws {
        let folder = try InboxFolder()
        for round in 0..<3 {
            let inbox = try folder.inbox()
            #expect(inbox.notices == [])
            #expect(
                try await inbox.append([RawRecord("a\(round)"), RawRecord("b\(round)")]).lowerBound
                    == UInt64(round * 2 + 1))
            await inbox.close()
        }
        let inbox = try folder.inbox()
        #expect(try await inbox.texts() == ["a0", "b0", "a1", "b1", "a2", "b2"])
        await inbox.close()
    }

    @Test func nothingAppendedIsNothing() async throws {
        let folder = try InboxFolder()
        let inbox = try folder.inbox()
        #expect(try await inbox.append([]) == 1..<1)
        #expect(try await inbox.read(after: 0).isEmpty)
        await inbox.close()
    }

    @Test func batchesKeepToTheirLimitsAndMakeProgress() async throws {
        let folder = try InboxFolder()
        let inbox = try folder.inbox(policy: .segments(of: 300))
        try await inbox.append((1...20).map { RawRecord("record \($0)") })
        for number in 21...40 { try await inbox.append([RawRecord("record \(number)")]) }
        #expect(try await inbox.read(after: 0, records: 3).map(\.sequence) == [1, 2, 3])
        #expect(try await inbox.read(after: 3, records: 100, bytes: 20).map(\.sequence) == [4, 5, 6])
        #expect(try await inbox.read(after: 10, bytes: 0).map(\.sequence) == [11])
        #expect(try await inbox.read(after: 0, records: 100).map(\.sequence) == Array(1...40))
        #expect(try await inbox.read(after: 40).isEmpty)
        await inbox.close()
    }

    @Test func anyRecordIsFoundByItsNumber() async throws {
        let folder = try InboxFolder()
        var random = InboxRandom.fresh("anyRecordIsFoundByItsNumber")
        let inbox = try folder.inbox(policy: .segments(of: 300_000))
        var texts: [String] = []
        while texts.count < 2_000 {
            let batch = (0...random.below(30)).map { _ in
                String(repeating: "x", count: random.below(900)) + "\(texts.count)"
            }
            texts += batch
            try await inbox.append(batch.map { RawRecord($0) })
            let number = random.below(texts.count)
            #expect(try await inbox.record(at: UInt64(number + 1)).record.text == texts[number])
        }
        #expect(inbox.status.segmentCount > 2)
        for _ in 0..<300 {
            let number = random.below(texts.count)
            #expect(try await inbox.record(at: UInt64(number + 1)).record.text == texts[number])
        }
        await #expect(throws: InboxError.notWritten(sequence: UInt64(texts.count + 1), last: UInt64(texts.count))) {
            try await inbox.record(at: UInt64(texts.count + 1))
        }
        await inbox.close()
    }

    @Test func aSecondOpeningIsRefused() async throws {
        let folder = try InboxFolder()
        let inbox = try folder.inbox()
        #expect(
            throws: InboxError.inUse(
                directory: folder.path("inbox"), process: "\(ProcessInfo.processInfo.processIdentifier)")
        ) { try folder.inbox() }
        await inbox.close()
        await #expect(throws: InboxError.closed) { try await inbox.append([RawRecord("late")]) }
        await (try folder.inbox()).close()
    }

    @Test func manySendersAtOnce() async throws {
        let folder = try InboxFolder()
        var random = InboxRandom.fresh("manySendersAtOnce")
        let inbox = try folder.inbox(policy: .segments(of: 20_000))
        let plans = (0..<16).map { sender in
            (0..<40).map { round in (0...random.below(5)).map { RawRecord("\(sender).\(round).\($0)") } }
        }
        let promised = try await withThrowingTaskGroup(of: [UInt64: String].self) { group in
            for plan in plans {
                group.addTask {
                    var promised: [UInt64: String] = [:]
                    for records in plan {
                        let range = try await inbox.append(records)
                        for (sequence, record) in zip(range, records) { promised[sequence] = record.text }
                    }
                    return promised
                }
            }
            var all: [UInt64: String] = [:]
            for try await part in group {
                all.merge(part) { first, _ in
                    Issue.record("a number given twice")
                    return first
                }
            }
            return all
        }
        let read = try await inbox.all()
        #expect(read.map(\.sequence) == (1...UInt64(promised.count)).map { $0 })
        #expect(read.allSatisfy { promised[$0.sequence] == $0.record.text })
        await inbox.close()
    }

    @Test func aModelAgrees() async throws {
        let folder = try InboxFolder()
        var random = InboxRandom.fresh("aModelAgrees")
        let policy = InboxPolicy.segments(of: 2_000)
        var inbox = try folder.inbox(policy: policy)
        var model: [String] = []
        var consumed = 0
        for step in 0..<400 {
            switch random.below(10) {
            case 0:
                await inbox.close()
                inbox = try folder.inbox(policy: policy, consumed: UInt64(consumed))
            case 1:
                try await inbox.removeSegments(upTo: UInt64(consumed), olderThan: .distantPast, keepingBytes: 5_000)
            case 2, 3:
                let oldest = inbox.status.oldestSequence
                let read = try await inbox.read(
                    after: UInt64(max(consumed, Int(oldest) - 1)), records: 1 + random.below(50))
                #expect(read.map(\.record.text) == model[consumed..<consumed + read.count].map { $0 })
                consumed += read.count
                inbox.markConsumed(through: UInt64(consumed))
            default:
                let batch = (0..<1 + random.below(8)).map { "step \(step) record \($0)" }
                let range = try await inbox.append(batch.map { RawRecord($0) })
                #expect(range.lowerBound == UInt64(model.count + 1))
                model += batch
            }
            #expect(inbox.status.lastSequence == UInt64(model.count))
            #expect(inbox.status.unreadRecords == model.count - consumed)
        }
        #expect(try await inbox.all(after: UInt64(consumed)).map(\.record.text) == Array(model[consumed...]))
        await inbox.close()
    }
}
