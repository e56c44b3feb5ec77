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
        let places = places(of: chapter, lead)
        guard !places.isEmpty else { return "Where no alert says" }
        let done = chapter.stages.map(StoryWords.deed)
        let whereabouts = capital(at(places.map { nodes[$0] })) + company(lead, chapter, at: places)
        return done.isEmpty ? whereabouts : "\(whereabouts), \(Amount.list(done, most: 4))"
    }

    /// Where it happened, the place of most scenes first: those of the stage of what tells most, and others of the same kind.
    private func places(of chapter: StoryChapters.Chapter, _ lead: StoryScene) -> [Int] {
        let kind = lead.place.map { nodes[$0].kind }
        let alike = chapter.scenes.filter { scene in
            scene.phase == lead.phase || scene.place.map { nodes[$0].kind == kind } == true
        }
        return MostNamed(in: alike) { [$0.place].compactMap(\.self) }.things
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
        let senders = MostNamed(in: chapter.scenes) { [$0.sender].compactMap(\.self) }
        let reached = MostNamed(in: chapter.scenes) { $0.recipients.filter { !senders.things.contains($0) } }
        let people = "\(reached.things.map { nodes[$0] })" as Prose
        guard lead.sender != nil, let sender = senders.things.first else { return "A message reached \(people)" }
        return nodes[sender].kind == .mailbox
            ? "Mail of \(said(senders)) reached \(people)" : "A message of \(said(senders)) reached \(people)"
    }

    /// Who acted: the account on a device, the attacker's address, the machine that it came from. Of each the one that most
    /// scenes name, and how many others there are.
    private func company(_ lead: StoryScene, _ chapter: StoryChapters.Chapter, at places: [Int]) -> Prose {
        guard let place = lead.place else { return "" }
        func others(_ things: [Int]) -> [Int] { things.filter { !places.contains($0) } }
        var words: Prose = ""
        if nodes[place].kind == .device, !others(lead.users).isEmpty {
            let users = MostNamed(in: chapter.scenes) { others($0.users) }
            words = " as \(said(users))"
        }
        // Whether something was called, or came from there, is told of all in one word.
        let alike = chapter.scenes.filter { $0.callsOut == lead.callsOut }
        let preposition = lead.callsOut ? "with" : "from"
        if !others(onNetwork(lead.hostile)).isEmpty {
            let addresses = MostNamed(in: alike) { others(onNetwork($0.hostile)) }
            words = "\(words) \(preposition) \(said(addresses))"
        } else if !others(lead.hostile).isEmpty {
            let things = MostNamed(in: alike) { others($0.hostile) }
            words = "\(words) \(preposition) \(said(things))"
        } else if !others(lead.origins).isEmpty {
            let machines = MostNamed(in: chapter.scenes) { others($0.origins) }
            words = "\(words) from \(said(machines))"
        }
        return words
    }

    private func onNetwork(_ things: [Int]) -> [Int] { things.filter { [.ip, .domain, .url].contains(nodes[$0].kind) } }

    /// `203.0.113.61 and 2 other addresses`.
    private func said(_ named: MostNamed) -> Prose {
        guard let first = named.things.first else { return "" }
        let told: [IncidentGraph.Node] = named.isOne ? [nodes[first]] : named.things.map { nodes[$0] }
        guard told.count > 2 else { return "\(told)" }
        let kind = nodes[first].kind
        let isOneKind = kind != .other && told.allSatisfy { $0.kind == kind }
        let others = Amount.text(Int64(told.count - 1), "other", isOneKind ? "other \(kind.title(2))" : "others")
        return "\(nodes[first]) and \(others)"
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
