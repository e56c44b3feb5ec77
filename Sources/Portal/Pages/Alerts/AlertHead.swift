internal import CaseStore
internal import Primitives
internal import SecurityModel

/// The fields of an alert as every page shows them.
struct AlertHead {
    struct Home {
        var number: String
        var name: String
    }

    var id: String
    var number: String
    var title: String
    var severity: String
    var severityTitle: String
    var status: String
    var statusTitle: String
    var classification: String?
    var owner: String?
    var product: String
    var tactics: String?
    /// How often it was reported, where that is more than once.
    var times: String?
    var created: String
    var createdExact: String
    var updated: String
    var updatedExact: String
    /// When it began.
    var activity: String
    var activityExact: String
    /// What some people want to see beside: who found it, by what, and what an investigation said.
    var service: String?
    var detection: String?
    var investigation: String?
    /// What it is about beyond its evidence, each kind as one text.
    var labels: String?
    var policies: String?
    var streams: String?
    var subscriptions: String?
    var tags: String?
    /// The incident that it is in.
    var home: Home

    init(_ alert: Alert, _ reader: CaseReader, now: Timestamp) throws {
        (id, number) = (alert.id.description, alert.id.words)
        title = alert.report.title.isEmpty ? "An alert without a title" : alert.report.title
        severity = alert.severity.name
        severityTitle = alert.severity == .unknown ? "No severity" : alert.severity.title
        status = alert.status.name
        statusTitle = alert.status.title
        classification = alert.classification.words.map { words in
            alert.determination == .unknown ? words : "\(words): \(alert.determination.title.lowercased())"
        }
        owner = alert.assignedTo.isEmpty ? nil : alert.assignedTo
        product = alert.report.productName.isEmpty ? alert.report.source : alert.report.productName
        let names = alert.report.tactics.tactics.map(\.title)
        tactics = names.isEmpty ? nil : Amount.list(names, most: 2)
        times = alert.occurrences > 1 ? Amount.grouped(alert.occurrences) : nil
        created = RelativeTime.text(alert.created, now: now)
        createdExact = alert.created.rfc3339
        updated = RelativeTime.text(alert.lastUpdate, now: now)
        updatedExact = alert.lastUpdate.rfc3339
        activity = alert.report.firstActivity == .distantPast ? "unknown" : alert.report.firstActivity.minute
        activityExact = alert.report.firstActivity.rfc3339
        let sources = [alert.report.serviceSource.name, alert.report.detectionSource.name].map {
            $0 == "unknown" ? nil : $0.productWords
        }
        (service, detection) = (sources[0], sources[1])
        investigation = alert.investigationState == .unknown ? nil : alert.investigationState.title
        let context = AlertContext(alert.report)
        labels = AlertHead.listed(context.sensitivityLabels)
        policies = AlertHead.listed(context.policies)
        streams = AlertHead.listed(context.dataStreams)
        subscriptions = AlertHead.listed(context.subscriptions)
        tags = AlertHead.listed(context.tags)
        home = Home(
            number: alert.incident.description, name: try reader.incident(alert.incident)?.displayName ?? "an incident")
    }

    private static func listed(_ values: [String]) -> String? { values.isEmpty ? nil : Amount.list(values, most: 3) }
}
