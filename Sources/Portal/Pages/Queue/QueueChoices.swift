internal import Access
internal import CaseStore
internal import SecurityModel

/// What there is to choose from in the queue's filters: words of the field, people, and values that some incident has.
struct QueueChoices {
    typealias Choice = FilterOffer.Choice

    private let reader: CaseReader
    private let account: String
    private let groups: [String: String]

    init(for account: String, _ reader: CaseReader) throws {
        self.account = account
        self.reader = reader
        groups = Dictionary(
            try reader.deviceGroups().map { (String($0.id), $0.name) }, uniquingKeysWith: { first, _ in first })
    }

    /// What the menu of a filter offers. Others are found by a text, and can be named by an address.
    func offer(of filter: QueueFilter, of list: FilterValues.List = .incidents) throws -> FilterOffer {
        let all = try all(of: filter, of: list, limit: FilterOffer.mostCounted)
        return FilterOffer(all.choices, isAll: all.isAll)
    }

    /// Titles of alerts.
    func titleOffer() throws -> FilterOffer {
        let titles = try alertTitles(with: "", limit: FilterOffer.mostCounted + 1)
        return FilterOffer(
            Array(titles.prefix(FilterOffer.mostCounted)), isAll: titles.count <= FilterOffer.mostCounted)
    }

    func alertTitles(with text: String, limit: Int) throws -> [Choice] {
        try reader.alertTitles(with: text, limit: limit).map { ($0, $0) }
    }

    /// All values that may hold a text.
    func found(_ text: String, of filter: QueueFilter, of list: FilterValues.List) throws -> [Choice] {
        try all(of: filter, of: list, with: text, limit: CaseReader.mostValues).choices
    }

    private struct Values {
        var choices: [Choice]
        var isAll = true
    }

    private func all(
        of filter: QueueFilter, of list: FilterValues.List, with text: String = "", limit: Int
    ) throws -> Values {
        switch filter {
        case .status: return Values(choices: IncidentStatus.allCases.filter { $0 != .redirected }.map { ($0.name, $0.title) })
        case .severity, .alertSeverity: return Values(choices: AlertSeverity.gravestFirst.map { ($0.name, $0.title) })
        case .owner: return Values(choices: try owners())
        case .tag: return try tags(of: list, with: text, limit: limit)
        case .classification: return Values(choices: Classification.allCases.map { ($0.name, $0.words ?? "Not set") })
        case .determination:
            let offered = Determination.allCases.filter { ![.unknown, .apt, .securityPersonnel].contains($0) }
            return Values(choices: offered.map { ($0.name, $0.title) })
        case .services: return Values(choices: [(QueueFilter.several, "Several"), (QueueFilter.one, "One")])
        case .tactics: return Values(choices: [(QueueFilter.several, "Several"), (QueueFilter.one, "One or none")])
        case .tactic:
            var tactics = try values(of: filter, with: "", limit: limit)
            tactics.choices.sort { QueueChoices.stage($0.value) < QueueChoices.stage($1.value) }
            return tactics
        case .platform: return Values(choices: try systems())
        // A page gives them other names than the store.
        case .technique, .investigation, .service, .detection, .group: return try values(of: filter, with: "", limit: limit)
        default: return try values(of: filter, with: text, limit: limit)
        }
    }

    private func values(of filter: QueueFilter, with text: String, limit: Int) throws -> Values {
        guard let facet = filter.facet else { return Values(choices: []) }
        let offered = try reader.offered(of: facet, with: text, limit: limit)
        return Values(choices: offered.values.map { ($0, title(of: $0, in: filter)) }, isAll: offered.isAll)
    }

    /// Those of alerts are the ones that came with them and the ones that people gave their incidents.
    private func tags(of list: FilterValues.List, with text: String, limit: Int) throws -> Values {
        let given = try reader.offeredTags(with: text, limit: limit)
        guard list == .alerts else { return Values(choices: given.values.map { ($0, $0) }, isAll: given.isAll) }
        let came = try reader.offered(of: .alertTag, with: text, limit: limit)
        let tags = Set(given.values + came.values).sorted()
        return Values(choices: tags.map { ($0, $0) }, isAll: given.isAll && came.isAll)
    }

    /// Each operating system once, however it is spelled.
    private func systems() throws -> [Choice] {
        var known: Set<String> = []
        return try reader.offered(of: .platform, with: "", limit: CaseReader.mostValues).values.filter { value in
            defer { known.formUnion(value.systemSpellings) }
            return !known.contains(value)
        }.map { ($0, title(of: $0, in: .platform)) }
    }

    /// Where a tactic stands in the course of an attack.
    private static func stage(_ tactic: String) -> Int {
        Tactic.allCases.firstIndex { $0.shortName == tactic } ?? Tactic.allCases.count
    }

    private func owners() throws -> [Choice] {
        let people = try reader.people().filter { $0.account != account }
        let own: [Choice] = [(QueueAddress.nobody, "Nobody"), (account, "You")]
        let groups: [Choice] = try IdentityProvider.groups(reader).map { ($0, $0) }
        return own + people.map { ($0.account, $0.displayName.isEmpty ? $0.account : $0.displayName) } + groups
    }

    /// A value as people read it.
    func title(of value: String, in filter: QueueFilter) -> String {
        switch filter {
        case .tactic: Tactic.allCases.first { $0.shortName == value }?.title ?? value
        case .technique: Technique(value).map { $0.name.isEmpty ? $0.id : "\($0.id) \($0.name)" } ?? value
        case .investigation: InvestigationState(name: value)?.words ?? value
        case .service, .detection: value.productWords
        case .platform: value.systemWords
        case .group: groups[value] ?? "group \(value)"
        default: value
        }
    }
}
