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
