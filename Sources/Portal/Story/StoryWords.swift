internal import CaseStore
internal import Primitives
internal import SecurityModel

/// A chapter of the story as one sentence: what was done where, by whom, and what the products call it.
struct StoryWords {
    let nodes: [IncidentGraph.Node]

    /// Letters of a title, at most.
    static let titleLength = 90

    func sentence(of chapter: StoryChapters.Chapter) -> Prose {
        guard let lead = chapter.lead else { return "" }
        let kinds = ChapterKinds(chapter)
        return "\(clause(lead, chapter))\(pause(chapter))\(kinds.amount): \(kinds.quotations)."
    }

    /// What names no stage came back after a pause; what names one says how it went on.
    private func pause(_ chapter: StoryChapters.Chapter) -> String {
        guard let pause = chapter.pause, chapter.stages.isEmpty else { return "" }
        return " again after \(Amount.span(pause))"
    }

    /// Where a single alert happened, as the end of a sentence.
    func whereabouts(_ scene: StoryScene) -> Prose {
        guard let place = scene.place else { return "" }
        return " \(at([nodes[place]]))"
    }

    private func clause(_ lead: StoryScene, _ chapter: StoryChapters.Chapter) -> Prose {
        if lead.isMessage { return message(lead, chapter) }
        let places = chapter.places.map { nodes[$0] }
        guard !places.isEmpty else { return "Where no alert says" }
        let done = chapter.stages.map(StoryWords.deed)
        let whereabouts = capital(at(places)) + company(lead, chapter)
        return done.isEmpty ? whereabouts : "\(whereabouts), \(Amount.list(done, most: 4))"
    }

    private static func deed(_ stage: Tactic) -> String {
        switch stage {
        case .reconnaissance: "the ground was scouted"
        case .resourceDevelopment: "an attack was prepared"
        case .initialAccess: "a way in was tried"
        case .execution: "code was run"
        case .persistence: "a way to stay was set up"
        case .privilegeEscalation: "more rights were taken"
        case .stealth: "traces were hidden"
        case .defenseImpairment: "protection was weakened"
        case .credentialAccess: "credentials were sought"
        case .discovery: "the surroundings were explored"
        case .lateralMovement: "the attack moved in"
        case .collection: "data was gathered"
        case .commandAndControl: "orders were fetched"
        case .exfiltration: "data left"
        case .impact: "damage was done"
        }
    }

    private func message(_ lead: StoryScene, _ chapter: StoryChapters.Chapter) -> Prose {
        var reached: [Int] = []
        for scene in chapter.scenes { reached += scene.recipients.filter { !reached.contains($0) && $0 != lead.sender } }
        let people = "\(reached.map { nodes[$0] })" as Prose
        guard let sender = lead.sender else { return "A message reached \(people)" }
        return nodes[sender].kind == .mailbox
            ? "Mail of \(nodes[sender]) reached \(people)" : "A message of \(nodes[sender]) reached \(people)"
    }

    /// Who acted: the account on a device, the attacker's address, the machine that it came from.
    private func company(_ scene: StoryScene, _ chapter: StoryChapters.Chapter) -> Prose {
        guard let place = scene.place else { return "" }
        var words: Prose = ""
        if nodes[place].kind == .device, let user = scene.users.first, !chapter.places.contains(user) {
            words = "\(words) as \(nodes[user])"
        }
        let outside = scene.hostile.first { [.ip, .domain, .url].contains(nodes[$0].kind) } ?? scene.hostile.first
        if let outside {
            let isCalled = scene.phase == .control || scene.stage == .exfiltration
            words = "\(words) \(isCalled ? "with" : "from") \(nodes[outside])"
        } else if let origin = scene.origins.first {
            words = "\(words) from \(nodes[origin])"
        }
        return words
    }

    /// `on` a device, `in` what data lies in; `at` where they are of several kinds.
    private func at(_ places: [IncidentGraph.Node]) -> Prose {
        guard Set(places.map(\.kind)).count == 1 else { return "at \(places)" }
        return switch places[0].kind {
        case .device, .container: "on \(places)"
        case .user: places.count == 1 ? "with the account \(places)" : "with the accounts \(places)"
        case .ip, .domain, .url: "at \(places)"
        default: "in \(places)"
        }
    }

    private func capital(_ prose: Prose) -> Prose {
        var pieces = prose.pieces
        if !pieces.isEmpty { pieces[0].text = pieces[0].text.withCapital }
        return Prose(pieces)
    }

    /// What tells too little for sentences of its own.
    func remainder(_ scenes: [StoryScene]) -> Prose? {
        guard !scenes.isEmpty else { return nil }
        let kinds = ChapterKinds(StoryChapters.Chapter(scenes: scenes))
        return "Besides there \(scenes.count == 1 ? "is" : "are") \(kinds.names)."
    }

    static func title(_ group: AlertGroup) -> String {
        var title = group.title[...]
        while title.last == "." || title.last == " " { title.removeLast() }
        return String(title).middleTruncated(to: titleLength)
    }
}
