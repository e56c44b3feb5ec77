internal import Primitives
public import SecurityModel

/// The part of a report that is read as a whole, as JSON: what has a column of its own stands there.
///
/// Short names and left-out defaults keep an alert near half a kilobyte; evidence is most of it. Whoever reads alerts side by
/// side makes it there: inside the transaction it would hold up all that wait to write.
public struct StoredReport: Sendable {
    let text: String
    /// What it is filtered by beside its columns; in rows of their own.
    let context: [IncidentDelta.Facet]

    public init(_ report: AlertReport) {
        var writer = JSONWriter()
        writer.beginObject()
        for field in StoredReport.textFields where !report[keyPath: field.path].isEmpty {
            writer.key(field.name)
            writer.write(report[keyPath: field.path])
        }
        StoredReport.write(report.techniques.map(\.id), as: "techniques", to: &writer)
        StoredReport.write(report.systemTags, as: "systemTags", to: &writer)
        if report.investigation != .unknown {
            writer.key("investigation")
            writer.write(report.investigation.name)
        }
        if !report.evidence.isEmpty {
            writer.key("evidence")
            writer.beginArray()
            for evidence in report.evidence { StoredReport.write(evidence, to: &writer) }
            writer.endArray()
        }
        for (name, object) in [("additional", report.additionalData), ("custom", report.customDetails)] where !object.isEmpty {
            writer.key(name)
            writer.write(object)
        }
        writer.endObject()
        text = String(decoding: writer.bytes, as: UTF8.self)
        context = AlertContext(report).facets
    }

    /// Fills the fields of a report from the text.
    static func read(_ text: String, into report: inout AlertReport) {
        guard let root = try? JSONDocument(parsing: text).root else { return }
        for field in textFields { report[keyPath: field.path] = root[name: field.name]?.string ?? "" }
        report.serviceSource = ServiceSource(root["service"]?.string ?? "unknown")
        report.detectionSource = DetectionSource(root["detection"]?.string ?? "unknown")
        report.techniques = root["techniques"]?.elements.compactMap { $0.string.flatMap { Technique($0) } } ?? []
        report.systemTags = root["systemTags"]?.elements.compactMap(\.string) ?? []
        report.investigation = root["investigation"]?.string.flatMap(InvestigationState.init(name:)) ?? .unknown
        report.evidence = root["evidence"]?.elements.compactMap { Evidence(json: $0.value) } ?? []
        report.additionalData = root["additional"]?.value.object ?? JSONObject()
        report.customDetails = root["custom"]?.value.object ?? JSONObject()
    }

    private static func write(_ texts: [String], as name: String, to writer: inout JSONWriter) {
        guard !texts.isEmpty else { return }
        writer.key(name)
        writer.beginArray()
        for text in texts { writer.write(text) }
        writer.endArray()
    }

    /// Evidence in Graph's form without the members that say nothing.
    private static func write(_ evidence: Evidence, to writer: inout JSONWriter) {
        writer.beginObject()
        for member in evidence.json.members where !isEmpty(member) {
            writer.key(member.name)
            writer.write(member.value)
        }
        writer.endObject()
    }

    private static func isEmpty(_ member: JSONObject.Member) -> Bool {
        switch (member.name, member.value) {
        case (_, .null), ("verdict", "unknown"), ("remediationStatus", "none"): true
        case ("roles", .array(let values)), ("detailedRoles", .array(let values)), ("tags", .array(let values)): values.isEmpty
        default: false
        }
    }

    private static let textFields: [(name: String, path: any WritableKeyPath<AlertReport, String> & Sendable)] = [
        ("providerAlertId", \.providerAlertId), ("description", \.description), ("recommended", \.recommendedActions),
        ("service", \.serviceSource.name), ("detection", \.detectionSource.name), ("product", \.productName),
        ("detector", \.detectorId), ("actor", \.actorDisplayName), ("threat", \.threatDisplayName),
        ("family", \.threatFamilyName),
    ]
}
