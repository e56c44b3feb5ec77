import Foundation
import Primitives
import ServerHarness
import Testing

/// Tasks of incidents, over HTTP.
@Suite(.fewAtATime) struct TaskTests {
    /// Of two who change one task at once, the later is told so.
    @Test func aTaskIsChangedAsItWasRead() async throws {
        let (server, incidents) = try await CaseWorkTests.prepared(RunningServer.newFolder())
        defer { server.stop(); server.removeData() }
        let tasks = "api/queue/\(try #require(incidents.first))/tasks"
        let made = try await server.post(tasks, ["title": "Call the owner"]).json
        let path = "\(tasks)/\(try #require(made["name"]?.string))"
        let read = try #require(made["updated"]?.string)
        #expect(try await server.patch(path, ["description": "By phone."]).status == 200)
        let body = Array(#"{"description":"By mail."}"#.utf8)
        let late = try await server.send("PATCH", path, body: body, headers: ["If-Match": "\"\(read)\""])
        #expect(late.status == 412)
        #expect(late.json["error"]?["message"]?.string?.contains("was changed since it was read") == true)
        #expect(try await server.send("DELETE", path, body: nil, headers: ["If-Match": "\"\(read)\""]).status == 412)
        #expect(try await server.send("PATCH", path, body: body, headers: ["If-Match": "soon"]).status == 400)
        let now = try #require(try await server.get(tasks).json["tasks"]?.array?.first)
        #expect(now["description"]?.string == "By phone.")
        let version = try #require(now["updated"]?.string)
        let saved = try await server.send("PATCH", path, body: body, headers: ["If-Match": "\"\(version)\""])
        #expect(saved.status == 200 && saved.json["description"]?.string == "By mail.")
    }

    /// The tasks of what was merged in are listed and worked on as long as the merge holds.
    @Test func tasksComeAlongWithAMerge() async throws {
        let (server, incidents) = try await CaseWorkTests.prepared(RunningServer.newFolder())
        defer { server.stop(); server.removeData() }
        try #require(incidents.count == 2)
        let (stays, leads) = (incidents[0], incidents[1])
        func listed() async throws -> [String?] {
            let tasks = try await server.get("api/queue/\(stays)/tasks").json["tasks"]?.array ?? []
            return tasks.map { $0["incident"]?.string }
        }
        let made = try await server.post("api/queue/\(leads)/tasks", ["title": "Call the owner"]).json
        #expect(try await listed().isEmpty)
        _ = try await server.post("v1.0/security/incidents/mergeIncidents", ["incidentIds": [.string(stays), .string(leads)]])
        #expect(try await listed() == [leads])
        let name = try #require(made["name"]?.string)
        let done = try await server.patch("api/queue/\(leads)/tasks/\(name)", ["status": "completed"])
        #expect(done.status == 200 && done.json["status"]?.string == "completed")
        _ = try await server.post("api/queue/\(leads)/undoMerge", [:])
        #expect(try await listed().isEmpty)
    }
}
