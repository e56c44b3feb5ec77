internal import CaseStore
internal import Primitives
internal import SecurityModel

/// What the organisation owns, as its alerts name it.
enum AssetList {
    struct Row {
        /// The numbers of all its names, with commas between.
        var ids: String
        var entity: String
        var name: String
        /// What else the same thing is called.
        var alsoNamed: String?
        var kind: String
        var kindTitle: String
        var form: AssetForm
        var alerts: String
        var incidents: String
        var incidentsAddress: String
        var last: String
        var lastExact: String
    }

    struct Model {
        var tabs: [IncidentPage.TabLink]
        var text: String
        var isFiltered: Bool
        var unread: [String]
        var clearAddress: String
        var hidden: [FilterMenu.Choice]
        var filters: [FilterMenu]
        var criticalityOrder: OrderLink
        var nameOrder: OrderLink
        var alertsOrder: OrderLink
        var lastOrder: OrderLink
        var rows: [Row]
        var links: PageLinks
        var levels: [ManageForm.Option]
        var mayManage: Bool
    }

    static func model(_ address: AssetListAddress, mayManage: Bool, _ reader: CaseReader, now: Timestamp) throws -> Model {
        let query = address.query
        let assets = try reader.assets(query)
        let count = try reader.assetCount(query)
        let tags = Set(try reader.assetSettings().values.flatMap(\.tags)).sorted()
        return Model(
            tabs: try tabs(address, reader), text: address.text, isFiltered: address.isFiltered,
            unread: address.unread.map(\.words),
            clearAddress: address.changed { ($0.text, $0.levels, $0.tags) = ("", [], []) }.address,
            hidden: address.kind.map {
                [FilterMenu.Choice(name: "kind", value: $0.name, title: "", type: "hidden", isChosen: true)]
            } ?? [],
            filters: [
                .several("Criticality", "criticality", AssetForm.levels.map { ($0.name, $0.words) }, address.levels),
                .several("Tag", "tag", tags.map { ($0, $0) }, address.tags),
            ],
            criticalityOrder: order(.criticality, address), nameOrder: order(.name, address),
            alertsOrder: order(.alerts, address), lastOrder: order(.lastSeen, address),
            rows: try assets.compactMap { try row($0, mayManage: mayManage, reader, now: now) },
            links: PageLinks(
                offset: address.offset, shown: assets.count, count: count, size: QueueAddress.pageSize,
                last: QueueAddress.lastOffset
            ) { offset in address.changed { $0.offset = offset }.address },
            levels: AssetForm.levels.map { ManageForm.Option(value: $0.name, title: $0.words) }, mayManage: mayManage)
    }

    private static func row(_ listed: Asset, mayManage: Bool, _ reader: CaseReader, now: Timestamp) throws -> Row? {
        let names = [listed] + (try reader.names(of: listed.id))
        guard let thing = try reader.thing(listed.id), let form = AssetForm(names, mayManage: mayManage) else { return nil }
        let counts = try reader.incidentCounts(of: thing.ids)
        // Ids say nothing in a list; the page of the thing has them.
        let others = thing.keys.dropFirst().filter { $0.readability > 0 }.map(\.value)
        return Row(
            ids: form.assetID, entity: String(thing.id), name: thing.key.value,
            alsoNamed: others.isEmpty ? nil : others.joined(separator: ", "), kind: thing.key.kind.name,
            kindTitle: thing.key.kind.title(1), form: form,
            alerts: Amount.grouped(thing.alertCount, orMore: thing.isCountLow),
            incidents: counts.open == 0
                ? Amount.grouped(counts.all)
                : counts.open == counts.all
                    ? "\(Amount.grouped(counts.all)) open" : "\(Amount.grouped(counts.all)), \(Amount.grouped(counts.open)) open",
            incidentsAddress: "/incidents?entity=\("\(thing.key.kind.name):\(thing.key.value)".queryEncoded)&queue=all",
            last: RelativeTime.text(thing.lastSeen, now: now), lastExact: thing.lastSeen.rfc3339)
    }

    private static func tabs(_ address: AssetListAddress, _ reader: CaseReader) throws -> [IncidentPage.TabLink] {
        let kinds: [EntityKind?] = [nil] + EntityKind.allCases.filter(\.isAssetByNature)
        let counts = try kinds.map { kind in try reader.assetCount(address.changed { $0.kind = kind }.query) }
        // A mailbox is its owner's account, unless a source knows no owner of it.
        let hasMailboxes = zip(kinds, counts).contains { $0 == .mailbox && $1 > 0 } || address.kind == .mailbox
        return zip(kinds, counts).filter { kind, _ in kind != .mailbox || hasMailboxes }.map { kind, count in
            let words = kind == .user && !hasMailboxes ? "users and mailboxes" : kind?.title(2) ?? "all"
            return IncidentPage.TabLink(
                title: words.withCapital, address: address.changed { $0.kind = kind }.address, count: Amount.grouped(count),
                isCurrent: kind == address.kind)
        }
    }

    private static func order(_ order: AssetQuery.Order, _ address: AssetListAddress) -> OrderLink {
        OrderLink(
            name: order.rawValue, address: address.changed { $0.order = order }.address,
            isAscending: address.order == order ? order == .name : nil)
    }
}
