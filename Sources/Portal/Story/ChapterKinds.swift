internal import CaseStore
internal import Primitives
internal import SecurityModel

/// The kinds of alerts of a chapter, those that its sentence quotes and how much else there is: what came up with it and tells
/// most is quoted in the order in which it came up, and what came most often with how often and how long.
struct ChapterKinds {
    /// Kinds that a sentence quotes, at most, one more where it tells of many stages or of much without a stage.
    private static let mostQuoted = 2
    /// Alerts from which on a sentence says how many they are.
    private static let many: Int64 = 10

    private struct Kind {
        /// What tells most of it.
        var scene: StoryScene
        var isFresh: Bool
        var alertCount: Int64
        var first: Timestamp
        var last: Timestamp

        func isCalledAlike(_ other: Kind) -> Bool {
            let (title, known) = (scene.group.title.lowercased(), other.scene.group.title.lowercased())
            return known.contains(title) || title.contains(known)
        }

        /// `“Failed logons” (30 times within 4 min)`.
        var quotation: String {
            let title = "“\(StoryWords.title(scene.group))”"
            guard alertCount >= ChapterKinds.many else { return title }
            return "\(title) (\(Amount.grouped(alertCount)) times\(ChapterKinds.span(first, last)))"
        }
    }

    private let kinds: [Kind]
    private let quoted: [Kind]
    /// How many kinds it does not quote.
    private let others: Int
    private let chapter: StoryChapters.Chapter

    init(_ chapter: StoryChapters.Chapter) {
        self.chapter = chapter
        kinds = ChapterKinds.kinds(of: chapter)
        let quoted = ChapterKinds.quoted(kinds, chapter)
        self.quoted = quoted
        others = kinds.count { kind in !quoted.contains(where: kind.isCalledAlike) }
    }

    /// How many alerts there are and how long they went on, where the quotations do not tell.
    var amount: String {
        let count = chapter.alertCount
        guard count >= ChapterKinds.many, others > 0 else { return "" }
        return ", \(Amount.text(count, "alert"))\(ChapterKinds.span(chapter.first, chapter.last))"
    }

    /// `“Scan”, then “Web shell” and 3 other kinds`.
    var quotations: String {
        let rest = others == 0 ? "" : " and \(Amount.text(Int64(others), "other kind"))"
        return quoted.map(\.quotation).joined(separator: ", then ") + rest + flood
    }

    /// What most of its alerts are, where the quotations do not tell.
    private var flood: String {
        guard let most = kinds.max(by: { $0.alertCount < $1.alertCount }), most.alertCount >= 5 * ChapterKinds.many,
            2 * most.alertCount > chapter.alertCount, !quoted.contains(where: most.isCalledAlike)
        else { return "" }
        return ", above all \(most.quotation)"
    }

    /// `“Scan”, “Web shell” and the like`.
    var names: String {
        Amount.list(quoted.map { "“\(StoryWords.title($0.scene.group))”" }) + (others > 0 ? " and the like" : "")
    }

    /// In the order in which they came up.
    private static func kinds(of chapter: StoryChapters.Chapter) -> [Kind] {
        var (kinds, places) = ([Kind](), [String: Int]())
        for scene in chapter.scenes {
            let group = scene.group
            guard let place = places[group.title] else {
                places[group.title] = kinds.count
                kinds.append(
                    Kind(
                        scene: scene, isFresh: scene.isFresh, alertCount: group.alertCount, first: group.firstActivity,
                        last: group.lastActivity))
                continue
            }
            if StoryScene.tellsLess(kinds[place].scene, scene) { kinds[place].scene = scene }
            kinds[place].isFresh = kinds[place].isFresh || scene.isFresh
            kinds[place].alertCount += group.alertCount
            kinds[place].first = min(kinds[place].first, group.firstActivity)
            kinds[place].last = max(kinds[place].last, group.lastActivity)
        }
        return kinds
    }

    /// Those that tell most, in time order, of each part of an attack one before a second, what is new before what was there.
    /// What two products call alike is said once.
    private static func quoted(_ kinds: [Kind], _ chapter: StoryChapters.Chapter) -> [Kind] {
        let ranked = kinds.sorted { left, right in
            left.isFresh != right.isFresh && left.scene.isLoose && right.scene.isLoose
                ? left.isFresh : StoryScene.tellsLess(right.scene, left.scene)
        }
        var phases: Set<StoryScene.Phase?> = []
        let leads = ranked.filter { phases.insert($0.scene.phase).inserted }
        let most = chapter.stages.count > mostQuoted || kinds.allSatisfy(\.scene.isLoose) ? mostQuoted + 1 : mostQuoted
        var chosen: [Kind] = []
        for kind in leads + ranked where chosen.count < most {
            if !chosen.contains(where: kind.isCalledAlike) { chosen.append(kind) }
        }
        return chosen.sorted { ($0.first, $0.scene.group.example) < ($1.first, $1.scene.group.example) }
    }

    private static func span(_ first: Timestamp, _ last: Timestamp) -> String {
        last - first < .minutes(1) ? "" : " within \(Amount.span(last - first))"
    }
}
