public import Primitives
public import SQL
public import SecurityModel

extension Watchlist: StoredRecord {
    public static let table = RecordTable(
        noun: "watchlist", table: "watchlists", isScoped: false,
        columns: ["display_name", "provider", "source", "description", "search_key", "labels", "default_duration"],
        order: "display_name", limit: 1000)

    public var columnValues: [SQLValue] {
        [
            .text(displayName), .text(provider), .text(source), .text(description), .text(searchKey),
            .text(JSONValue.texts(labels).text), SQLValue(defaultDuration),
        ]
    }

    public var logged: JSONObject {
        JSONObject([
            .init(name: "displayName", value: .string(displayName)), .init(name: "provider", value: .string(provider)),
            .init(name: "source", value: .string(source)), .init(name: "description", value: .string(description)),
            .init(name: "searchKey", value: .string(searchKey)), .init(name: "labels", value: .texts(labels)),
        ])
    }

    public init(row: any SQLRow) {
        self.init(
            name: row.text(0), displayName: row.text(6), provider: row.text(7), source: row.text(8), description: row.text(9),
            searchKey: row.text(10), labels: JSONValue.column(row.text(11)).texts, defaultDuration: row.optionalInteger(12),
            authorship: Authorship(row: row))
    }
}

extension WatchlistItem: StoredRecord {
    public static let table = RecordTable(
        noun: "watchlistItem", table: "watchlist_items", isScoped: true, columns: ["item_values", "entity_mapping"],
        order: "created", limit: 100_000)

    public var scope: RecordScope { .watchlist(watchlist) }
    public var columnValues: [SQLValue] { [.text(JSONValue.object(values).text), .text(JSONValue.object(entityMapping).text)] }
    public var logged: JSONObject {
        JSONObject([
            .init(name: "watchlist", value: .string(watchlist)), .init(name: "values", value: .object(values)),
            .init(name: "entityMapping", value: .object(entityMapping)),
        ])
    }

    public init(row: any SQLRow) {
        self.init(
            name: row.text(0), watchlist: row.text(1), values: JSONValue.column(row.text(6)).object ?? JSONObject(),
            entityMapping: JSONValue.column(row.text(7)).object ?? JSONObject(), authorship: Authorship(row: row))
    }
}

extension CaseTransaction {
    /// Puts the rows of a table into a watchlist, in place of those it had. One line of the log stands for all of them,
    /// with their number and a digest of their content.
    /// - Throws: `RecordError.tooMany` before anything has changed.
    public func replaceItems(of watchlist: Watchlist, with rows: [(name: String, values: JSONObject)]) throws {
        let limit = WatchlistItem.table.limit
        guard rows.count <= limit else { throw RecordError.tooMany(noun: WatchlistItem.table.noun, limit: limit) }
        let scope = RecordScope.watchlist(watchlist.name)
        let before = try reader.recordCount(WatchlistItem.self, in: scope)
        try session.execute(WatchlistItem.table.clear, scope.arguments)
        var digest = Fingerprint()
        for (number, row) in rows.enumerated() {
            // A tick apart, so that they keep their order.
            let time = time + Duration(ticks: Int64(number))
            let authorship = Authorship(created: time, createdBy: actor.name, updated: time, updatedBy: actor.name)
            let item = WatchlistItem(name: row.name, watchlist: watchlist.name, values: row.values, authorship: authorship)
            try check(item, isNew: false)
            try write(item)
            digest.add(JSONValue.object(row.values).text.utf8)
            digest.separate()
        }
        try log.append(
            .recordUpdated, before: ["watchlistItems": ["watchlist": .string(watchlist.name), "count": .integer(before)]],
            after: [
                "watchlistItems": [
                    "watchlist": .string(watchlist.name), "count": .integer(Int64(rows.count)),
                    "fingerprint": .string(digest.text),
                ]
            ])
    }

    /// Deletes a watchlist with its items.
    public func deleteWithItems(_ watchlist: Watchlist) throws {
        try replaceItems(of: watchlist, with: [])
        try delete(watchlist)
    }
}
