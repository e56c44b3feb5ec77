internal import CaseStore
internal import Primitives
internal import SecurityModel

/// The devices that alerts named, each once and as the last alert described it.
struct MachineBook {
    /// Devices that are looked through, the latest seen first.
    static let largestBook = 10_000

    private let reader: CaseReader
    private let scopes: SourceScopes

    /// - Throws: `SQLError`.
    init(_ reader: CaseReader) throws {
        self.reader = reader
        scopes = try reader.sourceScopes()
    }

    /// - Throws: `SQLError`.
    func all() throws -> [JSONObject] {
        try reader.entities(.device, limit: MachineBook.largestBook).compactMap { try machine($0, isCanonical: true) }
    }

    /// The device with an id or a name.
    func one(_ id: String) throws -> JSONObject? {
        for value in [id.lowercased(), DefenderMachine.bare(id).lowercased()] {
            guard let entity = try reader.entity(.device, value) ?? reader.entity(.device, scoped: value) else { continue }
            return try machine(entity, isCanonical: false)
        }
        return nil
    }

    /// - Throws: 404 where there is no such device.
    func required(_ id: String) throws -> JSONObject {
        guard let machine = try one(id) else { throw APIError.notFound("Machine \(id) was not found") }
        return machine
    }

    /// The device that a piece of an alert's evidence names.
    func machine(_ evidence: Evidence, of alert: Alert) throws -> JSONObject {
        try required(DefenderMachine(evidence, scope: scopes[alert.report.source]).id)
    }

    /// Alerts that are looked through for whom they saw on a device, the newest first.
    static let alertsLookedThrough = 100

    /// The people who were logged on to a device, as the newest alerts say.
    func users(of id: String) throws -> [JSONObject] {
        var query = AlertQuery()
        query.predicate = EntityKind.device.namedBy(id)
        query.limit = MachineBook.alertsLookedThrough
        var (users, seen) = ([JSONObject](), Set<String>())
        let names = [id.lowercased(), DefenderMachine.bare(id).lowercased()]
        for alert in try reader.alertPage(query).rows {
            let devices = alert.report.evidence.filter { evidence in
                evidence.kind == .device
                    && evidence.entityKeys(scope: scopes[alert.report.source]).contains { key in
                        names.contains { key.value == $0 || key.value.hasPrefix("\($0)@") }
                    }
            }
            for user in devices.flatMap({ $0.fields["loggedOnUsers"]?.array ?? [] }) {
                guard let user = DefenderUser(user["domainName"]?.string ?? "", user["accountName"]?.string ?? "") else {
                    continue
                }
                guard seen.insert(user.id.lowercased()).inserted else { continue }
                users.append(user.json(seen: alert.report.lastActivity))
            }
        }
        return users
    }

    /// - Parameter isCanonical: leave out the other names of a device that has an id.
    private func machine(_ entity: SeenEntity, isCanonical: Bool) throws -> JSONObject? {
        guard let id = entity.lastAlert, let alert = try reader.alert(id) else { return nil }
        let evidence = alert.report.evidence.first { evidence in
            evidence.kind == .device
                && evidence.entityKeys(scope: scopes[alert.report.source]).contains { $0.value == entity.value }
        }
        guard let machine = evidence.map({ DefenderMachine($0, scope: scopes[alert.report.source]) }) else { return nil }
        guard !isCanonical || machine.id.lowercased() == entity.value else { return nil }
        return machine.json(firstSeen: entity.firstSeen, lastSeen: entity.lastSeen)
    }
}
