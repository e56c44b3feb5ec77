internal import CaseStore
internal import SecurityModel

/// What people call the numbers that correlation speaks of. Kept while it is small; read anew otherwise.
struct NameBook {
    static let maximumNames = 50_000

    private var entities: [Int64: EntityKey] = [:]
    private var detectors: [Int64: String] = [:]

    mutating func learn(_ alert: NewAlert) {
        if entities.count > NameBook.maximumNames { entities.removeAll(keepingCapacity: true) }
        for link in alert.entities { entities[link.entity] = link.key }
        detectors[alert.detectorID] = alert.report.title
    }

    mutating func entity(_ id: Int64, _ reader: CaseReader) throws -> EntityKey? {
        if let known = entities[id] { return known }
        entities[id] = try reader.entity(id)
        return entities[id]
    }

    mutating func detector(_ id: Int64, _ reader: CaseReader) throws -> String {
        if let known = detectors[id] { return known }
        let title = try reader.detector(id)?.title ?? "detector \(id)"
        detectors[id] = title
        return title
    }
}
