internal import CaseStore
internal import Primitives
internal import SecurityModel

/// The incidents queue.
enum QueuePage {
    /// A filter that is in force and has no menu of its own above the list.
    struct Condition {
        var text: String
        var without: String
    }

    /// The head of a column.
    struct Head {
        var style: String
        var title: String
        /// What its cells mean, where their words do not tell.
        var hint: String
        var order: OrderLink?
    }

    /// A column that can be shown or left out.
    struct ColumnChoice {
        var value: String
        var title: String
        var isShown: Bool
        /// The name is always shown.
        var isFixed: Bool
    }

    struct ViewLink {
        var name: String
        var address: String
        var isCurrent: Bool
        var isDefault: Bool
    }

    struct Model {
        var count: String
        /// What is counted.
        var countWords: String
        /// What the address says and cannot be read.
        var unread: [String]
        /// Where the view has incidents, but none this far on.
        var firstPage: String?
        var showsLastDay: Bool
        var isOffQueue: Bool
        var onQueueAddress: String
        var offQueue: (count: String, address: String)?
        var exportAddress: String
        var text: String
        var isFiltered: Bool
        var clearAddress: String
        /// Fields of the form that have no menu.
        var hidden: [FilterMenu.Choice]
        var filters: [FilterMenu]
        var more: [FilterMenu]
        var moreCount: Int?
        var conditions: [Condition]
        var views: [ViewLink]
        /// What a copied link says, where the address alone opens whatever view somebody chose for that.
        var linkAddress: String?
        /// The view as it can be kept.
        var viewQuery: String
        var columns: [ColumnChoice]
        /// A person's own columns are wider than the page, at times.
        var isWide: Bool
        var heads: [Head]
        var rows: [QueueRow]
        var links: PageLinks
        var form: ManageForm
    }

    /// Columns from which on the list is wider than the page.
    static let manyColumns = 10

    /// - Parameter viewer: who looks, with what he keeps.
    static func model(_ asked: QueueAddress, for viewer: QueueViewer, _ reader: CaseReader, now: Timestamp) throws -> Model {
        let address = reader.seesEverything ? asked : asked.inPart
        let query = address.query(now: now)
        let incidents = try reader.incidents(query)
        let count = try reader.incidentCount(query)
        let first = address.changed { $0.offset = 0 }
        let off = first.changed { $0.part = .off }
        let offCount = address.part == .on ? try reader.incidentCount(off.query(now: now)) : 0
        let choices = try QueueChoices(for: viewer.account, reader)
        let columns = viewer.columns(for: address)
        let more = try QueueFilters.more(address, choices)
        let values = try QueueValues(incidents.map(\.id), columns, choices, reader)
        return Model(
            count: Amount.grouped(count), countWords: try countWords(count, address, reader, now: now),
            unread: address.unread.map(\.words),
            firstPage: incidents.isEmpty && count > 0 && address.offset > 0 ? first.address : nil,
            showsLastDay: viewer.showsLastDay, isOffQueue: address.part == .off,
            onQueueAddress: first.changed { $0.part = .on }.address,
            offQueue: offCount > 0 ? (Amount.grouped(offCount), off.address) : nil,
            exportAddress: first.address.replacing("/incidents", with: "/incidents.csv", maxReplacements: 1),
            text: address.text, isFiltered: address.isFiltered, clearAddress: QueueViewer.plainAddress,
            hidden: QueueFilters.hidden(address), filters: try QueueFilters.usual(address, choices), more: more,
            moreCount: more.contains { $0.chosen != nil } ? more.filter { $0.chosen != nil }.count : nil,
            conditions: QueueFilters.conditions(address, choices), views: viewer.links(for: address),
            linkAddress: address.address == QueueAddress().address ? QueueViewer.plainAddress : nil,
            viewQuery: first.address.split(separator: "?").dropFirst().first.map(String.init) ?? "",
            columns: columnChoices(columns), isWide: columns.count >= manyColumns,
            heads: columns.map { head($0, address, reader.seesEverything) },
            rows: incidents.map { QueueRow($0, columns, values, now: now) },
            links: PageLinks(
                offset: address.offset, shown: incidents.count, count: count, size: QueueAddress.pageSize,
                last: QueueAddress.lastOffset
            ) { offset in address.changed { $0.offset = offset }.address },
            form: try ManageForm(reader))
    }

    private static func countWords(
        _ count: Int64, _ address: QueueAddress, _ reader: CaseReader, now: Timestamp
    ) throws -> String {
        let statuses = (address.chosen[.status] ?? []).compactMap { IncidentStatus(name: $0) }
        let areClosed = !statuses.isEmpty && !statuses.contains(where: \.isOpen)
        switch address.part {
        case .on: return areClosed ? "that stood on the queue" : "on the queue"
        case .off: return areClosed ? "that were kept off the queue" : "kept off the queue"
        case .all:
            let on = try reader.incidentCount(address.changed { ($0.part, $0.offset) = (.on, 0) }.query(now: now))
            return
                "\(count == 1 ? "incident" : "incidents"), \(Amount.grouped(on)) \(areClosed ? "that stood" : "of them") on the queue"
        }
    }

    /// The columns that are shown, in their order, then the others.
    private static func columnChoices(_ shown: [QueueColumn]) -> [ColumnChoice] {
        (shown + QueueColumn.allCases.filter { !shown.contains($0) }).map { column in
            ColumnChoice(
                value: column.rawValue, title: column.title, isShown: shown.contains(column), isFixed: column == .name)
        }
    }

    private static func head(_ column: QueueColumn, _ address: QueueAddress, _ seesEverything: Bool) -> Head {
        let style = "c-\(column.rawValue)" + (column == .alerts ? " number" : "")
        var head = Head(style: style, title: column.title, hint: column.hint, order: nil)
        guard let order = column.order, seesEverything || !order.isOverAlerts else { return head }
        let isOrder = address.order == order
        let turned = address.changed {
            $0.isAscending = isOrder ? !$0.isAscending : column.beginsAscending
            $0.order = order
            $0.offset = 0
        }
        head.order = OrderLink(
            name: order.rawValue, address: turned.address, isAscending: isOrder ? address.isAscending : nil)
        return head
    }
}
