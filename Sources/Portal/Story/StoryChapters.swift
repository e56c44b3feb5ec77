internal import CaseStore
internal import Primitives
internal import SecurityModel

/// The scenes of an incident put together into as many chapters as somebody reads: what one stage did at one place is one
/// chapter, and so is what repeats elsewhere. What tells least is left to the rest.
struct StoryChapters {
    struct Chapter {
        /// In time order.
        var scenes: [StoryScene]

        var first: Timestamp { scenes.map(\.group.firstActivity).min() ?? .distantPast }
        var last: Timestamp { scenes.map(\.group.lastActivity).max() ?? .distantPast }
        var lead: StoryScene? { scenes.max(by: StoryScene.tellsLess) }
        var alertCount: Int64 { scenes.reduce(0) { $0 + $1.group.alertCount } }
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
        /// Where it happened: the place of what tells most, then those where the same stage was.
        var places: [Int] {
            guard let lead else { return [] }
            let alike = scenes.filter { $0.phase == lead.phase }
            return ([lead] + alike).compactMap(\.place).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
        }
    }

    /// Chapters, at most.
    static let most = 12
    /// Scenes that chapters are made of, at most: those that tell most.
    static let mostScenes = 300
    /// After so long a silence the same goes on in a new chapter.
    static let silence = Duration.seconds(12 * 3600)

    private(set) var chapters: [Chapter] = []
    /// What tells too little for a chapter.
    private(set) var rest: [StoryScene] = []

    init(_ scenes: [StoryScene]) {
        var told = scenes
        if told.count > StoryChapters.mostScenes {
            let kept = scenes.indices.sorted { StoryScene.tellsLess(scenes[$1], scenes[$0]) }.prefix(StoryChapters.mostScenes)
            told = kept.sorted().map { scenes[$0] }
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
        // What names no stage goes with whatever goes on at its place.
        let isLoose = scene.stage == nil && !scene.isMessage
        let here =
            isLoose ? chapters.lastIndex { $0.scenes.contains { $0.place == scene.place && !$0.isMessage } } : nil
        let known = [open[own], open[title], here].compactMap(\.self).first { index in
            scene.group.firstActivity - chapters[index].last < StoryChapters.silence
        }
        let index = known ?? chapters.count
        if index == chapters.count { chapters.append(Chapter(scenes: [])) }
        chapters[index].scenes.append(scene)
        open[own] = index
        open[title] = index
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
        let first: Timestamp
        let last: Timestamp

        init(_ chapter: Chapter) {
            self.chapter = chapter
            phase = chapter.lead?.phase
            places = Set(chapter.scenes.compactMap(\.place))
            (first, last) = (chapter.first, chapter.last)
        }

        /// `nil` for what has nothing in common.
        func distance(to other: Mark) -> Double? {
            let isSamePhase = phase != nil && phase == other.phase
            let isSamePlace = !places.isDisjoint(with: other.places)
            guard chapter.isOfMessages == other.chapter.isOfMessages, isSamePhase || isSamePlace else { return nil }
            let gap = (max(first, other.first) - min(last, other.last)).seconds / 3600
            let span = (max(last, other.last) - min(first, other.first)).seconds / 3600
            return max(0, gap) + span / 3 + (isSamePlace ? 0 : 10) + (isSamePhase ? 0 : 3)
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
        return max(1, weight) + Double(chapter.scenes.count - 1) + (chapter.isOfMessages ? 4 : 0)
    }

    private mutating func join(_ left: Int, _ right: Int) {
        let other = chapters.remove(at: right)
        chapters[left].scenes.append(contentsOf: other.scenes)
        chapters[left].scenes.sort {
            ($0.group.firstActivity, $0.group.example) < ($1.group.firstActivity, $1.group.example)
        }
    }
}

extension StoryChapters.Chapter {
    fileprivate var isOfMessages: Bool { scenes.contains(where: \.isMessage) }
}
