public import CaseStore
internal import Primitives
public import SecurityModel

/// What people decide about device groups. A change counts for alerts that come from then on; those that are stored keep
/// the group that they came in with.
public struct DeviceGroupDesk: Sendable {
    /// Groups, at most.
    public static let maximumGroups = 500
    /// Conditions of one group, at most.
    public static let maximumConditions = 50
    /// Characters of a group's name, at most; a condition takes four times as many bytes.
    public static let maximumLength = 128
    /// Devices that a preview looks at: those that alerts named last.
    public static let previewedDevices = 2_000

    /// A device that another group would take.
    public struct Move: Hashable, Sendable {
        public var device: String
        /// 0 for none.
        public var from: Int32
        public var to: Int32
    }

    public struct Preview: Sendable {
        public var examined: Int
        public var moves: [Move]
    }

    private let flow: CaseFlow

    public init(flow: CaseFlow) {
        self.flow = flow
    }

    /// Adds a group at the end, where its number is 0, or replaces the one of its number.
    /// - Throws: `DeviceGroupError` before anything has changed.
    public func save(_ group: DeviceGroup, by actor: ChangeActor) async throws -> DeviceGroup {
        let groups = try await change(by: actor) { groups in
            guard group.id != 0 else { return groups.append(group) }
            guard let index = groups.firstIndex(where: { $0.id == group.id }) else {
                throw DeviceGroupError.noSuchGroup(group.id)
            }
            groups[index] = group
        }
        return groups.first { $0.id == group.id || group.id == 0 && $0.name == group.name } ?? group
    }

    /// Puts the groups into another order; the first that takes a device has it.
    public func order(_ ids: [Int32], by actor: ChangeActor) async throws -> [DeviceGroup] {
        try await change(by: actor) { groups in
            guard ids.count == groups.count, Set(ids) == Set(groups.map(\.id)) else { throw DeviceGroupError.notTheSameGroups }
            groups = ids.compactMap { id in groups.first { $0.id == id } }
        }
    }

    public func remove(_ id: Int32, by actor: ChangeActor) async throws {
        _ = try await change(by: actor) { groups in
            guard groups.contains(where: { $0.id == id }) else { throw DeviceGroupError.noSuchGroup(id) }
            groups.removeAll { $0.id == id }
        }
    }

    /// Which of the devices that alerts named last other groups would take.
    public func preview(_ groups: [DeviceGroup]) async throws -> Preview {
        try DeviceGroupDesk.check(groups)
        return try await flow.store.read { reader in
            let scopes = try reader.sourceScopes()
            let now = try AssetRules(reader)
            var then = now
            then.deviceGroups = groups
            var seen: Set<String> = []
            var preview = Preview(examined: 0, moves: [])
            for report in try reader.lastReports(ofDevices: DeviceGroupDesk.previewedDevices) {
                // The first device that an alert names decides its group.
                guard let device = report.evidence.first(where: { $0.kind == .device }),
                    let name = device.text("deviceDnsName") ?? device.text("hostName"), seen.insert(name).inserted
                else { continue }
                preview.examined += 1
                let scope = scopes[report.source]
                let (from, to) = (now.deviceGroup(of: report, scope: scope), then.deviceGroup(of: report, scope: scope))
                if from != to { preview.moves.append(Move(device: name, from: from, to: to)) }
            }
            return preview
        }
    }

    private func change(
        by actor: ChangeActor, _ body: @escaping @Sendable (inout [DeviceGroup]) throws -> Void
    ) async throws -> [DeviceGroup] {
        try await flow.change(by: actor) { transaction, state in
            var groups = try transaction.reader.deviceGroups()
            try body(&groups)
            try DeviceGroupDesk.check(groups)
            let saved = try transaction.save(groups)
            state.rules.deviceGroups = saved
            return saved
        }
    }

    private static func check(_ groups: [DeviceGroup]) throws(DeviceGroupError) {
        guard groups.count <= maximumGroups else { throw .tooMany }
        guard Set(groups.map { $0.name.lowercased() }).count == groups.count else { throw .nameTaken }
        for group in groups {
            guard !group.name.isEmpty, group.name.count <= maximumLength,
                !group.name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
            else { throw .badName }
            guard (1...maximumConditions).contains(group.conditions.count),
                group.conditions.allSatisfy({ $0.json.text.utf8.count <= maximumLength * 4 })
            else { throw .badConditions(group.name) }
        }
    }
}

/// Why device groups cannot be as they were asked for.
public enum DeviceGroupError: Error, Hashable, Sendable, CustomStringConvertible {
    case noSuchGroup(Int32)
    case notTheSameGroups
    case tooMany
    case nameTaken
    case badName
    case badConditions(String)

    public var description: String {
        switch self {
        case .noSuchGroup(let id): "there is no device group \(id)"
        case .notTheSameGroups: "an order names each device group once, by its number"
        case .tooMany: "there are at most \(DeviceGroupDesk.maximumGroups) device groups"
        case .nameTaken: "two device groups cannot have the same name"
        case .badName: "the name of a device group is 1 to \(DeviceGroupDesk.maximumLength) characters on one line"
        case .badConditions(let name):
            "'\(name)' needs 1 to \(DeviceGroupDesk.maximumConditions) conditions, none of them long"
        }
    }
}
