internal import CaseStore
internal import SecurityModel

/// What the form that manages incidents offers.
struct ManageForm {
    struct Option {
        var value: String
        var title: String
    }

    struct ClassificationGroup {
        var title: String
        var determinations: [Option]
    }

    let severities = [AlertSeverity.high, .medium, .low, .informational].map { Option(value: $0.name, title: $0.title) }
    let statuses = [IncidentStatus.active, .inProgress, .awaitingAction, .resolved].map {
        Option(value: $0.name, title: $0.title)
    }
    /// A value holds both: `truePositive/phishing`.
    let classifications = [Classification.truePositive, .informationalExpectedActivity, .falsePositive].map { classification in
        ClassificationGroup(
            title: classification.words ?? "",
            determinations: classification.determinations.filter { ![.unknown, .apt, .securityPersonnel].contains($0) }.map {
                Option(value: "\(classification.name)/\($0.name)", title: $0.title)
            })
    }
    /// People who can own an incident; another name, such as a group's, can be written.
    var owners: [String] = []
    /// Tags that some incident has.
    var tags: [String] = []

    /// Owners and tags that are offered, at most.
    static let mostOffered = 200

    init() {}

    init(_ reader: CaseReader) throws {
        owners = try reader.people().prefix(ManageForm.mostOffered).map(\.account)
        tags = try reader.incidentTags(limit: ManageForm.mostOffered)
    }
}
