public import Primitives
public import SecurityModel

/// Alerts of Elastic Security (`kibana.alert.*`, earlier `signal.*`) and alerts of any product in the Elastic Common
/// Schema (`event.kind: alert`), nested or dotted, bare or as a search hit with `_source`.
public struct ElasticFormat: JSONAlertFormat, RecognisingFormat {
    public let name = "elastic"

    public init() {}

    public func recognises(_ shape: RecordShape) -> Bool {
        guard case .object(let object) = shape else { return false }
        let document = ECSDocument(object.object("_source") ?? object)
        return document.field("@timestamp") != nil
            && (document.field("kibana.alert.rule.name") ?? document.field("signal.rule.name")
                ?? document.field("event.kind")) != nil
    }

    public func reports(in object: JSONView, of record: RawRecord) throws(IngestionError) -> [AlertReport] {
        let document = ECSDocument(object.object("_source") ?? object)
        let isDetection = !document.text("kibana.alert.rule.name").isEmpty
        let isSignal = !document.text("signal.rule.name").isEmpty
        if !isDetection, !isSignal {
            let kind = document.text("event.kind")
            guard !kind.isEmpty else {
                throw .notOfFormat(format: name, reason: "there is neither 'kibana.alert.rule.name' nor 'event.kind'")
            }
            guard kind == "alert" else { return [] }
        }
        let fields = isDetection ? Fields.detection : isSignal ? .signal : .commonSchema
        var report = try ElasticFormat.report(document, fields, record)
        report.providerAlertId = document.text(fields.id).or(object.text("_id"))
        let claims = ElasticFormat.claims(document, fields)
        report.take(claims)
        let isCallback = claims.resolvedTactics == TacticSet(.commandAndControl)
        report.take(ECSEvidence(document, isCallback: isCallback).list)
        ElasticFormat.addDetails(document, to: &report)
        return [report]
    }

    private static func report(_ document: ECSDocument, _ fields: Fields, _ record: RawRecord) throws(IngestionError)
        -> AlertReport
    {
        let title = document.text(fields.title).or(document.text("message"))
        guard !title.isEmpty else { throw .missingField(fields.title) }
        let first = try TimeField.first(
            of: document.time(fields.originalTime), document.time("event.start"), document.time("@timestamp"), in: record)
        let last = try document.time("event.end").read(by: record.clock)

        var report = record.report(title, from: first, to: last)
        report.detectorId = document.text(fields.rule).or(document.text("event.code"))
        report.description = document.text(fields.reason).or(document.text("message"))
        report.severity = severity(document, fields)
        report.productName = fields.isElastic ? "Elastic Security" : document.firstText(of: Fields.products)
        report.detectionSource = DetectionSource(
            document.text(fields.type).or(document.firstText(of: Fields.sensors)).or("unknown"))
        report.recommendedActions = document.text(fields.note)
        report.systemTags = document.texts(fields.tags)
        report.keep("ruleDescription", document.text(fields.description))
        report.keep("riskScore", document.text(fields.risk))
        report.keep("module", document.text("event.module"))
        report.keep("category", document.texts("event.category"))
        report.keep("action", document.text("event.action"))
        report.keep("outcome", document.text("event.outcome"))
        return report
    }

    private static func addDetails(_ document: ECSDocument, to report: inout AlertReport) {
        for (field, name) in [
            ("cloud.provider", "cloudProvider"), ("cloud.account.id", "cloudAccount"), ("cloud.region", "cloudRegion"),
            ("cloud.instance.id", "cloudInstance"), ("orchestrator.cluster.name", "cluster"),
            ("orchestrator.namespace", "namespace"), ("orchestrator.resource.type", "orchestratorResourceType"),
            ("orchestrator.resource.name", "orchestratorResource"), ("network.protocol", "applicationProtocol"),
            ("network.community_id", "communityId"), ("source.port", "sourcePort"), ("destination.port", "destinationPort"),
            ("user_agent.original", "httpUserAgent"), ("http.request.method", "httpMethod"), ("vulnerability.id", "cve"),
            ("threat.indicator.type", "indicatorType"), ("threat.feed.name", "threatFeed"), ("email.direction", "mailDirection"),
        ] {
            report.keep(name, document.text(field))
        }
        report.keep("dataStream", dataStream(document))
    }

