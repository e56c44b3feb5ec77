import Primitives
import SecurityModel
import Testing

@testable import Portal

/// Processes stand under those that started them; everything else stands from cause to effect.
@Suite struct AlertStoryTests {
    private static func process(_ name: String, _ id: Int, parent: Int? = nil, parentName: String? = nil) -> Evidence {
        var evidence = Evidence.process(
            image: .file(name: name), commandLine: "\(name) /x", id: String(id), parentId: parent.map(String.init) ?? "")
        if let parentName { evidence.fields["parentProcessImageFile"] = ["fileName": .string(parentName)] }
        return evidence
    }

    private static func outline(_ lines: [AlertStory.Line]) -> [String] {
        lines.map { String(repeating: "-", count: $0.depth) + $0.title }
    }

    @Test func aTreeFollowsTheParents() {
        let story = AlertStory([
            Self.process("cmd.exe", 20, parent: 10), Self.process("whoami.exe", 30, parent: 20),
            Self.process("word.exe", 10, parent: 4, parentName: "explorer.exe"), Self.process("net.exe", 31, parent: 20),
            .device(hostName: "ws-01"),
        ])
        #expect(Self.outline(story.tree) == ["explorer.exe", "-word.exe", "--cmd.exe", "---whoami.exe", "---net.exe"])
        #expect(story.sequence.map(\.title) == ["ws-01"])
    }

    @Test func processesThatStartedEachOtherAreShownOnce() {
        let story = AlertStory([
            Self.process("a", 1, parent: 2), Self.process("b", 2, parent: 1), Self.process("c", 3, parent: 3),
        ])
        #expect(story.tree.filter { $0.evidence != nil }.count == 3)
    }

    @Test func aParentThatIsNotThereIsNamedByItsChild() {
        let story = AlertStory([Self.process("a", 7, parent: 6)])
        #expect(Self.outline(story.tree) == ["process 6", "-a"])
        #expect(story.tree[0].evidence == nil)
    }

    @Test func withoutParentsThingsStandFromCauseToEffect() {
        let story = AlertStory([
            .device(hostName: "db-01", roles: [.destination]), .file(name: "x.dll"), .ip("203.0.113.9", roles: [.source]),
            .user(name: "ana"), Self.process("a", 7),
        ])
        #expect(story.tree.isEmpty)
        #expect(story.sequence.map(\.title) == ["203.0.113.9", "x.dll", "a /x", "ana", "db-01"])
    }

    /// A chain as long as a record may be does not exhaust the stack.
    @Test func aLongChainIsWalked() {
        let story = AlertStory((1...5_000).map { Self.process("p\($0)", $0, parent: $0 - 1) })
        #expect(story.tree.count == 5_001)
        #expect(story.tree.last?.depth == 5_000)
    }
}

@Suite struct AlertListAddressTests {
    @Test(arguments: [
        "/alerts", "/alerts?q=web%20shell&status=new&status=resolved&severity=high&product=Wazuh&owner=-&days=30",
        "/alerts?title=a%26b&tactic=Impact&classification=unknown&entity=ip:203.0.113.9&from=2026-05-04&to=2026-05-05",
        "/alerts?order=severity&ascending=true&offset=50",
    ]) func anAddressIsReadAsItWasWritten(_ address: String) {
        #expect(AlertListAddress(QueueAddressTests.options(address)).address == address)
    }

    @Test func whatMeansNothingCountsAsNotSaid() {
        let address = AlertListAddress([("days", "5"), ("from", "yesterday"), ("order", "?"), ("offset", "-1"), ("x", "y")])
        #expect(address.address == "/alerts" && !address.isFiltered)
        #expect(address.shownStatuses == [.new, .inProgress])
    }
}
