import SecurityModel
import Testing

/// ATT&CK v19, and what earlier names and ids have become in it.
@Suite struct AttackTests {
    @Test func fifteenTacticsInKillChainOrder() {
        #expect(
            Tactic.allCases.map(\.shortName) == [
                "reconnaissance", "resource-development", "initial-access", "execution", "persistence", "privilege-escalation",
                "stealth", "defense-impairment", "credential-access", "discovery", "lateral-movement", "collection",
                "command-and-control", "exfiltration", "impact",
            ])
        #expect(
            Tactic.allCases.map(\.id) == [
                "TA0043", "TA0042", "TA0001", "TA0002", "TA0003", "TA0004", "TA0005", "TA0112", "TA0006", "TA0007", "TA0008",
                "TA0009", "TA0011", "TA0010", "TA0040",
            ])
    }

    @Test(arguments: Tactic.allCases)
    func everySpellingIsRead(tactic: Tactic) {
        for spelling in [
            tactic.id, tactic.title, tactic.category, tactic.shortName, tactic.shortName.uppercased(), "attack.\(tactic.id)",
        ] {
            let isTagged = spelling.hasPrefix("attack.")
            #expect(TacticSet(named: spelling) == (isTagged ? [] : TacticSet(tactic)), "\(spelling)")
        }
    }

    @Test(
        arguments: [
            ("Defense Evasion", [Tactic.stealth, .defenseImpairment]), ("defense-evasion", [.stealth, .defenseImpairment]),
            ("DefenseEvasion", [.stealth, .defenseImpairment]), ("C2", [.commandAndControl]),
            ("Command & Control", [.commandAndControl]),
            ("PreAttack", [.reconnaissance, .resourceDevelopment]), ("", []), ("Mischief", []), ("TA9999", []),
        ] as [(String, [Tactic])])
    func olderNamesAreRead(_ name: String, _ tactics: [Tactic]) {
        #expect(TacticSet(named: name).tactics == tactics)
    }

    @Test func namesInWords() {
        #expect(
            Tactic.commandAndControl.title == "Command and Control" && Tactic.commandAndControl.category == "CommandAndControl")
        #expect(Tactic.stealth.title == "Stealth" && Tactic.defenseImpairment.title == "Defense Impairment")
        #expect(TacticSet([TacticSet(.impact), TacticSet(.execution)]).first == .execution)
        #expect(TacticSet([]).first == nil && TacticSet([TacticSet(.impact), TacticSet(.execution)]).count == 2)
    }

    @Test(
        arguments: [
            ("T1562", ["T1685"]), ("T1562.001", ["T1685"]), ("T1562.002", ["T1685.001"]), ("T1562.003", ["T1690"]),
            ("T1562.004", ["T1686", "T1686.001", "T1686.003"]), ("T1562.006", ["T1685"]), ("T1562.007", ["T1686.001"]),
            ("T1562.008", ["T1685.002"]), ("T1562.010", ["T1689"]), ("T1562.012", ["T1685.004"]), ("T1070.001", ["T1685.005"]),
            ("T1070.002", ["T1685.006"]), ("t1059.001", ["T1059.001"]), ("T1110", ["T1110"]), ("PowerShell", ["T1059.001"]),
            ("Brute Force", ["T1110"]), ("brute force", ["T1110"]), ("T9999", ["T9999"]), ("T9999.123", ["T9999.123"]),
            ("Juggling", []), ("", []), ("T11", []), ("T1059.1", []), ("T1059.0011", []), ("X1059", []), ("T1059-001", []),
            ("T10５9", []),
        ] as [(String, [String])])
    func techniquesHaveSuccessors(_ text: String, _ expected: [String]) {
        #expect(Technique.successors(of: text).map(\.id) == expected)
    }

    /// A successor that the table does not know would lose its name and its stage.
    @Test(arguments: [
        "T1562", "T1562.004", "T1562.002", "T1562.003", "T1562.008", "T1562.010", "T1562.012", "T1070.001", "T1070.002",
    ])
    func successorsAreKnown(_ old: String) {
        for technique in Technique.successors(of: old) {
            #expect(technique.name != technique.id && !technique.tactics.tactics.isEmpty, "\(technique)")
        }
    }

    @Test func techniquesKnowTheirNameStageAndParent() throws {
        let shell = try #require(Technique("T1059.001"))
        #expect(shell.name == "PowerShell" && shell.tactics == TacticSet(.execution) && shell.parent.id == "T1059")
        let unknown = try #require(Technique("T1059.999"))
        #expect(unknown.name == "T1059.999" && unknown.tactics == TacticSet(.execution))
        #expect(try #require(Technique("T9999")).tactics == [])
        #expect(shell.parent < shell)
    }
}
