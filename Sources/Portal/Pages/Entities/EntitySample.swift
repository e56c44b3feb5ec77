internal import CaseStore
internal import Primitives
internal import SecurityModel

/// What the newest alerts that name an entity say: its other names, who occurs with it, which rules fire on it.
struct EntitySample {
    /// Alerts that are looked at, and entities of theirs that are told apart, at most.
    static let mostAlerts = 1_000
    static let mostEntities = 400
    static let mostNames = 12

    private(set) var names: [EntityChip] = []
    private(set) var company: [EntityPage.Company] = []
    private(set) var rules: [EntityPage.Rule] = []
    private(set) var severest = AlertSeverity.unknown
    private var counts: [EntityKind: Int] = [:]
    private var looked = 0

    init(_ profile: EntityProfile, _ reader: CaseReader) throws {
        let alerts = try reader.newestAlerts(naming: profile.id, limit: EntitySample.mostAlerts)
        looked = alerts.count
        severest = alerts.map(\.severity).max() ?? .unknown
        rules = try EntitySample.rules(alerts, reader)
        let others = EntitySample.others(profile.id, alerts)
        names = try others.names.sorted().prefix(EntitySample.mostNames).compactMap { id in
            try reader.entity(id).map {
                EntityChip($0.kind, $0.value, part: $0.kind.isAssetByNature ? .asset : .evidence, entity: id)
            }
        }
        try addCompany(others.counts, profile.key.kind, reader)
    }

    /// The numbers of its other names, and how many alerts name each thing beside it.
    private static func others(_ id: Int64, _ alerts: [NamingAlert]) -> (names: Set<Int64>, counts: [Int64: Int64]) {
        var names: Set<Int64> = []
        var counts: [Int64: Int64] = [:]
        for alert in alerts {
            let thing = alert.entities.first { $0.entity == id }?.thing ?? 0
            var seen: Set<Int64> = []
            for other in alert.entities where other.entity != id && seen.insert(other.entity).inserted {
                if thing != 0, other.thing == thing { names.insert(other.entity) } else { counts[other.entity, default: 0] += 1 }
            }
        }
        for name in names { counts[name] = nil }
        return (names, counts)
    }

    private mutating func addCompany(_ counts: [Int64: Int64], _ own: EntityKind, _ reader: CaseReader) throws {
        let commonest = counts.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.prefix(EntitySample.mostEntities)
        var byKind: [EntityKind: [EntityPage.Counted]] = [:]
        for (id, count) in commonest {
            guard let key = try reader.entity(id), key.kind != .network else { continue }
            self.counts[key.kind, default: 0] += 1
            let chip = EntityChip(key.kind, key.value, part: key.kind.isAssetByNature ? .asset : .evidence, entity: id)
            byKind[key.kind, default: []].append(EntityPage.Counted(chip: chip, times: Amount.grouped(count)))
        }
        company = EntityKind.allCases.compactMap { kind in
            guard let things = byKind[kind] else { return nil }
            let words = kind.title(2)
            return EntityPage.Company(
                kindWords: words.withCapital, things: Array(things.prefix(EntityPage.mostCompany)))
        }
    }

    private static func rules(_ alerts: [NamingAlert], _ reader: CaseReader) throws -> [EntityPage.Rule] {
        var counts: [Int64: Int64] = [:]
        for alert in alerts { counts[alert.detector, default: 0] += 1 }
        let commonest = counts.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.prefix(EntityPage.mostRules)
        return try commonest.compactMap { id, count in
            try reader.detector(id).map {
                EntityPage.Rule(name: $0.title, product: $0.product, times: Amount.grouped(count))
            }
        }
    }

    /// How widely it occurs, in sentences.
    func prevalence(_ profile: EntityProfile, incidents: Int64) -> [String] {
        var sentences: [String] = []
        let span = profile.lastSeen - profile.firstSeen
        sentences.append(
            profile.alertCount == 1
                ? "One alert names it." : "\(Amount.text(profile.alertCount, "alert")) name it within \(Amount.span(span)).")
        let with: [String] = [EntityKind.device, .user, .ip].compactMap { kind in
            guard kind != profile.key.kind, let count = counts[kind] else { return nil }
            return Amount.text(Int64(count), kind.title(1), kind.title(2))
        }
        let where_ = looked < profile.alertCount ? "In the newest \(Amount.grouped(Int64(looked)))" : "In them"
        sentences.append(with.isEmpty ? "Nothing else is named beside it." : "\(where_) it occurs with \(Amount.list(with)).")
        if incidents == 0 { sentences.append("No incident that you see holds it.") }
        return sentences
    }
}
