import Primitives
import Testing

@testable import Access

/// Requests that are signed by a shared key.
@Suite struct SharedKeyTests {
    private let key = Array("a key that both know".utf8)
    private let now = Timestamp(unixSeconds: Int64(1_459_756_800))

    private func head(_ method: String = "POST", _ length: String = "120", _ date: String = "Mon, 04 Apr 2016 08:00:00 GMT")
        -> SharedKeySignature.Head
    {
        .init(method: method, length: length, contentType: "application/json", date: date, path: "/api/logs")
    }

    @Test func whatIsSignedIsTakenInItsTime() throws {
        let signature = try #require(SharedKeySignature(header: SharedKeySignature.header("siem", for: head(), key: key)))
        #expect(signature.name == "siem" && signature.isGood(for: head(), key: key, at: now))
        #expect(signature.isGood(for: head(), key: key, at: now + SharedKeySignature.window))
        #expect(!signature.isGood(for: head(), key: key, at: now + SharedKeySignature.window + .seconds(1)))
        #expect(!signature.isGood(for: head(), key: key, at: now - SharedKeySignature.window - .seconds(1)))
        #expect(!signature.isGood(for: head(), key: Array("another".utf8), at: now))
        #expect(!signature.isGood(for: head("PUT"), key: key, at: now))
        #expect(!signature.isGood(for: head("POST", "121"), key: key, at: now))
        #expect(!signature.isGood(for: head("POST", "120", "Mon, 04 Apr 2016 08:00:01 GMT"), key: key, at: now))
    }

    /// One that is signed and says no time is good at no time.
    @Test(arguments: ["", "now", "Mon, 04 Apr 2016 08:00:00", "Mon, 04 Foo 2016 08:00:00 GMT", "2016-04-04T08:00:00Z"])
    func aTimeThatIsNone(date: String) throws {
        let head = head("POST", "120", date)
        let signature = try #require(SharedKeySignature(header: SharedKeySignature.header("siem", for: head, key: key)))
        #expect(!signature.isGood(for: head, key: key, at: now))
    }

    @Test(arguments: ["", "SharedKey", "SharedKey siem", "SharedKey siem:%%%", "Bearer siem:YQ==", "SharedKeyLite siem:YQ=="])
    func headersThatAreNone(header: String) {
        #expect(SharedKeySignature(header: header) == nil)
    }
}
