import Foundation
import Primitives
import Testing

@testable import watchfloor

@Suite struct PageTests {
    static let pipe = Terminal(width: nil, hasColour: false)
    static let incident: JSONValue = [
        "id": "7", "displayName": "Brute force on web01\u{1b}[2J", "status": "active", "severity": "high",
        "classification": "truePositive", "determination": "malware", "assignedTo": "ana", "customTags": ["vip"],
        "priority": .number(83.2), "isOnQueue": true, "alertCount": 41, "tactics": ["InitialAccess", "Impact"],
        "firstActivityDateTime": "2026-05-04T10:00:00Z", "lastActivityDateTime": "2026-05-04T11:00:00Z",
        "merged": ["12", "13"],
        "factors": [["name": "rarity", "points": .number(20.5), "text": "2 rare kinds of alert"]],
        "entities": [
            ["kind": "file", "value": "a.exe", "roles": [], "alertCount": 50],
            ["kind": "ip", "value": "203.0.113.9", "roles": ["attacker"], "alertCount": 30],
            ["kind": "user", "value": "ana", "roles": ["source"], "alertCount": 40],
            ["kind": "device", "value": "web01", "roles": ["attacked"], "alertCount": 12],
        ],
        "detectors": [["id": "4", "product": "Wazuh", "title": "sshd", "alertCount": 9, "isExcluded": true]],
        "techniques": [["id": "T1110", "name": "Brute Force", "alertCount": 2]],
        "reasons": [
            ["signal": "s", "subject": "device:x", "text": "It opened the incident.", "alertCount": 2],
            ["signal": "s", "subject": "user:a", "text": "It names a, too; it was seen once before.", "alertCount": 1],
            ["signal": "s", "subject": "user:a", "text": "It names a, too; it was seen 2 times before.", "alertCount": 3],
        ],
        "comments": [["comment": "one\ntwo", "createdByDisplayName": "ana", "createdDateTime": "2026-05-04T11:00:00Z"]],
    ]
    static let alerts: [JSONValue] = [
        ["id": "al9", "title": "later", "severity": "low", "firstActivityDateTime": "2026-05-04T10:30:00Z", "occurrences": 6],
        ["id": "al8", "title": "earlier", "severity": "low", "firstActivityDateTime": "2026-05-04T10:00:00.5Z"],
    ]

    private func page(_ width: Int? = nil) throws -> [String] {
        let now = try #require(Timestamp("2026-05-04T12:00:00Z"))
        return IncidentPage(PageTests.incident, alerts: PageTests.alerts).lines(
            for: Terminal(width: width, hasColour: false), now: now)
    }

    private func section(_ heading: String, _ lines: [String]) -> [String] {
        Array(lines.drop { $0 != heading }.dropFirst().prefix { !$0.isEmpty })
    }

    @Test func headSaysWhatItIs() throws {
        let lines = try page()
        #expect(lines[0] == "Incident 7: Brute force on web01\\u{1b}[2J")
        #expect(lines[1] == "high · active · priority 83.2 · of ana · 41 alerts")
        #expect(lines[2].hasSuffix("(1 h ago)"))
        #expect(lines.contains("merged in: 12, 13"))
        #expect(lines.contains("classified: true positive, malware"))
        #expect(lines.contains("tags: vip"))
    }

    @Test func explanationsHaveTheirPoints() throws {
        let lines = try page()
        #expect(section("Why it ranks so", lines) == ["  +20.5  2 rare kinds of alert"])
        #expect(section("What fired", lines) == ["  9 alerts  Wazuh: sshd (excluded)"])
        #expect(section("How it was attacked", lines) == ["  Initial Access > Impact", "  T1110  Brute Force  2 alerts"])
        #expect(section("Comments", lines).suffix(2) == ["    one", "    two"])
    }

    @Test func attackedThenHostileThenTheRest() throws {
        let names = section("What it touches", try page()).map { $0.split(separator: " ")[1] }
        #expect(names == ["web01", "203.0.113.9", "ana", "a.exe"])
    }

