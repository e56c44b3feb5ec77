internal import CaseStore
internal import Primitives
internal import SecurityModel

/// The incidents queue.
enum QueuePage {
    struct Row {
        var head: IncidentHead
        var assets: [EntityChip]
        var moreAssets: Int?
        var products: [String]
    }

    struct Choice {
        var name: String
        var value: String
        var title: String
        var type: String
        var isChosen: Bool
    }

    struct Filter {
        var title: String
        /// What is chosen, in words.
        var chosen: String?
        var choices: [Choice]
    }

    struct Order {
        var address: String
        var mark: String
    }

    struct Model {
        var count: String
        var isOffQueue: Bool
        var onQueueAddress: String
        var offQueue: (count: String, address: String)?
        var exportAddress: String
        var text: String
        var isFiltered: Bool
        var filters: [Filter]
        var priorityOrder: Order
        var updateOrder: Order
        var rows: [Row]
        var range: String
        var previous: String?
        var next: String?
        var form: ManageForm
    }

    /// Chips of a row, at most.
    static let mostAssets = 3

    static func model(_ address: QueueAddress, _ reader: CaseReader, now: Timestamp) throws -> Model {
        let query = address.query
        let incidents = try reader.incidents(query)
        let count = try reader.incidentCount(query)
        let off = address.changed {
            $0.part = .off; $0.offset = 0
        }
        let offCount = address.part == .on ? try reader.incidentCount(off.query) : 0
        let end = address.offset + incidents.count
        return Model(
            count: Amount.grouped(count), isOffQueue: address.part == .off,
            onQueueAddress: address.changed {
                $0.part = .on; $0.offset = 0
            }.address,
            offQueue: offCount > 0 ? (Amount.grouped(offCount), off.address) : nil,
            exportAddress: address.changed { $0.offset = 0 }.address.replacing(
                "/incidents", with: "/incidents.csv", maxReplacements: 1),
            text: address.text, isFiltered: address.isFiltered, filters: filters(address),
            priorityOrder: order(.priority, address), updateOrder: order(.lastUpdate, address),
            rows: try incidents.map { try row($0, reader, now: now) },
            range: incidents.isEmpty ? "" : "\(address.offset + 1)–\(end) of \(Amount.grouped(count))",
            previous: address.offset > 0
                ? address.changed { $0.offset = max(0, $0.offset - QueueAddress.pageSize) }.address : nil,
            next: end < Int(count) && end <= QueueAddress.lastOffset ? address.changed { $0.offset = end }.address : nil,
            form: ManageForm())
    }

    private static func row(_ incident: Incident, _ reader: CaseReader, now: Timestamp) throws -> Row {
        let entities = try reader.entities(of: incident.id, limit: 30)
        let assets = entities.filter { $0.key.kind.isAssetByNature && $0.key.strength == .strong }
        return Row(
            head: IncidentHead(incident, now: now),
            assets: assets.prefix(mostAssets).map { EntityChip($0.key.kind, $0.key.value, part: .asset, entity: $0.id) },
            moreAssets: assets.count > mostAssets ? assets.count - mostAssets : nil,
            products: try reader.facet(.product, of: incident.id).prefix(2).map(\.value))
    }

    private static func order(_ order: IncidentQuery.Order, _ address: QueueAddress) -> Order {
        let isOrder = address.order == order
        let turned = address.changed {
            $0.isAscending = isOrder ? !$0.isAscending : false
            $0.order = order
            $0.offset = 0
        }
        return Order(address: turned.address, mark: isOrder ? (address.isAscending ? " ↑" : " ↓") : "")
    }

    private static func filters(_ address: QueueAddress) -> [Filter] {
        [
            filter(
                "Status", "status", IncidentStatus.allCases.filter { $0 != .redirected }.map { ($0.name, $0.title) },
                address.statuses),
            filter(
                "Severity", "severity", [AlertSeverity.high, .medium, .low, .informational].map { ($0.name, $0.title) },
                address.severities),
            filter("Owner", "owner", [(QueueAddress.nobody, "Nobody")], address.owners),
            Filter(
                title: "Show", chosen: address.part == .on ? nil : address.part.title,
                choices: QueueAddress.Part.allCases.map {
                    Choice(name: "queue", value: $0.rawValue, title: $0.title, type: "radio", isChosen: address.part == $0)
                }),
        ]
    }

    private static func filter(
        _ title: String, _ name: String, _ choices: [(value: String, title: String)], _ chosen: [String]
    ) -> Filter {
        let words = choices.filter { chosen.contains($0.value) }.map(\.title)
        return Filter(
            title: title, chosen: words.isEmpty ? nil : words.joined(separator: ", "),
            choices: choices.map {
                Choice(name: name, value: $0.value, title: $0.title, type: "checkbox", isChosen: chosen.contains($0.value))
            })
    }
}

extension QueueAddress.Part {
    var title: String {
        switch self {
        case .on: "On the queue"
        case .off: "Kept off the queue"
        case .all: "All"
        }
    }
}
