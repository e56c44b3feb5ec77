internal import CaseStore
internal import Flow
internal import GraphAPI
internal import Primitives
internal import SecurityModel

/// Who is told of incidents.
struct WebhookSettings {
    struct Row {
        var number: String
        var url: String
        var events: String
        var filter: String
        var waiting: String
        var deliveries: [Delivery]
    }

    struct Delivery {
        var time: String
        var event: String
        var status: String
        var statusTitle: String
        var detail: String
    }

    /// Deliveries that are shown of each, at most.
    static let mostDeliveries = 5

    var webhooks: [Row]
    var severities: [Tick]
    var mayChange: Bool

    init(_ reader: CaseReader, mayChange: Bool, now: Timestamp) throws {
        webhooks = try reader.webhooks().map { webhook in
            let wish = try JSONValue(parsing: webhook.subscription).object.map { try WebhookSubscription($0) }
            return Row(
                number: String(webhook.id), url: webhook.url,
                events: wish?.events.map(\.rawValue).sorted().joined(separator: ", ") ?? "", filter: wish?.words ?? "",
                waiting: Amount.grouped(try reader.waitingDeliveryCount(to: webhook.id)),
                deliveries: try reader.deliveries(to: webhook.id, limit: WebhookSettings.mostDeliveries).map {
                    WebhookSettings.delivery($0, now: now)
                })
        }
        severities = ManageForm().severities.map { Tick(value: $0.value, title: $0.title, isChosen: false) }
        self.mayChange = mayChange
    }

    private static func delivery(_ delivery: WebhookDelivery, now: Timestamp) -> Delivery {
        let status = "\(delivery.status)"
        let answer = delivery.response > 0 ? "answer \(delivery.response)" : ""
        return Delivery(
            time: RelativeTime.text(delivery.created, now: now), event: delivery.event,
            status: delivery.error.isEmpty ? (status == "waiting" ? "informational" : "resolved") : "medium",
            statusTitle: status.camelWords,
            detail: [answer, delivery.error].filter { !$0.isEmpty }.joined(separator: "; "))
    }
}

extension WebhookSubscription {
    fileprivate var words: String {
        var parts: [String] = []
        if !severities.isEmpty { parts.append(severities.sorted(by: >).map(\.name).joined(separator: ", ")) }
        if !statuses.isEmpty { parts.append(statuses.map(\.title).sorted().joined(separator: ", ")) }
        if !tags.isEmpty { parts.append("tagged " + tags.sorted().joined(separator: ", ")) }
        if includesOffQueue { parts.append("off the queue, too") }
        return parts.isEmpty ? "all incidents on the queue" : parts.joined(separator: "; ")
    }
}

/// Rules that say how much depends on which assets.
struct CriticalitySettings {
    struct Row {
        var number: String
        var name: String
        var kind: String
        var conditions: [String]
        var level: String
        var levelTitle: String
        var by: String
    }

    var rules: [Row]
    var kinds: [ManageForm.Option]
    var levels: [ManageForm.Option]
    var conditionNames: [String]
    var mayChange: Bool

    init(_ reader: CaseReader, mayChange: Bool) throws {
        rules = try reader.assetRules().map { rule in
            Row(
                number: String(rule.id), name: rule.name, kind: rule.rule.kind.title(2),
                conditions: rule.rule.conditions.compactMap { $0.json.object?.members.first }.map {
                    "\($0.name.camelWords.lowercased()) “\($0.value.string ?? "")”"
                },
                level: rule.rule.level.name, levelTitle: rule.rule.level.words, by: "\(rule.createdBy), \(rule.created.minute)")
        }
        kinds = EntityKind.allCases.filter(\.isAssetByNature).map { ManageForm.Option(value: $0.name, title: $0.title(2)) }
        levels = AssetForm.levels.filter { $0 != .none }.map { ManageForm.Option(value: $0.name, title: $0.words) }
        conditionNames = DeviceGroup.Condition.names
        self.mayChange = mayChange
    }
}

/// The detectors that fired, with the switch that keeps one out of correlation.
struct CorrelationPage {
    struct Row {
        var number: String
        var title: String
        var product: String
        var rule: String
        var isExcluded: Bool
    }

    struct Setting {
        var name: String
        var value: String
        var meaning: String
        /// What it is where nobody changes it; `nil` where nobody did.
        var usual: String?
    }

    /// Detectors that are shown, at most.
    static let most = 300

    var settings: [Setting]
    /// The site's own settings, one a line; `nil` where it has none.
    var own: String?

    var text: String
    var onlyExcluded: Bool
    var count: String
    var excludedCount: String
    var detectors: [Row]
    var more: String?
    var mayChange: Bool

    init(_ options: [(name: String, value: String)], _ reader: CaseReader, mayChange: Bool) throws {
        let text = options.first { $0.name == "q" }?.value ?? ""
        let onlyExcluded = options.contains { $0.name == "excluded" && $0.value == "true" }
        let values = CorrelationSettings.values(of: try CorrelationSettings.inForce(reader))
        settings = zip(values, CorrelationSettings.values()).map { setting, usual in
            Setting(
                name: setting.name, value: setting.value, meaning: CorrelationWords.meanings[setting.name] ?? "",
                usual: setting == usual ? nil : usual.value)
        }
        let changed = settings.filter { $0.usual != nil }.map { "\($0.name) = \($0.value)" }
        own = changed.isEmpty ? nil : changed.joined(separator: "\n")
        let all = try reader.detectors()
        let lowered = text.lowercased()
        let found = all.filter { detector in
            (!onlyExcluded || detector.isExcluded)
                && (lowered.isEmpty
                    || [detector.product, detector.rule, detector.title].contains { $0.lowercased().contains(lowered) })
        }
        self.text = text
        self.onlyExcluded = onlyExcluded
        count = Amount.grouped(Int64(all.count))
        excludedCount = Amount.grouped(Int64(all.count { $0.isExcluded }))
        detectors = found.prefix(CorrelationPage.most).map { detector in
            Row(
                number: String(detector.id), title: detector.title, product: detector.product, rule: detector.rule,
                isExcluded: detector.isExcluded)
        }
        more = found.count > detectors.count ? Amount.grouped(Int64(found.count - detectors.count)) : nil
        self.mayChange = mayChange
    }
}
