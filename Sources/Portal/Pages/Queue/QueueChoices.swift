internal import Access
internal import CaseStore
internal import SecurityModel

/// What there is to choose from in the queue's filters: words of the field, people, and values that some incident has.
struct QueueChoices {
    typealias Choice = (value: String, title: String)

    /// Values of one filter that are offered, at most. Others can be named by an address.
    static let most = 100

    private let reader: CaseReader
    private let account: String
    private let groups: [String: String]

    init(for account: String, _ reader: CaseReader) throws {
        self.account = account
        self.reader = reader
        groups = Dictionary(
            try reader.deviceGroups().map { (String($0.id), $0.name) }, uniquingKeysWith: { first, _ in first })
    }

    func choices(of filter: QueueFilter) throws -> [Choice] {
        switch filter {
        case .status: IncidentStatus.allCases.filter { $0 != .redirected }.map { ($0.name, $0.title) }
        case .severity, .alertSeverity:
            AlertSeverity.gravestFirst.map { ($0.name, $0.title) }
        case .owner: try owners()
        case .tag: try reader.incidentTags(limit: QueueChoices.most).map { ($0, $0) }
        case .classification: Classification.allCases.map { ($0.name, $0.words ?? "Not set") }
        case .determination:
            Determination.allCases.filter { ![.unknown, .apt, .securityPersonnel].contains($0) }.map { ($0.name, $0.title) }
        case .services: [(QueueFilter.several, "Several"), (QueueFilter.one, "One")]
        case .tactics: [(QueueFilter.several, "Several"), (QueueFilter.one, "One or none")]
        case .tactic:
            try reader.values(of: .tactic, limit: QueueChoices.most).map { ($0, title(of: $0, in: filter)) }
                .sorted { QueueChoices.stage($0.value) < QueueChoices.stage($1.value) }
        case .platform: try systems()
        default:
            try filter.facet.map { facet in try reader.values(of: facet, limit: QueueChoices.most) }?.map { value in
                (value, title(of: value, in: filter))
            } ?? []
        }
    }

    /// The same for alerts, whose tags are those that came with them and those that people gave their incidents.
    func alertChoices(of filter: QueueFilter) throws -> [Choice] {
        let choices = try choices(of: filter)
        guard filter == .tag else { return choices }
        let known = Set(choices.map(\.value))
        return (choices + (try self.choices(of: .alertTag)).filter { !known.contains($0.value) }).sorted { $0.value < $1.value }
    }

    /// Each operating system once, however it is spelled.
    private func systems() throws -> [Choice] {
        var known: Set<String> = []
        return try reader.values(of: .platform, limit: QueueChoices.most).filter { value in
            defer { known.formUnion(value.systemSpellings) }
            return !known.contains(value)
        }.map { ($0, title(of: $0, in: .platform)) }
    }

    /// Where a tactic stands in the course of an attack.
    private static func stage(_ tactic: String) -> Int {
        Tactic.allCases.firstIndex { $0.shortName == tactic } ?? Tactic.allCases.count
    }

    private func owners() throws -> [Choice] {
        let people = try reader.people().filter { $0.account != account }.prefix(QueueChoices.most)
        let own: [Choice] = [(QueueAddress.nobody, "Nobody"), (account, "You")]
        let groups = try IdentityProvider.groups(reader).prefix(QueueChoices.most).map { ($0, $0) }
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
