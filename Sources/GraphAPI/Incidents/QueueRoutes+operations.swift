internal import CaseStore
internal import HTTPTypes
internal import SecurityModel

extension QueueRoutes {
    private static let id = Operation.Parameter("id", "The incident's number.", .incidentID)

    static var operations: [Operation] { [listing, explanation, alertPage, history, undoing, movingBack] }

    private static let listing = Operation(.get, "api/queue", "The queue, the most urgent first: what is open and worth a look.")
        .asking(
            .members("status", "Only these; what is open where none is named.", of: IncidentStatus.self),
            .members("severity", "Only these.", of: AlertSeverity.self),
            .init("assignedTo", "Only what is assigned to one of these names; an empty name is nobody.", .text),
            .init("tag", "Only what has one of these tags.", .text),
            .init("product", "Only what one of these products reported.", .text),
            .init("search", "Words of the name, an entity or a number.", .text),
            .init("all", "Whether what is kept off the queue, resolved or merged is shown as well.", .flag),
            .init("order", "What comes first.", .oneOf(IncidentQuery.Order.allCases.map(\.rawValue))),
            .init("ascending", "Whether the order is turned round.", .flag), .top(default: 50), .skip
        )
        .giving(["incidents": .list(.named("QueueRow")), "count": .count, "offQueue": .count])

    private static let explanation = Operation(.get, "api/queue/:id", "An incident with everything that explains it.")
        .at(id).giving(.named("ExplainedIncident"))

    private static let alertPage = Operation(
        .get, "api/queue/:id/alerts", "The alerts of an incident, in the order of their time."
    )
    .at(id).asking(.top(default: 50), .skip)
    .giving(["count": .count, "alerts": .list(.named("AlertRow"))])

    private static let history = Operation(.get, "api/queue/:id/activity", "Who changed what of an incident, and when.")
        .at(id)
        .asking(.top(default: 100), .init("after", "Only changes after this one's number.", .integer(0...Int.max)))
        .giving(["activity": .list(.named("Change"))])

    private static let undoing = Operation(
        .post, "api/queue/:id/undoMerge", "Takes an incident out again of the one it was merged into."
    )
    .at(id).taking(.object([], optional: [("comment", .text)], isClosed: true), isRequired: false)
    .giving(.named("QueueRow")).failing(409)

    private static let movingBack = Operation(
        .post, "api/queue/:id/undoMove",
        "Takes alerts back that were moved out of an incident, with the reasons that they had there."
    )
    .at(id).taking(.object([("alertIds", .list(.text))], optional: [("comment", .text)], isClosed: true))
    .giving(.named("QueueRow")).failing(409)
}
