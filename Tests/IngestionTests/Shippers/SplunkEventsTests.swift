import Ingestion
import Primitives
import Testing

@Suite struct SplunkEventsTests {
    private func events(_ body: String) throws -> [SplunkEvents.Event] { try SplunkEvents(Array(body.utf8)).events }

    private func text(_ event: SplunkEvents.Event) -> String { String(decoding: event.record.bytes, as: UTF8.self) }

    @Test func concatenatedObjects() throws {
        let found = try events(
            """
            {"event":{"a":1},"time":1777888800.25,"host":"web01","sourcetype":"siem","index":"main"}{"event":"CEF:0|x"}
            {"event": 17, "time": "1777888800"}
            """)
        #expect(found.map(text) == ["{\"a\":1}", "CEF:0|x", "17"])
        #expect(found.allSatisfy { $0.fault == nil })
        #expect(found[0].envelope == RecordEnvelope(host: "web01", time: Timestamp("2026-05-04T10:00:00.25Z")))
        #expect((found[0].index, found[0].sourceType) == ("main", "siem"))
        #expect(found[2].envelope.time == Timestamp("2026-05-04T10:00:00Z"))
    }

    @Test func fieldsJoinAnEventOfMembers() throws {
        let found = try events(
            "{\"event\":{\"a\":1},\"fields\":{\"a\":2,\"site\":\"hq\",\"tags\":[\"x\",\"y\"]}}{\"event\":{},\"fields\":{\"b\":true}}"
        )
        #expect(found.map(text) == ["{\"a\":1,\"site\":\"hq\",\"tags\":[\"x\",\"y\"]}", "{\"b\":true}"])
    }

    @Test(arguments: [
        ("{\"time\":1}", SplunkEvents.Fault.noEvent), ("{\"event\":null}", .noEvent), ("{\"event\":\"\"}", .blankEvent),
        ("{\"event\":\"x\",\"fields\":{\"a\":{\"b\":1}}}", .badFields), ("{\"event\":", .notJSON), ("[1]", .notJSON),
    ])
    func faults(body: String, fault: SplunkEvents.Fault) throws {
        let found = try events("{\"event\":\"good\"}\n\(body)\n{\"event\":\"good\"}")
        #expect(found.map(\.fault) == [nil, fault, nil] || fault == .notJSON && found.contains { $0.fault == .notJSON })
    }

    @Test func nothing() {
        #expect(throws: SplunkError.empty) { try events("  \n") }
    }
}
