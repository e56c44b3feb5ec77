internal import Events
internal import Primitives

/// Defender's rows for events of the audit log.
enum AuditShapes {
    private static let actor: [Rule] = [
        .path("exe", "InitiatingProcessFolderPath", name: "InitiatingProcessFileName"), .value("pid", "InitiatingProcessId"),
        .value("ppid", "InitiatingProcessParentId"), .value(["UID", "uid"], "InitiatingProcessAccountName"),
    ]

    private static let logon: [Rule] = [
        // Who logged on is whom the session is accounted to, where only the number of the account is told.
        Rule(fields: ["AUID", "id"], columns: ["AccountName"], conversion: .value, isShared: true),
        .value(["acct", "ID"], "AccountName"), .address("addr", "RemoteIP", kind: "RemoteIPType"),
        .value("hostname", "RemoteDeviceName"), .path("exe", "InitiatingProcessFolderPath", name: "InitiatingProcessFileName"),
        .value("pid", "InitiatingProcessId"),
    ]

    static let all: [String: [RowShape]] = [
        "start": [
            RowShape(
                "DeviceProcessEvents", "ProcessCreated",
                [
                    .path("exe"), .value("pid", "ProcessId"), .value("ppid", "InitiatingProcessId"),
                    .value(["UID", "uid"], "AccountName"), .value("ses", "LogonId"),
                ])
        ],
        "connect": [RowShape("DeviceNetworkEvents", "ConnectionSuccess", actor)],
        "attempt": [RowShape("DeviceNetworkEvents", "ConnectionAttempt", constants: ["Protocol": "Tcp"], actor)],
        "refusal": [RowShape("DeviceNetworkEvents", "ConnectionFailed", constants: ["Protocol": "Tcp"], actor)],
        "failure to connect": [RowShape("DeviceNetworkEvents", "ConnectionFailed", actor)],
        "create": [RowShape("DeviceFileEvents", "FileCreated", actor)],
        "delete": [RowShape("DeviceFileEvents", "FileDeleted", actor)],
        "logon": [RowShape("DeviceLogonEvents", "LogonSuccess", logon)],
        "failure": [RowShape("DeviceLogonEvents", "LogonFailed", logon)],
        "added": [RowShape("DeviceEvents", "UserAccountCreated", [.value(["acct", "ID", "id"], "AccountName")])],
        "removed": [RowShape("DeviceEvents", "UserAccountDeleted", [.value(["acct", "ID", "id"], "AccountName")])],
    ]

    static let accounts: [(type: StaticString, kind: String)] = [("ADD_USER", "added"), ("DEL_USER", "removed")]

    /// The calls by which a program is started: by name, and by number on x86-64, on ARM of 64 bits and on older x86. The number
    /// of one architecture means something else on another, so only those that mean nothing near are told apart.
    static func starts(_ call: Bytes) -> Bool {
        call.equals("execve") || call.equals("execveat") || call.equals("59") || call.equals("322") || call.equals("221")
            || call.equals("11")
    }

    /// What became of a connection that was not made at once, by the error that the kernel gave, as its number or in the words of
    /// `ausearch -i`. A socket that does not wait is told that the connection is on its way; how it ends is told nowhere. Only a
    /// stream is on its way, refused or late, so that the protocol is known by it.
    static func unmade(_ error: Bytes?) -> String {
        guard let error else { return "failure to connect" }
        if error.equals("-115") || error.hasPrefix("EINPROGRESS") { return "attempt" }
        let isOfStream = ["-111", "-110"].contains(error.text) || error.hasPrefix("ECONNREFUSED") || error.hasPrefix("ETIMEDOUT")
        return isOfStream ? "refusal" : "failure to connect"
    }

    static func connects(_ call: Bytes) -> Bool { call.equals("connect") || call.equals("42") || call.equals("203") }
}

/// The other side of a socket, as the kernel keeps it: family, port and address in hexadecimal digits.
struct AuditPeer {
    var address: IPAddress
    var port: Int64
    /// Whether it is an address of IPv4 in the words of IPv6.
    let isMapped: Bool

    /// `nil` for what is no socket of IPv4 or IPv6.
    init?(_ digits: Bytes) {
        guard digits.count >= 16, let bytes = bytes(hexadecimal: digits.text) else { return nil }
        port = Int64(bytes[2]) << 8 | Int64(bytes[3])
        switch bytes[0] {
        case 2: address = IPAddress(v4: bytes[4..<8].reduce(0) { $0 << 8 | UInt32($1) })
        case 10 where bytes.count >= 24:
            let groups = stride(from: 8, to: 24, by: 2).map { String(Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]), radix: 16) }
            guard let address = IPAddress(groups.joined(separator: ":")) else { return nil }
            self.address = address
        default: return nil
        }
        isMapped = bytes[0] == 10 && address.isIPv4
    }
}

/// Columns that are put together from several lines.
struct AuditColumns: Sendable {
    private let command, programPath, programName, filePath, fileName, remoteIP, remoteIPType, remotePort: Int

    init(_ specs: TableSpecs) throws(EventFormatError) {
        command = try specs.place("ProcessCommandLine", in: "DeviceProcessEvents")
        programPath = try specs.place("FolderPath", in: "DeviceProcessEvents")
        programName = try specs.place("FileName", in: "DeviceProcessEvents")
        filePath = try specs.place("FolderPath", in: "DeviceFileEvents")
        fileName = try specs.place("FileName", in: "DeviceFileEvents")
        remoteIP = try specs.place("RemoteIP", in: "DeviceNetworkEvents")
        remoteIPType = try specs.place("RemoteIPType", in: "DeviceNetworkEvents")
        remotePort = try specs.place("RemotePort", in: "DeviceNetworkEvents")
    }

    /// - Parameter hasProgram: whether the event names the program; else it is the command's first word.
    func writeCommand(_ event: AuditEvent, hasProgram: Bool, into batch: inout EventBatch) {
        event.command.withUnsafeBufferPointer { command in
            let line = command.isEmpty ? event.title : command
            batch.set(self.command, line)
            guard !hasProgram, !line.isEmpty else { return }
            let program = line.program
            batch.set(programPath, program)
            batch.set(programName, program.fileName)
        }
    }

    func write(_ peer: AuditPeer, into batch: inout EventBatch) {
        batch.set(remoteIP, peer.address.description)
        batch.set(remoteIPType, Bytes(RowPlan.kind(of: peer.address, isMapped: peer.isMapped)))
        batch.set(remotePort, peer.port)
    }

    func write(path: Bytes, in folder: Bytes, into batch: inout EventBatch) {
        batch.set(fileName, path.fileName)
        let isWhole = path.first == UInt8(ascii: "/") || folder.isEmpty
        if isWhole { batch.set(filePath, path) } else { batch.set(filePath, "\(folder.text)/\(path.text)") }
    }
}

extension TableSpecs {
    /// - Throws: `noTable` and `noColumn`.
    func place(_ column: String, in table: String) throws(EventFormatError) -> Int {
        guard let spec = self[table] else { throw .noTable(table) }
        guard let place = spec.place(of: column) else { throw .noColumn(column, table: table) }
        return place
    }

    /// - Throws: `noTable`.
    func table(_ name: String) throws(EventFormatError) -> Int {
        guard let number = number(of: name) else { throw .noTable(name) }
        return number
    }
}
