internal import Detection
internal import GraphAPI
internal import Primitives
internal import SecurityModel

/// The form that makes and changes a rule.
struct RuleForm {
    struct Choice {
        var value: String
        var title: String
        var isChosen: Bool
    }

    var heading: String
    /// Where the rule is sent, and where its page is.
    var send: String
    var back: String
    /// All that the rule says already, for what the form does not show.
    var base: String
    var displayName: String
    var description: String
    var query: String
    var severities: [Choice]
    var frequencies: [Choice]
    var lookBacks: [Choice]
    var operators: [Choice]
    var threshold: String
    var aggregations: [Choice]
    var suppressions: [Choice]
    var tactics: [Choice]
    var techniques: String
    /// Things that rows name, and details that alerts carry, as the script of the form reads them.
    var mappings: String
    var details: String
    /// The columns of the query's answer, which both take their values from.
    var columns: [String]
    var title: String
    var isEnabled: Bool
    let isRequired = true
    let spans = RuleForm.previewSpans
    /// What may be said of each kind of thing, as JSON.
    let identifiers = JSONValue.object(
        EntityType.allCases.reduce(into: JSONObject()) { $0[$1.rawValue] = .array($1.identifiers.map { .string($0) }) }
    ).text

    /// A new rule about a query.
    /// - Parameter columns: those of its answer, which entities are taken from.
    init(query: String, columns: [String]) {
        self.init(RuleForm.blank(query, columns), columns, heading: "New rule", send: "POST /api/detections", back: "/rules")
        base = "{}"
    }

    init(_ rule: DetectionRule, named name: String, columns: [String]) {
        self.init(
            rule, columns, heading: "Edit the rule", send: "PUT /api/detections/\(name.queryEncoded)",
            back: RulePage.address(of: name))
    }

    private init(_ rule: DetectionRule?, _ columns: [String], heading: String, send: String, back: String) {
        self.heading = heading
        self.send = send
        self.back = back
        base = JSONValue.object(rule?.properties ?? JSONObject()).text
        displayName = rule?.displayName ?? ""
        description = rule?.description ?? ""
        query = rule?.query ?? ""
        severities = [AlertSeverity.informational, .low, .medium, .high].map { severity in
            Choice(value: severity.name.withCapital, title: severity.title, isChosen: severity == rule?.severity ?? .medium)
        }
        frequencies = RuleForm.frequencies(rule)
        lookBacks = RuleForm.spans(
            [
                .minutes(5), .minutes(15), .hours(1), .hours(3), .hours(5), .hours(12), .days(1), .days(2), .days(7), .days(14),
                .days(30),
            ],
            own: rule?.givenLookBack, none: "As far as its frequency says")
        let signs: [(DetectionRule.TriggerOperator, String)] = [
            (.greaterThan, "more than"), (.lessThan, "fewer than"), (.equal, "exactly"), (.notEqual, "anything but"),
        ]
        operators = signs.map {
            Choice(value: $0.rawValue, title: $1, isChosen: $0 == rule?.triggerOperator ?? .greaterThan)
        }
        threshold = String(rule?.triggerThreshold ?? 0)
        aggregations = [DetectionRule.Aggregation.perEntity, .perRow, .single].map {
            Choice(value: $0.rawValue, title: "One alert \($0.words)", isChosen: $0 == rule?.aggregation ?? .perEntity)
        }
        suppressions = RuleForm.spans(
            [.minutes(5), .minutes(30), .hours(1), .hours(5), .hours(12), .days(1)], own: rule?.suppression, none: "Not at all")
        let chosen = rule?.tactics.reduce(into: TacticSet()) { $0.formUnion(TacticSet(named: $1)) } ?? []
        tactics = Tactic.allCases.map {
            Choice(value: $0.category, title: $0.title, isChosen: chosen.contains(TacticSet($0)))
        }
        techniques = rule?.techniques.joined(separator: ", ") ?? ""
        mappings = JSONValue.array(rule?.entityMappings.map(\.json) ?? []).text
        details =
            JSONValue.array(
                (rule?.customDetails ?? []).map { ["name": .string($0.name), "column": .string($0.column)] }
            ).text
        self.columns = columns
        title = rule?.overrides.displayName ?? ""
        isEnabled = rule?.isEnabled ?? true
    }

    private static func blank(_ query: String, _ columns: [String]) -> DetectionRule? {
        guard !query.isEmpty else { return nil }
        var rule = try? DetectionRule(properties: ["displayName": "new", "query": .string(query), "enabled": true])
        rule?.displayName = ""
        rule?.aggregation = .perEntity
        rule?.entityMappings = EntityMapping.suggested(for: columns)
        return rule
    }

    private static func frequencies(_ rule: DetectionRule?) -> [Choice] {
        let usual: [Duration] = [.minutes(5), .minutes(15), .minutes(30), .hours(1), .hours(3), .hours(12), .hours(24)]
        let own = rule?.frequency ?? .every(.hours(1))
        var choices = [Choice(value: "", title: "As events come", isChosen: own == .continuous)]
        var spans = usual
        if case .every(let span) = own, !spans.contains(span) { spans.append(span) }
        choices += spans.sorted().map { span in
            Choice(value: RuleSpan.text(span), title: "Every \(Amount.span(span))", isChosen: own == .every(span))
        }
        return choices
    }

    /// Spans to choose from; one that the rule has already is among them.
    private static func spans(_ usual: [Duration], own: Duration?, none: String) -> [Choice] {
        let spans = usual + (own.map { usual.contains($0) ? [] : [$0] } ?? [])
        return [Choice(value: "", title: none, isChosen: own == nil)]
            + spans.sorted().map { Choice(value: RuleSpan.text($0), title: Amount.span($0), isChosen: $0 == own) }
    }

    private static let previewSpans = [
        ("P1D", "the last day"), ("P7D", "the last week"), ("P30D", "the last 30 days"), ("P365D", "the last year"),
        ("P3650D", "the last ten years"),
    ].map { Choice(value: $0.0, title: $0.1, isChosen: $0.0 == "P30D") }
}

extension EntityMapping {
    fileprivate var json: JSONValue {
        [
            "type": .string(type.rawValue),
            "fields": .array(fields.map { ["identifier": .string($0.identifier), "column": .string($0.column)] }),
        ]
    }
}
