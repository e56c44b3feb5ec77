public import Primitives
public import SecurityModel

/// Alerts of CrowdSec's local API, as its HTTP notifications and `cscli alerts list -o json` give them.
public struct CrowdSecFormat: JSONAlertFormat, RecognisingFormat {
    public let name = "crowdsec"

    public init() {}

    public func recognises(_ shape: RecordShape) -> Bool {
        guard case .object(let object) = shape else { return false }
        return object["scenario"]?.string != nil
            && (object["decisions"] ?? object["events_count"] ?? object["scenario_hash"]) != nil
    }

    public func reports(in object: JSONView, of record: RawRecord) throws(IngestionError) -> [AlertReport] {
        let scenario = object.text("scenario")
        guard !scenario.isEmpty else { throw .notOfFormat(format: name, reason: "there is no text 'scenario'") }
        let first = try TimeField.first(
            of: TimeField("start_at", object["start_at"]), TimeField("created_at", object["created_at"]), in: record)
        let last = try TimeField("stop_at", object["stop_at"]).read(by: record.clock)

        let decisions = object["decisions"]?.elements ?? []
        var report = record.report(scenario, from: first, to: last)
        report.providerAlertId = object.text("uuid").or(object.text("id"))
        report.description = object.text("message")
        report.productName = "CrowdSec"
        report.detectorId = scenario
        report.detectionSource = DetectionSource(decisions.first?.text("origin").or("crowdsec") ?? "crowdsec")
        report.severity = CrowdSecFormat.severity(object, decisions)
        let events = object["events"]?.elements ?? []
        var claims = AttackClaims()
        for value in CrowdSecFormat.meta(object, "classification") { claims.add(tactics: [], techniques: value) }
        report.take(claims)
        report.take(CrowdSecFormat.evidence(object, decisions, events))
        report.keep("decisions", decisions.map { "\($0.text("type")) \($0.text("value")) \($0.text("duration"))" })
        report.keep("eventsCount", object.text("events_count"))
        report.keep("machineId", object.text("machine_id"))
        report.keep("scenarioVersion", object.text("scenario_version"))
        let source = object.object("source")
        report.keep("autonomousSystem", source?.text("as_name") ?? "")
        report.keep("range", source?.text("range") ?? "")
        return [report]
    }

    /// CrowdSec has no severity. What it would ban for is worth a look; a simulated decision, or none, less.
    private static func severity(_ object: JSONView, _ decisions: [JSONView]) -> AlertSeverity {
        if object["simulated"]?.bool == true { return .informational }
        return decisions.isEmpty && object["remediation"]?.bool != true ? .low : .medium
    }

    private static func evidence(_ object: JSONView, _ decisions: [JSONView], _ events: [JSONView]) -> EvidenceList {
        var list = EvidenceList()
        if let source = object.object("source") { list.add(attacker(source)) }
        for decision in decisions where decision.text("scope").lowercased() == "ip" {
            list.add(address: decision.text("value"), .attacker)
        }
        for event in [object] + events {
            for host in (meta(event, "machine") + meta(event, "target_host")).joined() {
                list.add(.host(host, roles: [.attacked]))
            }
            for user in (meta(event, "target_user") + meta(event, "user")).joined() {
                list.add(.account(user, roles: [.attacked]))
            }
            for name in meta(event, "target_fqdn").joined() { list.add(domain: name, roles: [.attacked]) }
            for address in meta(event, "source_ip").joined() { list.add(address: address, .attacker) }
        }
        if list.items.isEmpty { list.add(addressesIn: object.text("message")) }
        return list
    }

    /// The source with its country. A source that is a range, a country or a session has no address of its own.
    private static func attacker(_ source: JSONView) -> Evidence? {
        let scope = source.text("scope").lowercased()
        guard scope.isEmpty || scope == "ip",
            let address = IPAddress(endpoint: source.text("ip").or(source.text("value")))
        else { return nil }
        var evidence = Evidence.ip(address.description, roles: [.attacker])
        let country = source.text("cn")
        if !country.isEmpty { evidence.fields["countryLetterCode"] = .string(country) }
        return evidence
    }

    /// The values of a key in a list of keys and values. A value may be a list of its own, written as JSON.
    private static func meta(_ view: JSONView, _ key: String) -> [[String]] {
        (view["meta"]?.elements ?? []).filter { $0.text("key") == key }.map { pair in
            let value = pair.text("value")
            guard value.hasPrefix("["), let document = try? JSONDocument(parsing: value) else { return [value] }
            return document.root.elements.map(\.leadingText)
        }
    }
}
