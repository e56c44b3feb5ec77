import KQL
@testable import Server
import ServerHarness
import Testing

/// `externaldata` over a real connection: what is named is read, and nothing else.
@Suite struct ExternalReaderTests {
    /// No tables, and files from where the reader may read.
    private struct Files: TableProvider {
        let reader: ExternalReader
        var tableNames: [String] { [] }
        func schema(of table: String) -> Schema? { nil }
        func rows(of table: String, columns: [Int]) throws -> any BatchSource { throw QueryError(.execution, "no rows") }
        func contents(of address: String) throws -> [UInt8] { try reader.contents(of: address) }
    }

    private static func ask(_ address: String, _ beginning: String) throws -> [[Value]] {
        let query = "externaldata(ip:string, n:long)[@'\(address)'] with (format='csv', ignoreFirstRecord=true) | where n > 1"
        let table = try Engine(provider: Files(reader: try ExternalReader([beginning]))).run(query)
        return (0..<table.count).map { table.row($0) }
    }

    @Test func aListIsReadFromItsAddress() async throws {
        let site = try await WebhookReceiver()
        defer { site.end() }
        site.answer(200, body: "ip,n\n203.0.113.9,1\n203.0.113.10,2\n")
        let base = "http://127.0.0.1:\(site.port)/lists/"
        #expect(try Self.ask("\(base)iocs.csv;key", base) == [[.string("203.0.113.10"), .long(2)]])
        #expect(site.messages.count == 1)
    }

    @Test(arguments: [
        ("../secret.csv", 200, "may not read"), ("%2e%2e/x.csv", 200, "may not read"), ("x.csv", 404, "answered 404"),
        ("x.csv", 302, "answered 302"),
    ])
    func whatIsNotReadIsAnError(path: String, status: Int, words: String) async throws {
        let site = try await WebhookReceiver()
        defer { site.end() }
        site.answer(status)
        let base = "http://127.0.0.1:\(site.port)/lists/"
        let error = #expect(throws: QueryError.self) { try Self.ask(base + path, base) }
        #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
        #expect(site.messages.isEmpty == (status == 200))
    }

    @Test func noOtherHostIsAsked() async throws {
        let site = try await WebhookReceiver()
        defer { site.end() }
        let error = #expect(throws: QueryError.self) {
            try Self.ask("http://127.0.0.1:\(site.port)/x.csv", "https://lists.example.org/")
        }
        #expect(error?.message.contains("--external-data") == true && site.messages.isEmpty)
    }
}
