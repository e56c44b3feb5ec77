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
            rows: try assets.map { try row([$0] + reader.names(of: $0.id), mayManage: mayManage, reader, now: now) },
            links: PageLinks(
                offset: address.offset, shown: assets.count, count: count, size: QueueAddress.pageSize,
                last: QueueAddress.lastOffset
            ) { offset in address.changed { $0.offset = offset }.address },
            levels: AssetForm.levels.map { ManageForm.Option(value: $0.name, title: $0.words) }, mayManage: mayManage)
    }

    /// - Parameter names: the same thing under each of its names.
    private static func row(_ names: [Asset], mayManage: Bool, _ reader: CaseReader, now: Timestamp) throws -> Row {
        let busiest = names.max { $0.alertCount < $1.alertCount } ?? names[0]
        let asset = names.max { $0.key.readability < $1.key.readability } ?? busiest
        let gravest = names.max { $0.criticality.rawValue < $1.criticality.rawValue } ?? asset
        let counts = try reader.incidentCounts(of: busiest.id)
        let others = names.filter { $0.id != asset.id }.map(\.key.value)
        return Row(
            ids: names.map { String($0.id) }.joined(separator: ","), entity: String(asset.id), name: asset.key.value,
            alsoNamed: others.isEmpty ? nil : others.joined(separator: ", "), kind: asset.key.kind.name,
            kindTitle: asset.key.kind.title(1), form: AssetForm(gravest, mayManage: mayManage),
            alerts: Amount.grouped(busiest.alertCount),
            incidents: counts.open == 0
                ? Amount.grouped(counts.all)
                : counts.open == counts.all
                    ? "\(Amount.grouped(counts.all)) open" : "\(Amount.grouped(counts.all)), \(Amount.grouped(counts.open)) open",
            incidentsAddress: "/incidents?entity=\("\(busiest.key.kind.name):\(busiest.key.value)".queryEncoded)&queue=all",
            last: RelativeTime.text(names.map(\.lastSeen).max() ?? asset.lastSeen, now: now),
            lastExact: (names.map(\.lastSeen).max() ?? asset.lastSeen).rfc3339)
    }

    private static func tabs(_ address: AssetListAddress, _ reader: CaseReader) throws -> [IncidentPage.TabLink] {
        let kinds: [EntityKind?] = [nil] + EntityKind.allCases.filter(\.isAssetByNature)
        return try kinds.map { kind in
            let view = address.changed { $0.kind = kind }
            let words = kind?.title(2) ?? "all"
            return IncidentPage.TabLink(
                title: words.withCapital, address: view.address,
                count: Amount.grouped(try reader.assetCount(view.query)), isCurrent: kind == address.kind)
        }
    }

    private static func order(_ order: AssetQuery.Order, _ address: AssetListAddress) -> OrderLink {
        OrderLink(
            address: address.changed { $0.order = order }.address,
            mark: address.order == order ? (order == .name ? " ↑" : " ↓") : "")
    }
}
