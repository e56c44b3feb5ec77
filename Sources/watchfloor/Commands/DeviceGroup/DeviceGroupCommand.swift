internal import ArgumentParser
internal import Primitives

/// `watchfloor device-group`.
struct DeviceGroupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "device-group",
        abstract: "Say which devices belong together.",
        discussion: """
            A device belongs to the first group that takes it. A change counts for alerts that come from then on.

            Examples:
              watchfloor device-group list
              watchfloor device-group set Servers --name-starts-with srv- --preview
            """,
        subcommands: [
            DeviceGroupListCommand.self, DeviceGroupSetCommand.self, DeviceGroupOrderCommand.self,
            DeviceGroupRemoveCommand.self,
        ])

    static func table(_ groups: [JSONValue]) -> Table {
        var table = Table([.fixed("NUMBER", isNumber: true), .text("NAME"), .text("TAKES DEVICES WITH", minimum: 16)])
        for group in groups {
            let conditions = group.list(of: "conditions").flatMap { $0.object?.members ?? [] }
                .map { "\($0.name) \($0.value.string ?? "")" }
            table.add([
                Table.Cell(group.count(of: "id")), Table.Cell(group.text(of: "name"), .bold),
                Table.Cell(conditions.joined(separator: " and ")),
            ])
        }
        return table
    }
}

/// `watchfloor device-group list`.
struct DeviceGroupListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the device groups in their order.",
        discussion: """
            Example:
              watchfloor device-group list
            """)

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let json = try await connection.client().get(["api", "deviceGroups"])
        guard !output.json else { return Terminal.show(json) }
        let table = DeviceGroupCommand.table(json.list(of: "deviceGroups"))
        Terminal.show(table.rows.isEmpty ? ["no device groups"] : table.lines(for: .output))
    }
}

/// `watchfloor device-group order`.
struct DeviceGroupOrderCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "order",
        abstract: "Put the device groups into another order.",
        discussion: """
            Example:
              watchfloor device-group order 3 1 2
            """)

    @Argument(help: "The numbers of all groups, the first to be asked first.") var numbers: [Int32]
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let json = try await connection.client().send(
            .post, ["api", "deviceGroups", "order"], ["ids": .array(numbers.map { .integer(Int64($0)) })])
        output.json
            ? Terminal.show(json)
            : Terminal.show(DeviceGroupCommand.table(json.list(of: "deviceGroups")).lines(for: .output))
    }
}

/// `watchfloor device-group remove`.
struct DeviceGroupRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Remove a device group.",
        discussion: """
            Its number is not given to another group: stored alerts keep it.

            Example:
              watchfloor device-group remove 3
            """)

    @Argument(help: "Its number.") var number: Int32
    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        _ = try await connection.client().send(.delete, ["api", "deviceGroups", String(number)], [:])
        Terminal.show("removed device group \(number)")
    }
}
