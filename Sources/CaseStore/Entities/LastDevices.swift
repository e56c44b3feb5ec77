internal import SQL
public import SecurityModel

extension CaseReader {
    /// The devices that alerts named last, each as the newest of its alerts describes it; of whoever asks.
    public func lastDevices(limit: Int) throws -> [Evidence] {
        let clause = ViewClause.alerts(view)
        let text = """
            SELECT a.report FROM (
                SELECT id, last_seen FROM entities WHERE kind = ? ORDER BY last_seen DESC, id LIMIT ?) d
            JOIN alerts a ON a.id = (SELECT MAX(l.alert) FROM alert_entities l WHERE l.entity = d.id)
            WHERE \(clause.text) ORDER BY d.last_seen DESC, d.id
            """
        let kind = SQLValue.integer(Int64(EntityKind.device.rawValue))
        var seen: Set<String> = []
        var devices: [Evidence] = []
        try session.query(SQLStatement(building: text), [kind, .integer(Int64(limit))] + clause.arguments) { row in
            // The device that decides an alert's group is the first that it names.
            guard let device = StoredReport.evidence(row.text(0)).first(where: { $0.kind == .device }),
                let name = device.text("deviceDnsName") ?? device.text("hostName"), seen.insert(name).inserted
            else { return }
            devices.append(device)
        }
        return devices
    }
}
