// EventFormats: what machines and sensors log becomes rows of the tables that hunts read.
//
//     bytes of a record -> FieldSet (names and values, in place) -> RowPlan (which field is which column) -> EventBatch
//
// A format is a parser of bytes into fields and a list of plans as data: for each kind of event the tables it belongs to and
// the fields that fill their columns. What no column is for goes into the row's `AdditionalFields`, so that nothing is lost.
// The parsers work on bytes in place; a record costs no text of its own.

/// The formats of events that are built in. Tables of another product are filled through a mapping with `table:`.
public enum EventFormats {
    /// By name.
    public static let all: [any EventFormat.Type] = [
        AuditdFormat.self,
        CEFEventFormat.self,
        EVTXFormat.self,
        MicrosoftRowsFormat.self,
        OCSFEventFormat.self,
        OsqueryFormat.self,
        SuricataEventFormat.self,
        SyslogEventFormat.self,
        SysmonLinuxFormat.self,
        WazuhEventFormat.self,
        WindowsFormat.self,
        ZeekFormat.self,
    ]

    /// The format of this name, in any case; `nil` where there is none.
    public static func named(_ name: String) -> (any EventFormat.Type)? {
        all.first { $0.name == name.lowercased() }
    }
}
