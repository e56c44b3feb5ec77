public import Events
public import Ingestion
internal import Primitives

/// Syslog messages of any kind. Logons that OpenSSH tells of are rows of Defender's table beside it.
public struct SyslogEventFormat: EventFormat {
    public static let name = "syslog-events"
    private let columns: SyslogColumns
    private let logons: SSHLogons

    public init(specs: TableSpecs) throws(EventFormatError) {
        columns = try SyslogColumns(specs)
        logons = try SSHLogons(specs)
    }

    public func read(_ record: RawRecord, into batch: inout EventBatch) throws(EventFormatError) -> Int {
        let message = SyslogMessage(record.bytes, clock: record.clock)
        return record.bytes.withUnsafeBufferPointer { bytes in
            message.content.withUnsafeBufferPointer { content in
                var arena = ByteArena(capacity: 256)
                let computer = arena.store((message.host.isEmpty ? record.machine : message.host).utf8)
                let time = message.time ?? record.arrival
                let head = RowHead(time: time, computer: computer, number: nil, record: bytes, &arena)
                columns.write(head, program: arena.store(message.program.utf8), message: content, header: message, into: &batch)
                return message.program == "sshd" ? 1 + logons.rows(of: content, head, into: &batch) : 1
            }
        }
    }
}

/// The columns of `Syslog`.
struct SyslogColumns: Sendable {
    private let table: Int
    private let head: HeadColumns
    private let type, facility, severity, host, program, process, message, time, additional: Int

    /// - Throws: `noTable` and `noColumn`.
    init(_ specs: TableSpecs) throws(EventFormatError) {
        table = try specs.table("Syslog")
        head = HeadColumns(specs[table])
        type = try specs.place("Type", in: "Syslog")
        facility = try specs.place("Facility", in: "Syslog")
        severity = try specs.place("SeverityLevel", in: "Syslog")
        host = try specs.place("HostName", in: "Syslog")
        program = try specs.place("ProcessName", in: "Syslog")
        process = try specs.place("ProcessID", in: "Syslog")
        message = try specs.place("SyslogMessage", in: "Syslog")
        time = try specs.place("EventTime", in: "Syslog")
        additional = try specs.place("AdditionalFields", in: "Syslog")
    }

    private static let facilities = [
        "kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "authpriv", "ftp", "ntp", "audit",
        "alert",
        "clock", "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7",
    ]
    private static let severities = ["emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"]

    /// - Parameter header: what else the message's header says.
    func write(
        _ head: RowHead, program: Bytes, message: Bytes, header: SyslogMessage? = nil, into batch: inout EventBatch
    ) {
        batch.addRow(to: table)
        self.head.write(head, into: &batch)
        batch.set(type, Bytes("Syslog"))
        batch.set(time, head.time)
        batch.set(host, head.computer)
        batch.set(self.program, program)
        batch.set(self.message, message)
        if let header { write(header, into: &batch) }
    }

    private func write(_ header: SyslogMessage, into batch: inout EventBatch) {
        var rest: [UInt8] = [UInt8(ascii: "{")]
        if let number = Int64(header.process) {
            batch.set(process, number)
        } else {
            SyslogColumns.add("ProcessId", header.process.utf8, to: &rest)
        }
        SyslogColumns.add("MessageId", header.messageId.utf8, to: &rest)
        SyslogColumns.add("StructuredData", header.structuredData, to: &rest)
        if rest.count > 1 { batch.set(additional, rest + [UInt8(ascii: "}")]) }
        guard let priority = header.priority, priority < 192 else { return }
        batch.set(facility, SyslogColumns.facilities[Int(priority >> 3)])
        batch.set(severity, SyslogColumns.severities[Int(priority & 7)])
    }

    private static func add(_ name: StaticString, _ text: some Collection<UInt8>, to json: inout [UInt8]) {
        guard !text.isEmpty else { return }
        Array(text).withUnsafeBufferPointer { JSONText.member(Bytes(name), text: $0, into: &json) }
    }
}
