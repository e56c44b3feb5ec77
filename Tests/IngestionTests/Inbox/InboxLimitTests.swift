import Primitives
import Testing

@testable import Ingestion

@Suite("Inbox: limits")
struct InboxLimitTests {
    @Test func aLargeRecordPassesAndALargerOneDoesNot() async throws {
        let folder = try InboxFolder()
        let inbox = try folder.inbox()
        let large = RawRecord(source: "s", received: .now, bytes: .init(repeating: 0x61, count: 10_000_000))
        try await inbox.append([RawRecord("before"), large, RawRecord("after")])
        #expect(try await inbox.all().map(\.record.bytes.count) == [6, 10_000_000, 5])
        let tooLarge = RawRecord(source: "s", received: .now, bytes: .init(repeating: 0x61, count: (16 << 20) + 1))
        await #expect(throws: InboxError.recordTooLarge(size: (16 << 20) + 1, limit: 16 << 20)) {
            try await inbox.append([tooLarge])
        }
        await #expect(throws: InboxError.sourceNameTooLong(size: 1025)) {
            try await inbox.append([RawRecord("x", source: String(repeating: "s", count: 1025))])
        }
        #expect(inbox.status.lastSequence == 3)
        await inbox.close()
    }

    @Test func oneAppendHasALimit() async throws {
        let folder = try InboxFolder()
        var policy = InboxPolicy.roomy
        policy.largestAppend = 1_000
        let inbox = try folder.inbox(policy: policy)
        await #expect(throws: InboxError.appendTooLarge(size: 30 * 46, limit: 1_000)) {
            try await inbox.append(Array(repeating: RawRecord("0123456789"), count: 30))
        }
        await inbox.close()
    }

    @Test func aFullBacklogAsksSendersToWait() async throws {
        let folder = try InboxFolder()
        var policy = InboxPolicy.roomy
        policy.largestBacklogRecords = 10
        policy.retryAfterSeconds = 3
        let inbox = try folder.inbox(policy: policy)
        try await inbox.append((1...9).map { RawRecord("\($0)") })
        let error = await #expect(throws: InboxError.self) { try await inbox.append([RawRecord("a"), RawRecord("b")]) }
        #expect(error?.remedy == .retry(afterSeconds: 3))
        #expect(error?.httpStatus == 429)
        #expect(try await inbox.append([RawRecord("10")]) == 10..<11)
        inbox.markConsumed(through: 2)
        #expect(try await inbox.append([RawRecord("a"), RawRecord("b")]) == 11..<13)
        await inbox.close()
    }

    @Test func theBacklogIsLimitedInBytesAlsoAfterReopening() async throws {
        let folder = try InboxFolder()
        var policy = InboxPolicy.segments(of: 100_000)
        policy.largestBacklogBytes = 500_000
        var inbox = try folder.inbox(policy: policy)
        let record = RawRecord(String(repeating: "x", count: 9_000))
        var count = 0
        while (try? await inbox.append([record])) != nil { count += 1 }
        #expect(count == 500_000 / (9_000 + 36))
        await inbox.close()
        inbox = try folder.inbox(policy: policy)
        await #expect(throws: InboxError.self) { try await inbox.append([record]) }
        inbox.markConsumed(through: UInt64(count))
        #expect(inbox.status.unreadBytes == 0)
        try await inbox.append([record])
        await inbox.close()
    }

    @Test func anEmptyInboxTakesAnAppendLargerThanTheBacklog() async throws {
        let folder = try InboxFolder()
        var policy = InboxPolicy.roomy
        policy.largestBacklogRecords = 2
        let inbox = try folder.inbox(policy: policy)
        #expect(try await inbox.append((1...5).map { RawRecord("\($0)") }) == 1..<6)
        await inbox.close()
    }

    @Test func backlogCountsWhatIsNotConsumed() {
        var random = InboxRandom.fresh("backlogCountsWhatIsNotConsumed")
        var backlog = Backlog(lastSequence: 0)
        var sizes: [Int] = []
        var consumed = 0
        for _ in 0..<5_000 {
            if random.below(3) > 0 {
                sizes.append(random.below(20_000))
                backlog.append(through: UInt64(sizes.count), bytes: sizes[sizes.count - 1])
            } else {
                consumed = min(sizes.count, consumed + random.below(5))
                backlog.consume(through: UInt64(consumed))
            }
            let unread = sizes[consumed...].reduce(0, +)
            #expect(backlog.records == sizes.count - consumed)
            #expect(backlog.bytes >= unread && backlog.bytes <= unread + 64 << 10)
        }
        backlog.consume(through: UInt64(sizes.count))
        #expect(backlog.bytes == 0)
    }

    static let errors: [(InboxError, Int, InboxError.Remedy)] = [
        (.recordTooLarge(size: 2, limit: 1), 413, .smallerRequest),
        (.appendTooLarge(size: 2, limit: 1), 413, .smallerRequest),
        (.sourceNameTooLong(size: 2000), 400, .smallerRequest),
        (.full(unreadRecords: 1, unreadBytes: 1, retryAfterSeconds: 9), 429, .retry(afterSeconds: 9)),
        (.diskFull(directory: "/d", freeBytes: 1, minimum: 2, retryAfterSeconds: 8), 507, .retry(afterSeconds: 8)),
        (.inUse(directory: "/d", process: "7"), 500, .attention),
        (.notKept(sequence: 1, oldest: 2), 410, .none),
        (.notWritten(sequence: 2, last: 1), 404, .none),
        (.closed, 503, .attention),
        (.outOfOrder(SystemCallError("truncate", "/d/f", code: 5)), 503, .attention),
        (.system(SystemCallError("write", "/d/f", code: 5)), 500, .attention),
    ]

    @Test(arguments: errors.indices) func errorsSayWhatTheyMeanToASender(_ index: Int) {
        let (error, status, remedy) = InboxLimitTests.errors[index]
        #expect(error.httpStatus == status)
        #expect(error.remedy == remedy)
        #expect(!error.description.isEmpty)
    }
}
