internal import CaseStore
internal import HTTPTypes
internal import SecurityModel

extension AssetRoutes {
    private static let id = Operation.Parameter("id", "The asset's number.", .pattern("^[0-9]{1,18}$", example: "1"))

    static var operations: [Operation] { [listing, showing, updating] }

    private static let listing = Operation(.get, "api/assets", "What the organisation owns, as its alerts name it.")
        .asking(
            .members("kind", "Only these.", of: EntityKind.self),
            .members("criticality", "Only these.", of: CriticalAsset.Level.self),
            .init("tag", "Only what has one of these tags.", .text), .init("search", "A part of the name.", .text),
            .init("order", "What comes first.", .oneOf(AssetQuery.Order.allCases.map(\.rawValue))), .top(default: 50),
            .skip
        )
        .giving(["assets": .list(.object(Schema.asset)), "count": .count])

    private static let showing = Operation(.get, "api/assets/:id", "One asset, with its open incidents.")
        .at(id).giving(.object(Schema.asset + [("incidents", .list(.named("QueueRow")))]))

    private static let updating = Operation(.patch, "api/assets/:id", "Says how much depends on an asset, and tags it.")
        .at(id)
        .taking(.object([], optional: [("criticality", .text.orNull), ("tags", .list(.text))], isClosed: true))
        .giving(.object(Schema.asset))
}

extension AssetRuleRoutes {
    private static let id = Operation.Parameter("id", "The rule's number.", .pattern("^[0-9]{1,18}$", example: "1"))

    static var operations: [Operation] { [listing, adding, removing] }

    private static let listing = Operation(.get, "api/assetRules", "Rules that say how much depends on which assets.")
        .giving(["rules": .list(Schema.assetRule)])

    private static let adding = Operation(.post, "api/assetRules", "Makes a rule.")
        .taking(
            .object(
                [
                    ("name", .text(1...200)), ("criticality", .member(CriticalAsset.Level.self)),
                    ("conditions", .list(.any)),
                ], optional: [("kind", .member(EntityKind.self))], isClosed: true)
        )
        .giving(Schema.assetRule, status: 201).failing(409)

    private static let removing = Operation(.delete, "api/assetRules/:id", "Ends a rule.")
        .at(id).giving(Schema.assetRule)
}

extension Schema {
    fileprivate static let asset: [(String, Schema)] = [
        ("id", .pattern("^[0-9]+$")), ("kind", .member(EntityKind.self)), ("name", .text),
        ("criticality", .member(CriticalAsset.Level.self)), ("isCriticalitySet", .flag), ("tags", .list(.text)),
        ("alertCount", .count), ("incidentCount", .count), ("openIncidentCount", .count), ("firstSeenDateTime", .time),
        ("lastSeenDateTime", .time),
    ]

    fileprivate static let assetRule: Schema = [
        "id": .pattern("^[0-9]+$"), "name": .text, "kind": .member(EntityKind.self), "conditions": .list(.any),
        "criticality": .member(CriticalAsset.Level.self), "createdDateTime": .time, "createdBy": .text,
    ]
}
