internal import CaseStore
internal import SecurityModel

/// Who looks at the queue, with what he keeps: his views and his columns.
struct QueueViewer {
    /// The queue without any choice of anybody's. Its option means what is meant without it, and keeps a person's own view
    /// from being put in its place.
    static let plainAddress = "/incidents?queue=on"

    var account: String
    var views: [SavedView] = []
    /// The name of the view that the queue opens with.
    var defaultView: String?
    var chosenColumns: [QueueColumn] = []
    /// Whether the last day stands above the queue.
    var showsLastDay = false

    init(account: String) {
        self.account = account
    }

    init(_ account: String, _ reader: CaseReader) throws {
        self.account = account
        views = try reader.savedViews(of: account)
        let chosen = try reader.preferences(of: account)
        defaultView = chosen[.queueView]
        chosenColumns = QueueColumn.columns((chosen[.queueColumns] ?? "").split(separator: ","))
        showsLastDay = chosen[.lastDay] == "open"
    }

    /// Where the queue opens for him; `nil` where he has no view of his own for that.
    var opening: String? {
        views.first { $0.name == defaultView }.map { QueueAddress(query: $0.query).address }
            .flatMap { $0 == QueueAddress().address ? nil : $0 }
    }

    /// Those of the address, else his own, else the usual ones.
    func columns(for address: QueueAddress) -> [QueueColumn] {
        if !address.columns.isEmpty { return address.columns }
        return chosenColumns.isEmpty ? QueueColumn.usual : chosenColumns
    }

    func links(for address: QueueAddress) -> [QueuePage.ViewLink] {
        let here = address.changed { ($0.offset, $0.unread) = (0, []) }
        return views.map { view in
            let saved = QueueAddress(query: view.query)
            return QueuePage.ViewLink(
                name: view.name, address: saved == QueueAddress() ? QueueViewer.plainAddress : saved.address,
                isCurrent: saved == here, isDefault: view.name == defaultView)
        }
    }
}
