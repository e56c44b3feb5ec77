internal import CaseStore
internal import Primitives
internal import SecurityModel

/// The scenes of an incident put together into as many chapters as somebody reads: what one stage did at one place is one
/// chapter, and so is what repeats elsewhere. What names no stage is parted by its place and by pauses. What tells least is left
/// to the rest.
struct StoryChapters {
    struct Chapter {
        /// In time order.
        var scenes: [StoryScene]
        /// When it began, or a kind of alert came up last that had not been at its place.
        var lastNews = Timestamp.distantPast
        /// Nothing was told of its place for so long, where something had been.
        var pause: Duration?

        var first: Timestamp { scenes.map(\.group.firstActivity).min() ?? .distantPast }
        var last: Timestamp { scenes.map(\.group.lastActivity).max() ?? .distantPast }
        var lead: StoryScene? { scenes.max(by: StoryScene.tellsLess) }
        var alertCount: Int64 { scenes.reduce(0) { $0 + $1.group.alertCount } }
        /// Kinds of alerts that came up with it.
        var freshKinds: Int { scenes.count(where: \.isFresh) }
        /// The stages that it claims, each part of an attack once, as they came.
        var stages: [Tactic] {
            var phases: [StoryScene.Phase] = []
            var stages: [Tactic] = []
            for scene in scenes {
                guard let phase = scene.phase, let stage = scene.stage, !phases.contains(phase) else { continue }
                phases.append(phase)
                stages.append(stage)
            }
            return stages
        }
    }

    /// Chapters, at most.
    static let most = 12
    /// Scenes that chapters are made of, at most: those that tell most.
    static let mostScenes = 300
    /// After so long a silence the same goes on in a new chapter.
    static let silence = Duration.hours(12)

    private(set) var chapters: [Chapter] = []
    /// What tells too little for a chapter.
    private(set) var rest: [StoryScene] = []

    /// A silence, and a time without anything new, after which what no stage holds together goes on in a new chapter.
    private let pause: Duration
    /// Titles that there were at a place.
    private var known: Set<Title> = []

    init(_ scenes: [StoryScene]) {
        pause = Bursts.pause(of: scenes.map(\.group))
        var told = scenes
        if told.count > StoryChapters.mostScenes {
            let kept = scenes.indices.sorted { StoryScene.tellsLess(scenes[$1], scenes[$0]) }.prefix(StoryChapters.mostScenes)
            told = kept.sorted().map { scenes[$0] }
            let isTold = Set(kept)
            rest = scenes.indices.filter { !isTold.contains($0) }.map { scenes[$0] }
        }
        var open: [Thread: Int] = [:]
        for scene in told { add(scene, &open) }
        while chapters.count > StoryChapters.most {
            let (pair, least) = (nearest, least)
            if let pair, pair.distance <= least?.loss ?? .infinity {
                join(pair.left, pair.right)
            } else if let least {
                rest += chapters.remove(at: least.index).scenes
            } else {
                break
            }
        }
        chapters.sort { $0.first < $1.first }
        notePauses()
    }

    private mutating func notePauses() {
        var last: [Int: Timestamp] = [:]
        for index in chapters.indices {
            guard let place = chapters[index].lead?.place else { continue }
            if let before = last[place], chapters[index].first - before > pause {
                chapters[index].pause = chapters[index].first - before
            }
            last[place] = max(last[place] ?? .distantPast, chapters[index].last)
        }
    }

    /// What makes two scenes parts of one chapter.
    private enum Thread: Hashable {
        case message(sender: Int?)
        case stage(place: Int?, StoryScene.Phase?)
        case repeated(title: String)
    }

    private mutating func add(_ scene: StoryScene, _ open: inout [Thread: Int]) {
        let own: Thread =
            scene.isMessage ? .message(sender: scene.sender) : .stage(place: scene.place, scene.phase)
        let title = Thread.repeated(title: scene.group.title)
        let isNew = known.insert(Title(place: scene.place, text: scene.group.title)).inserted
        let found =
            scene.isLoose
            ? ongoing(scene, isNew: isNew)
            : [open[own], open[title]].compactMap(\.self).first {
                scene.group.firstActivity - chapters[$0].last < StoryChapters.silence
            }
        let index = found ?? chapters.count
        if index == chapters.count { chapters.append(Chapter(scenes: [])) }
        chapters[index].scenes.append(scene)
        if isNew || found == nil { chapters[index].lastNews = max(chapters[index].lastNews, scene.group.firstActivity) }
        open[own] = index
        open[title] = index
    }

