import Primitives
import SecurityModel
import Testing

@testable import Ingestion

@Suite struct RecordEnvelopeTests {
    @Test(arguments: [
        RecordEnvelope(), RecordEnvelope(id: "a-1"), RecordEnvelope(host: "wéb01"),
        RecordEnvelope(id: "x", host: "y", time: Timestamp("2026-05-04T10:00:00Z")),
        RecordEnvelope(time: Timestamp("2026-05-04T10:00:00Z")), RecordEnvelope.cut(17 << 20),
        RecordEnvelope.cut(1 << 40, id: "x", host: "y"),
    ])
    func isReadAsItWasWritten(envelope: RecordEnvelope) {
        var bytes: [UInt8] = []
        envelope.append(to: &bytes)
        #expect(bytes.count == envelope.size)
        #expect(bytes.withUnsafeBytes { RecordEnvelope($0) } == envelope)
    }

    @Test func longTexts() {
        #expect(RecordEnvelope(id: String(repeating: "x", count: RecordEnvelope.longestID)).id.count == RecordEnvelope.longestID)
        #expect(RecordEnvelope(id: String(repeating: "x", count: RecordEnvelope.longestID + 1)).isEmpty)
        #expect(RecordEnvelope(host: String(repeating: "é", count: 200)).host == String(repeating: "é", count: 127))
    }

    @Test func aFrameKeepsIt() async throws {
        let folder = try InboxFolder()
        let envelope = RecordEnvelope(id: "7", host: "relay", time: Timestamp("2026-05-04T10:00:00Z"))
        let records = [
            RawRecord(source: "a", received: .now, bytes: [1, 2], envelope: envelope),
            RawRecord(source: "b", received: .now, bytes: [3]),
        ]
        do {
            let inbox = try Inbox(directory: folder.path, consumedThrough: 0)
            try await inbox.append(records)
            await inbox.close()
        }
        let inbox = try Inbox(directory: folder.path, consumedThrough: 0)
        let read = try await inbox.read(after: 0)
        #expect(read.map(\.record.envelope) == [envelope, RecordEnvelope()])
        #expect(read.map(\.record.bytes) == [[1, 2], [3]])
        await inbox.close()
    }

    @Test func whatTheRecordSaysComesFirst() throws {
        let envelope = RecordEnvelope(id: "e", host: "relay", time: Timestamp("2026-05-04T10:00:00Z"))
        func report(_ json: String) throws -> AlertReport {
            let record = RawRecord(
                source: "s", received: Timestamp("2026-05-05T00:00:00Z")!, bytes: Array(json.utf8), envelope: envelope)
            return try #require(record.completed(try WazuhFormat().reports(in: record)).first)
        }
        let silent = try report("{\"rule\":{\"level\":3,\"description\":\"d\"}}")
        #expect(silent.firstActivity == envelope.time)
        #expect(silent.providerAlertId == "e")
        #expect(silent.additionalData["senderHost"]?.string == "relay")
        let speaking = try report(
            "{\"id\":\"own\",\"timestamp\":\"2026-05-04T11:00:00Z\",\"rule\":{\"level\":3,\"description\":\"d\"}}")
        #expect(speaking.firstActivity == Timestamp("2026-05-04T11:00:00Z"))
        #expect(speaking.providerAlertId == "own")
    }
}

extension RecordEnvelope {
    fileprivate static func cut(_ wholeSize: Int, id: String = "", host: String = "") -> RecordEnvelope {
        var envelope = RecordEnvelope(id: id, host: host)
        envelope.wholeSize = wholeSize
        return envelope
    }
}
