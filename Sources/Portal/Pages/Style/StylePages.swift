internal import Access
internal import GraphAPI
internal import Hummingbird
internal import Primitives
internal import SecurityModel

/// `/style`: everything that pages are made of, in both themes beside each other. Who changes a style sheet looks here first.
struct StylePages: Surface {
    let pages: Pages

    func add(to routes: RouteTable) {
        routes.get("style", needs: .caller, use: page)
    }

    @Sendable func page(_ request: Request, context: APIContext) async throws -> Response {
        try await pages.page(
            "style", StylePage(), title: "Style", section: .settings,
            styles: ["queue.css", "incident.css", "lists.css", "home.css", "style.css"], scripts: [], context: context)
    }
}

/// One of each.
struct StylePage {
    struct Word {
        var name: String
        var title: String
    }

    struct Colour {
        var name: String
        var meaning: String
    }

    let themes = ["light", "dark"]
    let sizes = ["title", "section", "prose", "table", "meta"]
    let spaces = ["s1", "s2", "s3", "s4", "s5", "s6"]
    let colours = [
        Colour(name: "page", meaning: "behind everything"), Colour(name: "surface", meaning: "panels and rows"),
        Colour(name: "raised", meaning: "what floats"), Colour(name: "hover", meaning: "under the pointer"),
        Colour(name: "line", meaning: "hairlines"), Colour(name: "text", meaning: "what is read"),
        Colour(name: "quiet", meaning: "what is read second"), Colour(name: "accent", meaning: "links, focus, what is chosen"),
        Colour(name: "high", meaning: "high, malicious"), Colour(name: "medium", meaning: "medium, suspicious"),
        Colour(name: "low", meaning: "low"), Colour(name: "informational", meaning: "informational, unknown"),
        Colour(name: "good", meaning: "resolved, no threats found"),
    ]
    let bands = [
        Word(name: "high", title: "97"), Word(name: "medium", title: "54"), Word(name: "low", title: "21"),
        Word(name: "informational", title: "3"),
    ]
    let severities = [AlertSeverity.high, .medium, .low, .informational].map { Word(name: $0.name, title: $0.title) }
    let alertStatuses = [AlertStatus.new, .inProgress, .resolved].map { Word(name: $0.name, title: $0.title) }
    let statuses = IncidentStatus.allCases.map { Word(name: $0.name, title: $0.title) }
    let verdicts = EvidenceVerdict.allCases.map { Word(name: $0.name, title: $0.title) }
    let levels = CriticalAsset.Level.allCases.map { Word(name: $0.name, title: $0.title) }
    let assets = EntityKind.allCases.map { EntityChip($0, $0.title(1).withCapital, part: .asset) }
    let evidence = EntityKind.allCases.prefix(3).map { EntityChip($0, $0.title(1).withCapital, part: .evidence) }
    let hostile = [EntityChip(.ip, "203.0.113.9", part: .hostile), EntityChip(.url, "https://bad.example/a", part: .hostile)]
    let chain = IncidentHead.chain(threeStages)
    let chainStrip = IncidentHead.strip(threeStages, "three tactics")
    let bars = TimeBars((0..<24).map { Int64($0 * 7 % 11) }, (0...24).map { .now - .hours(24 - $0) }, what: "alert").svg.text
}

private let threeStages: TacticSet = [TacticSet(.initialAccess), TacticSet(.execution), TacticSet(.credentialAccess)]
