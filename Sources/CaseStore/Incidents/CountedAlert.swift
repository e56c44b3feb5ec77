internal import Primitives
internal import SQL
internal import SecurityModel

/// What of an alert its incident counts: the same when it comes and when it leaves for another.
struct CountedAlert {
    var severity: AlertSeverity
    var tactics: TacticSet
    var first: Timestamp
    var last: Timestamp
    var isActive: Bool
    /// Without the network of its device, which no incident lists.
    var entities: [(entity: Int64, roles: RoleSet)]
    var facets: [IncidentDelta.Facet]

    init(_ alert: NewAlert) {
        let report = alert.report
        (severity, tactics, isActive) = (report.severity, report.tactics, true)
        (first, last) = (report.firstActivity, report.lastActivity)
        entities = alert.entities.filter { $0.key.kind != .network }.map { ($0.entity, $0.roles) }
        let devices = report.evidence.filter { $0.kind == .device }
        facets = CountedAlert.facets(
            [
                (.serviceSource, report.serviceSource.name), (.detectionSource, report.detectionSource.name),
                (.product, report.productName), (.source, report.source), (.threat, report.threatDisplayName),
            ],
            severity: report.severity, tactics: report.tactics, detector: alert.detectorID, deviceGroup: alert.deviceGroup,
            techniques: report.techniques.map(\.id), investigation: report.investigation.name,
            platforms: devices.compactMap { $0.fields["osPlatform"]?.string })
        facets += alert.stored.context
    }

    /// Everything that an alert says once, and what it may say several times.
    private static func facets(
        _ single: [(IncidentFacet, String)], severity: AlertSeverity, tactics: TacticSet, detector: Int64, deviceGroup: Int32,
        techniques: [String], investigation: String?, platforms: [String]
    ) -> [IncidentDelta.Facet] {
        var said = single + [(.detector, String(detector)), (.alertSeverity, severity.name)]
        if let investigation, investigation != InvestigationState.unknown.name { said.append((.investigation, investigation)) }
        if deviceGroup != 0 { said.append((.deviceGroup, String(deviceGroup))) }
        said += tactics.tactics.map { (.tactic, $0.shortName) }
        said += Set(techniques).map { (.technique, $0) } + Set(platforms).map { (.platform, $0) }
        return said.filter { !$0.1.isEmpty }.map { IncidentDelta.Facet(kind: $0.0, value: $0.1) }
    }
}

/// An alert of the store with where it is.
struct PlacedAlert {
    var home: IncidentID
    var digest: [UInt8]
    /// As a row keeps them.
    var reasons: String
    var counted: CountedAlert
}

extension CaseTransaction {
    /// Reads what an alert was counted with, and no more of its report than that: a run of thousands may move at once.
    /// - Parameter isNetwork: whether an entity is the network of a device.
    func placed(_ alert: AlertID, isNetwork: (Int64) throws -> Bool) throws -> PlacedAlert? {
        var placed = try session.first(CountedAlertSQL.one, [.integer(alert.number)]) { PlacedAlert(row: $0) }
        guard let entities = placed?.counted.entities else { return nil }
        placed?.counted.entities = try entities.filter { try !isNetwork($0.entity) }
        placed?.counted.facets += try context(of: alert)
        return placed
    }
}

extension PlacedAlert {
    fileprivate init(row: any SQLRow) {
        (home, digest) = (IncidentID(row.integer(0)), row.blob(1))
        (reasons, counted) = (row.text(14), CountedAlert(row: row))
    }
}

extension CountedAlert {
    fileprivate init(row: any SQLRow) {
        severity = AlertSeverity(rawValue: UInt8(row.integer(2))) ?? .unknown
        tactics = TacticSet(rawValue: UInt32(row.integer(3)))
        (first, last) = (Timestamp(ticks: row.integer(4)), Timestamp(ticks: row.integer(5)))
        isActive = row.integer(6) != Int64(AlertStatus.resolved.rawValue)
        entities = ObservedEntity.list(row.text(9)).map { ($0.entity, $0.roles) }
        let report = try? JSONDocument(parsing: row.text(10)).root
        let devices = report?["evidence"]?.elements.filter { $0["@odata.type"]?.string == EvidenceKind.device.odataType } ?? []
        facets = CountedAlert.facets(
            [
                (.serviceSource, row.text(11)), (.detectionSource, row.text(12)), (.product, report?["product"]?.string ?? ""),
                (.source, row.text(13)), (.threat, report?["threat"]?.string ?? ""),
            ],
            severity: severity, tactics: tactics, detector: row.integer(7), deviceGroup: Int32(row.integer(8)),
            techniques: report?["techniques"]?.elements.compactMap(\.string) ?? [],
            investigation: report?["investigation"]?.string, platforms: devices.compactMap { $0["osPlatform"]?.string })
    }
}

private enum CountedAlertSQL {
    static let one = SQLStatement(
        "alert.counted",
        """
        SELECT a.home, a.digest, a.severity, a.tactics, a.first_activity, a.last_activity, a.status, a.detector,
            a.device_group, a.entities, a.report, a.service_source, a.detection_source, s.name,
            a.reasons
        FROM alerts a LEFT JOIN sources s ON s.id = a.source WHERE a.id = ?
        """)
}
