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
    /// What else it is called.
    private(set) var keys: [EntityKey] = []
    private(set) var company: [EntityPage.Company] = []
    private(set) var rules: [EntityPage.Rule] = []
    private(set) var severest = AlertSeverity.unknown
    private var counts: [EntityKind: Int] = [:]
    private var looked = 0

    init(_ thing: NamedThing, _ reader: CaseReader) throws {
        let alerts = try reader.newestAlerts(naming: thing.ids, limit: EntitySample.mostAlerts)
        looked = alerts.count
        severest = alerts.map(\.severity).max() ?? .unknown
        rules = try EntitySample.rules(alerts, reader)
        let others = EntitySample.others(Set(thing.ids), alerts)
        // Names that people use stand before ids.
        let named = try others.names.compactMap { id in try reader.entity(id).map { (id: id, key: $0) } }
            .sorted { ($0.key.readability, $1.id) > ($1.key.readability, $0.id) }
        keys = named.prefix(EntitySample.mostNames).map(\.key)
        names = named.prefix(EntitySample.mostNames).map { id, key in EntitySample.chip(key, id) }
        try addCompany(others.counts, thing.key.kind, reader)
    }

    /// The numbers of its other names, and how many alerts name each thing beside it.
    private static func others(_ own: Set<Int64>, _ alerts: [NamingAlert]) -> (names: Set<Int64>, counts: [Int64: Int64]) {
        var names: Set<Int64> = []
        var counts: [Int64: Int64] = [:]
        for alert in alerts {
            let things = Set(alert.entities.filter { own.contains($0.entity) && $0.thing != 0 }.map(\.thing))
            var seen = own
            for other in alert.entities where seen.insert(other.entity).inserted {
                if things.contains(other.thing) { names.insert(other.entity) } else { counts[other.entity, default: 0] += 1 }
            }
        }
        for name in names { counts[name] = nil }
        return (names, counts)
    }

    private mutating func addCompany(_ counts: [Int64: Int64], _ own: EntityKind, _ reader: CaseReader) throws {
        let commonest = counts.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.prefix(EntitySample.mostEntities)
        var byKind: [EntityKind: [(key: EntityKey, id: Int64, count: Int64)]] = [:]
        // Of names of one account or host the most readable stands for all, at the place of the commonest.
        var places: [EntityKey: Int] = [:]
        for (id, count) in commonest {
            guard let key = try reader.entity(id), key.kind != .network else { continue }
            let alike = EntityKey(key.kind, key.bareName, .weak)
            if let place = places[alike], let known = byKind[key.kind]?[place] {
                if key.readability > known.key.readability { byKind[key.kind]?[place] = (key, id, known.count) }
            } else {
                places[alike] = byKind[key.kind]?.count ?? 0
                byKind[key.kind, default: []].append((key, id, count))
            }
        }
        company = EntityKind.allCases.compactMap { kind in
            guard let all = byKind[kind] else { return nil }
            // Ids are the other names of what is named beside them.
            let named = all.filter { $0.key.readability > 0 }
            let things = named.isEmpty || !kind.isAssetByNature ? all : named
            self.counts[kind] = things.count
            return EntityPage.Company(
                kindWords: kind.title(2).withCapital,
                things: things.prefix(EntityPage.mostCompany).map { thing in
                    EntityPage.Counted(chip: EntitySample.chip(thing.key, thing.id), times: Amount.grouped(thing.count))
                })
        }
    }

    private static func chip(_ key: EntityKey, _ id: Int64) -> EntityChip {
        EntityChip(key.kind, key.value, part: key.kind.isAssetByNature ? .asset : .evidence, entity: id)
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
    func prevalence(_ thing: NamedThing, incidents: Int64) -> [String] {
        var sentences: [String] = []
        let span = thing.lastSeen - thing.firstSeen
        sentences.append(
            thing.alertCount == 1
                ? "One alert names it."
                : "\(thing.isCountLow ? "More than " : "")\(Amount.text(thing.alertCount, "alert")) name it within \(Amount.span(span))."
        )
        let with: [String] = [EntityKind.device, .user, .ip].compactMap { kind in
            guard kind != thing.key.kind, let count = counts[kind] else { return nil }
            return Amount.text(Int64(count), kind.title(1), kind.title(2))
        }
        let where_ = looked < thing.alertCount ? "In the newest \(Amount.grouped(Int64(looked)))" : "In them"
        sentences.append(with.isEmpty ? "Nothing else is named beside it." : "\(where_) it occurs with \(Amount.list(with)).")
        if incidents == 0 { sentences.append("No incident that you see holds it.") }
        return sentences
    }
}
