import EventFormats
import Events
import Ingestion
import Testing

/// The machine of records that name none: who sent them, else the one that their source is said to be about.
@Suite struct SourceMachineTests {
    private func device(_ line: String, sender: String, source: String) throws -> String? {
        let format = try #require(try Specs.format("auditd"))
        var (batch, record) = (EventBatch(Specs.all), Specs.record(Array(line.utf8), host: sender))
        record.device = source
        _ = try format.read(record, into: &batch)
        return Specs.value("DeviceName", of: "DeviceProcessEvents", in: batch)
    }

    @Test(arguments: [
        ("node=Web-1 ", "relay", "Web-9", "web-1"), ("", "relay", "Web-9", "relay"), ("", "", "Web-9", "web-9"), ("", "", "", ""),
    ])
    func recordThenSenderThenSource(node: String, sender: String, source: String, name: String) throws {
        let line = node + #"type=SYSCALL msg=audit(1795169647.000:7): syscall=59 success=yes pid=1 ppid=0 uid=0 exe="/bin/true""#
        #expect(try device(line, sender: sender, source: source) ?? "" == name)
    }
}
