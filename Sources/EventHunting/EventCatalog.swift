internal import Events
internal import KQL
internal import Primitives

/// The tables of the specs as SQL has them, each under all its names, within a time and a scope.
struct EventCatalog: SQLCatalog {
    let specs: TableSpecs
    /// Nothing outside is seen.
    let start: Timestamp?
    let end: Timestamp?
    /// Nothing is seen that came in outside.
    let received: ClosedRange<Timestamp>?
    /// A test of the name of a row's device, where not all rows may be seen.
    let device: StoreCallLease?

    /// The column with the name of the device that an event is of.
    static let deviceColumn = "DeviceName"

    /// What the time of an event is called, by Defender and by Sentinel.
    private static let timeColumns: Set<String> = ["Timestamp", "TimeGenerated"]

    /// Whether rows of the table may be seen.
    func isOpen(_ name: String) -> Bool { device == nil || specs[name]?.place(of: EventCatalog.deviceColumn) != nil }

    func schema(_ name: String) -> Schema? {
        specs[name].map { Schema($0.queryColumns.map { Field($0.name, ScalarType($0.type)) }) }
    }

    func table(_ name: String) -> SQLTable? {
        guard let spec = specs[name], isOpen(name) else { return nil }
        let time = spec.columns[spec.timeColumn].name
        // What has another name is the same column of the store.
        let columns = (spec.columns + spec.aliases.map { spec.columns[$0.place] }).map { column in
            // The time has two names; rows that are older than one of them have the other.
            let isTime = column.type == .datetime && EventCatalog.timeColumns.contains(column.name)
            let name = SQLText.name(isTime && EventCatalog.timeColumns.contains(time) ? time : column.name)
            // Whole numbers of 32 bits are read as those of 64.
            return SQLColumn(column.type == .int ? "CAST(\(name) AS BIGINT)" : name, ScalarType(column.type))
        }
        let ingested = SQLColumn(SQLText.name(Events.ingestedColumn), .datetime, isNullable: false)
        return SQLTable(
            name: SQLText.name(spec.name), columns: columns + [ingested], conditions: conditions(spec), rowNumber: "rowid")
    }

    private func conditions(_ spec: TableSpec) -> [String] {
        let time = SQLText.name(spec.columns[spec.timeColumn].name)
        let ingested = SQLText.name(Events.ingestedColumn)
        return [
            start.map { "\(time) >= \($0.ticks)" }, end.map { "\(time) <= \($0.ticks)" },
            received.map { "\(ingested) BETWEEN \($0.lowerBound.ticks) AND \($0.upperBound.ticks)" },
            device.map { "kql_test(\($0.number), \(SQLText.name(EventCatalog.deviceColumn)))" },
        ].compactMap(\.self)
    }
}

extension ScalarType {
    init(_ type: ColumnType) {
        self =
            switch type {
            case .string: .string
            case .int: .int
            case .long: .long
            case .real: .real
            case .bool: .bool
            case .datetime: .datetime
            case .dynamic: .dynamic
            case .guid: .guid
            }
    }
}
