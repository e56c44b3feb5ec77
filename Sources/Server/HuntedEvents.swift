internal import EventHunting
internal import Events
internal import Hunting
internal import KQL

/// The tables of events for hunts, as their specs describe them.
struct HuntedEvents: EventTableSource {
    let specs: TableSpecs
    let hunts: EventHunts
    let functions: [String: String]

    var tables: [TableHelp] {
        specs.tables.map { spec in
            TableHelp(
                name: spec.name, summary: spec.summary,
                columns: spec.queryColumns.map {
                    ColumnHelp(name: $0.name, type: ScalarType(name: $0.type.rawValue) ?? .string, meaning: $0.summary)
                })
        }
    }

    func provider(over span: HuntSpan, device: (@Sendable (String) -> Bool)?) -> any TableProvider {
        hunts.tables(from: span.start, to: span.end, received: span.received, device: device)
    }
}
