internal import SecurityModel

/// What an incident's name is made of.
struct IncidentPortrait {
    /// Titles of what fired, the most telling first.
    var titles: [String]
    var detectorCount: Int
    /// What was struck: devices before accounts and other assets, the most named first.
    var assets: [String]
    var assetCount: Int
    /// Addresses that acted, the most named first.
    var attackers: [String]
    var attackerCount: Int
    var tactics: TacticSet
    var techniques: [Technique] = []

    /// Whether three stages are told apart. A technique of several stages, as a valid account is of four, tells of one deed, and
    /// a stage without a technique stands for itself.
    var isStaged: Bool {
        let known = techniques.reduce(into: TacticSet()) { $0.formUnion($1.tactics) }
        let deeds = Set(techniques.map(\.parent)).count + tactics.subtracting(known).count
        return tactics.count >= 3 && deeds >= 3
    }
}

/// Names an incident by what happened, to whom, and by whom: "Web shell upload and 7 more on intranet from 203.0.113.9".
enum IncidentNaming {
    /// Characters of a name: for more the title is cut, so that whom it struck always stands there, down to
    /// `minimumTitleLength`.
    static let maximumLength = 160
    static let maximumTitleLength = 80
    static let minimumTitleLength = 24
    /// Characters of an asset or an address in a name, at most.
    static let maximumPlaceLength = 60

    static func name(_ portrait: IncidentPortrait) -> String {
        let (story, place) = (story(portrait), place(portrait))
        let more = story.isEmpty ? others(portrait.detectorCount - 1, "more") : ""
        let room = max(minimumTitleLength, maximumLength - story.count - more.count - place.count)
        return story + shortened(portrait.titles.first ?? "Activity", to: min(room, maximumTitleLength)) + more + place
    }

    /// Three stages and more are a story of their own; the first and the last tell how far it came.
    private static func story(_ portrait: IncidentPortrait) -> String {
        let stages = portrait.tactics.tactics
        guard portrait.isStaged, let first = stages.first, let last = stages.last else { return "" }
        return "Multi-stage attack, \(first.title) to \(last.title): "
    }

    /// What was struck, and who struck.
    private static func place(_ portrait: IncidentPortrait) -> String {
        var place = ""
        if let first = portrait.assets.first {
            place += " on \(shortened(first, to: maximumPlaceLength))" + others(portrait.assetCount - 1, "more asset")
        }
        if let attacker = portrait.attackers.first {
            place += " from \(shortened(attacker, to: maximumPlaceLength))"
            place += others(portrait.attackerCount - 1, "other address", plural: "other addresses")
        }
        return place
    }

    private static func others(_ count: Int, _ noun: String, plural: String? = nil) -> String {
        guard count > 0 else { return "" }
        if noun == "more" { return " and \(count) more" }
        return " and \(count) \(count == 1 ? noun : plural ?? noun + "s")"
    }

    /// A text is cut where a word ends; within one where that is the first.
    private static func shortened(_ text: String, to length: Int) -> String {
        let text = text.hasSuffix(".") ? String(text.dropLast()) : text
        guard text.count > length else { return text }
        let kept = text.prefix(length - 1)
        let isWhole = text[kept.endIndex].isWhitespace
        let words = isWhole ? kept : kept.lastIndex(where: \.isWhitespace).map { kept[..<$0] } ?? kept
        let end = words.lastIndex { $0.isLetter || $0.isNumber || ")]}”\"'".contains($0) }
        return String(end.map { words[...$0] } ?? kept) + "…"
    }
}
