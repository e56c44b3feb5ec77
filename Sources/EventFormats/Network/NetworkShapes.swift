/// Rows that sensors of network traffic have in common.
struct NetworkShapes {
    /// What the sensor calls address and port of the side that opened the connection, and of the other.
    var source: (address: String, port: String)
    var destination: (address: String, port: String)
    var transport: String

    var connection: [Rule] {
        [
            .address(source.address, "LocalIP", kind: "LocalIPType"), .value(source.port, "LocalPort"),
            .address(destination.address, "RemoteIP", kind: "RemoteIPType"), .value(destination.port, "RemotePort"),
            .word(
                transport, "Protocol",
                ["tcp": "Tcp", "udp": "Udp", "icmp": "Icmp", "TCP": "Tcp", "UDP": "Udp", "ICMP": "Icmp", "IPv6-ICMP": "Icmp"]),
        ]
    }

    /// A row of `DeviceNetworkEvents`; the remote side's name is kept among the rest as well, by the sensor's name for it.
    func row(
        _ action: String, url: String? = nil, when condition: (field: String, value: String)? = nil, _ rules: [Rule] = []
    ) -> RowShape {
        let name = url.map { [Rule(fields: [$0], columns: ["RemoteUrl"], conversion: .value, isShared: true)] } ?? []
        return RowShape("DeviceNetworkEvents", action, when: condition, connection, name, rules)
    }

    /// The same query as the table of DNS servers has it.
    func lookup(name: String, type: String, code: String, answers: [String]) -> RowShape {
        RowShape(
            "DnsEvents", nil, constants: ["SubType": "LookupQuery"],
            [
                .value(name, "Name"), .value(type, "QueryType"), .address(source.address, "ClientIP"), .value(code, "Result"),
                Rule(fields: answers, columns: ["IPAddresses"], conversion: .addresses),
            ])
    }
}
