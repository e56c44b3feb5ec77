import EventFormats
import Events
import Ingestion
import Testing

@Suite struct MappedEventTests {
    private static let yaml = """
        table: DeviceProcessEvents
        time: at
        when: [{path: kind, equals: exec}]
        columns:
          ActionType: {constant: ProcessCreated}
          FileName: proc.name
          ProcessId: pid
          ProcessCommandLine: {template: "{proc.name} {args}"}
        """

    private func read(_ json: String, _ yaml: String = MappedEventTests.yaml) throws -> (EventBatch, Int) {
        let format = try MappedEventFormat(EventMapping(yaml: yaml), specs: Specs.all)
        var batch = EventBatch(Specs.all)
        let rows = try format.read(Specs.record(Array(json.utf8)), into: &batch)
        return (batch, rows)
    }

    @Test func columnsComeFromTheRecord() throws {
        let (batch, rows) = try read(
            #"{"kind":"exec","at":1795169647,"pid":"77","proc":{"name":"curl"},"args":"-s x","extra":[1]}"#)
        #expect(rows == 1)
        func value(_ column: String) -> String? { Specs.value(column, of: "DeviceProcessEvents", in: batch) }
        #expect(value("Timestamp") == "2026-11-20T10:14:07Z" && value("ActionType") == "ProcessCreated")
        #expect(value("FileName") == "curl" && value("ProcessId") == "77" && value("ProcessCommandLine") == "curl -s x")
        let rest = try #require(value("AdditionalFields"))
        #expect(rest.contains(#""extra":[1]"#) && rest.contains(#""args":"-s x""#) && !rest.contains(#""pid""#))
    }

    /// As in every other format: the machine in lower case with its id, and a number of the record's bytes.
    @Test func machineAndNumberAreFilled() throws {
        let yaml = "table: DeviceProcessEvents\ncolumns: {DeviceName: host, FileName: name}"
        func value(_ column: String, _ json: String, device: String = "") throws -> String? {
            let format = try MappedEventFormat(EventMapping(yaml: yaml), specs: Specs.all)
            var (batch, record) = (EventBatch(Specs.all), Specs.record(Array(json.utf8)))
            record.device = device
            _ = try format.read(record, into: &batch)
            return Specs.value(column, of: "DeviceProcessEvents", in: batch)
        }
        let (one, other) = (#"{"host":"WS-1.example.org","name":"a"}"#, #"{"host":"ws-1.Example.org","name":"b"}"#)
        #expect(try value("DeviceName", one) == "ws-1.example.org")
        let id = try #require(try value("DeviceId", one))
        #expect(id.count == 32)
        #expect(try value("DeviceId", other) == id)
        let number = try #require(try value("ReportId", one))
        #expect(try number != "0" && value("ReportId", other) != number && value("ReportId", one) == number)
        // A record that names none is about the source's machine.
        #expect(try value("DeviceName", #"{"name":"c"}"#, device: "WS-1.example.org") == "ws-1.example.org")
        #expect(try value("DeviceId", #"{"name":"c"}"#, device: "WS-1.example.org") == id)
        #expect(try value("DeviceId", #"{"name":"c"}"#) ?? "" == "")
    }

    @Test func whatTheMappingFillsStays() throws {
        let yaml = "table: DeviceProcessEvents\ncolumns: {DeviceName: host, DeviceId: id, ReportId: number}"
        let (batch, _) = try read(#"{"host":"ws","id":"own","number":7}"#, yaml)
        #expect(Specs.value("DeviceId", of: "DeviceProcessEvents", in: batch) == "own")
        #expect(Specs.value("ReportId", of: "DeviceProcessEvents", in: batch) == "7")
    }

    @Test func aValueThatDoesNotFitIsKept() throws {
        let (batch, _) = try read(#"{"kind":"exec","pid":"many","proc":{}}"#)
        #expect(Specs.value("ProcessId", of: "DeviceProcessEvents", in: batch) == nil)
        #expect(Specs.value("AdditionalFields", of: "DeviceProcessEvents", in: batch)?.contains(#""ProcessId":"many""#) == true)
        #expect(Specs.value("Timestamp", of: "DeviceProcessEvents", in: batch) == "2026-11-20T12:00:00Z")
    }

    @Test func otherRecordsGiveNoRows() throws {
        #expect(try read(#"{"kind":"exit"}"#).1 == 0)
        #expect(throws: EventFormatError.self) { try read(#"{"kind":"exec","at":"yesterday"}"#) }
        #expect(throws: EventFormatError.self) { try read("[]") }
    }

    @Test(arguments: [
        "table: Nothing\ncolumns: {A: b}", "table: DeviceProcessEvents\ncolumns: {Nothing: b}",
    ])
    func whatThereIsNotIsNamed(yaml: String) {
        #expect(throws: EventFormatError.self) { try read("{}", yaml) }
    }

    @Test(arguments: [
        "table: DeviceProcessEvents", "columns: {A: b}", "table: T\ncolumns: {}", "table: T\ncolumns: {A: b}\ntitle: x",
    ])
    func brokenFilesAreRefused(yaml: String) {
        #expect(throws: IngestionError.self) { try EventMapping(yaml: yaml) }
    }

    @Test func aFileOfEventsIsTold() {
        #expect(EventMapping.isOne(yaml: MappedEventTests.yaml) && !EventMapping.isOne(yaml: "title: table"))
    }
}
