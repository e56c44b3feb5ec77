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

    /// Records of sources that somebody else reads are passed over, in any order of their neighbours and over segments.
    @Test func othersRecordsArePassedOver() async throws {
        let folder = try InboxFolder()
        let inbox = try folder.inbox(policy: .segments(of: 300))
        let sources = "aabababbbbabbaaab".map(String.init)
        for (number, source) in sources.enumerated() {
            try await inbox.append([RawRecord("record \(number + 1) of some length", source: source)])
        }
        #expect(inbox.status.segmentCount > 2)
        var (position, found): (UInt64, [UInt64]) = (0, [])
        while position < inbox.status.lastSequence {
            let stretch = try await inbox.stretch(after: position, records: 3, bytes: 1 << 20, by: .alerts) { $0 == "b" }
            #expect(stretch.last > position && stretch.records.allSatisfy { $0.record.source == "a" })
            found += stretch.records.map(\.sequence)
            position = stretch.last
        }
        let expected = sources.indices.filter { sources[$0] == "a" }.map { UInt64($0 + 1) }
        #expect(found == expected)
        // Begun anywhere, and anew each time.
        for start in 0..<inbox.status.lastSequence {
            let other = try await inbox.stretch(after: 0, records: 1, bytes: 1, by: .alerts) { _ in false }
            #expect(other.records.map(\.sequence) == [1])
            let rest = try await inbox.stretch(after: start, records: 99, bytes: 1 << 20, by: .alerts) { $0 == "b" }
            #expect(rest.records.map(\.sequence) == expected.filter { $0 > start })
        }
        await inbox.close()
    }

    /// What is passed over is not checked; a frame whose length is wrong is none all the same.
    @Test func aDamagedLengthIsNotBelieved() async throws {
        let folder = try InboxFolder()
        let inbox = try folder.inbox()
        for number in 1...5 { try await inbox.append([RawRecord("record \(number)", source: number < 4 ? "b" : "a")]) }
        await inbox.close()
        let name = "inbox/" + (try #require(try folder.segments().first))
        var bytes = try folder.read(name)
        let second = try #require(bytes.firstRange(of: "record 2".utf8)).lowerBound
        // The length of the payload stands behind the marker and the checksum.
        bytes[second - 1 - 32 + 8] = 200
        try folder.write(bytes, to: name)
        let again = try folder.inbox()
        var (position, found): (UInt64, [UInt64]) = (0, [])
        while position < 5 {
            do throws(InboxError) {
                let stretch = try await again.stretch(after: position, records: 9, bytes: 1 << 20, by: .alerts) { $0 == "b" }
                found += stretch.records.map(\.sequence)
                position = stretch.last
            } catch {
                guard case .damaged(let damage) = error else { throw error }
                #expect(damage.lost == 2..<3)
                position = damage.lost.upperBound - 1
            }
        }
        #expect(found == [4, 5])
        await again.close()
    }
}
