internal import CaseStore
internal import KQL
internal import Primitives
internal import SecurityModel

/// An item, and the list that it stands in.
struct WatchlistRow {
    var item: WatchlistItem
    var list: Watchlist
}

/// `Watchlist`: the items of all watchlists.
enum WatchlistTable {
    private typealias Column = RowColumn<WatchlistRow>

    static let table = StoreTable<WatchlistRow>(
        name: "Watchlist", summary: "One row an item of a watchlist. _GetWatchlist('alias') gives one list with its own columns.",
        rowColumns: [
            Column("TimeGenerated", .datetime, "When the item last changed.") { .datetime($0.item.authorship.updated.ticks) },
            Column("Timestamp", .datetime, "The same as TimeGenerated.") { .datetime($0.item.authorship.updated.ticks) },
            Column("WatchlistAlias", .string, "The watchlist's alias.") { .string($0.item.watchlist) },
            Column("WatchlistName", .string, "What people call the watchlist.") { .string($0.list.displayName) },
            Column("SearchKey", .string, "The value that the item is looked up by.") {
                WatchlistLookup.text($0.item.values[$0.list.searchKey])
            },
            Column("WatchlistItemId", .string, "The item's id.") { .string($0.item.name) },
            Column("_DTItemId", .string, "The item's id.") { .string($0.item.name) },
            Column("WatchlistItem", .dynamic, "The item, column by column.") { Value(.object($0.item.values)) },
            Column("EntityMapping", .dynamic, "Which columns name things.") { Value(.object($0.item.entityMapping)) },
            Column("LastUpdatedTimeUTC", .datetime, "When the item last changed.") {
                .datetime($0.item.authorship.updated.ticks)
            },
            Column("CreatedTimeUTC", .datetime, "When the item was made.") { .datetime($0.item.authorship.created.ticks) },
            Column("Provider", .string, "Who provides the watchlist.") { .string($0.list.provider) },
            Column("Source", .string, "Where the watchlist came from.") { .string($0.list.source) },
            Column("Notes", .string, "What the watchlist is for.") { .string($0.list.description) },
            Column("Tags", .string, "The watchlist's labels, with commas between.") {
                .string($0.list.labels.joined(separator: ", "))
            },
            Column("CreatedBy", .dynamic, "Who made the item.") { person($0.item.authorship.createdBy) },
            Column("UpdatedBy", .dynamic, "Who last changed the item.") { person($0.item.authorship.updatedBy) },
            Column("WatchlistId", .string, "The watchlist's alias.") { .string($0.item.watchlist) },
            Column("_DTItemType", .string, "What a row is.") { _ in .string("watchlist-item") },
            Column("_DTTimestamp", .datetime, "When the item last changed.") { .datetime($0.item.authorship.updated.ticks) },
            Column("Type", .string, "The table's name.") { _ in .string("Watchlist") },
        ],
        pages: { reader, _ in
            var lists = try reader.records(Watchlist.self, limit: Int(Watchlist.table.limit))
            var pages: StoreTable<WatchlistRow>.Pages = { nil }
            return {
                while true {
                    if let page = try pages() { return page }
                    guard let list = lists.popLast() else { return nil }
                    let items: StoreTable<WatchlistItem>.Pages = CasePages.records(reader, in: .watchlist(list.name))
                    pages = { try items()?.map { WatchlistRow(item: $0, list: list) } }
                }
            }
        }
    ).completed([
        ("AzureTenantId", .string), ("CorrelationId", .string), ("DefaultDuration", .string), ("_DTItemStatus", .string),
        ("TimeToLive", .datetime), ("WatchlistCategory", .string),
    ])

    private static func person(_ name: String) -> Value { Value(["name": .string(name)]) }
}

/// `_GetWatchlist('alias')`: one watchlist, with a column for each of its own. Values are texts, as in Microsoft Sentinel. Of a watchlist that
/// is not there it gives no rows, and any column is empty, so that a rule can be enabled before its list is made.
struct WatchlistLookup: HuntingTable {
    private static let prefix = "_GetWatchlist:"

    static func tableName(of alias: String) -> String { prefix + alias }

    static func alias(of table: String) -> String? {
        table.hasPrefix(prefix) ? String(table.dropFirst(prefix.count)) : nil
    }

    let name: String
    let summary = "The items of one watchlist."
    let isOpen: Bool
    private let rowColumns: [RowColumn<WatchlistItem>]
    /// `nil` where there is no such watchlist.
    private let scope: RecordScope?

    init(_ alias: String, _ reader: CaseReader) {
        let list = try? reader.record(Watchlist.self, named: alias)
        name = WatchlistLookup.tableName(of: alias)
        isOpen = list == nil
        let key = list?.searchKey ?? ""
        let scope = list.map { RecordScope.watchlist($0.name) }
        self.scope = scope
        // The columns of a list are those of its first item: they come from the head of one file.
        let first = scope.flatMap { try? reader.records(WatchlistItem.self, in: $0, limit: 1).first }
        let own = (first?.values.members.map(\.name) ?? []).filter { $0 != "SearchKey" }
        rowColumns =
            [
                RowColumn("_DTItemId", .string, "The item's id.") { .string($0.name) },
                RowColumn("LastUpdatedTimeUTC", .datetime, "When the item last changed.") {
                    .datetime($0.authorship.updated.ticks)
                },
                RowColumn("SearchKey", .string, "The value that items are looked up by.") {
                    WatchlistLookup.text($0.values[key])
                },
            ]
            + own.map { column in
                RowColumn(column, .string, "The list's own column.") { WatchlistLookup.text($0.values[column]) }
            }
    }

    var columns: [ColumnHelp] { rowColumns.map(\.help) }

    func rows(_ reader: CaseReader, columns: [Int], where bounds: RowBounds) throws -> any BatchSource {
        let scope = scope
        let table = StoreTable<WatchlistItem>(name: name, summary: summary, rowColumns: rowColumns) { reader, _ in
            scope.map { CasePages.records(reader, in: $0) } ?? { nil }
        }
        return try table.rows(reader, columns: columns, where: bounds)
    }

    static func text(_ value: JSONValue?) -> Value {
        switch value {
        case .string(let text): .string(text)
        case nil, .null: .string("")
        case let other?: .string(other.text)
        }
    }
}
