import Foundation
import Primitives
import ServerHarness
import Testing

@testable import GraphAPI

/// What every answer carries, and what is written down of every request.
@Suite(.fewAtATime) struct JournalTests {
    private func header(_ name: String, _ answer: RunningServer.Answer) -> String? {
        answer.headers.first { $0.name.lowercased() == name }?.value
    }

    @Test func answersHaveIdsAndHeaders() async throws {
        let server = try await RunningServer()
        defer { server.stop(); server.removeData() }
        let id = "7f3c9e0a-1111-4222-8333-5d5d5d5d5d5d"
        for path in ["healthz", "api/status", "nothing", "api/queue?top=x"] {
            let answer = try await server.send("GET", path, body: nil, headers: ["client-request-id": id])
            #expect(UUID(uuidString: header("request-id", answer) ?? "") != nil, "\(path)")
            #expect(header("client-request-id", answer) == id)
            #expect(header("x-content-type-options", answer) == "nosniff")
            #expect(header("referrer-policy", answer) == "same-origin")
            #expect(header("cache-control", answer) == "no-store")
            #expect(header("content-security-policy", answer)?.contains("frame-ancestors 'none'") == true)
            #expect(header("strict-transport-security", answer) != nil)
            #expect(header("x-ms-request-id", answer) == nil)
        }
        let odd = try await server.send("GET", "healthz", body: nil, headers: ["client-request-id": "a b"])
        #expect(header("client-request-id", odd) == nil)
        let arm = try await server.get("subscriptions/1/nothing")
        #expect(header("x-ms-request-id", arm) == header("request-id", arm) && header("x-ms-request-id", arm) != nil)
        #expect(header("x-ms-correlation-request-id", arm) != nil)
    }

    @Test func figuresForPrometheus() async throws {
        let server = try await RunningServer()
        defer { server.stop(); server.removeData() }
        #expect(try await server.get("metrics", token: nil).status == 401)
        for _ in 0..<3 { _ = try await server.get("api/queue?top=1&search=hidden") }
        let madeUp: JSONValue = ["id": "1", "method": "MADEUP", "url": "/security/incidents"]
        #expect(try await server.post("v1.0/$batch", ["requests": [madeUp]]).status == 200)
        #expect(try await server.send("MADEUP2", "api/sources", body: nil).status == 405)
        #expect(try await server.send("MADEUP3", "nowhere", body: nil).status == 404)
        let text = Curl([
            "--cacert", RunningServer.authority(in: server.data).path, "-H", "Authorization: Bearer \(server.administratorToken)",
            "\(server.address)/metrics",
        ]).output
        #expect(text.contains(#"watchfloor_http_requests_total{method="GET",route="/api/queue",status="200"} 3"#), "\(text)")
        #expect(text.contains(#"watchfloor_http_request_seconds_bucket{route="/api/queue",le="+Inf"} 3"#))
        #expect(!text.contains("hidden"))
        #expect(text.contains(#"{method="other",route="/api/sources",status="405"} 1"#))
        #expect(text.contains(#"{method="POST",route="/v1.0/$batch",status="200"} 1"#))
        #expect(!text.contains("MADEUP") && text.contains(#"{method="other",route="#), "\(text)")
        for name in [
            "watchfloor_inbox_records 0", "watchfloor_alerts_placed_total 0", "process_open_fds", "watchfloor_store_bytes",
        ] {
            #expect(text.contains("\n\(name)"), "\(name)")
        }
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            #expect(Double(line.split(separator: " ").last ?? "") != nil, "\(line)")
        }
    }

    @Test func bucketsFillEvenly() {
        let second: UInt64 = 1_000_000_000
        var bucket = TokenBucket(perMinute: 60, now: 0)
        for _ in 0..<15 { #expect(bucket.take(now: 0) == nil) }
        #expect(bucket.take(now: 0) == 1)
        #expect(bucket.take(now: second) == nil)
        #expect(bucket.take(now: second) == 1)
        var slow = TokenBucket(perMinute: 1, now: 0)
        #expect(slow.take(now: 0) == nil && slow.take(now: 0) == 60)
        #expect(slow.take(now: 30 * second) == 30)
        var full = bucket
        #expect(!bucket.isFull(now: 2 * second) && full.isFull(now: 60 * second))
    }

    @Test(arguments: [("/api/a%20b", true), ("/%C3%A9", true), ("/%", false), ("/%4", false), ("/%00", false), ("/%0a", false)])
    func paths(path: String, isGood: Bool) {
        #expect(AddressCheck.isWellFormed(path) == isGood)
    }
}