    /// The data set of the event, with its namespace where that is not the usual one.
    private static func dataStream(_ document: ECSDocument) -> String {
        let dataset = document.text("data_stream.dataset").or(document.text("event.dataset"))
        let namespace = document.text("data_stream.namespace")
        return dataset.isEmpty || namespace.isEmpty || namespace == "default" ? dataset : "\(dataset)-\(namespace)"
    }

    /// The word where there is one, else the score. Modules that keep a product's own scale are read on that scale.
    private static func severity(_ document: ECSDocument, _ fields: Fields) -> AlertSeverity {
        let word = AlertSeverity(word: document.text(fields.severity))
        if word != .unknown { return word }
        if document.text("event.module") == "suricata" {
            return SuricataFormat.severity(document.field("event.severity")?.integer)
        }
        return AlertSeverity(score: Double(document.text(fields.risk).or(document.text("event.severity"))) ?? 0)
    }

    /// A detection rule lists its tactics with their techniques; an ECS document has them side by side.
    private static func claims(_ document: ECSDocument, _ fields: Fields) -> AttackClaims {
        var claims = AttackClaims()
        for threat in document.list(fields.threat) {
            let threat = ECSDocument(threat)
            claims.add(tactic: threat.text("tactic.id").or(threat.text("tactic.name")))
            for technique in threat.list("technique") { add(technique, to: &claims) }
        }
        for technique in document.list("threat.technique") { add(technique, to: &claims) }
        let tactics = document.texts("threat.tactic.id")
        claims.add(
            tactics: tactics.isEmpty ? document.texts("threat.tactic.name") : tactics,
            techniques: document.texts("threat.technique.subtechnique.id") + document.texts("threat.technique.id"))
        return claims
    }

    private static func add(_ technique: JSONView, to claims: inout AttackClaims) {
        let inner = technique.list("subtechnique")
        for one in inner.isEmpty ? [technique] : inner { claims.add(technique: one.text("id")) }
    }

    /// Where each generation keeps what a rule says.
    private struct Fields {
        var isElastic = true
        var title, id, rule, severity, risk, reason, description, type, note, threat, originalTime, tags: String

        /// Where a document of another product names the product, and its sensor.
        static let products = ["observer.product", "event.module", "observer.vendor"]
        static let sensors = ["event.provider", "event.dataset"]

        static let detection = Fields(prefix: "kibana.alert.")
        static let signal = Fields(prefix: "signal.")

        static let commonSchema = {
            var fields = Fields(prefix: "")
            fields.isElastic = false
            fields.id = "event.id"
            fields.rule = "rule.id"
            fields.severity = "rule.severity"
            fields.risk = "event.risk_score"
            fields.reason = "event.reason"
            fields.type = "rule.ruleset"
            fields.note = "rule.remediation"
            fields.originalTime = "@timestamp"
            fields.tags = "tags"
            return fields
        }()

        private init(prefix: String) {
            title = "\(prefix)rule.name"
            id = "\(prefix)uuid"
            rule = "\(prefix)rule.rule_id"
            severity = prefix == "signal." ? "signal.rule.severity" : "\(prefix)severity"
            risk = prefix == "signal." ? "signal.rule.risk_score" : "\(prefix)risk_score"
            reason = "\(prefix)reason"
            description = "\(prefix)rule.description"
            type = "\(prefix)rule.type"
            note = "\(prefix)rule.note"
            threat = "\(prefix)rule.threat"
            originalTime = "\(prefix)original_time"
            tags = "\(prefix)rule.tags"
        }
    }
}
