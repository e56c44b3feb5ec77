internal import Detection
internal import Flow
internal import Primitives
internal import SecurityModel

/// What a rule would have found.
struct RulePreview {
    struct Alert {
        var title: String
        var severity: String
        var severityTitle: String
        var time: String
        var rows: String
        var things: String
    }

    var summary: String
    var notes: [String]
    var bars: String
    var from: String
    var to: String
    var alerts: [Alert]

    init(_ preview: DetectionPreview) {
        let (rows, alerts) = (Int64(preview.rows), Int64(preview.alertCount))
        summary =
            "\(Amount.text(rows, "row")) and \(Amount.text(alerts, "alert")) in \((preview.seconds * 100).rounded() / 100) s"
        notes = [
            preview.isWidened ? "Each bar stands for several runs, so that all of the time fits." : nil,
            preview.isCut ? "Time ran out; the oldest runs are missing." : nil,
        ].compactMap(\.self)
        bars = RunBars(preview: preview.bars).svg.text
        from = preview.bars.first?.window.after.minute ?? ""
        to = preview.bars.last?.window.through.minute ?? ""
        self.alerts = preview.alerts.map { alert in
            Alert(
                title: alert.title, severity: alert.severity.name, severityTitle: alert.severity.title,
                time: alert.lastActivity.minute, rows: Amount.text(Int64(alert.rows), "row"),
                things: Amount.list(alert.entities.map(RulePreview.words), most: 4))
        }
    }

    /// An entity by what it is called, rather than by an id.
    private static func words(_ entity: JSONObject) -> String {
        names.lazy.compactMap { entity[$0]?.string }.first ?? entity.members.dropFirst().lazy.compactMap { $0.value.string }.first
            ?? entity["Type"]?.string ?? ""
    }

    private static let names = [
        "FullName", "HostName", "Name", "Address", "DomainName", "Url", "MailboxPrimaryAddress", "DisplayName", "Upn",
    ]
}
