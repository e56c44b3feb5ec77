internal import CaseStore
internal import Correlation
internal import Primitives
internal import SecurityModel

/// Finds out how critical assets are now that something was said of them, out of the newest alert that names each, and
/// has correlation rank their incidents anew.
struct AssetReview {
    private let transaction: CaseTransaction

    init(_ transaction: CaseTransaction) {
        self.transaction = transaction
    }

    func review(_ assets: [(id: Int64, key: EntityKey)], _ state: inout FlowState) throws {
        let scopes = try transaction.reader.sourceScopes()
        var ratings: [Int64: UInt8] = [:]
        for asset in assets {
            guard let newest = try transaction.reader.newestAlert(naming: asset.id),
                let report = try transaction.reader.alert(newest)?.report
            else { continue }
            let mentions = AlertReading(report, scope: scopes[report.source], rules: state.rules).mentions
            for name in AssetReview.names(of: asset.key, in: mentions) {
                guard let id = try transaction.reader.entityID(name.key) else { continue }
                if state.rules.settings[name.key]?.level == nil {
                    try state.levels.note(name.criticality, of: id, in: transaction)
                }
                ratings[id] = name.criticality
            }
        }
        try rate(ratings, &state)
    }

    /// The asset in an alert, with the other names that the alert gives it.
    private static func names(of key: EntityKey, in mentions: [EntityMention]) -> [EntityMention] {
        guard let asset = mentions.first(where: { $0.key == key }) else { return [] }
        return mentions.filter { $0.key == key || (asset.thing != 0 && $0.thing == asset.thing) }
    }

    private func rate(_ ratings: [Int64: UInt8], _ state: inout FlowState) throws {
        guard !ratings.isEmpty else { return }
        let sorted = ratings.sorted { $0.key < $1.key }
        try state.decide(
            .rate(sorted.map { EntityRating(entity: Int32(truncatingIfNeeded: $0.key), criticality: $0.value) }),
            in: transaction)
    }
}
