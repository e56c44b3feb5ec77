import Ingestion
import Primitives
import Testing

/// Messages made by hand, field by field, as opentelemetry-proto numbers them.
@Suite struct OTLPTests {
    private func message(_ fields: (Int, [UInt8])...) -> [UInt8] {
        var writer = ProtobufWriter()
        for (number, bytes) in fields { writer.write(number, bytes: bytes) }
        return writer.bytes
    }

    private func text(_ text: String) -> [UInt8] { message((1, Array(text.utf8))) }

    private func pair(_ name: String, _ value: [UInt8]) -> [UInt8] { message((1, Array(name.utf8)), (2, value)) }

    /// A fixed64 field, which the writer has no need of.
    private func time(_ field: UInt8, _ nanoseconds: UInt64) -> [UInt8] {
        [field << 3 | 1] + (0..<8).map { UInt8(truncatingIfNeeded: nanoseconds >> (8 * UInt64($0))) }
    }

    private func request(resource: [UInt8], _ logs: [UInt8]...) -> [UInt8] {
        let scope = logs.reduce(into: [UInt8]()) { $0 += message((2, $1)) }
        return message((1, message((1, resource), (2, scope))))
    }

    private var resource: [UInt8] {
        message((1, pair("service.name", text("suricata"))), (1, pair("host.name", text("sensor1"))))
    }

    private func shown(_ record: OTLPRecord, _ shape: RecordSplitter.Shape = .json) -> String {
        String(decoding: record.record(for: shape), as: UTF8.self)
    }

    @Test func protobuf() throws {
        let log =
            time(1, 1_777_888_800_250_000_000)
            + message(
                (5, text("{\"event_type\":\"alert\"}")), (6, pair("site", text("hq"))), (6, pair("event_type", text("other"))),
                (6, pair("log.record.uid", text("u1"))))
        let list = message(
            (6, message((1, pair("a", [0x18, 0x96, 0x01])), (1, pair("b", message((5, message((1, text("x"))))))))))
        let records = try OTLPLogs.records(
            protobuf: request(resource: resource, log, message((5, list)), message((12, Array("login".utf8)))))
        #expect(records.count == 3)
        #expect(records[0].service == "suricata")
        #expect(records[0].envelope == RecordEnvelope(id: "u1", host: "sensor1", time: Timestamp("2026-05-04T10:00:00.25Z")))
        #expect(shown(records[0]) == "{\"event_type\":\"alert\",\"site\":\"hq\",\"log.record.uid\":\"u1\"}")
        #expect(shown(records[1]) == "{\"a\":150,\"b\":[\"x\"]}")
        #expect(shown(records[2]) == "{\"event.name\":\"login\"}")
    }

    @Test func json() throws {
        let body = """
            {"resourceLogs":[{"resource":{"attributes":[{"key":"host.name","value":{"stringValue":"h"}}]},"scopeLogs":[{"logRecords":[
            {"timeUnixNano":"1777888800000000000","severityText":"WARN","body":{"stringValue":"CEF:0|a|b"},
             "attributes":[{"key":"n","value":{"intValue":"7"}},{"key":"d","value":{"doubleValue":1.5}}]},
            {"observedTimeUnixNano":1777888800000000000,"body":{"kvlistValue":{"values":[{"key":"k","value":{"arrayValue":{"values":[{"boolValue":true}]}}}]}}}]}]}]}
            """
        let records = try OTLPLogs.records(json: Array(body.utf8))
        #expect(shown(records[0], .automatic) == "CEF:0|a|b")
        #expect(shown(records[0]) == "{\"body\":\"CEF:0|a|b\",\"n\":7,\"d\":1.5,\"severityText\":\"WARN\"}")
        #expect(records[0].envelope == RecordEnvelope(host: "h", time: Timestamp("2026-05-04T10:00:00Z")))
        #expect(shown(records[1]) == "{\"k\":[true]}")
        #expect(records[1].envelope.time == Timestamp("2026-05-04T10:00:00Z"))
    }

    @Test func brokenMessages() {
        let good = request(resource: resource, message((5, text("x"))))
        for cut in 1..<good.count {
            // Whatever is missing at the end, it is an error and never a crash.
            #expect(throws: OTLPError.self) { try OTLPLogs.records(protobuf: Array(good.dropLast(cut))) }
        }
        #expect(throws: OTLPError.protobuf(.badNumber(offset: 10))) {
            try OTLPLogs.records(protobuf: [0x08] + [UInt8](repeating: 0xff, count: 10))
        }
        #expect(throws: OTLPError.protobuf(.badField(offset: 0))) { try OTLPLogs.records(protobuf: [0x0b, 0x0c]) }
        #expect(throws: OTLPError.self) {
            try OTLPLogs.records(json: Array("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[7]}]}]}".utf8))
        }
    }

    @Test func limits() {
        let deep = (0..<OTLPLogs.maximumDepth).reduce(text("x")) { value, _ in message((5, message((1, value)))) }
        #expect(throws: OTLPError.tooDeep(limit: OTLPLogs.maximumDepth)) {
            try OTLPLogs.records(protobuf: request(resource: resource, message((5, deep))))
        }
        let many = message((1, message((2, [UInt8]([0x12, 0x00].cycled(OTLPLogs.largestCount + 1))))))
        #expect(throws: OTLPError.tooMany(what: "log records", limit: OTLPLogs.largestCount)) {
            try OTLPLogs.records(protobuf: many)
        }
    }
}

extension [UInt8] {
    fileprivate func cycled(_ times: Int) -> [UInt8] { (0..<times).flatMap { _ in self } }
}
