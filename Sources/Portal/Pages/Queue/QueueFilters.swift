internal import CaseStore
internal import Primitives
internal import SecurityModel

/// The filters above the queue: menus for those of every day, one place for all others, and what is in force of them.
enum QueueFilters {
    static func usual(_ address: QueueAddress, _ choices: QueueChoices) throws -> [FilterMenu] {
        var time = FilterMenu.one(
            "Created", "days", QueueAddress.spans.map { (value(ofDays: $0), title(ofDays: $0)) }, value(ofDays: address.days))
        time.dates = FilterMenu.Dates(from: address.from, to: address.to)
        time.chosen = span(address)
        let menus = try QueueFilter.usual.map { try menu($0, address, choices) }
        var part = FilterMenu.one(
            "Show", "queue", QueueAddress.Part.allCases.map { ($0.rawValue, $0.title) }, address.part.rawValue)
        if address.part == .on { part.chosen = nil }
        return [time] + menus + [part]
    }

    /// Those that have anything to choose from.
    static func more(_ address: QueueAddress, _ choices: QueueChoices) throws -> [FilterMenu] {
        try QueueFilter.allCases.filter { !QueueFilter.usual.contains($0) }.map { try menu($0, address, choices) }
            .filter { !$0.choices.isEmpty }
    }

    private static func menu(_ filter: QueueFilter, _ address: QueueAddress, _ choices: QueueChoices) throws -> FilterMenu {
        let offer = try choices.offer(of: filter)
        let chosen = address.chosen[filter] ?? []
        if filter.isSingle, let one = chosen.first { return .one(filter.title, filter.rawValue, offer.choices, one) }
        var menu = FilterMenu.several(filter.title, filter.rawValue, offer, chosen, of: .incidents)
        if filter.isSingle { for index in menu.choices.indices { menu.choices[index].type = "radio" } }
        return menu
    }

    /// What is in force beside the menus, each with the view without it.
    static func conditions(_ address: QueueAddress, _ choices: QueueChoices) -> [QueuePage.Condition] {
        var conditions = QueueFilter.allCases.filter { !QueueFilter.usual.contains($0) }.flatMap { filter in
            (address.chosen[filter] ?? []).map { value in
                QueuePage.Condition(
                    text: "\(filter.title): \(word(value, of: filter, choices))",
                    without: address.changed {
                        $0.chosen[filter]?.removeAll { $0 == value }
                        $0.offset = 0
                    }.address)
            }
        }
        if !address.entity.isEmpty {
            conditions.append(
                QueuePage.Condition(
                    text: "Names \(address.entity)",
                    without: address.changed { ($0.entity, $0.offset) = ("", 0) }.address))
        }
        if address.least > 0 {
            conditions.append(
                QueuePage.Condition(
                    text: "Priority \(address.least) or more",
                    without: address.changed { ($0.least, $0.offset) = (0, 0) }.address))
        }
        return conditions
    }

    private static func word(_ value: String, of filter: QueueFilter, _ choices: QueueChoices) -> String {
        switch filter {
        case .services, .tactics: value == QueueFilter.several ? "several" : "one"
        case .classification: Classification(name: value).map { $0.words ?? "not set" } ?? value
        case .determination, .alertSeverity: value.camelWords
        default: choices.title(of: value, in: filter)
        }
    }

    /// What the form carries on though it has no menu for it.
    static func hidden(_ address: QueueAddress) -> [FilterMenu.Choice] {
        let kept: Set<String> = ["entity", "priority", "columns", "order", "ascending"]
        return address.options.filter { kept.contains($0.0) }.map {
            FilterMenu.Choice(name: $0.0, value: $0.1, title: "", type: "hidden", isChosen: true)
        }
    }

    /// All there is need not be said.
    private static func value(ofDays days: Int) -> String { days == 0 ? "" : String(days) }

    private static func title(ofDays days: Int) -> String {
        switch days {
        case 0: "Any time"
        case 1: "Last day"
        case 7: "Last week"
        default: "Last \(days) days"
        }
    }

    private static func span(_ address: QueueAddress) -> String? {
        SpanEnd.words(from: address.from, to: address.to)
            ?? (address.days == 0 ? nil : title(ofDays: address.days).lowercased())
    }
}

extension QueueAddress.Part {
    var title: String {
        switch self {
        case .on: "On the queue"
        case .off: "Kept off the queue"
        case .all: "All"
        }
    }
}
