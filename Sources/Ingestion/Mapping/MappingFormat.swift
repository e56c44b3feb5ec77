public import Primitives
public import SecurityModel

/// A format that a mapping file describes: which field of a product's JSON is which field of an alert
/// (docs/mapping.md).
public struct MappingFormat: JSONAlertFormat {
    public let name: String
    private let plan: MappingPlan

    /// - Throws: `badMapping` with the line and what is wrong there.
    public init(yaml: String, name: String) throws(IngestionError) {
        self.name = name
        plan = try MappingPlan(yaml: yaml)
    }

    public func reports(in object: JSONView, of record: RawRecord) throws(IngestionError) -> [AlertReport] {
        guard plan.conditions.allSatisfy({ $0.holds(for: object) }) else { return [] }
        let title = plan.title.text(in: object)
        guard !title.isEmpty else { throw .missingField(plan.title.label) }
        guard let first = try plan.first.read(object, by: record.clock) ?? record.envelope.time else {
            throw .missingField(plan.first.label)
        }
        let last = try plan.last?.read(object, by: record.clock)

        var reports = [record.report(title, from: first, to: last)]
        fill(&reports[0], from: object)
        return reports
    }

    /// In its place in the list, since an alert is too large to be copied for nothing.
    private func fill(_ report: inout AlertReport, from object: JSONView) {
        for (field, value) in plan.texts { field.set(value.text(in: object), in: &report) }
        if let severity = plan.severity { report.severity = AlertSeverity(word: severity.text(in: object)) }
        if let source = plan.serviceSource {
            report.serviceSource = ServiceSource(source.text(in: object).or("unknown"))
        }
        if let source = plan.detectionSource {
            report.detectionSource = DetectionSource(source.text(in: object).or("unknown"))
        }
        addClaims(object, to: &report)
        report.systemTags = plan.systemTags.flatMap { $0.texts(in: object) }
        if !plan.evidence.isEmpty {
            var list = EvidenceList()
            for evidence in plan.evidence { evidence.add(from: object, to: &list) }
            report.take(list)
        }
        for (name, value) in plan.additionalData {
            report.additionalData[name] = MappingFormat.value(value, in: object)
        }
        for (name, value) in plan.customDetails { report.customDetails[name] = MappingFormat.value(value, in: object) }
        report.isExcludedFromCorrelation =
            !plan.exclusion.isEmpty && plan.exclusion.allSatisfy { $0.holds(for: object) }
    }

    private func addClaims(_ object: JSONView, to report: inout AlertReport) {
        guard !plan.tactics.isEmpty || !plan.techniques.isEmpty else { return }
        var claims = AttackClaims()
        claims.add(
            tactics: plan.tactics.flatMap { $0.texts(in: object) },
            techniques: plan.techniques.flatMap { $0.texts(in: object) })
        report.take(claims)
    }

    /// The record's own value where only a path is given, with its type; else the text. `nil` where there is none.
    private static func value(_ value: MappingValue, in object: JSONView) -> JSONValue? {
        if let path = value.plainPath { return path.view(in: object)?.value }
        let text = value.text(in: object)
        return text.isEmpty ? nil : .string(text)
    }
}
