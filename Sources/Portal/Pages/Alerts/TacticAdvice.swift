internal import SecurityModel

/// What to do about an alert, by the stage of an attack that it claims.
enum TacticAdvice {
    /// Stages that are spoken to, at most: the last ones matter most.
    static let most = 2

    static func steps(for tactics: TacticSet) -> [StepLine] {
        let stages = tactics.tactics.suffix(most)
        guard !stages.isEmpty else {
            return [
                step("Investigate", "The product named no stage. See who acted, on what, and whether he was meant to."),
                step("Investigate", "Look at what the same account and device did in the hour before and after."),
            ]
        }
        return stages.reversed().flatMap { stage in
            let (investigate, remediate, prevent) = advice(stage)
            return [step("Investigate", investigate), step("Remediate", remediate), step("Prevent", prevent)]
        }
    }

    private static func step(_ phase: String, _ text: String) -> StepLine { StepLine(phase: phase, text: text) }

    private static func advice(_ tactic: Tactic) -> (investigate: String, remediate: String, prevent: String) {
        switch tactic {
        case .reconnaissance:
            (
                "See what the scan reached, and whether the same address came back.", "Block the address at the border.",
                "Close what need not answer to the outside."
            )
        case .resourceDevelopment:
            (
                "Look for other names and certificates of the same owner.", "Block the names, and report them to who hosts them.",
                "Watch for new names that resemble yours."
            )
        case .initialAccess:
            (
                "Find the first thing that went wrong: the message, the page, the sign-in.",
                "End the sessions that it led to, and take the message out of every mailbox.",
                "Ask for a second factor that cannot be relayed; patch what was exploited."
            )
        case .execution:
            (
                "Read the command line and what started it; look for the same hash elsewhere.",
                "Stop the process and take the file away.", "Let only known programs and signed scripts run there."
            )
        case .persistence:
            (
                "List what starts by itself: services, tasks, keys, mailbox rules, new credentials.",
                "Remove it, and everything that was made in the same minutes.",
                "Tell somebody when such an entry is made by anyone else than your tools."
            )
        case .privilegeEscalation:
            (
                "See which rights the account had before and after.", "Take the rights away and change the account's secrets.",
                "Give standing rights to few; patch the local flaws."
            )
        case .stealth:
            (
                "See what was hidden or deleted, and ask another log about the same minutes.",
                "Bring back what was removed; scan the device from outside.", "Send logs away at once, to where nobody deletes."
            )
        case .defenseImpairment:
            (
                "See which protection was off, and since when.", "Switch it on again, and scan what happened meanwhile.",
                "Let nobody switch protection off from the device itself."
            )
        case .credentialAccess:
            (
                "List every secret that lay within reach, and where each was used since.",
                "Change those secrets; for a domain, its ticket keys too.", "Keep secrets of administrators off such devices."
            )
        case .discovery:
            (
                "See what was asked for: it tells what the next step is meant to be.",
                "Contain the account or device that asked.",
                "Limit who may list accounts, shares and trusts."
            )
        case .lateralMovement:
            (
                "Follow the session to the device that it came from, and to those that it reached.",
                "Take both ends off the network; end the sessions of the account.",
                "Let administration come from few machines alone."
            )
        case .collection:
            (
                "See which data was gathered, where, and whose it is.", "Cut the access and keep the archive as evidence.",
                "Tell somebody when one account reads far more than usual."
            )
        case .commandAndControl:
            (
                "Ask which other devices met the same address or name.", "Block it, and take the device off the network.",
                "Let servers reach only what they need."
            )
        case .exfiltration:
            (
                "Measure how much left, and which data it was.", "Cut the way out; tell those who have to know in time.",
                "Limit and watch uploads, shares and forwards to the outside."
            )
        case .impact:
            (
                "See how far it went, and whether the backups are whole.", "Isolate everything that is touched, at once.",
                "Keep backups where no account of the domain can delete them."
            )
        }
    }
}
