import Foundation
import Primitives
import ServerHarness
import Testing

/// What a responder does with incidents, over HTTP and over a restart.
@Suite(.fewAtATime) struct CaseWorkTests {
    /// A server with two incidents on the queue.
    static func prepared(_ data: URL) async throws -> (server: RunningServer, incidents: [String]) {
        let server = try await RunningServer(data: data)
        _ = try await server.put("api/sources/siem", ["format": "wazuh"])
        _ = try await server.ingest("siem", Records.burst(8, agent: "web01"))
        _ = try await server.ingest("siem", Records.burst(8, agent: "mail01", at: "2026-05-04T10:20", address: "198.51.100.4"))
        try await server.settle()
        let queue = try await server.get("api/queue?order=created&ascending=true").json
        return (server, queue["incidents"]?.array?.compactMap { $0["id"]?.string } ?? [])
    }

    @Test func anIncidentIsExplained() async throws {
        let (server, incidents) = try await CaseWorkTests.prepared(RunningServer.newFolder())
        defer { server.stop(); server.removeData() }
        let first = try #require(incidents.first)
        let json = try await server.get("api/queue/\(first)").json
        #expect(json["displayName"]?.string?.contains("web01") == true)
        #expect(json["alertCount"]?.integer == 8)
        let points = json["factors"]?.array?.compactMap { factor -> Double? in
            if case .number(let points)? = factor["points"] { points } else { nil }
        }
        #expect(try #require(points).reduce(0, +) > 0)
        #expect(json["reasons"]?.array?.allSatisfy { $0["text"]?.string?.isEmpty == false } == true)
        #expect(json["reasons"]?.array?.isEmpty == false)
        let entities = json["entities"]?.array ?? []
        #expect(entities.contains { $0["kind"]?.string == "device" && $0["value"]?.string == "web01" })
        #expect(entities.contains { $0["value"]?.string == "203.0.113.9" })
        #expect(json["techniques"]?.array?.first?["id"]?.string == "T1110")
    }

    @Test func fieldsAreSetCheckedAndLogged() async throws {
        let (server, incidents) = try await CaseWorkTests.prepared(RunningServer.newFolder())
        defer { server.stop(); server.removeData() }
        let path = "v1.0/security/incidents/\(try #require(incidents.first))"
        let changed = try await server.patch(
            path,
            [
                "status": "resolved", "classification": "TruePositive", "determination": "malware", "assignedTo": "mara",
                "customTags": ["vip", "night"], "displayName": "Ours", "resolvingComment": "done",
            ])
        #expect(changed.status == 200)
        #expect(changed.json["status"]?.string == "resolved")
        #expect(changed.json["customTags"]?.array == ["night", "vip"] || changed.json["customTags"]?.array == ["vip", "night"])
        #expect(try await server.patch(path, ["status": "asleep"]).status == 400)
        #expect(try await server.patch(path, ["colour": "red"]).status == 400)
        #expect(try await server.patch(path, ["displayName": ""]).status == 400)
        #expect(try await server.patch("v1.0/security/incidents/999", ["status": "active"]).status == 404)
        #expect(try await server.patch("v1.0/security/incidents/x", ["status": "active"]).status == 400)
        let comment = try await server.post("\(path)/comments", ["comment": "seen by <b>me</b>"])
        #expect(comment.json["value"]?.array?.last?["comment"]?.string == "seen by <b>me</b>")
        let activity = try await server.get("api/queue/\(incidents[0])/activity").json["activity"]?.array ?? []
        let actions = activity.compactMap { $0["action"]?.string }
        #expect(actions.first == "incidentCreated" && actions.contains("incidentUpdated") && actions.last == "commented")
        let alerts = try await server.get("api/queue/\(incidents[0])/alerts").json["alerts"]?.array ?? []
        #expect(alerts.allSatisfy { $0["status"]?.string == "resolved" })
    }

    @Test func mergesAreRedirectedAndUndone() async throws {
        let data = RunningServer.newFolder()
        var (server, incidents) = try await CaseWorkTests.prepared(data)
        defer { server.stop(); server.removeData() }
        try #require(incidents.count == 2)
        let merged = try await server.post(
            "v1.0/security/incidents/mergeIncidents",
            ["incidentIds": .array(incidents.map(JSONValue.string)), "incidentComment": "one actor"])
        let target = try #require(merged.json["targetIncidentId"]?.string)
        let source = try #require(incidents.first { $0 != target })
        #expect(try await server.get("v1.0/security/incidents/\(source)").json["redirectIncidentId"]?.string == target)
        #expect(try await server.get("api/queue/\(target)").json["alertCount"]?.integer == 16)
        let comments = try await server.get("v1.0/security/incidents/\(target)/comments").json["value"]?.array
        #expect(comments?.map { $0["comment"]?.string } == ["one actor"])
        let absent = try await server.post(
            "v1.0/security/incidents/mergeIncidents", ["incidentIds": [.string(target), "999999"]])
        #expect(absent.status == 404)
        #expect(try await server.get("api/queue").json["count"]?.integer == 1)
        server.stop()
        server = try await RunningServer(data: data)
        let undone = try await server.post("api/queue/\(source)/undoMerge", ["comment": "not so"])
        #expect(undone.status == 200)
        #expect(try await server.get("api/queue/\(target)").json["alertCount"]?.integer == 8)
        #expect(try await server.get("api/queue/\(source)").json["alertCount"]?.integer == 8)
        #expect(try await server.post("api/queue/\(source)/undoMerge", [:]).status == 409)
        _ = try await server.patch("v1.0/security/incidents/\(source)", ["status": "resolved"])
        let refused = try await server.post(
            "v1.0/security/incidents/mergeIncidents", ["incidentIds": .array(incidents.map(JSONValue.string))])
        #expect(refused.status == 409)
    }

