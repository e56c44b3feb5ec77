import ArgumentParser
import Ingestion
import Primitives
import ServerHarness
import Testing

@testable import watchfloor

@Suite(.fewAtATime) struct ConnectionTests {
    @Test(arguments: ["http://127.0.0.1:7480/", "http://localhost:1", "http://[::1]:7480", "https://soc.example/watchfloor"])
    func goodAddress(text: String) throws {
        #expect(!(try ServerAddress(text).description.hasSuffix("/")))
    }

    @Test(arguments: [
        "", "127.0.0.1:7480", "ftp://127.0.0.1", "http://", "http://soc.example:7480", "http://127.0.0.1.example",
        "http://1.2.3.4",
        "http://u:p@127.0.0.1", "http://127.0.0.1/?x=1",
    ])
    func badAddress(text: String) {
        #expect { try ServerAddress(text) } throws: { ($0 as? CommandFailure)?.code == .validationFailure }
    }

    @Test func pathsAndQueriesAreEscaped() throws {
        let url = try ServerAddress("http://127.0.0.1:1").url(
            ["api", "sources", "a/b c"], ["search": "x&y=ü", "owner": "", "none": nil])
        #expect(url == "http://127.0.0.1:1/api/sources/a%2Fb%20c?search=x%26y%3D%C3%BC&owner=")
    }

    @Test(arguments: [
        ("127.0.0.1:80", "127.0.0.1:80"), ("0.0.0.0:80", "0.0.0.0:80"), ("soc.example:443", "soc.example:443"),
        ("[::1]:7480", "[::1]:7480"), ("localhost:1", "localhost:1"),
    ])
    func goodListenAddress(text: String, expected: String) throws {
        #expect(try ListenAddress(parsing: text).description == expected)
    }

    @Test(arguments: ["::1:80", "127.0.0.1", "127.0.0.1:99999", ":80", "web01:https"])
    func badListenAddress(text: String) {
        #expect(throws: ValidationError.self) { try ListenAddress(parsing: text) }
    }

    @Test(
        arguments: [
            ("/a", ["WATCHFLOOR_DATA": "/b"], false, "/a"), (nil, ["WATCHFLOOR_DATA": "/b", "HOME": "/u"], false, "/b"),
            (nil, ["XDG_DATA_HOME": "/x", "HOME": "/u"], false, "/x/watchfloor"),
            (nil, ["HOME": "/u"], false, "/u/.local/share/watchfloor"), (nil, ["HOME": "/u"], true, "/var/lib/watchfloor"),
        ] as [(String?, [String: String], Bool, String)])
    func dataFolder(option: String?, environment: [String: String], isRoot: Bool, expected: String) {
        #expect(DataLocation.path(option: option, environment: environment, isRoot: isRoot) == expected)
    }

    @Test func batchesHaveTheirLimits() {
        let small = SplitRecord(bytes: [0x7b, 0x7d], offset: 0, length: 2)
        let huge = SplitRecord(bytes: [UInt8](repeating: 0x20, count: RecordBatch.largestSize * 2), offset: 0, length: 0)
        var batch = RecordBatch(first: 1)
        #expect(batch.hasRoom(for: huge))
        for _ in 0..<RecordBatch.largestCount { batch.add(small) }
        #expect(!batch.hasRoom(for: small))
        batch = RecordBatch(first: 1)
        batch.add(small)
        #expect(batch.hasRoom(for: small) && !batch.hasRoom(for: huge))
        #expect(batch.bytes == Array("{}\n".utf8))
    }

    @Test func faultsAreCountedInTheFile() {
        var tally = UploadTally()
        tally.add(["accepted": 3, "rejected": 1, "errors": [["record": 2, "error": "bad"]]], file: "f", first: 5001)
        tally.refuse("too large", file: "f", record: 9000)
        for record in 9001...9050 { tally.refuse("too large", file: "f", record: record) }
        #expect(tally.faults == ["f: record 5002: bad", "f: records 9000 to 9050: too large"])
        #expect(tally.summary == "3 accepted, 52 rejected" && tally.unlisted == 0)
        for record in 1...100 { tally.refuse("fault \(record)", file: "g", record: record) }
        #expect(tally.faults.count == UploadTally.largestList && tally.unlisted == 82)
    }

    @Test(arguments: [40, 80, 200])
    func progressFits(width: Int) {
        var stand = ProgressBar.Stand(name: "a\u{1b}" + String(repeating: "x", count: 99), bytesRead: 50, totalBytes: 100)
        (stand.accepted, stand.rejected, stand.seconds, stand.isWaiting) = (900, 100, 2, true)
        let line = ProgressBar.line(stand, width: width)
        #expect(TextWidth.columns(line) < width)
        #expect(!line.contains("\u{1b}"))
        if width == 200 { #expect(line.contains("50 %  500 records/s, 900 accepted, 100 rejected, the server is full")) }
    }
}
