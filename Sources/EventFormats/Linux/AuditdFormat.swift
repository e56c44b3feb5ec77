public import Events
public import Ingestion
internal import Primitives

/// The audit log of Linux. A record is one line, or the lines of one or more events, which say more together: lines that come as
/// records of their own are put together before they are read.
///
/// Every event is a row of `Syslog`, as the agent sends it; programs started, connections, files and logons are rows of
/// Defender's tables beside it.
public struct AuditdFormat: EventFormat {
    public static let name = "auditd"
    private let book: PlanBook
    private let columns: AuditColumns
    private let syslog: SyslogColumns
    private let syscall, success, result, program: [Int]

    public init(specs: TableSpecs) throws(EventFormatError) {
        book = try PlanBook(AuditShapes.all, asked: ["syscall", "SYSCALL", "success", "res", "exit", "exe"], specs)
        columns = try AuditColumns(specs)
        syslog = try SyslogColumns(specs)
        syscall = book.slots("SYSCALL", "syscall")
        success = book.slots("success", "res")
        result = book.slots("exit")
        program = book.slots("exe")
    }

    public func read(_ record: RawRecord, into batch: inout EventBatch) throws(EventFormatError) -> Int {
        try record.bytes.withUnsafeBufferPointer { (bytes: Bytes) throws(EventFormatError) -> Int in
            var set = FieldSet(book.names, bytes: bytes.count)
            var rows = 0
            for lines in try AuditdFormat.events(in: bytes) {
                guard let first = lines.first, let time = first.line.time else { continue }
                var event = AuditEvent(first.line, time: time)
                for line in lines { try event.add(line.line, to: &set) }
                let text = lines.count == 1 ? first.text : set.arena.store(Array(lines.map(\.text).joined(separator: "\n".utf8)))
                rows += write(event, text, record, &set, into: &batch)
                set.removeAll()
            }
            return rows
        }
    }

    /// How many events back a line's own is looked for; the lines of one stand near each other.
    private static let reach = 64

    /// The lines of each event, in the order in which the events begin.
    private static func events(in bytes: Bytes) throws(EventFormatError) -> [[(line: AuditLine, text: Bytes)]] {
        var events: [[(line: AuditLine, text: Bytes)]] = []
        var start = 0
        while start < bytes.count {
            let end = bytes.from(start).firstIndex(of: UInt8(ascii: "\n")).map { start + $0 } ?? bytes.count
            let text = bytes.part(start, end).trimmed
            start = end + 1
            if text.isEmpty { continue }
            guard let line = AuditLine(text), line.time != nil else {
                throw .notOfFormat(format: AuditdFormat.name, reason: "a line without 'type=' and 'msg=audit(TIME:SERIAL)'")
            }
            let own = events.indices.suffix(reach).last { index in
                events[index][0].line.stamp.equals(line.stamp) && events[index][0].line.node.equals(line.node)
            }
            if let own { events[own].append((line, text)) } else { events.append([(line, text)]) }
        }
        return events
    }

    private func write(
        _ event: AuditEvent, _ text: Bytes, _ record: RawRecord, _ set: inout FieldSet, into batch: inout EventBatch
    ) -> Int {
        var host = record.machine
        let computer = event.node.isEmpty ? host.withUTF8 { set.arena.store($0) } : event.node
        let head = RowHead(time: event.time, computer: computer, number: nil, record: text, &set.arena)
        syslog.write(head, program: Bytes("auditd"), message: text, into: &batch)
        return 1 + deviceRows(event, &set, head, into: &batch)
    }

    private func deviceRows(
        _ event: AuditEvent, _ set: inout FieldSet, _ head: RowHead, into batch: inout EventBatch
    ) -> Int {
        let call = set.value(first: syscall)
        if event.has("EXECVE") || call.map(AuditShapes.starts) ?? false {
            let rows = book.write("start", &set, head, into: &batch)
            columns.writeCommand(event, hasProgram: set.value(first: program) != nil, into: &batch)
            return rows
        }
        if let peer = AuditPeer(event.address), call.map(AuditShapes.connects) ?? true {
            let isDone = set.value(first: success).map { $0.equals("yes") } ?? true
            let kind = isDone ? "connect" : AuditShapes.unmade(set.value(first: result))
            let rows = book.write(kind, &set, head, into: &batch)
            columns.write(peer, into: &batch)
            return rows
        }
        if event.has("USER_LOGIN") {
            let isDone = set.value(first: success).map { $0.equals("success") || $0.equals("yes") } ?? false
            return book.write(isDone ? "logon" : "failure", &set, head, into: &batch)
        }
        for (type, kind) in AuditShapes.accounts where event.has(type) { return book.write(kind, &set, head, into: &batch) }
        var rows = 0
        for path in event.paths where path.type.equals("CREATE") || path.type.equals("DELETE") {
            rows += book.write(path.type.equals("CREATE") ? "create" : "delete", &set, head, into: &batch)
            columns.write(path: path.name, in: event.folder, into: &batch)
        }
        return rows
    }
}

extension AuditdFormat: JoiningFormat {
    public func part(of record: RawRecord) -> EventPart? {
        record.bytes.withUnsafeBufferPointer { (bytes: Bytes) -> EventPart? in
            let text = bytes.trimmed
            guard !text.contains(UInt8(ascii: "\n")), let line = AuditLine(text), line.time != nil else { return nil }
            return EventPart(event: Array(line.node) + [0] + Array(line.stamp), role: line.role)
        }
    }
}
