internal import ArgumentParser
internal import Primitives

/// `watchfloor device-group set`.
struct DeviceGroupSetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Make a device group, or change one.",
        discussion: """
            All conditions have to hold. --preview changes nothing and shows which of the devices that alerts named last \
            would move.

            Examples:
              watchfloor device-group set Servers --name-starts-with srv- \\
                  --domain example.org
              watchfloor device-group set "Plant 2" --number 3 --address 10.3.0.0/16 \\
                  --preview
            """)

    @Argument(help: "Its name.", completion: .names(.deviceGroups)) var name: String
    @Option(help: "The number of the group to change; a new one otherwise.") var number: Int32?
    @Option(help: "The name begins with this; may be repeated.") var nameStartsWith: [String] = []
    @Option(help: "The name contains this; may be repeated.") var nameContains: [String] = []
    @Option(help: "The name ends with this; may be repeated.") var nameEndsWith: [String] = []
    @Option(help: "It has this tag; may be repeated.") var tag: [String] = []
    @Option(help: ArgumentHelp("Its address lies in this; may be repeated.", valueName: "block")) var address: [String] = []
    @Option(help: "It is of this domain; may be repeated.") var domain: [String] = []
    @Flag(help: "Show which devices would move, and change nothing.") var preview = false
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    private var conditions: JSONValue {
        let all = [
            ("nameStartsWith", nameStartsWith), ("nameContains", nameContains), ("nameEndsWith", nameEndsWith),
            ("tag", tag), ("address", address), ("domain", domain),
        ]
        return .array(
            all.flatMap { kind, values in values.map { .object(JSONObject([.init(name: kind, value: .string($0))])) } })
    }

    func run() async throws {
        let client = try connection.client()
        guard !preview else { return try await show(client) }
        let body: JSONValue = ["name": .string(name), "conditions": conditions]
        let (method, path): (ServerClient.Method, [String]) =
            number.map { (.put, ["api", "deviceGroups", String($0)]) } ?? (.post, ["api", "deviceGroups"])
        let json = try await client.send(method, path, body)
        output.json ? Terminal.show(json) : Terminal.show(DeviceGroupCommand.table([json]).lines(for: .output))
    }

    /// The groups as they would be, and what the server says of them.
    private func show(_ client: ServerClient) async throws {
        var groups = try await client.get(["api", "deviceGroups"]).list(of: "deviceGroups")
        var planned = JSONObject([.init(name: "name", value: .string(name)), .init(name: "conditions", value: conditions)])
        if let number { planned["id"] = .integer(Int64(number)) }
        if let index = groups.firstIndex(where: { $0.number(of: "id") == number.map(Int64.init) }) {
            groups[index] = .object(planned)
        } else {
            groups.append(.object(planned))
        }
        let json = try await client.send(.post, ["api", "deviceGroups", "preview"], ["groups": .array(groups)])
        guard !output.json else { return Terminal.show(json) }
        var table = Table([.text("DEVICE"), .fixed("FROM", isNumber: true), .fixed("TO", isNumber: true)])
        for move in json.list(of: "moves") {
            let to = move.number(of: "to")
            table.add([
                Table.Cell(move.text(of: "device"), .bold), Table.Cell(move.count(of: "from")),
                Table.Cell(to < 0 ? "new" : String(to)),
            ])
        }
        Terminal.show(table.lines(for: .output))
        Terminal.show("of \(json.count(of: "examined")) devices that alerts named last, \(table.rows.count) would move")
    }
}
