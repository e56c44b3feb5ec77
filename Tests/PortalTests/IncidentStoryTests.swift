import CaseStore
import Primitives
import SecurityModel
import Testing

@testable import Portal

/// What an incident's story says, out of the roles of things and the stages of alerts.
@Suite struct IncidentStoryTests {
    private static let keys: [Int64: EntityKey] = [
        1: EntityKey(.user, "mara@corp.example", .strong), 2: EntityKey(.mailbox, "bill@bad.example", .strong),
        3: EntityKey(.message, "m1", .strong), 4: EntityKey(.device, "lt-7.corp.example", .strong),
        5: EntityKey(.ip, "203.0.113.9", .strong), 6: EntityKey(.file, "note.txt", .weak),
        7: EntityKey(.user, "tom@corp.example", .strong), 8: EntityKey(.device, "web@site", .weak),
        9: EntityKey(.ip, "192.0.2.10", .strong), 10: EntityKey(.ip, "203.0.113.142", .strong),
        11: EntityKey(.mailbox, "eve@bad.example", .strong),
    ]

    private static func group(
        _ minutes: Int64, _ title: String, _ severity: AlertSeverity = .high, _ tactic: Tactic? = nil, count: Int64 = 1,
        _ entities: [(Int64, RoleSet)]
    ) -> AlertGroup {
        let time = Timestamp(unixSeconds: 1_777_888_800 + minutes * 60)
        return AlertGroup(
            detector: minutes, title: title, severity: severity, alertCount: count, openCount: count, firstActivity: time,
            lastActivity: time, example: AlertID(minutes + 1), tactics: tactic.map { TacticSet($0) } ?? [],
            entities: entities.map { ObservedEntity(entity: $0.0, roles: $0.1) })
    }

    private static func story(_ groups: [AlertGroup]) -> [IncidentStory.Sentence] {
        IncidentStory(
            incident: RandomIncident.incident(), groups: groups, graph: IncidentGraph(groups, keys: keys), products: ["EDR"]
        ).sentences
    }

    private static let attack = [
        group(
            0, "Phish delivered", .medium, .initialAccess,
            [(3, RoleSet([.source])), (2, RoleSet([.source])), (1, RoleSet([.attacked]))]),
        group(
            9, "Phish delivered", .medium, .initialAccess,
            [(3, RoleSet([.source])), (2, RoleSet([.source])), (7, RoleSet([.attacked]))]),
        group(
            20, "Beacon", .high, .commandAndControl, count: 4, [(4, RoleSet([.compromised])), (5, RoleSet([.commandAndControl]))]),
        group(40, "Ransom note written.", .high, .impact, [(4, []), (6, RoleSet([.created])), (1, [])]),
        group(90, "Failed logons", .medium, .credentialAccess, count: 30, [(4, RoleSet([.attacked]))]),
    ]

