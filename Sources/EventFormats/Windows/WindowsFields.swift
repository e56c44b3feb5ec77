/// The names under which shippers write what every Windows event has: NXLog, Winlogbeat (old and new), evtx_dump, Wazuh, and
/// the flat form that data sets are published in.
enum WindowsFields {
    static let id = ["EventID", "event_id", "winlog.event_id", "event.code", "EventID.#text", "EventId", "eventID"]
    static let channel = ["Channel", "log_name", "winlog.channel", "EventLog", "channel"]
    static let provider = [
        "SourceName", "Provider_Name", "source_name", "winlog.provider_name", "Provider.Name", "ProviderName", "Source",
        "providerName", "Provider",
    ]
    static let computer = ["Hostname", "Computer", "computer_name", "winlog.computer_name", "computer"]
    static let number = ["RecordNumber", "record_number", "winlog.record_id", "EventRecordID", "EventRecordId", "eventRecordID"]
    static let message = ["Message", "message", "RenderedDescription", "Event.RenderingInfo.Message"]
    static let level = ["level", "log.level", "Severity", "severityValue", "EventLevelName"]
    static let task = ["Task", "EventCategory", "winlog.task", "task"]

    /// In the order in which they are believed. Only Sysmon's own is always in UTC without saying so; others without a zone
    /// come last.
    static let time = [
        "UtcTime", "TimeCreated.SystemTime", "EventTime", "TimeCreated", "systemTime", "@timestamp", "TimeGenerated", "timestamp",
        "EventReceivedTime", "event.created",
    ]

    /// Who logged the event, which is not among its data.
    static let account = ["Domain", "AccountName", "winlog.user.domain", "winlog.user.name", "UserID", "Security.UserID"]

    /// Fields of the frame around the event's data, besides those above.
    private static let others = [
        "ActivityID", "AccountType", "Category", "Correlation.ActivityID", "Correlation.RelatedActivityID",
        "ERROR_EVT_UNRESOLVED",
        "EventID.Qualifiers", "EventLevel", "EventTypeOrignal", "Execution.ProcessID", "Execution.ThreadID", "ExecutionProcessID",
        "Keywords", "Level", "MG", "ManagementGroupName", "Opcode", "OpcodeValue", "OpCode", "ParameterXml",
        "Provider.EventSourceName",
        "Provider.Guid", "ProviderGuid", "Provider_Guid", "RelatedActivityID", "SeverityValue", "SourceModuleName",
        "SourceModuleType", "SourceSystem", "winlog.keywords", "TenantId", "ThreadID", "Type", "Version", "xmlns",
        "EventData_string", "_ResourceId",
    ]

    static let frame =
        id + channel + provider + computer + number + message + level + task + time.dropFirst() + account + others + parts

    /// The parts of a frame, which some writers leave empty or write as a text.
    private static let parts = ["Correlation", "Execution", "Security", "host", "event", "log", "winlog"]

    /// What becomes of the objects in which shippers put the parts of an event.
    static let nesting: [String: FieldNames.Nesting] = [
        "Event": .same, "System": .same, "#attributes": .same, "Provider": .path, "EventID": .path, "TimeCreated": .path,
        "Execution": .path, "Security": .path, "Correlation": .path, "EventData": .bare, "UserData": .bare, "event_data": .bare,
        "winlog": .path, "winlog.event_data": .bare, "winlog.user_data": .bare, "winlog.user": .path, "user_data": .bare,
        "host": .path, "event": .path, "log": .path, "win": .same, "system": .same, "eventdata": .capitalised,
        "RenderingInfo": .path,
    ]
}

/// Which family of events a record is of: their numbers mean different things.
enum WindowsSource: UInt8, Sendable, CaseIterable {
    case security, sysmon, system, powerShell, defender, other

    /// - Parameter channel: in any case of letters, as shippers write it.
    init(channel: Bytes, provider: Bytes) {
        if channel.equals(lowercase: "security") {
            self = .security
        } else if channel.equals(lowercase: "microsoft-windows-sysmon/operational")
            || provider.equals(lowercase: "microsoft-windows-sysmon")
        {
            self = .sysmon
        } else if channel.equals(lowercase: "system") {
            self = .system
        } else if channel.equals(lowercase: "microsoft-windows-powershell/operational") {
            self = .powerShell
        } else if channel.equals(lowercase: "microsoft-windows-windows defender/operational") {
            self = .defender
        } else {
            self = .other
        }
    }
}
