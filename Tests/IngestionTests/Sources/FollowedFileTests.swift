import Foundation
import Primitives
import Testing

@testable import Ingestion

/// Keeps what a followed file delivered.
private actor Deliveries {
    private(set) var lines: [String] = []
    private(set) var position: FilePosition?
    private(set) var notices: [FollowNotice] = []

    func take(_ batch: FollowedFile.Batch) {
        lines += batch.records.map { String(decoding: $0.bytes, as: UTF8.self) }
        notices += batch.notices
        position = batch.position
    }
}

@Suite("FollowedFile")
struct FollowedFileTests {
    private let folder: InboxFolder
    private let policy: FollowPolicy

    init() throws {
        folder = try InboxFolder()
        var policy = FollowPolicy()
        policy.pollInterval = Duration(ticks: 50_000)
        policy.partialLineTimeout = .minutes(1)
        policy.rotationGrace = Duration(ticks: 400_000)
        // Longer than any other test can keep this one from going on.
        policy.lateGrace = .minutes(60)
        self.policy = policy
    }

    /// A change to the files, and all lines that have to be delivered some time after it.
    private typealias Step = (change: () throws -> Void, lines: [String])

    /// Follows `log`, waits for `isReady`, and takes the steps one after the other.
    private func follow(
        _ deliveries: Deliveries, from position: FilePosition? = nil, policy: FollowPolicy? = nil,
        until isReady: () async -> Bool = { true }, then steps: [Step] = []
    ) async throws {
        let file = FollowedFile(path: folder.path("log"), position: position, policy: policy ?? self.policy)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await file.run { await deliveries.take($0) } }
            try await wait(isReady)
            for step in steps {
                try step.change()
                try await wait { await deliveries.lines.count >= step.lines.count }
                let lines = await deliveries.lines
                #expect(lines.count == step.lines.count)
                let difference = zip(lines, step.lines).first { $0 != $1 }
                #expect(difference == nil, "delivered and written")
            }
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    /// Gives up after a while, and leaves it to the expectations to say what is wrong.
    private func wait(_ isReached: () async -> Bool) async throws {
        for _ in 0..<2_000 where await !isReached() { try await Task.sleep(for: .milliseconds(5)) }
    }

    @Test func linesAreDeliveredAsTheyAreWritten() async throws {
        let deliveries = Deliveries()
        try await follow(
            deliveries,
            then: [
                ({ try folder.append("a\nb\npart", to: "log") }, ["a", "b"]),
                ({ try folder.append("ial\nc\n", to: "log") }, ["a", "b", "partial", "c"]),
            ])
        #expect(await deliveries.position?.offset == 14)
    }

    @Test func aLineWithoutItsEndIsDeliveredAfterAWhile() async throws {
        try folder.append("a\nno end", to: "log")
        var policy = policy
        policy.partialLineTimeout = Duration(ticks: 1_000_000)
        try await follow(
            Deliveries(), policy: policy,
            then: [({}, ["a", "no end"]), ({ try folder.append("\nb\n", to: "log") }, ["a", "no end", "b"])])
    }

    @Test func renamedAndMadeAgain() async throws {
        let deliveries = Deliveries()
        try await follow(
            deliveries,
            then: [
                ({ try folder.append("a\n", to: "log") }, ["a"]),
                (
                    {
                        try folder.rename("log", to: "log.1")
                        try folder.append("b\n", to: "log")
                        try folder.append("late\n", to: "log.1")
                    }, ["a", "late", "b"]
                ),
                ({ try folder.append("c\n", to: "log") }, ["a", "late", "b", "c"]),
            ])
        #expect(await deliveries.notices.contains(.rotated(path: folder.path("log"))))
    }

    /// The writer goes on with the old file when the new one is being read already.
    @Test func whatComesToTheOldFileLateIsDelivered() async throws {
        try folder.append("a\n", to: "log")
        try await follow(
            Deliveries(),
            then: [
                ({}, ["a"]),
                (
                    {
                        try folder.rename("log", to: "log.1")
                        try folder.append("b\n", to: "log")
                    }, ["a", "b"]
                ),
                ({ try folder.append("very late\n", to: "log.1") }, ["a", "b", "very late"]),
                ({ try folder.append("c\n", to: "log") }, ["a", "b", "very late", "c"]),
            ])
    }

