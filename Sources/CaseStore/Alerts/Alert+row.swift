internal import Primitives
internal import SQL
internal import SecurityModel

extension Alert {
    /// An alert out of the columns of `AlertSQL.columns`, its comments not read yet.
    init(row: any SQLRow) {
        let severity = AlertSeverity(rawValue: UInt8(row.integer(5))) ?? .unknown
        var report = AlertReport(source: row.text(21), title: row.text(4), activity: Timestamp(ticks: row.integer(12)))
        report.lastActivity = Timestamp(ticks: row.integer(13))
        report.severity = severity
        report.tactics = TacticSet(rawValue: UInt32(row.integer(11)))
        report.isExcludedFromCorrelation = row.bool(18)
        StoredReport.read(row.text(19), into: &report)
        // What people wrote stands in place of what the product said; the report itself stays as it came.
        if let details = try? JSONValue(parsing: row.text(22)).object { report.customDetails = details }
        self.init(
            id: AlertID(row.integer(0)), incident: IncidentID(row.integer(1)), report: report,
            status: AlertStatus(rawValue: UInt8(row.integer(6))) ?? .unknown, severity: severity,
            classification: Classification(rawValue: UInt8(row.integer(7))) ?? .unknown,
            determination: Determination(rawValue: UInt8(row.integer(8))) ?? .unknown, assignedTo: row.text(9),
            investigationState: InvestigationState(rawValue: UInt8(row.integer(10))) ?? .unknown, comments: [],
            created: Timestamp(ticks: row.integer(14)), lastUpdate: Timestamp(ticks: row.integer(15)),
            resolved: row.optionalInteger(16).map(Timestamp.init(ticks:)), occurrences: row.integer(17),
            reasons: LinkReason.reasons(row.text(20)))
    }
}

extension LinkReason {
    /// Reasons as the JSON that a row keeps.
    static func text(_ reasons: [LinkReason]) -> String {
        var writer = JSONWriter()
        writer.beginArray()
        for reason in reasons {
            writer.beginArray()
            writer.write(reason.signal)
            writer.write(reason.subject)
            writer.write(reason.weight)
            writer.write(reason.text)
            writer.endArray()
        }
        writer.endArray()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    static func reasons(_ text: String) -> [LinkReason] {
        guard let root = try? JSONDocument(parsing: text).root else { return [] }
        return root.elements.map { reason in
            let parts = reason.elements
            return LinkReason(
                signal: parts.first?.string ?? "", subject: parts.dropFirst().first?.string ?? "",
                weight: parts.dropFirst(2).first?.number ?? 0, text: parts.dropFirst(3).first?.string ?? "")
        }
    }
}