    /// After a merge was undone, also over a restart, correlation knows that the owner went with the source.
    @Test func anUndoneMergeLeavesNoOwner() async throws {
        let data = RunningServer.newFolder()
        var (server, incidents) = try await CaseWorkTests.prepared(data)
        defer { server.stop(); server.removeData() }
        try #require(incidents.count == 2)
        let (target, source) = (incidents[0], incidents[1])
        func merge(_ other: String) async throws -> Int {
            try await server.post(
                "v1.0/security/incidents/mergeIncidents", ["incidentIds": [.string(target), .string(other)]]
            ).status
        }
        _ = try await server.patch("v1.0/security/incidents/\(source)", ["assignedTo": "mara", "customTags": ["x"]])
        #expect(try await merge(source) == 200)
        #expect(try await server.get("v1.0/security/incidents/\(target)").json["assignedTo"]?.string == "mara")
        #expect(try await server.post("api/queue/\(source)/undoMerge", [:]).status == 200)
        let alone = try await server.get("v1.0/security/incidents/\(target)").json
        #expect((alone["assignedTo"]?.string ?? "") == "" && alone["customTags"]?.array == [])
        server.stop()
        server = try await RunningServer(data: data)
        _ = try await server.ingest("siem", Records.burst(8, agent: "db01", at: "2026-05-04T10:40", address: "198.51.100.9"))
        try await server.settle()
        let queue = try await server.get("api/queue?order=created").json["incidents"]?.array ?? []
        let third = try #require(queue.compactMap { $0["id"]?.string }.first { !incidents.contains($0) })
        _ = try await server.patch("v1.0/security/incidents/\(third)", ["assignedTo": "tom"])
        #expect(try await merge(third) == 200)
    }

