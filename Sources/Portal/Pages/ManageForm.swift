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
    var owners: [String] = []
}
