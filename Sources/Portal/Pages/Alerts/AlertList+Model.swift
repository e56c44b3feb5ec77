internal import CaseStore
internal import Primitives
internal import SecurityModel

/// The alerts queue.
enum AlertList {
    struct Row {
        var alert: AlertHead
        var assets: [EntityChip]
        var moreAssets: Int?
    }

    /// A condition that came by a link and has no menu.
    struct Condition {
        var text: String
        var without: String
    }

    /// A column that people may have or leave out.
    struct Column {
        var value: String
        var title: String
        var isUsual: Bool
    }

    /// Alerts out of which a page is picked by an order that has no index, at most; of more, the heads of such orders lead nowhere.
    static let mostPicked: Int64 = 50_000

    struct Model {
        let columns = AlertList.columns
        var count: String
        var span: String
        var text: String
        var isFiltered: Bool
        /// Fields of the form that have no menu.
        var hidden: [FilterMenu.Choice]
        var conditions: [Condition]
        var filters: [FilterMenu]
        /// Those that stand together in one menu, and how many of them are in force.
        var more: [FilterMenu]
        var moreCount: String?
        var heads: [String: OrderLink]
        /// Which time the rows show first.
        var isByActivity: Bool
        /// What the address says and cannot be read.
        var unread: [String]
        var rows: [Row]
        /// Where the view has alerts, but none this far on.
        var firstPage: String?
        /// Where the other time of alerts would find some.
        var otherwise: Condition?
        var links: PageLinks
        var exportAddress: String
        var form: AlertForm
        var mayManage: Bool
    }

    /// Columns that can be chosen; those of the first row are there for who chose nothing.
    static let columns: [Column] =
        [
            ("severity", "Severity"), ("incident", "Incident"), ("assets", "Assets"), ("status", "Status"), ("owner", "Owner"),
            ("created", "Came in"),
        ]
        .map { Column(value: $0.0, title: $0.1, isUsual: true) }
        + [
            ("update", "Last update"), ("activity", "First activity"), ("service", "Service source"),
            ("detection", "Detection source"),
            ("investigation", "Automated investigation"), ("classification", "Classification"),
            ("label", "Sensitivity label"), ("policy", "Policy"), ("stream", "Data stream"),
            ("subscription", "Cloud subscription"), ("tag", "Tags"),
        ].map { Column(value: $0.0, title: $0.1, isUsual: false) }

    /// The filter of what alerts are called, in addresses.
    static let titleFilter = "title"
    /// Chips of a row, at most.
    static let mostAssets = 2

    static func model(
        _ address: AlertListAddress, for account: String, mayManage: Bool, _ reader: CaseReader, now: Timestamp
    ) throws -> Model {
        let query = try address.query(reader, now: now)
        let alerts = try reader.alertPage(query).rows
        let count = try reader.alertCount(query)
        let choices = try QueueChoices(for: account, reader)
        let moreFilters = try more(address, choices)
        let inForce = moreFilters.count { $0.chosen != nil }
        return Model(
            count: Amount.grouped(count), span: span(address), text: address.text, isFiltered: address.isFiltered,
            hidden: hidden(address), conditions: conditions(address), filters: try filters(address, choices, reader),
            more: moreFilters,
            moreCount: inForce > 0 ? String(inForce) : nil,
            heads: try heads(address, reader, now: now), isByActivity: address.basis == .activity,
            unread: address.unread.map(\.words), rows: try alerts.map { try row($0, reader, now: now) },
            firstPage: alerts.isEmpty && count > 0 ? address.changed { $0.offset = 0 }.address : nil,
            otherwise: count == 0 ? try otherwise(address, reader, now: now) : nil,
            links: PageLinks(
                offset: address.offset, shown: alerts.count, count: count, size: QueueAddress.pageSize,
                last: QueueAddress.lastOffset
            ) { offset in address.changed { $0.offset = offset }.address },
            exportAddress: address.changed { $0.offset = 0 }.exportAddress,
            form: AlertForm(owners: try ManageForm.owners(reader)), mayManage: mayManage)
    }

    private static func row(_ alert: Alert, _ reader: CaseReader, now: Timestamp) throws -> Row {
        let entities = try reader.entities(of: alert.id)
        let chips = EntityChip.distinct(entities.filter { $0.key.kind.isAssetByNature })
        return Row(
            alert: try AlertHead(alert, reader, now: now), assets: Array(chips.prefix(mostAssets)),
            moreAssets: chips.count > mostAssets ? chips.count - mostAssets : nil)
    }

    /// The orders that there are of the view: those that an index walks, and the others where its time holds few alerts enough.
    private static func heads(_ address: AlertListAddress, _ reader: CaseReader, now: Timestamp) throws -> [String: OrderLink] {
        let came = try reader.alertArrivals(between: [address.start(now: now) ?? .distantPast, now]).first ?? 0
        let orders = AlertListAddress.Order.allCases.filter { $0.isWalked || $0 == address.order || came <= mostPicked }
        return Dictionary(orders.map { ($0.rawValue, order($0, address)) }, uniquingKeysWith: { first, _ in first })
    }