    /// An alert that is moved in and out again leaves no trace in the name.
    @Test func aNameIsThatOfTheAlertsThatAreThere() async throws {
        let (server, incidents) = try await CaseWorkTests.prepared(RunningServer.newFolder())
        defer { server.stop(); server.removeData() }
        let (home, guest) = (try #require(incidents.first), try #require(incidents.last))
        func name() async throws -> String? { try await server.get("api/queue/\(guest)").json["displayName"]?.string }
        let before = try await name()
        for target in [guest, home] {
            let moved = try await server.post(
                "v1.0/security/alerts_v2/moveAlerts", ["alertIds": ["al3"], "incidentId": .string(target)])
            #expect(moved.status == 200)
            if target == guest { #expect(try await name() != before) }
        }
        #expect(try await name() == before)
    }

    /// Alerts that come back stand where they were for the reasons that they had, and both incidents are as they were.
    @Test func anUndoneMoveLeavesNoTrace() async throws {
        let data = RunningServer.newFolder()
        var (server, incidents) = try await CaseWorkTests.prepared(data)
        defer { server.stop(); server.removeData() }
        let (home, guest) = (try #require(incidents.first), try #require(incidents.last))
        func state(_ incident: String) async throws -> [JSONValue?] {
            let json = try await server.get("api/queue/\(incident)").json
            let alerts = try await server.get("api/queue/\(incident)/alerts").json["alerts"]?.array ?? []
            return ["displayName", "priority", "factors", "reasons", "alertCount"].map { json[$0] }
                + alerts.map { $0["reasons"] }
        }
        let before = [try await state(home), try await state(guest)]
        let moved = try await server.post(
            "v1.0/security/alerts_v2/moveAlerts",
            ["alertIds": ["al3", "al4"], "incidentId": .string(guest), "alertComment": "of theirs"])
        #expect(moved.status == 200)
        #expect(try await state(guest) != before[1])
        server.stop()
        server = try await RunningServer(data: data)
        let undone = try await server.post("api/queue/\(home)/undoMove", ["alertIds": ["al3", "al4"]])
        #expect(undone.status == 200 && undone.json["id"]?.string == home)
        #expect(try await state(home) == before[0])
        #expect(try await state(guest) == before[1])
        // One row for one deed, with who did it.
        let activity = try await server.get("api/queue/\(home)/activity").json["activity"]?.array ?? []
        let moves = activity.filter { $0["action"]?.string == "alertsMoved" }
        #expect(moves.count == 2)
        #expect(moves.contains { $0["after"]?["reasons"]?.array?.first?.string?.hasSuffix("took the move back.") == true })
        #expect(try await server.post("api/queue/\(home)/undoMove", ["alertIds": ["al3"]]).status == 400)
        #expect(try await server.post("api/queue/\(guest)/undoMove", ["alertIds": ["al5"]]).status == 400)
        #expect(try await server.post("api/queue/\(home)/undoMove", ["alertIds": []]).status == 400)
    }

    @Test func whatWasTakenApartBroughtNothingIn() async throws {
        let (server, incidents) = try await CaseWorkTests.prepared(RunningServer.newFolder())
        defer { server.stop(); server.removeData() }
        try #require(incidents.count == 2)
        let merge: JSONValue = ["incidentIds": .array(incidents.map(JSONValue.string))]
        _ = try await server.post("v1.0/security/incidents/mergeIncidents", merge)
        let reasons = try await server.get("api/queue/\(incidents[0])").json["mergeReasons"]?.array
        #expect(reasons?.first?["incidents"]?.array == [.string(incidents[1])])
        _ = try await server.post("api/queue/\(incidents[1])/undoMerge", [:])
        #expect(try await server.get("api/queue/\(incidents[0])").json["mergeReasons"]?.array == [])
    }

    /// Nothing is cut: what is too long is refused, and so is what says nothing.
    @Test func commentsAreTakenWholeOrNotAtAll() async throws {
        let (server, incidents) = try await CaseWorkTests.prepared(RunningServer.newFolder())
        defer { server.stop(); server.removeData() }
        let path = "v1.0/security/incidents/\(try #require(incidents.first))/comments"
        for (text, problem) in [
            (String(repeating: "x", count: 30_001), "longer than 30000 characters"), (" \n ", "blanks"), ("", "missing"),
        ] {
            for path in [path, "v1.0/security/alerts_v2/al3/comments"] {
                let answer = try await server.post(path, ["comment": .string(text)])
                #expect(answer.status == 400)
                #expect(answer.json["error"]?["message"]?.string?.contains(problem) == true)
            }
        }
        let whole = try await server.post(path, ["comment": .string(String(repeating: "x", count: 30_000))])
        #expect(whole.json["value"]?.array?.last?["comment"]?.string?.count == 30_000)
    }

    @Test func movedAlertsAreRemembered() async throws {
        let data = RunningServer.newFolder()
        var (server, incidents) = try await CaseWorkTests.prepared(data)
        defer { server.stop(); server.removeData() }
        let moved = try await server.post(
            "v1.0/security/alerts_v2/moveAlerts", ["alertIds": ["al3"], "alertComment": "stands alone"])
        let target = try #require(moved.json["targetIncidentId"]?.string)
        #expect(!incidents.contains(target))
        let opened = try await server.get("api/queue/\(target)").json
        #expect(opened["alertCount"]?.integer == 1)
        // Its activity is the alert's, not the moment of the move.
        #expect(opened["lastActivityDateTime"]?.string == opened["firstActivityDateTime"]?.string)
        #expect(opened["lastActivityDateTime"]?.string?.hasPrefix("2026-05-0") == true)
        #expect(try await server.get("api/queue/\(incidents[0])").json["alertCount"]?.integer == 7)
        server.kill()
        server = try await RunningServer(data: data)
        // The same rule on the same agent a day later goes where the person put the first one.
        _ = try await server.ingest(
            "siem", Records.wazuh(id: "2.1", time: "2026-05-04T16:00:00.000+0000", rule: 9002, agent: "web01"))
        try await server.settle()
        #expect(try await server.get("api/queue/\(target)").json["alertCount"]?.integer == 2)
    }

    @Test func anExcludedDetectorJoinsNothing() async throws {
        let (server, _) = try await CaseWorkTests.prepared(RunningServer.newFolder())
        defer { server.stop(); server.removeData() }
        let detectors = try await server.get("api/detectors?search=9001").json["detectors"]?.array ?? []
        let id = try #require(detectors.first?["id"]?.string)
        #expect(try await server.patch("api/detectors/\(id)", ["isExcluded": true]).json["isExcluded"]?.bool == true)
        _ = try await server.ingest(
            "siem", Records.wazuh(id: "3.1", time: "2026-05-04T10:00:30.000+0000", rule: 9001, agent: "web01"))
        try await server.settle()
        let alert = try await server.get("v1.0/security/alerts_v2/al17").json
        let incident = try #require(alert["incidentId"]?.string)
        let why = try await server.get("api/queue/\(incident)/alerts").json["alerts"]?.array?.last?["reasons"]?.array
        #expect(why?.first?["signal"]?.string == "excluded")
    }
}
