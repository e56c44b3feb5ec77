internal import CaseStore
internal import SecurityModel

/// What the queue can be filtered by, in the order in which an address names it. The raw value is the option's name.
enum QueueFilter: String, CaseIterable {
    case status, severity, owner, product, tag
    case alertSeverity, tactic, technique, threat, classification, determination, investigation
    case service, detection, source, group, platform
    /// What alerts are about: labels of the data, policies, streams, cloud subscriptions, and tags that came with them.
    case label, policy, stream, subscription, alertTag
    /// Whether alerts come from several services, and whether they name several tactics: `several` or `one`.
    case services, tactics

    /// Those that stand above the list by themselves; the others come together behind a button.
    static let usual: [QueueFilter] = [.status, .severity, .owner]

    static let several = "several"
    static let one = "one"

    var title: String {
        switch self {
        case .status: "Status"
        case .severity: "Severity"
        case .owner: "Owner"
        case .product: "Product"
        case .tag: "Tag"
        case .alertSeverity: "Severity of alerts"
        case .tactic: "Tactic"
        case .technique: "Technique"
        case .threat: "Named threat"
        case .classification: "Classification"
        case .determination: "Determination"
        case .investigation: "Automated investigation"
        case .service: "Service source"
        case .detection: "Detection source"
        case .source: "Source"
        case .group: "Device group"
        case .platform: "Operating system"
        case .label: "Sensitivity label"
        case .policy: "Policy or rule of one"
        case .stream: "Data stream"
        case .subscription: "Cloud subscription"
        case .alertTag: "Tag of alerts"
        case .services: "Service sources"
        case .tactics: "Tactics"
        }
    }

    /// The values that come with alerts, where it is about those.
    var facet: IncidentFacet? {
        switch self {
        case .product: .product
        case .alertSeverity: .alertSeverity
        case .tactic: .tactic
        case .technique: .technique
        case .threat: .threat
        case .investigation: .investigation
        case .service: .serviceSource
        case .detection: .detectionSource
        case .source: .source
        case .group: .deviceGroup
        case .platform: .platform
        case .label: .sensitivityLabel
        case .policy: .policy
        case .stream: .dataStream
        case .subscription: .subscription
        case .alertTag: .alertTag
        case .status, .severity, .owner, .tag, .classification, .determination, .services, .tactics: nil
        }
    }

    /// Only one of its values can be chosen.
    var isSingle: Bool { self == .services || self == .tactics }

    /// Puts the values that were chosen into a question.
    func apply(_ values: [String], to query: inout IncidentQuery) {
        switch self {
        case .status: query.statuses = values.compactMap { IncidentStatus(name: $0) }
        case .severity: query.severities = values.compactMap { AlertSeverity(name: $0) }
        case .owner: query.owners = values.map { $0 == QueueAddress.nobody ? "" : $0 }
        case .tag: query.tags = values
        case .classification: query.classifications = values.compactMap { Classification(name: $0) }
        case .determination: query.determinations = values.compactMap { Determination(name: $0) }
        case .services: query.hasSeveralServices = QueueFilter.isSeveral(values)
        case .tactics: query.hasSeveralTactics = QueueFilter.isSeveral(values)
        case .platform where !values.isEmpty: query.facets.append((.platform, values.flatMap(\.systemSpellings)))
        default: if let facet, !values.isEmpty { query.facets.append((facet, values)) }
        }
    }

    private static func isSeveral(_ values: [String]) -> Bool? {
        values.contains(several) ? true : values.contains(one) ? false : nil
    }
}