    @Test func copiedAndTruncated() async throws {
        let deliveries = Deliveries()
        try await follow(
            deliveries,
            then: [
                ({ try folder.append("a\nb\n", to: "log") }, ["a", "b"]),
                ({ truncate(folder.path("log"), 0) }, ["a", "b"]),
                ({ try folder.append("c\n", to: "log") }, ["a", "b", "c"]),
            ])
        #expect(await deliveries.notices.contains(.truncated(path: folder.path("log"))))
    }

    /// What was written after the last look and before the cut is in the copy alone.
    @Test func theRestOfACopiedFileIsReadFromTheCopy() async throws {
        let deliveries = Deliveries()
        let first = "the first line of the file", second = "the second line"
        try await follow(
            deliveries,
            then: [
                ({ try folder.append("\(first)\n", to: "log") }, [first]),
                (
                    {
                        try folder.append("\(first)\n\(second)\nunended", to: "log.1")
                        try folder.append("older\n", to: "log.2")
                        truncate(folder.path("log"), 0)
                        try folder.append("b\n", to: "log")
                    }, [first, second, "unended", "b"]
                ),
                ({ try folder.append("c\n", to: "log") }, [first, second, "unended", "b", "c"]),
            ])
        #expect(await deliveries.notices.contains(.truncated(path: folder.path("log"))))
    }

    @Test func copiedAndTruncatedBetweenTwoRuns() async throws {
        let first = Deliveries(), second = Deliveries()
        let (one, two) = ("the first line of the file", "the second line")
        try await follow(first, then: [({ try folder.append("\(one)\n", to: "log") }, [one])])
        try folder.append("\(one)\n\(two)\n", to: "log.1")
        truncate(folder.path("log"), 0)
        try folder.append("new\n", to: "log")
        try await follow(second, from: await first.position, then: [({}, [two, "new"])])
    }

    @Test func truncatedAndGrownBeyondThePlaceBetweenTwoLooks() async throws {
        let deliveries = Deliveries()
        try await follow(
            deliveries,
            then: [
                ({ try folder.append("a\nb\n", to: "log") }, ["a", "b"]),
                (
                    {
                        // One call: the file is never seen short.
                        let handle = try FileHandle(forUpdating: URL(fileURLWithPath: folder.path("log")))
                        try handle.write(contentsOf: Data("new\ncontent\nlonger\n".utf8))
                        try handle.close()
                    }, ["a", "b", "new", "content", "longer"]
                ),
            ])
        #expect(await deliveries.notices.contains(.truncated(path: folder.path("log"))))
    }

    @Test func deletedAndMadeAgain() async throws {
        try await follow(
            Deliveries(),
            then: [
                ({ try folder.append("a\n", to: "log") }, ["a"]),
                ({ try folder.remove("log") }, ["a"]),
                ({ try folder.append("b\nc\n", to: "log") }, ["a", "b", "c"]),
            ])
    }

    @Test func aSymbolicLinkIsSwitched() async throws {
        try folder.append("a\n", to: "one")
        try folder.append("b\n", to: "two")
        try FileManager.default.createSymbolicLink(atPath: folder.path("log"), withDestinationPath: folder.path("one"))
        try await follow(
            Deliveries(),
            then: [
                ({}, ["a"]),
                (
                    {
                        try FileManager.default.createSymbolicLink(
                            atPath: folder.path("next"), withDestinationPath: folder.path("two"))
                        rename(folder.path("next"), folder.path("log"))
                    }, ["a", "b"]
                ),
                ({ try folder.append("c\n", to: "two") }, ["a", "b", "c"]),
            ])
    }

    @Test func afterARestartItGoesOnWhereItStopped() async throws {
        let first = Deliveries()
        try await follow(first, then: [({ try folder.append("a\nb\nhalf", to: "log") }, ["a", "b"])])
        try folder.append(" and half\nc\n", to: "log")
        let saved = try JSONEncoder().encode(await first.position)
        let position = try JSONDecoder().decode(FilePosition.self, from: saved)
        try await follow(Deliveries(), from: position, then: [({}, ["half and half", "c"])])
    }

