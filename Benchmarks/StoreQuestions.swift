internal import CaseStore
internal import Primitives
internal import SecurityModel

/// The filters of the queue, each set on a question.
struct StoreQuestions {
    struct Filter: Sendable {
        let name: String
        let set: @Sendable (inout IncidentQuery) -> Void
    }

    /// A moment inside the time that is filled, as a share of it.
    private static func moment(_ share: Double) -> Timestamp {
        StoreShape.start + Duration(ticks: Int64(Double(StoreShape.span.ticks) * share))
    }

    static let filters: [Filter] = [
        Filter(name: "none") { _ in },
        Filter(name: "on queue") { $0.isOnQueue = true },
        Filter(name: "off queue") { $0.isOnQueue = false },
        Filter(name: "open") { $0.statuses = [.active, .inProgress, .awaitingAction] },
        Filter(name: "resolved") { $0.statuses = [.resolved] },
        Filter(name: "severity high") { $0.severities = [.high] },
        Filter(name: "true positive") { $0.classifications = [.truePositive] },
        Filter(name: "determination") { $0.determinations = [.multiStagedAttack] },
        Filter(name: "owner") { $0.owners = ["analyst7"] },
        Filter(name: "unassigned") { $0.owners = [""] },
        Filter(name: "created in a month") { ($0.createdFrom, $0.createdBefore) = (moment(0.3), moment(0.38)) },
        Filter(name: "updated in a month") { ($0.updatedFrom, $0.updatedBefore) = (moment(0.3), moment(0.38)) },
        Filter(name: "priority 80") { $0.minimumPriority = 80 },
        Filter(name: "service source") { $0.facets = [(.serviceSource, ["microsoftDefenderForIdentity"])] },
        Filter(name: "detection source") { $0.facets = [(.detectionSource, ["antivirus"])] },
        Filter(name: "product") { $0.facets = [(.product, ["Product edr"])] },
        Filter(name: "tactic") { $0.facets = [(.tactic, ["execution", "persistence"])] },
        Filter(name: "technique") { $0.facets = [(.technique, ["T1007"])] },
        Filter(name: "detector") { $0.facets = [(.detector, ["17"])] },
        Filter(name: "alert severity") { $0.facets = [(.alertSeverity, ["high"])] },
        Filter(name: "source") { $0.facets = [(.source, ["edr"])] },
        Filter(name: "sensitivity label") { $0.facets = [(.sensitivityLabel, ["Confidential"])] },
        Filter(name: "policy") { $0.facets = [(.policy, ["policy-11"])] },
        Filter(name: "data stream") { $0.facets = [(.dataStream, ["Exchange"])] },
        Filter(name: "subscription") { $0.facets = [(.subscription, ["subscription-3"])] },
        Filter(name: "tag of alerts") { $0.facets = [(.alertTag, ["perimeter"])] },
        Filter(name: "device group") { $0.facets = [(.deviceGroup, ["3"])] },
        Filter(name: "tag") { $0.tags = ["tag1"] },
        Filter(name: "entity, frequent") { $0.entities = [EntityKey(.device, "ws-0", .strong)] },
        Filter(name: "entity, rare") { $0.entities = [EntityKey(.ip, "198.0.200.17", .strong)] },
        Filter(name: "text, frequent") { $0.text = "malware" },
        Filter(name: "text, rare") { $0.text = "ws-4711" },
        Filter(name: "text, none") { $0.text = "nothing is named so" },
    ]

    /// The filters of the alerts' list that lie outside the alerts' rows, beside the list as it opens.
    static let alertFilters: [(name: String, set: @Sendable (inout AlertQuery) -> Void)] = [
        ("none", { _ in }),
        ("sensitivity label", { $0.facets = [(.sensitivityLabel, ["Confidential"])] }),
        ("policy", { $0.facets = [(.policy, ["policy-11"])] }),
        ("data stream", { $0.facets = [(.dataStream, ["Exchange"])] }),
        ("subscription", { $0.facets = [(.subscription, ["subscription-3"])] }),
        ("tag of alerts", { $0.tags = ["perimeter"] }),
        ("tag of incidents", { $0.tags = ["tag1"] }),
        ("stream and policy", { $0.facets = [(.dataStream, ["Exchange"]), (.policy, ["policy-11"])] }),
    ]

    /// What alerts a list shows that says no status.
    static let openAlerts = StorePredicate.among(
        AlertColumns.status, [AlertStatus.new, .inProgress].map { .integer(Int64($0.rawValue)) })

    /// Each filter alone, and each pair of two.
    static func questions(pairs: Bool) -> [(name: String, query: IncidentQuery)] {
        var questions: [(String, IncidentQuery)] = []
        for (index, filter) in filters.enumerated() {
            var query = IncidentQuery()
            filter.set(&query)
            questions.append((filter.name, query))
            guard pairs, index > 0 else { continue }
            for other in filters[(index + 1)...] {
                var both = query
                let facets = query.facets
                other.set(&both)
                if both.facets.count == facets.count, !facets.isEmpty, both.facets.first?.kind != facets.first?.kind {
                    both.facets += facets
                }
                questions.append(("\(filter.name) + \(other.name)", both))
            }
        }
        return questions
    }
}
