import Primitives
import Synchronization
import Testing

@testable import Ingestion

@Suite("Inbox: a disk that fails")
struct InboxDiskTests {
    /// What goes wrong at the next call, once.
    private final class Trouble: Sendable {
        enum Kind: Sendable { case none, fullHalfWay, synchronize, low }

        let next = Mutex(Kind.none)

        func take(_ kind: Kind) -> Bool {
            next.withLock { next in
                defer { if next == kind { next = .none } }
                return next == kind
            }
        }

        var disk: DiskAccess {
            DiskAccess(
                write: { [self] (file, bytes, offset) throws(SystemCallError) in
                    guard take(.fullHalfWay) else { return try DiskAccess.system.write(file, bytes, offset) }
                    try file.write(UnsafeRawBufferPointer(rebasing: bytes[..<(bytes.count / 2)]), at: offset)
                    throw SystemCallError("write", file.path, code: 28)
                },
                synchronize: { [self] (file) throws(SystemCallError) in
                    if take(.synchronize) { throw SystemCallError(OpenFile.synchronizing, file.path, code: 5) }
                    try DiskAccess.system.synchronize(file)
                },
                freeBytes: { [self] (directory) throws(SystemCallError) in take(.low) ? 600 : 1 << 40 }
            )
        }
    }

    @Test func aFullDiskIsRefusedAtTheDoor() async throws {
        let folder = try InboxFolder()
        let trouble = Trouble()
        var policy = InboxPolicy.roomy
        policy.minimumFreeSpace = 500
        let inbox = try folder.inbox(policy: policy, disk: trouble.disk)
        try await inbox.append([RawRecord("one")])
        trouble.next.withLock { $0 = .low }
        let before = try folder.read("inbox/0000000000000001.inbox").count
        let error = await #expect(throws: InboxError.self) {
            try await inbox.append([RawRecord(String(repeating: "x", count: 200))])
        }
        #expect(
            error
                == .diskFull(
                    directory: folder.path("inbox"), freeBytes: 600, minimum: 500,
                    retryAfterSeconds: policy.retryAfterSeconds))
        #expect(try folder.read("inbox/0000000000000001.inbox").count == before)
        #expect(try await inbox.append([RawRecord("two")]) == 2..<3)
        await inbox.close()
    }

    @Test func aDiskThatFillsDuringAWriteLosesNothingAcknowledged() async throws {
        let folder = try InboxFolder()
        let trouble = Trouble()
        let inbox = try folder.inbox(disk: trouble.disk)
        try await inbox.append([RawRecord("one")])
        trouble.next.withLock { $0 = .fullHalfWay }
        let error = await #expect(throws: InboxError.self) {
            try await inbox.append([RawRecord("lost"), RawRecord("lost too")])
        }
        #expect(error?.httpStatus == 507)
        #expect(inbox.status.unreadRecords == 1)
        #expect(try await inbox.append([RawRecord("two")]) == 2..<3)
        await inbox.close()
        let reopened = try folder.inbox()
        #expect(reopened.notices == [])
        #expect(try await reopened.texts() == ["one", "two"])
        await reopened.close()
    }

    @Test func afterAFailedSynchronisationANewSegmentIsBegun() async throws {
        let folder = try InboxFolder()
        let trouble = Trouble()
        let inbox = try folder.inbox(disk: trouble.disk)
        try await inbox.append([RawRecord("one")])
        trouble.next.withLock { $0 = .synchronize }
        await #expect(throws: InboxError.self) { try await inbox.append([RawRecord("lost")]) }
        #expect(try await inbox.append([RawRecord("two")]) == 2..<3)
        #expect(try folder.segments() == ["0000000000000001.inbox", "0000000000000002.inbox"])
        #expect(try await inbox.texts() == ["one", "two"])
        await inbox.close()
    }

    @Test(arguments: [true, false]) func aNewSegmentThatCannotBeMadeIsTriedAgain(_ isFull: Bool) async throws {
        let folder = try InboxFolder()
        let trouble = Trouble()
        let inbox = try folder.inbox(policy: .segments(of: 100), disk: trouble.disk)
        try await inbox.append([RawRecord("one")])
        trouble.next.withLock { $0 = isFull ? .fullHalfWay : .synchronize }
        await #expect(throws: InboxError.self) {
            try await inbox.append([RawRecord(String(repeating: "x", count: 90))])
        }
        #expect(try await inbox.append([RawRecord(String(repeating: "y", count: 90))]) == 2..<3)
        #expect(try await inbox.all().count == 2)
        await inbox.close()
    }

    @Test func troubleWithSendersAtOnceLeavesADenseLog() async throws {
        let folder = try InboxFolder()
        var random = InboxRandom.fresh("troubleWithSendersAtOnceLeavesADenseLog")
        let trouble = Trouble()
        let inbox = try folder.inbox(policy: .segments(of: 5_000), disk: trouble.disk)
        let kinds = (0..<60).map { _ in [Trouble.Kind.fullHalfWay, .synchronize, .low][random.below(3)] }
        let expected = try await withThrowingTaskGroup(of: [UInt64: String].self) { group in
            for sender in 0..<8 {
                group.addTask {
                    var acknowledged: [UInt64: String] = [:]
                    for round in 0..<100 {
                        guard let range = try? await inbox.append([RawRecord("\(sender).\(round)")]) else { continue }
                        acknowledged[range.lowerBound] = "\(sender).\(round)"
                    }
                    return acknowledged
                }
            }
            for kind in kinds {
                try await Task.sleep(for: .milliseconds(1))
                trouble.next.withLock { $0 = kind }
            }
            return try await group.reduce(into: [:]) { all, part in all.merge(part) { first, _ in first } }
        }
        await inbox.close()
        let reopened = try folder.inbox()
        let records = try await reopened.all()
        #expect(Dictionary(uniqueKeysWithValues: records.map { ($0.sequence, $0.record.text) }) == expected)
        #expect(expected.count < 800, "no append met trouble")
        await reopened.close()
    }
}
