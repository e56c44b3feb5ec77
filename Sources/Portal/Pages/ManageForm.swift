internal import Access
internal import CaseStore
internal import SecurityModel

/// What the form that manages incidents offers.
struct ManageForm {
    struct Option {
        var value: String
        var title: String
    }

    struct Determined {
        var value: String
        var title: String
        /// The classification, as a closed list shows the line alone.
        var group: String
    }

    struct ClassificationGroup {
        var title: String
        var determinations: [Determined]
    }

    let severities = AlertSeverity.gravestFirst.filter { $0 != .unknown }.map { Option(value: $0.name, title: $0.title) }
    let statuses = [IncidentStatus.active, .inProgress, .awaitingAction, .resolved].map {
        Option(value: $0.name, title: $0.title)
    }
    /// A value holds both: `truePositive/phishing`.
    let classifications = [Classification.truePositive, .informationalExpectedActivity, .falsePositive].map { classification in
        ClassificationGroup(
            title: classification.words ?? "",
            determinations: classification.determinations.filter { ![.unknown, .apt, .securityPersonnel].contains($0) }.map {
                Determined(
                    value: "\(classification.name)/\($0.name)", title: $0.title.lowercased(), group: classification.words ?? "")
            })
    }
    struct OwnerGroup {
        var title: String
        var options: [Option]
    }

    /// People who can own an incident, and groups: those that the identity provider names.
    var owners: [OwnerGroup] = []
    /// Tags that some incident has.
    var tags: [String] = []

    /// Owners and tags that are offered, at most.
    static let mostOffered = 200

    init() {}

    init(_ reader: CaseReader) throws {
        owners = try ManageForm.owners(reader)
        tags = try reader.incidentTags(limit: ManageForm.mostOffered)
    }

    static func owners(_ reader: CaseReader) throws -> [OwnerGroup] {
        let responders = try Responders(reader)
        let people = responders.people.prefix(ManageForm.mostOffered).map { person in
            Option(
                value: person.account,
                title: person.displayName.isEmpty ? person.account : "\(person.displayName) (\(person.account))")
        }
        let groups = responders.groups.prefix(ManageForm.mostOffered).map { Option(value: $0, title: $0) }
        return [OwnerGroup(title: "People", options: Array(people)), OwnerGroup(title: "Groups", options: Array(groups))]
            .filter { !$0.options.isEmpty }
    }
}
