import Primitives
import Testing

@testable import Ingestion

/// What one request of a shipper may bring: up to each limit all of it is taken, beyond it nothing is, and the sender is told
/// the limit.
@Suite struct ShipperLimitTests {
    @Test func actionsOfABulkRequest() throws {
        let action = "{\"index\":{}}\n{}\n"
        let most = BulkRequest.largestCount
        #expect(try BulkRequest(Array(String(repeating: action, count: most).utf8)).items.count == most)
        #expect { try BulkRequest(Array(String(repeating: action, count: most + 1).utf8)) } throws: {
            "\($0)".contains("\(most)")
        }
    }

    @Test func eventsOfASplunkRequest() throws {
        let event = "{\"event\":1}"
        let most = SplunkEvents.largestCount
        #expect(try SplunkEvents(Array(String(repeating: event, count: most).utf8)).events.count == most)
        #expect(throws: SplunkError.tooMany(limit: most)) {
            try SplunkEvents(Array(String(repeating: event, count: most + 1).utf8))
        }
    }

    private func logs(_ records: String) -> [UInt8] {
        Array("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[\(records)]}]}]}".utf8)
    }

    @Test func logRecords() throws {
        let most = OTLPLogs.largestCount
        let one = "{\"body\":{\"intValue\":1}}"
        let full = logs(Array(repeating: one, count: most).joined(separator: ","))
        #expect(try OTLPLogs.records(json: full).count == most)
        #expect(throws: OTLPError.tooMany(what: "log records", limit: most)) {
            try OTLPLogs.records(json: logs(Array(repeating: one, count: most + 1).joined(separator: ",")))
        }
    }

    @Test func valuesOfLogRecords() {
        let most = OTLPLogs.largestValueCount
        let values = Array(repeating: "{}", count: most + 1).joined(separator: ",")
        #expect(throws: OTLPError.tooMany(what: "values", limit: most)) {
            try OTLPLogs.records(json: logs("{\"body\":{\"arrayValue\":{\"values\":[\(values)]}}}"))
        }
    }

    /// A field of protobuf with bytes in it.
    private func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] {
        var (length, varint) = (bytes.count, [UInt8]())
        repeat {
            varint.append(UInt8(length & 0x7f) | (length > 0x7f ? 0x80 : 0))
            length >>= 7
        } while length > 0
        return [number << 3 | 2] + varint + bytes
    }

    /// In JSON the parser's own limit of nesting comes first.
    @Test func nestedValues() throws {
        func nested(_ depth: Int) -> [UInt8] {
            // An integer, in so many arrays.
            let value = (0..<depth).reduce([3 << 3, 1] as [UInt8]) { inner, _ in field(5, field(1, inner)) }
            return field(1, field(2, field(2, field(5, value))))
        }
        let most = OTLPLogs.maximumDepth
        #expect(try OTLPLogs.records(protobuf: nested(most - 1)).count == 1)
        #expect(throws: OTLPError.tooDeep(limit: most)) { try OTLPLogs.records(protobuf: nested(most)) }
        let open = String(repeating: "{\"arrayValue\":{\"values\":[", count: most)
        let close = String(repeating: "]}}", count: most)
        #expect(throws: OTLPError.self) { try OTLPLogs.records(json: logs("{\"body\":\(open){}\(close)}")) }
    }
}
