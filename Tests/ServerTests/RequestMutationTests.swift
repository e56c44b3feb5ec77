import CaseStore
import Foundation
import Primitives
import SeededRandom
import ServerHarness
import Testing

@testable import Access
@testable import GraphAPI

/// Damaged parts of requests: whatever is done to a form, a cookie, a batch, a page's token or a bearer token, its reader comes
/// back with what can be said of it.
@Suite(.fewAtATime) struct RequestMutationTests {
    private static let signs = Array("&=%;+ .,'\"{}[]()$-_0a\u{0}".utf8)

    /// Many damaged copies of texts; a failure names the seed and the copy.
    private func each(_ texts: [String], _ count: Int, seed: UInt64, _ read: ([UInt8], String) async throws -> Void)
        async rethrows
    {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<count {
            var bytes = Array(texts[random.below(texts.count)].utf8)
            for _ in 0...random.below(4) where !bytes.isEmpty {
                let place = random.below(bytes.count)
                switch random.below(4) {
                case 0: bytes.remove(at: place)
                case 1: bytes.insert(UInt8(random.below(256)), at: place)
                case 2: bytes[place] = RequestMutationTests.signs[random.below(RequestMutationTests.signs.count)]
                default: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + random.below(20))], at: place)
                }
            }
            try await read(bytes, "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
        }
    }

    @Test(arguments: [UInt64(1), 2]) func forms(seed: UInt64) async {
        let form = "grant_type=client_credentials&client_id=a%20b&client_secret=%C3%BC+x&scope=https%3A%2F%2Fgraph%2F.default"
        #expect(FormBody.fields(Array(form.utf8)).map(\.value) == ["client_credentials", "a b", "ü x", "https://graph/.default"])
        #expect(FormBody.fields(Array("a=%zz&b=%ff&c=%4".utf8)).map(\.value) == ["%zz", "%ff", "%4"])
        await each([form], 5000, seed: seed) { bytes, what in
            let fields = FormBody.fields(bytes)
            #expect(fields.count == bytes.split(separator: UInt8(ascii: "&")).count, "\(what)")
            _ = try? TokenRequest(form: fields, authorization: nil, version: .v2)
        }
    }

    @Test(arguments: [UInt64(1), 2]) func cookies(seed: UInt64) async {
        #expect(CookieField.value(of: "b", in: "a=1; b=2=3 ; c") == "2=3" && CookieField.value(of: "c", in: "c") == nil)
        await each(["__Host-watchfloor=abc; theme=dark", "a; b=; __Host-watchfloor=x"], 5000, seed: seed) { bytes, what in
            let value = CookieField.value(of: "__Host-watchfloor", in: String(decoding: bytes, as: UTF8.self))
            #expect(value?.contains(where: { $0 == ";" || $0 == " " }) != true, "\(what)")
        }
    }

    @Test(arguments: [UInt64(1), 2]) func batches(seed: UInt64) async {
        let batch = """
            {"requests":[{"id":"1","method":"GET","url":"/security/incidents?$top=1"},
            {"id":"2","method":"PATCH","url":"https://h/v1.0/security/incidents/1","dependsOn":["1"],"body":{"a":1},"headers":{"x":"y"}},
            {"id":"3","method":"GET","url":"/security/alerts_v2","dependsOn":["1","2"]}]}
            """
        await each([batch], 5000, seed: seed) { bytes, what in
            guard let object = try? JSONValue(parsing: bytes).object, let read = try? BatchRequest(object) else { return }
            var done: Set<String> = []
            for step in read.steps {
                #expect(done.isSuperset(of: step.dependsOn), "\(what)")
                #expect(step.url.hasPrefix("/") && done.insert(step.id).inserted, "\(what)")
            }
        }
    }

    @Test(arguments: [UInt64(1), 2]) func tokensOfPages(seed: UInt64) async {
        let cursor = StoreCursor(values: [.integer(7), .real(1.5), .text("it's"), .integer(.max)])
        #expect(StoreCursor(skipToken: cursor.skipToken) == cursor && StoreCursor(token: cursor.token) == cursor)
        await each([cursor.skipToken, cursor.token], 5000, seed: seed) { bytes, what in
            let text = String(decoding: bytes, as: UTF8.self)
            if let read = StoreCursor(skipToken: text) { #expect(StoreCursor(skipToken: read.skipToken) == read, "\(what)") }
            if let read = StoreCursor(token: text) { #expect(StoreCursor(token: read.token) == read, "\(what)") }
        }
    }

    /// No damaged token is taken for a good one.
    @Test func bearerTokens() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("watchfloor-keys-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let ring = try await SigningKeyRing(folder: folder)
        let client = try APIClient(
            .init(id: "a", name: "x", secretDigest: [], grants: ["readSecurityData"], scope: .null, created: .now))
        let claims = TokenClaims(
            client, audience: "https://graph.microsoft.com", issuer: "https://x", tenant: "x", version: .v2, at: .now)
        let token = try await ring.sign(claims, at: .now)
        #expect(await ring.claims(of: token) != nil)
        let signed = token[..<(token.lastIndex(of: ".") ?? token.endIndex)]
        await each([token], 1500, seed: 3) { bytes, what in
            let text = String(decoding: bytes, as: UTF8.self)
            guard await ring.claims(of: text) != nil else { return }
            // The bits that base64 has over at its end may differ; what was signed may not.
            #expect(text.hasPrefix(signed), "\(what)")
        }
    }
}
