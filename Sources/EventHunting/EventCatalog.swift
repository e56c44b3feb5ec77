internal import Events
internal import KQL
internal import Primitives

/// The tables of the specs as SQL has them, each under all its names, within a time and a scope.
struct EventCatalog: StoreCatalog {
    let specs: TableSpecs
    /// Nothing outside is seen.
    let start: Timestamp?
    let end: Timestamp?

    func schema(_ name: String) -> Schema? {
        specs[name].map { Schema($0.columns.map { Field($0.name, ScalarType($0.type)) }) }
    }

    func table(_ name: String) -> StoreTable? {
        guard let spec = specs[name] else { return nil }
        let columns = spec.columns.map { column in
            // Whole numbers of 32 bits are read as those of 64.
            let name = SQLText.name(column.name)
            return StoreColumn(column.type == .int ? "CAST(\(name) AS BIGINT)" : name, ScalarType(column.type))
        }
        let ingested = StoreColumn(SQLText.name(Events.ingestedColumn), .datetime, isNullable: false)
        return StoreTable(name: SQLText.name(spec.name), columns: columns + [ingested], conditions: conditions(spec))
    }

    private func conditions(_ spec: TableSpec) -> [String] {
        let time = SQLText.name(spec.columns[spec.timeColumn].name)
        return [start.map { "\(time) >= \($0.ticks)" }, end.map { "\(time) <= \($0.ticks)" }].compactMap(\.self)
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