    @Test func reasonsOfOneSubjectAreOne() throws {
        #expect(
            section("Why its alerts belong together", try page()) == [
                "  4 alerts  It names a, too", "  2 alerts  It opened the incident.",
            ])
    }

    @Test func reasonsOfSeveralKindsSaySo() {
        let reasons = [
            "“A; b” was never seen before on x.", "“C” was never seen before on x.", "“A; b” was never seen before on x.",
        ]
        let json = reasons.map {
            JSONValue.object(["signal": "rareDetector", "subject": "x", "text": .string($0), "alertCount": 2])
        }
        let groups = ReasonGroup.groups(of: json)
        #expect(groups.map(\.text) == ["“A; b” (and 1 other kind) was never seen before on x."])
        #expect(groups.map(\.alertCount) == [6])
    }

    @Test func mergesSayWhatBroughtThemIn() throws {
        let now = try #require(Timestamp("2026-05-04T12:00:00Z"))
        let incident: JSONValue = [
            "id": "1", "displayName": "x",
            "mergeReasons": [
                ["text": "It names address 203.0.113.7; it was seen once before.", "incidents": ["8"]],
                ["text": "It names address 203.0.113.7; it was seen 2 times before.", "incidents": ["9"]],
            ],
        ]
        let lines = IncidentPage(incident, alerts: []).lines(for: PageTests.pipe, now: now)
        #expect(
            section("What brought in the incidents merged into it", lines) == [
                "  2 incidents  #8, #9: It names address 203.0.113.7."
            ])
    }

    @Test func timelineIsInOrder() throws {
        let lines = section("Timeline", try page())
        #expect(lines.count == 3)
        #expect(lines[0].contains("al8") && lines[1].contains("al9"))
        #expect(lines[1].contains("later (6 times)"))
        #expect(lines[2] == "  and 39 more (--alerts N shows more)")
    }

    @Test func emptySectionsAreLeftOut() throws {
        let now = try #require(Timestamp("2026-05-04T12:00:00Z"))
        let lines = IncidentPage(["id": "1", "displayName": "x"], alerts: []).lines(for: PageTests.pipe, now: now)
        #expect(!lines.contains(""))
    }

    @Test func queueTellsWhatIsHidden() throws {
        let now = try #require(Timestamp("2026-05-04T12:00:00Z"))
        let page = QueuePage(["incidents": [PageTests.incident], "count": 17, "offQueue": 211], skip: 4)
        let lines = page.lines(for: Terminal(width: 80, hasColour: false), now: now)
        #expect(lines.last == "17 incidents, rows 5 to 5 shown; 211 more kept off the queue (--all shows them)")
        #expect(lines[1].contains("Brute force"))
        #expect(lines[0].contains("OWNER"), "somebody owns it")
        #expect(QueuePage(["incidents": [], "count": 0, "offQueue": 0]).lines(for: PageTests.pipe, now: now) == ["no incidents"])
    }

    /// What nobody owns yet and what is all active gets no column, and long names go on below instead of being cut.
    @Test func namesGetTheRoom() throws {
        let now = try #require(Timestamp("2026-05-04T12:00:00Z"))
        let name = "Multi-stage attack, Initial Access to Impact, on ten servers of the plant from 203.0.113.7 and others"
        let row: JSONValue = ["id": "7", "displayName": .string(name), "status": "active", "severity": "high", "alertCount": 3]
        let lines = QueuePage(["incidents": [row], "count": 1]).lines(for: Terminal(width: 80, hasColour: false), now: now)
        #expect(!lines[0].contains("OWNER") && !lines[0].contains("STATUS"))
        #expect(lines.allSatisfy { TextWidth.columns($0) <= 80 })
        let words = lines.dropFirst().dropLast().joined(separator: " ").split(separator: " ")
        #expect(name.split(separator: " ").allSatisfy(words.contains))
    }

    @Test func activityReadsAsSentences() {
        let change: JSONValue = [
            "sequence": 12, "actor": "ana", "action": "created", "isPerson": true,
            "after": ["alerts": [["id": "1", "digest": "6d6c12b7"]], "severity": "high"],
        ]
        let update: JSONValue = [
            "sequence": 13, "actor": "ana", "action": "incidentUpdated",
            "before": ["assignedTo": "", "status": "active", "severity": "low"],
            "after": ["assignedTo": "ana", "status": "resolved", "severity": "low"],
        ]
        let lines = IncidentsActivityCommand.table([change, update]).lines(for: PageTests.pipe)
        #expect(lines[1].hasSuffix("ana  created: alerts id 1, severity high"))
        #expect(lines[2].hasSuffix("ana  incident updated: assigned to nothing → ana, status active → resolved"))
    }

    @Test(arguments: [
        ("It names a; once.", "It names a; 2 times.", "It names a"), ("same", "same", "same"), ("x", "y", "x"),
        ("It is so", "It is so, too", "It is so"),
    ])
    func commonClauses(first: String, second: String, expected: String) {
        #expect(ReasonGroup.common(first, second) == expected)
    }
}
