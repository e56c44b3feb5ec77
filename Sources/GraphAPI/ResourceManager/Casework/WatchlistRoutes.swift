internal import Access
internal import CaseStore
internal import Flow
internal import Foundation
internal import Hummingbird
internal import Primitives
internal import SecurityModel

/// `watchlists`: a PUT may bring a whole table, which takes the place of the items.
struct WatchlistRoutes: RouteGroup {
    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        let path = "\(ResourceAddress.path)/watchlists"
        let records = RecordRoutes<WatchlistResource>(services)
        routes.get(path, needs: .permission(WatchlistResource.reading), use: records.list)
        routes.get("\(path)/:id", needs: .permission(WatchlistResource.reading), use: records.one)
        routes.put("\(path)/:id", needs: .permission(WatchlistResource.writing), use: save)
        routes.delete("\(path)/:id", needs: .permission(WatchlistResource.writing), use: delete)
    }

    @Sendable func save(_ request: Request, context: APIContext) async throws -> Response {
        let (name, address) = (try context.segment("id"), try ResourceAddress(context))
        let body = try await ResourceBody(request)
        let watchlist = try WatchlistResource.record(named: name, in: .installation, body)
        let items = try WatchlistResource.items(of: watchlist, in: body.properties)
        let saved = try await body.expectation.apply {
            try await services.records.save(watchlist, items: items, expecting: body.expectation.version, by: context.actor)
        }
        let json = try await services.store.read {
            try WatchlistResource.envelope(saved.record, $0, at: address).json(at: address)
        }
        return .saved(json, isNew: saved.isNew)
    }

    /// The answer is 204 in any case: clients wait for the end of a longer deletion on everything else.
    @Sendable func delete(_ request: Request, context: APIContext) async throws -> Response {
        let name = try context.segment("id")
        let expectation = ResourceBody.Expectation(request)
        _ = try await expectation.apply {
            try await services.records.deleteWatchlist(named: name, expecting: expectation.version, by: context.actor)
        }
        return .deleted(false)
    }
}

struct WatchlistResource: RecordResource {
    static let path = "watchlists"
    static let type = "Watchlists"
    static let reading = Permission.readDetections
    static let writing = Permission.manageDetections

    static func record(named name: String, in scope: RecordScope, _ body: ResourceBody) throws(APIError) -> Watchlist {
        let properties = body.properties
        return Watchlist(
            name: name, displayName: try properties.requiredText("displayName"),
            provider: try properties.requiredText("provider"),
            source: try properties.text("source") ?? "", description: try properties.text("description") ?? "",
            searchKey: try properties.requiredText("itemsSearchKey"), labels: try properties.list("labels"),
            defaultDuration: try ISODuration.seconds(try properties.text("defaultDuration") ?? ""))
    }

    /// The rows of the table that a PUT brings; `nil` where it brings none.
    static func items(
        of watchlist: Watchlist, in properties: JSONObject
    ) throws(APIError) -> [(name: String, values: JSONObject)]? {
        guard let text = try properties.text("rawContent"), !text.isEmpty else { return nil }
        let type = try properties.text("contentType") ?? ""
        guard ["", "text/csv", "csv"].contains(type.lowercased()) else {
            throw .badRequest("a table of the type '\(type)' is not read here; send text/csv")
        }
        let table: CSVTable
        do {
            table = try CSVTable(
                text, skipping: Int(clamping: try properties.whole("numberOfLinesToSkip") ?? 0),
                limit: Int(WatchlistItem.table.limit))
        } catch let error as CSVTable.Failure {
            throw .badRequest("'rawContent' cannot be read: \(error)")
        } catch {
            throw .badRequest("'numberOfLinesToSkip' must be a whole number")
        }
        guard table.columns.contains(watchlist.searchKey) else {
            throw .badRequest(
                "the search key '\(watchlist.searchKey)' is no column of the table; it has \(table.columns.joined(separator: ", "))"
            )
        }
        return table.rows.enumerated().map { number, row in
            let members = zip(table.columns, row).map { JSONObject.Member(name: $0, value: .string($1)) }
            let content = "\(watchlist.name.lowercased())\n\(number)\n\(row.joined(separator: "\n"))"
            return (StableUUID("watchlistItem", content: content).description, JSONObject(members))
        }
    }

