@testable import Flow
import SecurityModel
import Testing

@Suite struct IncidentNamingTests {
    private func portrait(
        _ title: String, detectors: Int = 1, assets: [String] = [], attackers: [String] = [], tactics: TacticSet = []
    ) -> IncidentPortrait {
        IncidentPortrait(
            titles: [title], detectorCount: detectors, assets: assets, assetCount: assets.count, attackers: attackers,
            attackerCount: attackers.count, tactics: tactics)
    }

    @Test func saysWhatHappenedToWhomAndByWhom() {
        let name = IncidentNaming.name(
            portrait("Web shell upload.", detectors: 8, assets: ["intranet"], attackers: ["203.0.113.9", "203.0.113.10"]))
        #expect(name == "Web shell upload and 7 more on intranet from 203.0.113.9 and 1 other address")
    }

    @Test func nothingKnownStillHasAName() {
        let nothing = IncidentPortrait(
            titles: [], detectorCount: 0, assets: [], assetCount: 0, attackers: [], attackerCount: 0, tactics: [])
        #expect(IncidentNaming.name(nothing) == "Activity")
    }

    /// The title gives way: whom it struck and who struck always stand there.
    @Test func aLongTitleIsCutBeforeWhomItStruck() {
        let title = "Objects were copied out of a bucket at an unusual rate by an account that never did so before"
        let name = IncidentNaming.name(
            portrait(
                title, assets: ["qm-lt-0147", "b", "c"], attackers: ["203.0.113.61", "203.0.113.62"],
                tactics: [TacticSet(.initialAccess), TacticSet(.execution), TacticSet(.exfiltration)]))
        #expect(name.count <= IncidentNaming.maximumLength)
        #expect(name.hasPrefix("Multi-stage attack, Initial Access to Exfiltration: Objects were copied"))
        #expect(
            IncidentNaming.name(portrait(title, assets: ["web"]))
                == "Objects were copied out of a bucket at an unusual rate by an account that never… on web")
        #expect(name.hasSuffix("… on qm-lt-0147 and 2 more assets from 203.0.113.61 and 1 other address"))
    }

    /// A valid account is used in four stages and is one deed all the same.
    @Test func oneTechniqueOfManyStagesIsNoStory() throws {
        let account = try #require(Technique("T1078"))
        var login = portrait("Login success", assets: ["mail"], tactics: account.tactics)
        login.techniques = [account, try #require(Technique("T1078.003"))]
        #expect(account.tactics.count >= 3)
        #expect(IncidentNaming.name(login) == "Login success on mail")
        login.techniques += [try #require(Technique("T1486")), try #require(Technique("T1566"))]
        login.tactics.formUnion(login.techniques.reduce(into: TacticSet()) { $0.formUnion($1.tactics) })
        #expect(IncidentNaming.name(login) == "Multi-stage attack, Initial Access to Impact: Login success on mail")
    }

    /// A title ends with a word, and without the sign that stood behind it; only a word without an end is cut itself.
    @Test(
        arguments: [
            (String(repeating: "abc ", count: 40), String(repeating: "abc ", count: 19) + "abc…"),
            (String(repeating: "a", count: 70) + " bcdefghijkl", String(repeating: "a", count: 70) + "…"),
            (String(repeating: "a", count: 78) + ", more", String(repeating: "a", count: 78) + "…"),
            (String(repeating: "a", count: 79) + " more", String(repeating: "a", count: 79) + "…"),
            (String(repeating: "a", count: 90), String(repeating: "a", count: 79) + "…"),
        ])
    func titlesAreCutBetweenWords(title: String, name: String) {
        #expect(IncidentNaming.name(portrait(title)) == name)
    }

    @Test func endlessNamesAreBounded() {
        let endless = String(repeating: "x", count: 10_000)
        let name = IncidentNaming.name(portrait(endless, detectors: 3, assets: [endless], attackers: [endless]))
        #expect(name.count <= 2 * IncidentNaming.maximumPlaceLength + IncidentNaming.maximumTitleLength + 20)
        #expect(name.contains(" on xxx") && name.contains(" from xxx"))
    }
}
