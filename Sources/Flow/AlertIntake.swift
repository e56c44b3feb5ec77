internal import CaseStore
internal import Primitives
internal import SecurityModel

/// Turns what was read into new alerts: folds repeats, gives entities and detectors their numbers, keeps what could not be
/// read beside its error.
struct AlertIntake {
    var registry: Registry
    var lastAlert: Int64
    let deviceGroups: [DeviceGroup]

    init(_ reader: CaseReader, deviceGroups: [DeviceGroup]) throws {
        registry = try Registry(reader)
        lastAlert = try reader.lastAlert()
        self.deviceGroups = deviceGroups
    }

    /// What a batch came to.
    struct Outcome {
        var alerts: [NewAlert] = []
        var repeats = 0
        var rejected = 0
    }

    mutating func take(_ records: [ReadRecord], in transaction: CaseTransaction) throws -> Outcome {
        var outcome = Outcome()
        var seen: [Identity: AlertID] = [:]
        for record in records {
            switch record.outcome {
            case .reports(let reports):
                for report in reports { try take(report, of: record, seen: &seen, into: &outcome, in: transaction) }
            case .rejected(let error, let sample, let size):
                outcome.rejected += 1
                try transaction.insert(
                    RejectedRecord(
                        rawSequence: record.sequence, source: record.source.name, received: record.received, error: error,
                        sample: sample, size: Int64(size)))
            }
        }
        try count(records, in: transaction)
        return outcome
    }

    private struct Identity: Hashable {
        var source: Int64
        var text: String
    }

    private mutating func take(
        _ report: AlertReport, of record: ReadRecord, seen: inout [Identity: AlertID], into outcome: inout Outcome,
        in transaction: CaseTransaction
    ) throws {
        let identity = Identity(source: record.source.id, text: AlertIdentity.of(report))
        if let first = seen[identity] {
            // The first report stands in this batch and is not stored yet.
            outcome.repeats += 1
            repeated.append((report, first))
            return
        }
        if let known = try transaction.reader.alert(source: identity.source, identity: identity.text) {
            outcome.repeats += 1
            try transaction.fold(report, into: known)
            return
        }
        let detector = try registry.detector(of: report, in: transaction)
        lastAlert += 1
        let id = AlertID(lastAlert)
        seen[identity] = id
        outcome.alerts.append(
            NewAlert(
                id: id, report: report, sourceID: identity.source, identity: identity.text, detectorID: detector.id,
                isExcluded: detector.isExcluded || report.isExcludedFromCorrelation, rawSequence: record.sequence,
                entities: try links(of: report, scope: record.source.scope, in: transaction),
                deviceGroup: deviceGroup(of: report)))
    }

    /// Repeats of alerts of the same batch, folded once the batch is stored.
    private var repeated: [(AlertReport, AlertID)] = []

    mutating func foldRepeats(in transaction: CaseTransaction) throws {
        for (report, alert) in repeated { try transaction.fold(report, into: alert) }
        repeated = []
    }

    /// Each entity once, with all the roles that it has in the alert.
    private mutating func links(
        of report: AlertReport, scope: String, in transaction: CaseTransaction
    ) throws -> [EntityLink] {
        var links: [EntityLink] = []
        func add(_ key: EntityKey, _ roles: RoleSet, _ number: Int64) {
            if let index = links.firstIndex(where: { $0.entity == number }) {
                links[index].roles.formUnion(roles)
            } else {
                links.append(EntityLink(entity: number, key: key, roles: roles))
            }
        }
        for evidence in report.evidence {
            let roles = RoleSet(evidence.roles)
            for key in evidence.entityKeys(scope: scope) {
                add(key, roles, try registry.entity(key, seen: report.firstActivity, in: transaction))
            }
            if evidence.kind == .device, let address = evidence.text("lastIpAddress"),
                let network = EntityKey.network(of: address, scope: scope)
            {
                add(network, [], try registry.entity(network, seen: report.firstActivity, in: transaction))
            }
        }
        return links
    }

    private func deviceGroup(of report: AlertReport) -> Int32 {
        guard !deviceGroups.isEmpty, let device = report.evidence.first(where: { $0.kind == .device }) else { return 0 }
        return DeviceGroup.group(
            of: DeviceGroup.Device(
                name: device.text("deviceDnsName") ?? device.text("hostName") ?? "", domain: device.text("dnsDomain") ?? "",
                tags: device.tags, address: device.text("lastIpAddress").flatMap { IPAddress($0) }),
            among: deviceGroups)
    }

    private func count(_ records: [ReadRecord], in transaction: CaseTransaction) throws {
        for (source, records) in Dictionary(grouping: records, by: \.source.id).sorted(by: { $0.key < $1.key }) where source > 0 {
            let last = records.map(\.received).max() ?? transaction.time
            try transaction.count(Int64(records.count), of: source, last: last)
        }
    }
}