    private static func order(_ order: AlertListAddress.Order, _ address: AlertListAddress) -> OrderLink {
        let isOrder = address.order == order
        let turned = address.changed {
            $0.isAscending = isOrder ? !$0.isAscending : order.beginsAscending
            $0.order = order
            $0.offset = 0
        }
        return OrderLink(
            name: order.rawValue, address: turned.address, isAscending: isOrder ? address.isAscending : nil)
    }

    /// What the time of the view is, in words that say which time it is that of.
    private static func span(_ address: AlertListAddress) -> String {
        let verb = address.basis == .arrival ? "that came in" : "that happened"
        if let words = SpanEnd.words(from: address.from, to: address.to) { return "\(verb) \(words)" }
        switch address.days {
        case 0: return "of all time"
        case 1: return "\(verb) within the last day"
        default: return "\(verb) within the last \(address.days) days"
        }
    }

    /// The same view by the other time, where nothing is found by the one: what comes in late tells of what was before.
    private static func otherwise(_ address: AlertListAddress, _ reader: CaseReader, now: Timestamp) throws -> Condition? {
        let other = address.changed {
            $0.basis = address.basis == .arrival ? .activity : .arrival
            $0.offset = 0
        }
        let count = try reader.alertCount(try other.query(reader, now: now))
        guard count > 0 else { return nil }
        let verb = other.basis == .arrival ? "came in" : "happened"
        return Condition(text: "\(Amount.text(count, "alert")) \(verb) in that time", without: other.address)
    }

    private static func conditions(_ address: AlertListAddress) -> [Condition] {
        var conditions: [Condition] = []
        for title in address.titles {
            conditions.append(
                Condition(text: "titled “\(title)”", without: address.changed { $0.titles.removeAll { $0 == title } }.address))
        }
        if !address.entity.isEmpty {
            conditions.append(
                Condition(text: "that name \(address.entity)", without: address.changed { $0.entity = "" }.address))
        }
        return conditions
    }

    private static func hidden(_ address: AlertListAddress) -> [FilterMenu.Choice] {
        [("entity", address.entity)].filter { !$0.1.isEmpty }.map {
            FilterMenu.Choice(name: $0.0, value: $0.1, title: "", type: "hidden", isChosen: true)
        }
    }

    private static func filters(
        _ address: AlertListAddress, _ choices: QueueChoices, _ reader: CaseReader
    ) throws -> [FilterMenu] {
        var time = FilterMenu.one(
            "Time", "days",
            AlertListAddress.spans.map { (String($0), $0 == 0 ? "All time" : $0 == 1 ? "1 day" : "\($0) days") },
            String(address.days))
        time.dates = FilterMenu.Dates(
            from: address.from, to: address.to,
            by: AlertListAddress.Basis.allCases.map {
                FilterMenu.Choice(
                    name: "time", value: $0.rawValue, title: $0.title, type: "radio", isChosen: $0 == address.basis)
            })
        time.chosen = SpanEnd.words(from: address.from, to: address.to) ?? time.chosen
        if address.basis == .activity { time.chosen = (time.chosen.map { "\($0), " } ?? "") + "by when they happened" }
        let products = Set(try reader.detectors().map(\.product)).filter { !$0.isEmpty }.sorted()
        return [
            time,
            .several(
                "Status", "status", [AlertStatus.new, .inProgress, .resolved].map { ($0.name, $0.title) },
                address.shownStatuses.map(\.name)),
            .several(
                "Severity", "severity", AlertSeverity.gravestFirst.map { ($0.name, $0.title) }, address.severities),
            .several("Product", "product", products.map { ($0, $0) }, address.products),
            .several("Tactic", "tactic", Tactic.allCases.map { ($0.category, $0.title) }, address.tactics),
            .several(
                "Classification", "classification",
                Classification.allCases.map { ($0.name, $0.words ?? "Not set") }, address.classifications),
            .several("Owner", "owner", try choices.offer(of: .owner), address.owners, of: .alerts),
        ]
    }

    private static func more(_ address: AlertListAddress, _ choices: QueueChoices) throws -> [FilterMenu] {
        func menu(_ filter: QueueFilter, _ chosen: [String]) throws -> FilterMenu {
            .several(filter.title, filter.rawValue, try choices.offer(of: filter, of: .alerts), chosen, of: .alerts)
        }
        let titles = FilterMenu.several(
            "Alert type", titleFilter, try choices.titleOffer(), address.titles, of: .alerts)
        let own = [
            try menu(.service, address.services), try menu(.detection, address.detections),
            try menu(.investigation, address.investigations),
        ]
        let shared = try AlertListAddress.sharedFilters.map { try menu($0, address.shared[$0] ?? []) }
        return ([titles] + own + shared).filter { !$0.choices.isEmpty }
    }
}

/// What the form that manages alerts offers.
struct AlertForm {
    let statuses = [AlertStatus.new, .inProgress, .resolved].map { ManageForm.Option(value: $0.name, title: $0.title) }
    let classifications = ManageForm().classifications
    let owners: [ManageForm.OwnerGroup]
}
