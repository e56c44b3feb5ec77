internal import CaseStore
internal import Primitives
internal import SecurityModel

/// What happened in an incident, in sentences that each rest on their alerts: one for each chapter in time order, and how far
/// it came. Written from facts by rule: the same incident always reads the same, and one without techniques still has its story.
struct IncidentStory {
    var incident: Incident
    var groups: [AlertGroup]
    var graph: IncidentGraph
    /// The products that report it.
    var products: [String]
    /// What the groups leave out.
    var untold = Untold.nothing
    /// What none of its chapters can tell of.
    var unknown: UnknownEvidence?

    /// A sentence, and the alerts that it rests on; where it names none, it rests on all of them.
    struct Sentence: Equatable {
        var time: Timestamp?
        var prose: Prose
        var alerts: [AlertID] = []
        var alertCount: Int64 = 0
        /// It rests on what people did, and not on alerts.
        var isOfWork = false
    }

    /// Alerts that a link names, at most: one to more names the sentence.
    static let mostLinked = 40

    /// A sentence with what it rests on, for a page.
    struct Line {
        var when: String?
        var exact: String
        var pieces: [Prose.Piece]
        var text: String
        var address: String
        var rests: String
        /// Its alerts, for the page that has them all.
        var alerts: String

        /// - Parameter number: of the sentence in its story, from 0.
        init(_ sentence: Sentence, number: Int, in incident: IncidentID) {
            when = sentence.time?.dayAndMinute
            exact = sentence.time?.rfc3339 ?? ""
            pieces = sentence.prose.pieces
            text = (when.map { "\($0): " } ?? "") + sentence.prose.text
            let named = sentence.alerts.map(\.description)
            alerts = named.joined(separator: " ")
            if sentence.isOfWork {
                (address, rests) = ("/incidents/\(incident)/activity", "activities")
            } else if named.isEmpty {
                (address, rests) = ("/incidents/\(incident)/alerts", "all alerts")
            } else {
                let shows =
                    named.count > IncidentStory.mostLinked ? "sentence=\(number)" : "show=\(named.joined(separator: ","))"
                address = "/incidents/\(incident)?\(shows)"
                rests = Amount.text(sentence.alertCount, "alert")
            }
        }
    }

    var lines: [Line] { sentences.enumerated().map { Line($1, number: $0, in: incident.id) } }

    var sentences: [Sentence] {
        let scenes = graph.scenes(of: groups)
        let words = StoryWords(nodes: graph.nodes)
        let story = StoryChapters(scenes)
        let rest = words.remainder(story.rest).map { prose in
            Sentence(
                prose: prose, alerts: story.rest.map(\.group.example),
                alertCount: story.rest.reduce(0) { $0 + $1.group.alertCount })
        }
        return [extent] + story.chapters.map { sentence($0, words) }
            + [rest, untold.sentence.map { Sentence(prose: $0) }, strangers, end(scenes, words), openQuestions].compactMap(\.self)
    }

    private func sentence(_ chapter: StoryChapters.Chapter, _ words: StoryWords) -> Sentence {
        Sentence(
            time: chapter.first > .distantPast ? chapter.first : nil, prose: words.sentence(of: chapter),
            alerts: chapter.scenes.map(\.group.example), alertCount: chapter.alertCount)
    }

    private var extent: Sentence {
        guard incident.alertCount > 0 else { return Sentence(prose: "It holds no alerts.", isOfWork: true) }
        let struck = graph.concerned
        let one = incident.alertCount == 1
        let alerts = "\(Amount.text(incident.alertCount, "alert")) of \(source)"
        guard !struck.isEmpty else {
            let whose = unknown == nil ? "of yours" : "that is known here"
            return Sentence(prose: "\(alerts) \(one ? "names" : "name") no asset \(whose).")
        }
        let kinds = EntityKind.allCases.compactMap { kind -> String? in
            let count = struck.filter { $0.kind == kind }.reduce(0) { $0 + $1.size }
            guard count > 0 else { return nil }
            return untold.isNothing
                ? Amount.text(Int64(count), kind.title(1), kind.title(2)) : "\(untold.count(count)) \(kind.title(2))"
        }
        let span = incident.lastActivity > incident.firstActivity ? " within \(duration)" : ""
        let chief: Prose = struck.count > 3 ? ", above all \(Array(struck.prefix(2)))" : ": \(struck)"
        return Sentence(
            prose: "\(alerts)\(span) \(one ? "concerns" : "concern") \(Amount.list(kinds, most: 8))\(chief).")
    }

    private var strangers: Sentence? {
        unknown.map { Sentence(prose: "\($0.words).", alerts: $0.alerts, alertCount: Int64($0.alerts.count)) }
    }

    /// How far it came: the furthest stage that an alert of weight claims, and of those the gravest and last. Where none
    /// claims a stage, the last of the gravest whose like was not there before.
    private func end(_ scenes: [StoryScene], _ words: StoryWords) -> Sentence? {
        guard scenes.count > 2 else { return nil }
        let last = scenes.indices.max { left, right in
            let (one, other) = (scenes[left], scenes[right])
            return (one.stage?.rawValue ?? 0, one.group.severity, one.isFresh ? 1 : 0, one.group.lastActivity)
                < (other.stage?.rawValue ?? 0, other.group.severity, other.isFresh ? 1 : 0, other.group.lastActivity)
        }
        guard let scene = last.map({ scenes[$0] }) else { return nil }
        let reach =
            scene.stage.map { stage in
                // Alerts of little weight may claim more.
                let isFurthest = incident.tactics.tactics.last.map { $0 <= stage } ?? true
                return isFurthest
                    ? "The furthest it came is \(stage.title.lowercased())"
                    : "The furthest that an alert of medium severity or more tells of is \(stage.title.lowercased())"
            } ?? "The gravest that was new"
        return Sentence(
            time: scene.group.lastActivity > .distantPast ? scene.group.lastActivity : nil,
            prose: "\(reach): “\(StoryWords.title(scene.group))”\(words.whereabouts(scene)).", alerts: [scene.group.example],
            alertCount: scene.group.alertCount)
    }

    private var openQuestions: Sentence? {
        guard incident.status.isOpen else { return nil }
        var open: [String] = []
        if incident.assignedTo.isEmpty { open.append("nobody owns it") }
        if incident.classification == .unknown { open.append("it is not classified") }
        return open.isEmpty ? nil : Sentence(prose: "Open: \(Amount.list(open)).", isOfWork: true)
    }

    private var source: String { products.isEmpty ? "one product" : Amount.list(products, most: 2) }
    private var duration: String { Amount.span(incident.lastActivity - incident.firstActivity) }
}

extension Timestamp {
    /// `2026-05-04 12:30` in UTC.
    var minute: String { rfc3339.prefix(16).replacing("T", with: " ") + " UTC" }
    /// `05-04 12:30` in UTC.
    var dayAndMinute: String { String(rfc3339.prefix(16).dropFirst(5)).replacing("T", with: " ") }
}