    @Test func aSentenceAChapterInTimeOrderAndTheEndNamed() {
        let said = IncidentStoryTests.story(IncidentStoryTests.attack).map(\.prose.text)
        #expect(
            said.dropFirst() == [
                "Mail of bill@bad.example reached mara and tom: “Phish delivered”.",
                "On lt-7 with 203.0.113.9, orders were fetched: “Beacon”.",
                "On lt-7 as mara, damage was done: “Ransom note written”.",
                "On lt-7, credentials were sought: “Failed logons” (30 times).",
                "The furthest it came is impact: “Ransom note written” on lt-7.",
                "Open: nobody owns it and it is not classified.",
            ])
    }

    @Test func eachSentenceLeadsToItsAlertsAndThings() throws {
        let said = IncidentStoryTests.story(IncidentStoryTests.attack)
        #expect(said[1].alerts == [AlertID(1), AlertID(10)] && said[2].alertCount == 4)
        #expect(said[2].prose.pieces.compactMap(\.leadsTo) == ["/entities/4", "/entities/5"])
        let line = IncidentStory.Line(said[1], number: 1, in: IncidentID(7))
        #expect(line.address == "/incidents/7?show=\(AlertID(1)),\(AlertID(10))" && line.rests == "2 alerts")
    }

    private static func attempt(_ minutes: Int64, from address: Int64, _ severity: AlertSeverity = .medium) -> AlertGroup {
        group(
            minutes, "Sign-in tried", severity, .initialAccess,
            [(1, RoleSet([.attacked])), (address, RoleSet([.attacker]))])
    }

    /// What tells most is one alert of many, and what it alone names is not told as everybody's.
    @Test func aSentenceNamesWhatMostOfItsAlertsName() {
        let addresses: [Int64] = [5, 5, 5, 5, 5, 9]
        var several = addresses.enumerated().map { IncidentStoryTests.attempt(Int64($0), from: $1) }
        several.append(IncidentStoryTests.attempt(6, from: 10, .high))
        #expect(
            IncidentStoryTests.story(several)[1].prose.text
                == "With the account mara from 203.0.113.9 and 2 other addresses, a way in was tried: “Sign-in tried”.")
        let tied = [IncidentStoryTests.attempt(0, from: 9), IncidentStoryTests.attempt(1, from: 10, .high)]
        #expect(
            IncidentStoryTests.story(tied)[1].prose.text
                == "With the account mara from 192.0.2.10 and 203.0.113.142, a way in was tried: “Sign-in tried”.")
        var hosts = (0..<3).map { IncidentStoryTests.group($0, "Script run", .medium, .execution, [(4, []), (1, [])]) }
        hosts.append(IncidentStoryTests.group(4, "Script run", .high, .execution, [(8, []), (7, [])]))
        #expect(
            IncidentStoryTests.story(hosts)[1].prose.text == "On lt-7 and web as mara and tom, code was run: “Script run”.")
    }

    /// Mail of two senders that one sentence tells of is not all of the one.
    @Test func aSentenceNamesAllSenders() {
        func mail(_ minute: Int64, _ sender: Int64, _ recipient: Int64, _ severity: AlertSeverity) -> AlertGroup {
            IncidentStoryTests.group(
                minute, "Phish delivered", severity, .initialAccess,
                [(3, RoleSet([.source])), (sender, RoleSet([.source])), (recipient, RoleSet([.attacked]))])
        }
        let mails = [mail(0, 2, 1, .medium), mail(1, 2, 1, .medium), mail(2, 11, 7, .high)]
        let graph = IncidentGraph(mails, keys: IncidentStoryTests.keys)
        let chapter = StoryChapters.Chapter(scenes: graph.scenes(of: mails))
        #expect(
            StoryWords(nodes: graph.nodes).sentence(of: chapter).text
                == "Mail of bill@bad.example and eve@bad.example reached mara and tom: “Phish delivered”.")
    }

    /// Logs of hosts name no stage and few roles; they have their story still.
    @Test func alertsWithoutStagesAreTold() {
        let said = IncidentStoryTests.story([
            IncidentStoryTests.group(0, "sshd: brute force trying to get access", .medium, nil, count: 40, [(4, []), (5, [])]),
            IncidentStoryTests.group(3, "First time user executed sudo.", .low, nil, [(4, []), (1, [])]),
            IncidentStoryTests.group(800, "Web shell command", .high, nil, [(4, [])]),
        ]).map(\.prose.text)
        #expect(
            said.contains("On lt-7: “sshd: brute force trying to get access” (40 times), then “First time user executed sudo”."))
        #expect(said.contains("On lt-7 again after 13 h 17 min: “Web shell command”."))
        #expect(said.contains("The gravest that was new: “Web shell command” on lt-7."))
    }

    /// What logs say of a scan of two hosts and of what follows on one of them: parted by place, by what is new and by pauses, and
    /// what comes most says how often and how long.
    @Test func muchWithoutStagesIsPartedByPlaceByWhatIsNewAndByPauses() {
        func seen(_ minute: Int64, _ title: String, on device: Int64 = 4, count: Int64 = 1, until end: Int64? = nil) -> AlertGroup
        {
            var group = IncidentStoryTests.group(minute, title, .low, nil, count: count, [(device, [])])
            if let end { group.lastActivity = group.firstActivity + .minutes(end - minute) }
            return group
        }
        let said = IncidentStoryTests.story([
            seen(0, "Port scan"), seen(1, "Port scan", on: 8), seen(2, "Client error", count: 6_000, until: 30),
            seen(3, "Forbidden index"), seen(4, "Scanner named itself"), seen(5, "Server error", count: 12),
            seen(20, "Upload of a script"), seen(80, "Root by sudo"),
        ]).map(\.prose.text)
        #expect(
            said.dropFirst().prefix(4) == [
                "On lt-7, 6,015 alerts within 30 min: “Port scan”, then “Forbidden index”, then “Scanner named itself” and "
                    + "2 other kinds, above all “Client error” (6,000 times within 28 min).",
                "On web: “Port scan”.", "On lt-7: “Upload of a script”.", "On lt-7 again after 50 min: “Root by sudo”.",
            ])
    }

    @Test(arguments: [3, 40, 400]) func howeverManyThereAreItIsShort(_ things: Int) {
        let incident = RandomIncident(seed: 5, things: things)
        let story = IncidentStory(
            incident: RandomIncident.incident(), groups: incident.groups, graph: incident.graph, products: [])
        #expect(story.sentences.count <= StoryChapters.most + 4)
        #expect(story.sentences.allSatisfy { !$0.prose.isEmpty })
    }

    /// Everything that was hit or is hostile is in a step, each once.
    @Test func stepsCoverAllThatWasHit() {
        let graph = IncidentGraph(IncidentStoryTests.attack, keys: IncidentStoryTests.keys)
        let steps = NextSteps.steps(for: RandomIncident.incident(), graph, IncidentStoryTests.attack)
        func things(_ action: String) -> [String] {
            steps.first { $0.action.hasPrefix(action) }?.things.map(\.title) ?? []
        }
        #expect(things("Take off the network") == ["lt-7.corp.example"])
        #expect(things("End the sessions") == ["mara@corp.example"])
        #expect(things("Ask what they noticed") == ["tom@corp.example"])
        #expect(things("Block at the border") == ["203.0.113.9"])
        #expect(things("Block the sender").contains("bill@bad.example"))
        #expect(things("Find out where they came from") == ["note.txt"])
        #expect(steps.prefix(2).allSatisfy { $0.phase == .triage })
    }
}
