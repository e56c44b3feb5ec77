public import Events
public import Ingestion
internal import Primitives

/// Wazuh's archives: every event that its agents send, alert or not. Windows events and Suricata's records inside it are read
/// as such; anything else is a row of `Syslog`.
public struct WazuhEventFormat: EventFormat {
    public static let name = "wazuh-events"
    private let names: FieldNames
    private let windows: WindowsReader
    private let suricata: SuricataEventFormat
    private let syslog: SyslogColumns
    private let logons: SSHLogons
    private let rest: RowPlan

    public init(specs: TableSpecs) throws(EventFormatError) {
        names = FieldNames(
            [
                "timestamp", "full_log", "location", "id", "predecoder.program_name", "predecoder.hostname", "agent.name",
                "agent.id", "data.event_type",
                "data.win",
            ],
            nesting: ["agent": .path, "predecoder": .path, "data": .path])
        windows = try WindowsReader(specs)
        suricata = try SuricataEventFormat(specs: specs)
        syslog = try SyslogColumns(specs)
        logons = try SSHLogons(specs)
        rest = try RowPlan(
            RowShape("Syslog", nil, leaves: ["full_log", "timestamp", "predecoder.program_name"], []), names, specs)
    }

    public func read(_ record: RawRecord, into batch: inout EventBatch) throws(EventFormatError) -> Int {
        try FieldSet.reading(record.bytes, names) { (set: inout FieldSet, bytes) throws(EventFormatError) -> Int in
            guard let stamp = value("timestamp", set) else { throw .missingField("timestamp") }
            guard let time = ValueReading.time(stamp) else {
                throw .badField("timestamp", value: stamp.text, expected: "a date and time")
            }
            if let event = value("data.win", set) {
                return try windowsRows(event, beside: WazuhEventFormat.frame(of: set), bytes, time, into: &batch)
            }
            let whole = value("full_log", set)
            if value("data.event_type", set) != nil, let inner = WazuhEventFormat.sensorRecord(whole, in: bytes, &set.arena) {
                return try suricata.rows(in: Array(inner), beside: WazuhEventFormat.frame(of: set), orElse: time, into: &batch)
            }
            let line = whole ?? bytes
            let none = Bytes(start: nil, count: 0)
            let head = RowHead(time: time, computer: machine(set) ?? none, number: nil, record: bytes, &set.arena)
            let program = value("predecoder.program_name", set) ?? none
            let text = WazuhEventFormat.message(of: line, program)
            syslog.write(head, program: program, message: text, into: &batch)
            rest.writeRest(&set, into: &batch)
            return program.equals("sshd") ? 1 + logons.rows(of: text, head, into: &batch) : 1
        }
    }

    /// Whose event it is. What machines without an agent send to the manager stands under the manager's name, and in the line's head
    /// under their own.
    private func machine(_ set: borrowing FieldSet) -> Bytes? {
        let isManagers = value("agent.id", set)?.equals("000") ?? false
        return (isManagers ? value("predecoder.hostname", set) : nil) ?? value("agent.name", set)
    }

    private func value(_ name: String, _ set: borrowing FieldSet) -> Bytes? {
        names.slot(of: name).flatMap { slot in set.value(first: [slot]) }
    }

    /// The record as the sensor wrote it, where Wazuh keeps that, else what Wazuh read from it.
    private static func sensorRecord(_ whole: Bytes?, in record: Bytes, _ arena: inout ByteArena) -> Bytes? {
        if let whole { return whole.first == UInt8(ascii: "{") ? whole : nil }
        return JSONFieldScanner.members(of: record.trimmed, &arena)?.first { $0.name.equals("data") }?.value
    }

    /// What Wazuh says of an event that is told as its product tells it: who sent it, and when and how it was read.
    private static func frame(of set: borrowing FieldSet) -> [Field] {
        var frame = set.fields.filter { !$0.name.hasPrefix("data.") && !$0.name.equals("full_log") }
        for index in frame.indices where frame[index].name.equals("timestamp") { frame[index].name = Bytes("wazuh.timestamp") }
        return frame
    }

    private func windowsRows(
        _ event: Bytes, beside frame: [Field], _ record: Bytes, _ time: Timestamp, into batch: inout EventBatch
    ) throws(EventFormatError) -> Int {
        var set = FieldSet(windows.names, bytes: event.count)
        try JSONFieldScanner.scan(event, into: &set)
        for place in set.fields.indices where set.fields[place].kind == .text {
            let field = set.fields[place]
            if field.isInside, let value = WazuhEscapes.resolved(field.value) {
                set.change(place, to: set.arena.store(value))
            } else if field.name.equals("message"), field.value.count > 1, field.value.first == UInt8(ascii: "\"") {
                // The text of an event stands in quotes of its own.
                set.change(place, to: field.value.part(1, field.value.count - (field.value.last == UInt8(ascii: "\"") ? 1 : 0)))
            }
        }
        for field in frame { try set.add(field.name, field.value, field.kind) }
        return try windows.rows(&set, of: record, arrival: time, into: &batch)
    }

    /// What follows the program and its process id in a line of syslog; the whole line where there is no such thing.
    private static func message(of line: Bytes, _ program: Bytes) -> Bytes {
        guard !program.isEmpty else { return line }
        for place in line.indices.prefix(256) where place + program.count <= line.count {
            guard line.part(place, place + program.count).equals(program) else { continue }
            guard let colon = line.find(": ", from: place), colon - place - program.count < 16 else { continue }
            return line.from(colon + 2)
        }
        return line
    }
}
