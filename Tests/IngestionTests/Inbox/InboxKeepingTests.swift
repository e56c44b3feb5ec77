import Foundation
import Primitives
import Testing

@testable import Ingestion

@Suite("Inbox: waiting, retention, copies")
struct InboxKeepingTests {
    private func twelve(_ folder: InboxFolder) async throws -> Inbox {
        let inbox = try folder.inbox(policy: .segments(of: 200))
        for number in 1...12 { try await inbox.append([RawRecord("record \(number)")]) }
        return inbox
    }

    @Test func retentionTakesOnlyConsumedWholeSegments() async throws {
        let folder = try InboxFolder()
        var inbox = try await twelve(folder)
        let starts = try folder.segments().compactMap { Segment.firstSequence(inName: $0) }
        #expect(starts.count == 4)
        #expect(try await inbox.removeSegments(upTo: 12, olderThan: .distantFuture, keepingBytes: 0) == 0)
        inbox.markConsumed(through: starts[2] - 2)
        #expect(try await inbox.removeSegments(upTo: 12, olderThan: .distantFuture, keepingBytes: .max) == 1)
        inbox.markConsumed(through: 12)
        #expect(try await inbox.removeSegments(upTo: 12, olderThan: .distantPast, keepingBytes: .max) == 0)
        #expect(try await inbox.removeSegments(upTo: starts[2], olderThan: .distantPast, keepingBytes: 0) == 1)
        await #expect(throws: InboxError.notKept(sequence: 1, oldest: starts[2])) { try await inbox.record(at: 1) }
        #expect(try await inbox.removeSegments(upTo: 12, olderThan: .distantPast, keepingBytes: 0) == 1)
        #expect(try folder.segments().compactMap { Segment.firstSequence(inName: $0) } == [starts[3]])
        await inbox.close()
        inbox = try folder.inbox(consumed: 12)
        #expect(inbox.status.oldestSequence == starts[3])
        #expect(try await inbox.append([RawRecord("thirteen")]) == 13..<14)
        await inbox.close()
    }

    @Test func byBytesTheOldestGoFirst() async throws {
        let folder = try InboxFolder()
        let inbox = try await twelve(folder)
        inbox.markConsumed(through: 12)
        let total = inbox.status.byteCount
        #expect(try await inbox.removeSegments(upTo: 12, olderThan: .distantPast, keepingBytes: total - 1) == 1)
        #expect(inbox.status.byteCount < total)
        await inbox.close()
    }

    @Test func aSnapshotCanBeOpenedAndTheOriginalGoesOn() async throws {
        let folder = try InboxFolder()
        let inbox = try await twelve(folder)
        let last = try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { for _ in 0..<200 { try await inbox.append([RawRecord("meanwhile")]) } }
            try await inbox.waitForRecords(after: 20)
            let last = try await inbox.snapshot(into: folder.path("copy"))
            try await group.waitForAll()
            return last
        }
        #expect(last > 20)
        let copy = try folder.inbox("copy")
        #expect(copy.notices == [])
        #expect(copy.status.lastSequence == last)
        #expect(
            try await copy.all().map(\.record.bytes) == (try await inbox.all().prefix(Int(last)).map(\.record.bytes)))
        await copy.close()
        await #expect(throws: InboxError.notEmpty(directory: folder.path("copy"))) {
            try await inbox.snapshot(into: folder.path("copy"))
        }
        await inbox.close()
    }

    @Test func aWaitingConsumerIsWoken() async throws {
        let folder = try InboxFolder()
        let inbox = try folder.inbox()
        try await withThrowingTaskGroup(of: UInt64.self) { group in
            for after in 0..<5 {
                group.addTask {
                    try await inbox.waitForRecords(after: UInt64(after))
                    return try await inbox.read(after: UInt64(after), records: 1).first?.sequence ?? 0
                }
            }
            for _ in 0..<5 { try await inbox.append([RawRecord("x")]) }
            var seen: Set<UInt64> = []
            for try await sequence in group { seen.insert(sequence) }
            #expect(seen == [1, 2, 3, 4, 5])
        }
        try await inbox.waitForRecords(after: 4)
        await inbox.close()
    }

    @Test func anOpenedInboxHasSomethingToReadAtOnce() async throws {
        let folder = try InboxFolder()
        await (try await twelve(folder)).close()
        let inbox = try folder.inbox(consumed: 3)
        try await inbox.waitForRecords(after: 3)
        #expect(inbox.status.unreadRecords == 9)
        await inbox.close()
    }

    @Test func waitingEndsByCancellationAndByClosing() async throws {
        let folder = try InboxFolder()
        let inbox = try folder.inbox()
        await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                do { try await inbox.waitForRecords(after: 0) } catch { return error is CancellationError }
                return false
            }
            group.cancelAll()
            #expect(await group.next() == true)
        }
        await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                do { try await inbox.waitForRecords(after: 0) } catch { return error as? InboxError == .closed }
                return false
            }
            await inbox.close()
            #expect(await group.next() == true)
        }
    }
}
