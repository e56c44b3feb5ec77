internal import Events
internal import Primitives

/// Makes rows of the fields of a Windows event, whatever wrote them: one as Sentinel has it, and one as Defender has it where
/// Defender knows such an event.
final class WindowsReader: Sendable {
    let names: FieldNames
    private let frame: WindowsFrame
    private let security: RowPlan
    private let other: RowPlan
    private let device: [WindowsSource: [Int: [RowPlan]]]
    private let columns: SecurityEventColumns
    private let securityFrame: FrameColumns
    private let otherFrame: FrameColumns
    private let xml: EventDataXML
    private let orders: [Int: [Int]]

    /// - Throws: `noTable` and `noColumn`.
    init(_ specs: TableSpecs) throws(EventFormatError) {
        let shapes = DeviceShapes.all
        let orders = (1...26).map { ($0, SysmonShapes.order($0)) }
        guard let spec = specs["SecurityEvent"], let eventSpec = specs["Event"] else { throw .noTable("SecurityEvent and Event") }
        let names = FieldNames(
            WindowsFields.frame + shapes.flatMap { $0.value.values.flatMap { $0.flatMap(\.fieldNames) } }
                + orders.flatMap(\.1) + spec.columns.map(\.name) + WindowsFields.time,
            nesting: WindowsFields.nesting)
        self.names = names
        frame = WindowsFrame(names)
        security = try RowPlan(WindowsReader.securityShape, names, specs)
        other = try RowPlan(WindowsReader.eventShape, names, specs)
        var device: [WindowsSource: [Int: [RowPlan]]] = [:]
        for (source, events) in shapes {
            for (id, shapes) in events {
                for var shape in shapes {
                    // What is in the frame stays with Sentinel's row.
                    shape.leavesFrame = true
                    shape.leaves += ["UtcTime", "EventType"]
                    device[source, default: [:]][id, default: []].append(try RowPlan(shape, names, specs))
                }
            }
        }
        self.device = device
        columns = try SecurityEventColumns(spec, names)
        securityFrame = try FrameColumns(spec, provider: "EventSourceName", channel: "Channel", message: nil)
        otherFrame = try FrameColumns(eventSpec, provider: "Source", channel: "EventLog", message: "RenderedDescription")
        xml = EventDataXML(names)
        self.orders = Dictionary(uniqueKeysWithValues: orders.map { ($0.0, $0.1.compactMap(names.slot)) })
    }

    private static let securityShape = RowShape(
        "SecurityEvent", nil, takesNames: true, leaves: ["xmlns"],
        [
            .word("EventType", "Level", ["AUDIT_SUCCESS": "8", "AUDIT_FAILURE": "16"]),
            Rule(fields: ["winlog.keywords"], columns: ["Keywords"], conversion: .texts),
        ]
            + ["message", "RenderedDescription", "Event.RenderingInfo.Message"].map { .additional($0, as: "Message") })

    private static let levels = [
        "critical": "1", "CRITICAL": "1", "Critical": "1", "error": "2", "ERROR": "2", "Error": "2", "warning": "3",
        "WARNING": "3", "Warning": "3", "INFORMATION": "4", "information": "4", "INFO": "4", "Information": "4", "verbose": "5",
        "Verbose": "5",
    ]

    private static let levelNames = [
        "0": "LogAlways", "INFORMATION": "Information", "1": "Critical", "2": "Error", "3": "Warning", "4": "Information",
        "5": "Verbose", "INFO": "Information",
        "WARNING": "Warning", "ERROR": "Error", "CRITICAL": "Critical", "information": "Information", "warning": "Warning",
        "error": "Error", "critical": "Critical",
    ]

    private static let eventShape = RowShape(
        "Event", nil, leaves: ["xmlns"],
        [
            .word("Severity", "EventLevel", levels), .word("level", "EventLevel", levels),
            .word("log.level", "EventLevel", levels), .word("severityValue", "EventLevel", levels), .value("Level", "EventLevel"),
            .value("EventLevel", "EventLevel"), .value("Task", "EventCategory"), .value("EventCategory", "EventCategory"),
            Rule(
                fields: ["EventLevelName", "level", "Severity"], columns: ["EventLevelName"], conversion: .word, words: levelNames
            ),
            .word("log.level", "EventLevelName", levelNames), .word("severityValue", "EventLevelName", levelNames),
            .word("Level", "EventLevelName", levelNames), .value("ParameterXml", "ParameterXml"),
            .value("AccountName", "UserName"), .value("_ResourceId", "_ResourceId"),
            .value("ManagementGroupName", "ManagementGroupName"), .value("TenantId", "TenantId"),
        ])

    /// - Parameters:
    ///   - record: the bytes that the fields were read from.
    ///   - arrival: the time where the event tells none.
    /// - Throws: `missingField` for what is no Windows event.
    func rows(
        _ set: inout FieldSet, of record: Bytes, arrival: Timestamp, into batch: inout EventBatch
    ) throws(EventFormatError) -> Int {
        let (event, head) = try self.event(in: &set, of: record, arrival: arrival)
        var rows = 1
        if event.source == .security {
            writeSecurity(event, &set, head, into: &batch)
        } else {
            writeOther(event, &set, head, into: &batch)
        }
        rows += deviceRows(event.source, event.id, &set, head, into: &batch)
        return rows
    }

    /// What kind of event it is, and what its rows have in common.
    /// - Throws: `missingField`.
    func event(
        in set: inout FieldSet, of record: Bytes, arrival: Timestamp
    ) throws(EventFormatError) -> (WindowsFrame.Event, RowHead) {
        guard let event = frame.event(in: set) else { throw .missingField("EventID") }
        set.markFrame(xml.isFrame)
        let time = frame.time(in: set)?.time ?? arrival
        return (event, RowHead(time: time, computer: event.computer, number: event.number, record: record, &set.arena))
    }

    private func writeSecurity(_ event: WindowsFrame.Event, _ set: inout FieldSet, _ head: RowHead, into batch: inout EventBatch)
    {
        security.write(&set, head, into: &batch)
        frame.use(in: &set, keepsMessage: event.message.map { SecurityMessage.saysMore($0, than: set) } ?? false)
        securityFrame.write(event, into: &batch)
        columns.write(event.id, event.message, &set, into: &batch)
        if set.fields.contains(where: { !$0.isUsed && !$0.isFrame }) {
            xml.write(&set, order: [], isItem: false)
            batch.set(securityFrame.data, set.scratch)
        }
        security.writeRest(&set, into: &batch)
    }

    private func writeOther(_ event: WindowsFrame.Event, _ set: inout FieldSet, _ head: RowHead, into batch: inout EventBatch) {
        other.write(&set, head, into: &batch)
        frame.use(in: &set)
        otherFrame.write(event, into: &batch)
        xml.write(&set, order: event.source == .sysmon ? orders[event.id] ?? [] : [], isItem: true)
        batch.set(otherFrame.data, set.scratch)
        other.writeRest(&set, into: &batch)
    }

    /// The rows of Defender's alone, for an event whose other row is in another table.
    func deviceRows(
        _ source: WindowsSource, _ id: Int, _ set: inout FieldSet, _ head: RowHead, into batch: inout EventBatch
    ) -> Int {
        for plan in device[source]?[id] ?? [] where plan.applies(to: set) {
            plan.write(&set, head, into: &batch)
            plan.writeRest(&set, into: &batch)
            return 1
        }
        return 0
    }
}
