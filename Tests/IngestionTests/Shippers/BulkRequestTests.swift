import Ingestion
import Testing

@Suite struct BulkRequestTests {
    @Test func actionsWithTheirDocuments() throws {
        let body = """
            {"index":{"_index":"siem","_id":"7"}}
            {"a":1}
            {"create":{}}\r
            {"b":2}\r

            {"delete":{"_id":"7"}}
            {"update":{"_id":"8"}}
            {"doc":{}}
            {"index":{}}
            not json
            """
        let items = try BulkRequest(Array(body.utf8)).items
        #expect(items.map(\.action) == ["index", "create", "delete", "update", "index"])
        #expect(items.map(\.index) == ["siem", "", "", "", ""])
        #expect(items.map(\.id) == ["7", "", "7", "8", ""])
        #expect(
            items.map { String(decoding: $0.document, as: UTF8.self) } == [
                "{\"a\":1}", "{\"b\":2}", "", "{\"doc\":{}}", "not json",
            ])
        #expect(items.map(\.isDocument) == [true, true, false, false, true])
        #expect(items[0].offset == 38)
    }

    @Test(arguments: [
        ("", BulkError.empty),
        ("{\"index\":{}}\n", .noDocument(line: 1)),
        ("{\"index\":{}}\n{}\n[1]\n{}\n", .badAction(line: 3, reason: "expected one object such as {\"index\":{}}")),
        ("{\"drop\":{}}\n{}\n", .badAction(line: 1, reason: "'drop' is no action")),
    ])
    func refusedWhole(body: String, error: BulkError) {
        #expect(throws: error) { try BulkRequest(Array(body.utf8)) }
    }

    @Test func tooManyActions() {
        let body = Array(String(repeating: "{\"index\":{}}\n{}\n", count: BulkRequest.largestCount + 1).utf8)
        #expect(throws: BulkError.tooMany(limit: BulkRequest.largestCount)) { try BulkRequest(body) }
    }
}
