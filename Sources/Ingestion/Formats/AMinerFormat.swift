public import Primitives
public import SecurityModel

/// The anomalies of AMiner (logdata-anomaly-miner) as its JSON output writes them.
public struct AMinerFormat: JSONAlertFormat, RecognisingFormat {
    public let name = "aminer"

    public init() {}

    public func recognises(_ shape: RecordShape) -> Bool {
        guard case .object(let object) = shape else { return false }
        return object["AnalysisComponent"] != nil && object["rule"] == nil
    }

    public func reports(in object: JSONView, of record: RawRecord) throws(IngestionError) -> [AlertReport] {
        guard let component = object.object("AnalysisComponent") else {
            throw .notOfFormat(format: name, reason: "there is no object 'AnalysisComponent'")
        }
        let title = component.text("AnalysisComponentName").or(component.text("Message"))
        guard !title.isEmpty else { throw .missingField("AnalysisComponent.AnalysisComponentName") }
        let log = object.object("LogData")
        let times = log?["Timestamps"]?.elements ?? []
        let first = try TimeField.first(
            of: TimeField("LogData.Timestamps", times.first, .seconds),
            TimeField("LogData.DetectionTimestamp", log?["DetectionTimestamp"], .seconds), in: record)
        let last = try TimeField("LogData.Timestamps", times.last, .seconds).read(by: record.clock)

        var report = record.report(title, from: first, to: last)
        report.productName = "AMiner"
        report.detectorId = component.text("AnalysisComponentName").or(component.text("AnalysisComponentIdentifier"))
        report.detectionSource = DetectionSource(component.text("AnalysisComponentType").or("unknown"))
        report.description = component.text("Message")
        // An anomaly has no severity of its own. While the component still learns, it only shows what is new.
        report.severity = component["TrainingMode"]?.bool == true ? .informational : .unknown
        report.keep("componentId", component.text("AnalysisComponentIdentifier"))
        report.keep("affectedPaths", component.texts("AffectedLogAtomPaths"))
        report.keep("affectedValues", component.texts("AffectedLogAtomValues"))
        report.keep("log", log?.texts("LogResources") ?? [])
        report.keep("lines", log?.texts("RawLogData") ?? [])
        var list = EvidenceList()
        AMinerFormat.addEvidence(of: object, to: &list)
        report.take(list)
        return [report]
    }

    /// AMiner is told its own name, mostly the host's or its address. Everything else stands in the lines it saw and in
    /// the values that were unusual, each of which belongs to the path at the same place.
    static func addEvidence(of object: JSONView, to list: inout EvidenceList) {
        let id = object.text("AMiner", "ID")
        list.add(.host(id, address: id))
        list.add(address: id, .contextual)
        for line in object.object("LogData")?.texts("RawLogData") ?? [] {
            if let client = LogClient.address(in: line), client != id { list.add(address: client, .source) }
            list.add(addressesIn: line)
        }
        guard let component = object.object("AnalysisComponent") else { return }
        let values = (component["AffectedLogAtomValues"]?.elements ?? []).map(\.leadingText)
        if component.texts("AffectedLogAtomPaths").contains(where: { $0.hasSuffix("/domain") }) {
            for value in values { list.add(domain: value) }
        }
        for (path, value) in zip(component.texts("AffectedLogAtomPaths"), values) {
            if ["/acct", "/user", "/username", "/user_name"].contains(where: { path.hasSuffix($0) }) {
                list.add(.account(value.filter { $0 != "\"" }, roles: [.contextual]))
            } else if path.hasSuffix("/exe") {
                list.add(.file(at: value, roles: [.contextual]))
            }
        }
    }
}
