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
    var tactics: TacticSet
}

/// Names an incident by what happened, to whom, and by whom: "Web shell upload and 7 more on intranet from 203.0.113.9".
enum IncidentNaming {
    /// Characters of a name, at most; what is longer is cut at the title.
    static let maximumLength = 160
    static let maximumTitleLength = 80

    static func name(_ portrait: IncidentPortrait) -> String {
        var name = headline(portrait)
        if let first = portrait.assets.first {
            name += " on \(first)" + others(portrait.assetCount - 1, "more asset")
        }
        if let attacker = portrait.attackers.first {
            name += " from \(attacker)" + others(portrait.attackers.count - 1, "other address", plural: "other addresses")
        }
        return name.count <= maximumLength ? name : String(name.prefix(maximumLength - 1)) + "…"
    }

    private static func headline(_ portrait: IncidentPortrait) -> String {
        let title = portrait.titles.first.map { shortened($0) } ?? "Activity"
        let stages = portrait.tactics.tactics
        // Three stages and more are a story of their own; the first and the last tell how far it came.
        if stages.count >= 3, let first = stages.first, let last = stages.last {
            return "Multi-stage attack, \(first.title) to \(last.title): \(title)"
        }
        return title + others(portrait.detectorCount - 1, "more")
    }

    private static func others(_ count: Int, _ noun: String, plural: String? = nil) -> String {
        guard count > 0 else { return "" }
        if noun == "more" { return " and \(count) more" }
        return " and \(count) \(count == 1 ? noun : plural ?? noun + "s")"
    }

    private static func shortened(_ title: String) -> String {
        let title = title.hasSuffix(".") ? String(title.dropLast()) : title
        return title.count <= maximumTitleLength ? title : String(title.prefix(maximumTitleLength - 1)) + "…"
    }
}
