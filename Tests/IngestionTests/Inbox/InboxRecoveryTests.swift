import Foundation
import Primitives
import Testing

@testable import Ingestion

@Suite("Inbox: crashes and damage")
struct InboxRecoveryTests {
    /// Five records in one segment, and where each frame begins (and the last ends).
    private func fiveRecords(_ folder: InboxFolder) async throws -> (bytes: [UInt8], offsets: [Int]) {
        let inbox = try folder.inbox()
        for number in 1...5 { try await inbox.append([RawRecord("{\"record\":\(number)}")]) }
        await inbox.close()
        let bytes = try folder.read("inbox/0000000000000001.inbox")
        let size = (bytes.count - SegmentHeader.size) / 5
        return (bytes, (0...5).map { SegmentHeader.size + $0 * size })
    }

    private func segment(_ bytes: some Sequence<UInt8>, in folder: InboxFolder) throws -> InboxFolder {
        let copy = try InboxFolder()
        try FileManager.default.createDirectory(atPath: copy.path("inbox"), withIntermediateDirectories: true)
        try copy.write(bytes, to: "inbox/0000000000000001.inbox")
        return copy
    }

    @Test func aTornTailIsCutOffAtEveryByte() async throws {
        let folder = try InboxFolder()
        let (bytes, offsets) = try await fiveRecords(folder)
        for end in offsets[4]...offsets[5] {
            let copy = try segment(bytes[..<end], in: folder)
            let inbox = try copy.inbox()
            let whole = end == offsets[5] ? 5 : 4
            let removed = end == offsets[5] ? 0 : end - offsets[4]
            let file = copy.path("inbox/0000000000000001.inbox")
            #expect(
                inbox.notices
                    == (removed == 0 ? [] : [.tornTail(file: file, offset: offsets[4], removedBytes: removed)]))
            #expect(try await inbox.append([RawRecord("new")]).lowerBound == UInt64(whole + 1))
            #expect(try await inbox.all().count == whole + 1)
            await inbox.close()
        }
    }

    @Test func aWrongByteInTheLastFrameIsATornTail() async throws {
        let folder = try InboxFolder()
        let (bytes, offsets) = try await fiveRecords(folder)
        for index in offsets[4]..<offsets[5] {
            var damaged = bytes
            damaged[index] ^= 0x40
            let copy = try segment(damaged, in: folder)
            let inbox = try copy.inbox()
            #expect(inbox.notices.count == 1)
            #expect(try await inbox.texts().count == 4, "byte \(index)")
            await inbox.close()
        }
    }

    @Test func aWrongByteInTheMiddleLosesOneRecordAndSaysSo() async throws {
        let folder = try InboxFolder()
        let (bytes, offsets) = try await fiveRecords(folder)
        for index in offsets[2]..<offsets[3] {
            var damaged = bytes
            damaged[index] ^= 0x01
            let copy = try segment(damaged, in: folder)
            let inbox = try copy.inbox()
            let expected = InboxDamage(
                file: copy.path("inbox/0000000000000001.inbox"), bytes: offsets[2]..<offsets[3], lost: 3..<4)
            #expect(inbox.notices == [.damage(expected)])
            #expect(try await inbox.read(after: 0).map(\.sequence) == [1, 2])
            await #expect(throws: InboxError.damaged(expected)) { try await inbox.read(after: 2) }
            await #expect(throws: InboxError.damaged(expected)) { try await inbox.record(at: 3) }
            #expect(try await inbox.read(after: 3).map(\.sequence) == [4, 5])
            #expect(try await inbox.record(at: 5).sequence == 5)
            #expect(try await inbox.append([RawRecord("new")]) == 6..<7)
            await inbox.close()
        }
    }

    @Test func randomDamageLosesOnlyWhatItHits() async throws {
        let folder = try InboxFolder()
        var random = InboxRandom.fresh("randomDamageLosesOnlyWhatItHits")
        let inbox = try folder.inbox(policy: .segments(of: 4_000))
        for number in 0..<200 {
            try await inbox.append([RawRecord("\(number) " + String(repeating: "y", count: random.below(80)))])
        }
        let records = try await inbox.all()
        await inbox.close()
        for round in 0..<40 {
            let name = "copy\(round)"
            try folder.copy("inbox", to: name)
            let segments = try folder.segments(name)
            let victim = segments[random.below(segments.count - 1)]
            var bytes = try folder.read("\(name)/\(victim)")
            let start = SegmentHeader.size + random.below(bytes.count - SegmentHeader.size)
            let end = min(bytes.count, start + 1 + random.below(300))
            for index in start..<end { bytes[index] = UInt8.random(in: 0...255, using: &random) }
            if random.below(4) == 0 { bytes.removeSubrange(start...) }
            try folder.write(bytes, to: "\(name)/\(victim)")
            let copy = try folder.inbox(name)
            var damages: [InboxDamage] = []
            let read = try await copy.all(damages: &damages)
            let lost = Set(damages.flatMap { Array($0.lost) })
            #expect(read.map(\.sequence) == (1...200).filter { !lost.contains($0) })
            #expect(read.allSatisfy { records[Int($0.sequence) - 1].record.bytes == $0.record.bytes })
            #expect(damages.allSatisfy { $0.file.hasSuffix(victim) })
            await copy.close()
        }
    }

    @Test func aPayloadCannotPassForFrames() async throws {
        let folder = try InboxFolder()
        let inbox = try folder.inbox()
        try await inbox.append([RawRecord("first")])
        // The sender knows the format, and the frames of an earlier inbox, but not this segment's salt.
        let forged = try folder.read("inbox/0000000000000001.inbox").dropFirst(SegmentHeader.size)
        await inbox.close()
        let other = try folder.inbox("other")
        try await other.append([RawRecord("a")])
        try await other.append([RawRecord(source: "s", received: .now, bytes: Array(forged))])
        try await other.append([RawRecord("z")])
        await other.close()
        var bytes = try folder.read("other/0000000000000001.inbox")
        bytes[SegmentHeader.size + Frame.headerSize + 5 + 8] ^= 1
        try folder.write(bytes, to: "other/0000000000000001.inbox")
        let reopened = try folder.inbox("other")
        var damages: [InboxDamage] = []
        #expect(try await reopened.all(damages: &damages).map(\.record.text) == ["a", "z"])
        #expect(damages.map(\.lost) == [2..<3])
        await reopened.close()
    }

    @Test func aLostSegmentIsReportedAndPassed() async throws {
        let folder = try InboxFolder()
        let inbox = try folder.inbox(policy: .segments(of: 200))
        for number in 1...12 { try await inbox.append([RawRecord("record \(number)")]) }
        await inbox.close()
        let names = try folder.segments()
        try folder.remove("inbox/" + names[1])
        let reopened = try folder.inbox()
        var damages: [InboxDamage] = []
        let read = try await reopened.all(damages: &damages)
        let lost =
            try #require(
                Segment.firstSequence(inName: names[1]))..<(try #require(Segment.firstSequence(inName: names[2])))
        #expect(damages.map(\.lost) == [lost])
        #expect(read.map(\.sequence) == (1...12).filter { !lost.contains($0) })
        await reopened.close()
    }

    @Test func aForeignOrNewerFileIsNamed() async throws {
        let folder = try InboxFolder()
        let (bytes, _) = try await fiveRecords(folder)
        for (index, reason) in [(0, "mark"), (7, "version"), (20, "checksum")] {
            var changed = bytes
            changed[index] ^= 0xff
            let copy = try segment(changed, in: folder)
            let error = #expect(throws: InboxError.self) { try copy.inbox() }
            #expect(error?.description.contains(reason) == true && error?.description.contains(".inbox'") == true)
        }
    }

    @Test func anUnfinishedSegmentIsNoSegment() async throws {
        let folder = try InboxFolder()
        let (_, _) = try await fiveRecords(folder)
        try folder.write([1, 2, 3], to: "inbox/0000000000000006.inbox.unfinished")
        let inbox = try folder.inbox()
        #expect(try await inbox.append([RawRecord("six")]) == 6..<7)
        await inbox.close()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("inbox")).count == 2)
    }

    @Test func numbersThatTheConsumerSawAreNotGivenAgain() async throws {
        let folder = try InboxFolder()
        _ = try await fiveRecords(folder)
        var inbox = try folder.inbox(consumed: 9)
        #expect(inbox.notices == [.numbersSkipped(6..<10)])
        #expect(try await inbox.append([RawRecord("ten")]) == 10..<11)
        #expect(try await inbox.read(after: 9).map(\.record.text) == ["ten"])
        await inbox.close()
        inbox = try folder.inbox(consumed: 10)
        #expect(inbox.notices == [])
        #expect(inbox.status.unreadBytes == 0)
        await inbox.close()
        let empty = try folder.inbox("empty", consumed: 3)
        #expect(try await empty.append([RawRecord("four")]) == 4..<5)
        await empty.close()
    }

    @Test func aCopyTakenAtAnyMomentHoldsAllThatWasAcknowledged() async throws {
        let folder = try InboxFolder()
        var random = InboxRandom.fresh("aCopyTakenAtAnyMomentHoldsAllThatWasAcknowledged")
        let policy = InboxPolicy.segments(of: 30_000)
        let inbox = try folder.inbox(policy: policy)
        let sizes = (0..<6).map { _ in (0..<400).map { _ in random.below(400) } }
        let pauses = (0..<25).map { _ in random.below(4_000) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (sender, sizes) in sizes.enumerated() {
                group.addTask {
                    for (round, size) in sizes.enumerated() {
                        if Task.isCancelled { return }
                        let text = "\(sender).\(round)." + String(repeating: "z", count: size)
                        try await inbox.append([RawRecord(text), RawRecord(text + "!")])
                    }
                }
            }
            for (round, pause) in pauses.enumerated() {
                try await Task.sleep(for: .microseconds(pause))
                let acknowledged = inbox.status.lastSequence
                try copySegmentsLastOneLast(folder, to: "crash\(round)")
                let copy = try folder.inbox("crash\(round)", policy: policy)
                #expect(copy.status.lastSequence >= acknowledged)
                let records = try await copy.all()
                #expect(records.map(\.sequence) == Array(1..<copy.status.lastSequence + 1))
                #expect(Set(records.map(\.record.text)).count == records.count)
                #expect(try await copy.append([RawRecord("on")]).lowerBound == UInt64(records.count + 1))
                await copy.close()
            }
            try await group.waitForAll()
        }
        await inbox.close()
    }

    private func copySegmentsLastOneLast(_ folder: InboxFolder, to name: String) throws {
        try FileManager.default.createDirectory(atPath: folder.path(name), withIntermediateDirectories: true)
        for segment in try folder.segments() {
            try folder.write(try folder.read("inbox/" + segment), to: "\(name)/\(segment)")
        }
    }
}
