import KQL
import Testing

/// `externaldata`: how files are read, and that only the surroundings let an address be read.
@Suite struct ExternalDataTests {
    private struct Files: TableProvider {
        let files: [String: String]
        var tableNames: [String] { [] }
        func schema(of table: String) -> Schema? { nil }
        func rows(of table: String, columns: [Int]) throws -> any BatchSource { throw QueryError(.execution, "no rows") }

        func contents(of address: String) throws -> [UInt8] {
            guard let text = files[address] else { throw QueryError(.unsupported, "not allowed: \(address)") }
            return Array(text.utf8)
        }
    }

    private static let files = Files(files: [
        "https://a/x.csv": "name,n\r\n\"a, \"\"b\"\"\",1\nc,\n", "https://a/x.tsv": "a\t7\n",
        "https://a/x.json": "{\"name\":\"a\",\"n\":\"1\"}\n\n{\"n\":2,\"name\":\"b\"}\n",
        "https://a/list.json": "[{\"name\":\"a\",\"n\":1}]",
        "https://a/x.txt?key": "one\ntwo\n", "https://a/x": "a,5",
    ])

    private static let cases: [(query: String, json: String)] = [
        (#"[@"https://a/x.csv"] with (format="csv", ignoreFirstRecord=true)"#, #"[["a, \"b\"",1],["c",null]]"#),
        (#"["https://a/x.tsv"]"#, #"[["a",7]]"#),
        (#"["https://a/x.json"] with (format="multijson")"#, #"[["a",1],["b",2]]"#),
        (#"["https://a/list.json"]"#, #"[["a",1]]"#),
        (#"["https://a/x.txt?key"]"#, #"[["one",null],["two",null]]"#),
        (#"["https://a/x", "https://a/x.tsv"]"#, #"[["a",5],["a",7]]"#),
    ]

    @Test(arguments: cases)
    func readsFiles(_ testCase: (query: String, json: String)) throws {
        let table = try Engine(provider: Self.files).run("externaldata(name:string, n:long)\(testCase.query)")
        #expect(TableWriter.json(table).contains("\"rows\":\(testCase.json)"))
    }

    @Test func saysWhereAnAddressMayNotBeRead() throws {
        let query = "print 1 | union (externaldata(a:string)[\"https://b/x\"])"
        let error = #expect(throws: QueryError.self) { try Engine(provider: Self.files).run(query) }
        #expect(error?.text(in: query) == "line 1, column 40: not allowed: https://b/x")
        #expect(throws: Never.self) { try Engine(provider: Self.files).check(query) }
    }

    @Test func refusesOtherFormats() {
        let query = "externaldata(a:string)[\"https://a/x\"] with (format=\"parquet\")"
        let error = #expect(throws: QueryError.self) { try Engine(provider: Self.files).run(query) }
        #expect(error?.message.contains("does not read 'parquet'") == true)
    }
}