    static func envelope(_ watchlist: Watchlist, _ reader: CaseReader, at address: ResourceAddress) throws -> ResourceEnvelope {
        ResourceEnvelope(
            path: "\(type)/\(watchlist.name)", name: watchlist.name, type: type, version: watchlist.authorship.updated,
            properties: JSONObject(
                [
                    .init(
                        name: "watchlistId",
                        value: .string(StableUUID("watchlist", content: watchlist.name.lowercased()).description)),
                    .init(name: "watchlistAlias", value: .string(watchlist.name)),
                    .init(name: "displayName", value: .string(watchlist.displayName)),
                    .init(name: "provider", value: .string(watchlist.provider)),
                    .init(name: "source", value: .string(watchlist.source)), .init(name: "sourceType", value: "Local"),
                    .init(name: "description", value: .string(watchlist.description)),
                    .init(name: "watchlistType", value: "watchlist"), .init(name: "isDeleted", value: false),
                    .init(name: "itemsSearchKey", value: .string(watchlist.searchKey)),
                    .init(name: "labels", value: .texts(watchlist.labels)),
                    .init(
                        name: "defaultDuration", value: watchlist.defaultDuration.map { .string(ISODuration.text($0)) } ?? .null),
                    .init(name: "contentType", value: "text/csv"), .init(name: "numberOfLinesToSkip", value: 0),
                    .init(
                        name: "watchlistItemsCount",
                        value: .integer(try reader.recordCount(WatchlistItem.self, in: .watchlist(watchlist.name)))),
                    .init(name: "tenantId", value: .string(try reader.tenant)),
                    .init(name: "uploadStatus", value: "Complete"), .init(name: "provisioningState", value: "Succeeded"),
                ] + watchlist.authorship.users))
    }
}

/// `watchlists/{alias}/watchlistItems`.
struct WatchlistItemResource: RecordResource {
    static let path = "watchlists/:id/watchlistItems"
    static let reading = WatchlistResource.reading
    static let writing = WatchlistResource.writing

    static func scope(_ parent: String?, _ reader: CaseReader) throws -> RecordScope {
        let name = parent.flatMap(\.removingPercentEncoding) ?? ""
        guard let watchlist = try reader.record(Watchlist.self, named: name) else {
            throw RecordError.noSuch(noun: Watchlist.table.noun, name: name)
        }
        return .watchlist(watchlist.name)
    }

    static func record(named name: String, in scope: RecordScope, _ body: ResourceBody) throws(APIError) -> WatchlistItem {
        guard case .watchlist(let watchlist) = scope else { throw .notFound("items belong to watchlists") }
        guard let values = try body.properties.inner("itemsKeyValue"), !values.isEmpty else {
            throw .badRequest("'properties.itemsKeyValue' is missing: an object with a value for each column")
        }
        return WatchlistItem(
            name: name, watchlist: watchlist, values: values,
            entityMapping: try body.properties.inner("entityMapping") ?? JSONObject())
    }

    static func envelope(_ item: WatchlistItem, _ reader: CaseReader, at address: ResourceAddress) throws -> ResourceEnvelope {
        let watchlist = try reader.record(Watchlist.self, named: item.watchlist)?.name ?? item.watchlist
        return ResourceEnvelope(
            path: "\(WatchlistResource.type)/\(watchlist)/WatchlistItems/\(item.name)", name: item.name,
            type: "Watchlists/WatchlistItems", version: item.authorship.updated,
            properties: JSONObject(
                [
                    .init(name: "watchlistItemType", value: "watchlist-item"),
                    .init(name: "watchlistItemId", value: .string(item.name)),
                    .init(name: "tenantId", value: .string(try reader.tenant)), .init(name: "isDeleted", value: false),
                    .init(name: "itemsKeyValue", value: .object(item.values)),
                    .init(name: "entityMapping", value: .object(item.entityMapping)),
                ] + item.authorship.users))
    }
}

extension CaseReader {
    /// The installation's own id, where others would name a tenant.
    fileprivate var tenant: String {
        get throws { try setting(CallerBook.tenantSetting) ?? "" }
    }
}
