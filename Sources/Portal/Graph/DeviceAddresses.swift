internal import CaseStore
internal import Primitives
internal import SecurityModel

/// Private addresses of an incident that its own alerts show to be a device's: the address is told as that device.
struct DeviceAddresses {
    /// Alerts that are read for the addresses of their devices, at most.
    static let mostRead = 40

    /// By the address, the names of the devices that alerts say it is of; all are numbers of entities.
    private(set) var devices: [Int64: Set<Int64>] = [:]

    static let none = DeviceAddresses([])

    init(_ claims: [(address: Int64, device: Int64)]) {
        for (address, device) in claims { devices[address, default: []].insert(device) }
    }

    /// Reads an alert of each product for each device, until the most are read.
    init(
        _ groups: [AlertGroup], keys: [Int64: EntityKey], detectors: [Int64: Detector], _ reader: CaseReader
    ) throws {
        let addresses = Dictionary(
            keys.filter { $0.value.kind == .ip && $0.value.value.isPrivateAddress }.map { ($1, $0) },
            uniquingKeysWith: { first, _ in first })
        guard !addresses.isEmpty else {
            self.init([])
            return
        }
        let devices = Dictionary(
            keys.filter { $0.value.kind == .device }.map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let scopes = try reader.sourceScopes()
        var asked: Set<[String]> = []
        var claims: [(address: Int64, device: Int64)] = []
        for group in groups where asked.count < DeviceAddresses.mostRead {
            let named = group.entities.filter { keys[$0.entity]?.kind == .device }.map { String($0.entity) }
            guard !named.isEmpty, asked.insert([detectors[group.detector]?.product ?? ""] + named).inserted,
                let report = try reader.alert(group.example)?.report
            else { continue }
            let scope = scopes[report.source]
            for evidence in report.evidence where evidence.kind == .device {
                let own = evidence.entityKeys(scope: scope).compactMap { devices[$0] }
                guard let device = own.min() else { continue }
                for key in DeviceAddresses.keys(of: evidence, scope) {
                    if let address = addresses[key] { claims.append((address, device)) }
                }
            }
        }
        self.init(claims)
    }

    private static func keys(of device: Evidence, _ scope: String) -> [EntityKey] {
        let listed = device.fields["ipInterfaces"]?.array?.compactMap(\.string) ?? []
        return ([device.text("lastIpAddress")].compactMap(\.self) + listed).flatMap { address in
            Evidence(.ip, fields: JSONObject([.init(name: "ipAddress", value: .string(address))])).entityKeys(scope: scope)
        }
    }
}

extension ObservedEntity {
    /// What an address that is a device's says of the device: that it is only named beside it says nothing, and a machine of
    /// one's own that is called the attacker is where something came from.
    var rolesOfDevice: RoleSet {
        let isHostile = !roles.isDisjoint(with: RoleSet([.attacker, .commandAndControl]))
        let own = roles.subtracting(RoleSet([.contextual, .attacker, .commandAndControl]))
        return isHostile ? own.union(RoleSet([.source])) : own
    }
}