    /// What names no stage goes with whatever goes on at its place, and with nothing elsewhere. What comes up there after nothing
    /// had for a while is a chapter of its own, even if a flood goes on.
    private func ongoing(_ scene: StoryScene, isNew: Bool) -> Int? {
        let begun = scene.group.firstActivity
        return chapters.lastIndex { $0.scenes.contains { $0.place == scene.place && !$0.isMessage } }.flatMap { index in
            let isOver = begun - chapters[index].last > pause || (isNew && begun - chapters[index].lastNews > pause)
            return isOver ? nil : index
        }
    }

    private struct Title: Hashable {
        var place: Int?
        var text: String
    }

    /// The two that are nearest to one thing: the same stage, or what else went on at the same place. The distance is in
    /// hours, and as many for what differs.
    private var nearest: (left: Int, right: Int, distance: Double)? {
        let marks = chapters.map(Mark.init)
        var found: (left: Int, right: Int, distance: Double)?
        for right in chapters.indices.dropFirst() {
            for left in 0..<right {
                guard let distance = marks[left].distance(to: marks[right]) else { continue }
                if distance < found?.distance ?? .infinity { found = (left, right, distance) }
            }
        }
        return found
    }

    /// What decides how near two chapters are.
    private struct Mark {
        let chapter: Chapter
        let phase: StoryScene.Phase?
        let places: Set<Int>
        /// What names no stage is alike by what it is called.
        let titles: Set<String>
        let first: Timestamp
        let last: Timestamp

        init(_ chapter: Chapter) {
            self.chapter = chapter
            phase = chapter.lead?.phase
            places = Set(chapter.scenes.compactMap(\.place))
            titles = chapter.scenes.allSatisfy(\.isLoose) ? Set(chapter.scenes.map(\.group.title)) : []
            (first, last) = (chapter.first, chapter.last)
        }

        /// `nil` for what has nothing in common.
        func distance(to other: Mark) -> Double? {
            let isAlike = 2 * titles.intersection(other.titles).count > max(titles.count, other.titles.count)
            let isSamePhase = phase != nil ? phase == other.phase : isAlike
            let isSamePlace = !places.isDisjoint(with: other.places)
            guard chapter.isOfMessages == other.chapter.isOfMessages, isSamePhase || isSamePlace else { return nil }
            let gap = (max(first, other.first) - min(last, other.last)).seconds / 3600
            let span = (max(last, other.last) - min(first, other.first)).seconds / 3600
            return max(0, gap) + span / 3 + (isSamePlace ? 0 : isAlike ? 1 : 10) + (isSamePhase ? 0 : 3)
        }
    }

    /// What it costs least to leave to the rest, in the same measure. The beginning is always told.
    private var least: (index: Int, loss: Double)? {
        let beginning = chapters.indices.min { chapters[$0].first < chapters[$1].first }
        return chapters.indices.filter { $0 != beginning }.map { ($0, loss(of: chapters[$0])) }.min { $0.1 < $1.1 }
    }

    private func loss(of chapter: Chapter) -> Double {
        guard let lead = chapter.lead else { return 0 }
        let weight = 3 * Double(lead.group.severity.rawValue) - 3 + (lead.stage == nil ? 0 : 4)
        return max(1, weight) + Double(max(1, chapter.freshKinds) - 1) + (chapter.isOfMessages ? 4 : 0)
    }

    private mutating func join(_ left: Int, _ right: Int) {
        let other = chapters.remove(at: right)
        chapters[left].lastNews = max(chapters[left].lastNews, other.lastNews)
        chapters[left].scenes.append(contentsOf: other.scenes)
        chapters[left].scenes.sort {
            ($0.group.firstActivity, $0.group.example) < ($1.group.firstActivity, $1.group.example)
        }
    }
}

extension StoryChapters.Chapter {
    fileprivate var isOfMessages: Bool { scenes.contains(where: \.isMessage) }
}
