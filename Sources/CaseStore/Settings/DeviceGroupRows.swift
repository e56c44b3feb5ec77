internal import Primitives
internal import SQL
public import SecurityModel

extension CaseReader {
    /// The device groups in their order.
    public func deviceGroups() throws -> [DeviceGroup] {
        try session.all(DeviceGroupSQL.all) { DeviceGroup(row: $0) }
    }
}

extension CaseTransaction {
    /// Replaces the device groups by these, in this order. A group that is no longer among them is kept aside, so that its
    /// number never means another one: stored alerts carry it.
    /// - Returns: the groups as they are now; those with the number 0 got one.
    public func save(_ groups: [DeviceGroup]) throws -> [DeviceGroup] {
        let old = try reader.deviceGroups()
        var next = try session.first(DeviceGroupSQL.last) { Int32($0.integer(0)) } ?? 0
        try session.execute(DeviceGroupSQL.retire, [])
        var saved: [DeviceGroup] = []
        for (rank, group) in groups.enumerated() {
            var group = group
            if group.id == 0 {
                next += 1
                group.id = next
            }
            try session.execute(
                DeviceGroupSQL.save,
                [.integer(Int64(group.id)), .text(group.name), .integer(Int64(rank)), .text(group.stored.text)])
            saved.append(group)
        }
        try log.append(
            .deviceGroupsChanged, before: .array(old.map(\.logged)), after: .array(saved.map(\.logged)))
        return saved
    }
}

extension DeviceGroup {
    fileprivate init(row: any SQLRow) {
        let conditions = (try? JSONValue(parsing: row.text(2)))?.array ?? []
        self.init(
            id: Int32(row.integer(0)), name: row.text(1),
            conditions: conditions.compactMap(Condition.init(json:)))
    }

    fileprivate var stored: JSONValue { .array(conditions.map(\.json)) }

    fileprivate var logged: JSONValue { ["id": .integer(Int64(id)), "name": .string(name), "conditions": stored] }
}

private enum DeviceGroupSQL {
    static let all = SQLStatement(
        "deviceGroup.all", "SELECT id, name, conditions FROM device_groups WHERE place IS NOT NULL ORDER BY place")
    static let last = SQLStatement("deviceGroup.last", "SELECT MAX(id) FROM device_groups")
    static let retire = SQLStatement("deviceGroup.retire", "UPDATE device_groups SET place = NULL")
    static let save = SQLStatement(
        "deviceGroup.save",
        """
        INSERT INTO device_groups (id, name, place, conditions) VALUES (?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, place = excluded.place, conditions = excluded.conditions
        """)
}
