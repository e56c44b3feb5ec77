/// What scenes name of one sort, so that a sentence about all of them tells no one's thing as everybody's.
struct MostNamed {
    /// Those of most scenes first; of as many, the one that was named earliest.
    let things: [Int]
    /// Every scene that names any names the first.
    let isOne: Bool

    /// - Parameters:
    ///   - scenes: in time order.
    ///   - named: indices of nodes that a scene names.
    init(in scenes: [StoryScene], _ named: (StoryScene) -> [Int]) {
        let namings = scenes.map { named($0).distinct }.filter { !$0.isEmpty }
        let all = Array(namings.joined())
        let counts = Dictionary(all.map { ($0, 1) }, uniquingKeysWith: +)
        func count(_ thing: Int) -> Int { counts[thing] ?? 0 }
        things = all.distinct.enumerated()
            .sorted { (count($1.element), $0.offset) < (count($0.element), $1.offset) }.map(\.element)
        isOne = things.first.map { count($0) == namings.count } ?? true
    }
}
