import EventFormats
import Events
import Foundation
import Primitives
import SeededRandom
import Testing

@Suite struct EVTXTests {
    /// 2026-11-18T10:00:00Z in Windows' count.
    static let time: UInt64 = 134_394_696_000_000_000

    static func file(events: Int = 3) -> [UInt8] {
        var builder = EVTXBuilder()
        for number in 0..<events {
            builder.add(
                id: 4688, channel: "Security", computer: "WS-\(number)", written: time + UInt64(number) * 10_000_000,
                provider: "Microsoft-Windows-Security-Auditing",
                data: [
                    (
                        "SubjectUserSid",
                        .sid([1, 5, 0, 0, 0, 0, 0, 5] + [21, 1, 2, 3, 1001].flatMap { EVTXBuilder.little(UInt32($0)) })
                    ),
                    ("SubjectUserName", .text("ada")), ("SubjectDomainName", .text("ÄX")),
                    ("NewProcessId", .bits(0x1a74)), ("NewProcessName", .text("C:\\Windows\\System32\\net.exe")),
                    ("CommandLine", .text("net user \(number)")), ("ParentProcessName", .none),
                ])
        }
        builder.add(
            id: 7045, channel: "System", computer: "WS-9", written: time, provider: "Service Control Manager",
            data: [("ServiceName", .text("svc")), ("ImagePath", .text("C:\\a b\\svc.exe -k")), ("ServiceType", .number(16))])
        return builder.file()
    }

    @Test func eventsBecomeRows() throws {
        let bytes = EVTXTests.file()
        if let folder = ProcessInfo.processInfo.environment["WATCHFLOOR_EVTX_OUT"] {
            try Data(bytes).write(to: URL(filePath: folder))
        }
        var batch = EventBatch(Specs.all)
        let rows = try EVTXFormat(specs: Specs.all).read(Specs.record(bytes), into: &batch)
        #expect(rows == 8 && batch.count == 8)
        #expect(Specs.rows(of: "SecurityEvent", in: batch) == 3 && Specs.rows(of: "DeviceProcessEvents", in: batch) == 3)
        func device(_ column: String) -> String? { Specs.value(column, of: "DeviceProcessEvents", in: batch, row: 1) }
        #expect(device("Timestamp") == "2026-11-18T10:00:01Z")
        #expect(device("DeviceName") == "ws-1" && device("FileName") == "net.exe" && device("ProcessId") == "6772")
        #expect(device("ProcessCommandLine") == "net user 1" && device("AccountSid") == "S-1-5-21-1-2-3-1001")
        #expect(device("ReportId") == "2")
        #expect(Specs.value("SubjectAccount", of: "SecurityEvent", in: batch) == "ÄX\\ada")
        #expect(Specs.value("FolderPath", of: "DeviceEvents", in: batch) == "C:\\a b\\svc.exe")
        let data = try #require(Specs.value("EventData", of: "Event", in: batch))
        #expect(data.contains("<Data Name=\"ServiceType\">16</Data>"))
    }

    /// A chunk is read like the file that it is from.
    @Test func aChunkIsReadByItself() throws {
        let bytes = Array(EVTXTests.file().dropFirst(4096))
        var batch = EventBatch(Specs.all)
        #expect(try EVTXFormat(specs: Specs.all).read(Specs.record(bytes), into: &batch) == 8)
    }

    @Test func damageCostsOnlyWhatItHit() throws {
        var bytes = EVTXTests.file()
        // The second record's signature.
        let first = 4096 + 512
        let size = Int(bytes[first + 4]) | Int(bytes[first + 5]) << 8
        bytes[first + size] = 0
        var batch = EventBatch(Specs.all)
        #expect {
            try EVTXFormat(specs: Specs.all).read(Specs.record(bytes), into: &batch)
        } throws: { error in
            guard case .partly(let rows, let reason)? = error as? EventFormatError else { return false }
            return rows == 6 && reason.hasPrefix("one place of the file: ") && !reason.contains("check the source's format")
        }
        #expect(batch.count == 6)
    }

    @Test func whatIsNoLogIsRefused() throws {
        var batch = EventBatch(Specs.all)
        for bytes in [[], Array("{}".utf8), Array("ElfFil".utf8)] {
            #expect(throws: EventFormatError.self) { try EVTXFormat(specs: Specs.all).read(Specs.record(bytes), into: &batch) }
        }
        #expect(try EVTXFormat(specs: Specs.all).read(Specs.record(Array("ElfFile\0".utf8)), into: &batch) == 0)
    }

    /// A template that takes itself in would have no end.
    @Test func templatesThatNameThemselvesEnd() throws {
        var bytes = EVTXTests.file(events: 1)
        let format = try EVTXFormat(specs: Specs.all)
        // Token 0x0c at every byte in turn, with a template that lies behind it.
        for place in stride(from: 4096 + 512 + 24, to: 4096 + 900, by: 1) {
            let before = Array(bytes[place..<place + 10])
            bytes.replaceSubrange(place..<place + 10, with: [0x0c, 1, 0, 0, 0, 0] + EVTXBuilder.little(UInt32(512 + 34)))
            var batch = EventBatch(Specs.all)
            _ = try? format.read(Specs.record(bytes), into: &batch)
            bytes.replaceSubrange(place..<place + 10, with: before)
        }
    }
}
