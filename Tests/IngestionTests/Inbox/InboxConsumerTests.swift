import Foundation
import Primitives
import Testing

@testable import Ingestion

@Suite("Inbox: several consumers")
struct InboxConsumerTests {
    @Test func eachReadsAtItsOwnPace() async throws {
        let folder = try InboxFolder()
        let inbox = try Inbox(
            directory: folder.path("inbox"), policy: .roomy, consumedThrough: [.alerts: 0, .events: 0], disk: .system)
        try await inbox.append((1...10).map { RawRecord("\($0)") })
        #expect(try await inbox.read(after: 0, records: 4).map(\.sequence) == [1, 2, 3, 4])
        #expect(try await inbox.read(after: 0, records: 2, by: .events).map(\.sequence) == [1, 2])
        #expect(try await inbox.read(after: 4, records: 2).map(\.sequence) == [5, 6])
        #expect(try await inbox.read(after: 2, records: 1, by: .events).map(\.sequence) == [3])
        await inbox.close()
    }

    @Test func theOneBehindKeepsTheBacklog() async throws {
        let folder = try InboxFolder()
        let inbox = try Inbox(
            directory: folder.path("inbox"), policy: .roomy, consumedThrough: [.alerts: 0, .events: 0], disk: .system)
        try await inbox.append((1...10).map { RawRecord("\($0)") })
        inbox.markConsumed(through: 10)
        #expect(inbox.status.unreadRecords == 10)
        inbox.markConsumed(through: 7, by: .events)
        #expect(inbox.status.unreadRecords == 3)
        await inbox.close()
        // Opened again, numbers go on behind the one ahead, and the one behind finds what it has not read.
        let again = try Inbox(
            directory: folder.path("inbox"), policy: .roomy, consumedThrough: [.alerts: 10, .events: 7], disk: .system)
        #expect(again.status.consumedSequence == 7)
        #expect(try await again.append([RawRecord("11")]) == 11..<12)
        #expect(try await again.read(after: 7, by: .events).map(\.sequence) == [8, 9, 10, 11])
        await again.close()
    }

    @Test func nobodyWaitsForAConsumerThatIsNotThere() async throws {
        let folder = try InboxFolder()
        let inbox = try folder.inbox()
        try await inbox.append([RawRecord("1")])
        inbox.markConsumed(through: 1)
        #expect(inbox.status.unreadRecords == 0)
        #expect(try await inbox.read(after: 0, by: .events).isEmpty)
        await inbox.close()
    }
}