    @Test func aRotationDuringTheRestartLosesNothing() async throws {
        let first = Deliveries()
        try await follow(first, then: [({ try folder.append("a\nb\n", to: "log") }, ["a", "b"])])
        try folder.append("c\n", to: "log")
        try folder.rename("log", to: "log.1")
        try folder.append("d\n", to: "log")
        try await follow(Deliveries(), from: await first.position, then: [({}, ["c", "d"])])
    }

    @Test func aRestThatIsGoneIsReported() async throws {
        let first = Deliveries()
        try await follow(first, then: [({ try folder.append("a\n", to: "log") }, ["a"])])
        // A copy has another inode, even where the file system gives the old one again its content differs.
        try folder.remove("log")
        try folder.append("other content\n", to: "log")
        let second = Deliveries()
        try await follow(second, from: await first.position, then: [({}, ["other content"])])
        #expect(await second.notices.first == .restNotFound(path: folder.path("log"), offset: 2))
    }

    @Test func aFileThatIsNotThereIsWaitedFor() async throws {
        let deliveries = Deliveries()
        try await follow(
            deliveries, until: { await !deliveries.notices.isEmpty },
            then: [({ try folder.append("a\n", to: "log") }, ["a"])])
        let path = folder.path("log")
        #expect(await deliveries.notices == [.missing(path: path), .opened(path: path, offset: 0)])
    }

    @Test func followingMayStartAtTheEnd() async throws {
        try folder.append("old\n", to: "log")
        var policy = policy
        policy.startsAtEnd = true
        let deliveries = Deliveries()
        try await follow(
            deliveries, policy: policy, until: { await !deliveries.notices.isEmpty },
            then: [({ try folder.append("new\n", to: "log") }, ["new"])])
    }

    @Test func aFolderIsNoFile() async throws {
        try FileManager.default.createDirectory(atPath: folder.path("log"), withIntermediateDirectories: true)
        let deliveries = Deliveries()
        try await follow(deliveries, until: { await !deliveries.notices.isEmpty })
        #expect(await deliveries.notices == [.notAFile(path: folder.path("log"))])
    }

    @Test func whatDeliveryThrowsEndsTheRun() async throws {
        try folder.append("a\n", to: "log")
        let file = FollowedFile(path: folder.path("log"), position: nil, policy: policy)
        await #expect(throws: InboxError.closed) { try await file.run { _ in throw InboxError.closed } }
    }

    /// A writer that writes in pieces and rotates, a reader that is restarted from its saved position: every line
    /// arrives once and in order.
    @Test func randomRotations() async throws {
        var random = InboxRandom.fresh("randomRotations")
        let deliveries = Deliveries()
        var written: [String] = []
        var rotations = 0
        var isRotating = false
        for run in 0..<6 {
            let steps: [Step] = (0..<1 + random.below(4)).map { part in
                let lines = (0..<1 + random.below(200)).map { "line \(run) \(part) \($0)" }
                written += lines
                let text = lines.map { $0 + "\n" }.joined()
                let cut = text.index(text.startIndex, offsetBy: random.below(text.count))
                // A file that comes and goes between two looks is nobody's: lines are awaited in each.
                isRotating = run + part > 0 && !isRotating && random.below(2) == 0
                let isRotating = isRotating
                let change = {
                    try folder.append(String(text[..<cut]), to: "log")
                    guard isRotating else { return try folder.append(String(text[cut...]), to: "log") }
                    // The writer ends its line in the old file, then notices, and goes on in the new one.
                    rotations += 1
                    try folder.rename("log", to: "log.\(rotations)")
                    let rest = text[cut...]
                    let lineEnd = rest.firstIndex(of: "\n").map { rest.index(after: $0) } ?? rest.endIndex
                    try folder.append(String(rest[..<lineEnd]), to: "log.\(rotations)")
                    try folder.append(String(rest[lineEnd...]), to: "log")
                }
                return (change, written)
            }
            try await follow(deliveries, from: await deliveries.position, then: steps)
        }
    }
}
