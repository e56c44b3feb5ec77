public import Primitives
internal import SQL
public import SecurityModel

/// A thing with all the names that it goes by, as lists of assets fold them, and what alerts say of it under any of them.
public struct NamedThing: Hashable, Sendable {
    /// The entities that are its names, the most readable first.
    public var names: [EntityProfile]
    /// Alerts that name it, by whichever name.
    public var alertCount: Int64
    /// Whether there may be more alerts: of a thing of very many those of its commonest name are counted alone.
    public var isCountLow: Bool
    public var firstSeen: Timestamp
    public var lastSeen: Timestamp

    /// Names that are followed, at most.
    static let mostNames = 50
    /// Alerts that are told apart by name, at most.
    static let mostCounted: Int64 = 10_000

    /// The entity that stands for all of its names.
    public var id: Int64 { names[0].id }
    public var key: EntityKey { names[0].key }
    public var ids: [Int64] { names.map(\.id) }
    public var keys: [EntityKey] { names.map(\.key) }
}

extension CaseReader {
    /// The thing that an entity is a name of. Which names are one thing may stand in alerts that whoever asks does not see, so
    /// that for who sees a part each name stands for itself.
    /// - Returns: `nil` where there is no such entity for whoever asks.
    public func thing(_ entity: Int64) throws -> NamedThing? {
        guard let asked = try entityProfile(entity) else { return nil }
        let others = view.isEverything ? try otherNames(of: asked) : []
        guard !others.isEmpty else {
            return NamedThing(
                names: [asked], alertCount: asked.alertCount, isCountLow: false, firstSeen: asked.firstSeen,
                lastSeen: asked.lastSeen)
        }
        // A name of an asset whose alerts are gone tells nothing any more.
        let names = ([asked] + others.filter { $0.alertCount > 0 }).sorted { left, right in
            (left.key.readability, left.alertCount, right.id) > (right.key.readability, right.alertCount, left.id)
        }
        let isCounted = names.reduce(0) { $0 + $1.alertCount } <= NamedThing.mostCounted
        return NamedThing(
            names: names,
            alertCount: isCounted ? try alertCount(naming: names.map(\.id)) : names.map(\.alertCount).max() ?? 0,
            isCountLow: !isCounted, firstSeen: names.map(\.firstSeen).min() ?? asked.firstSeen,
            lastSeen: names.map(\.lastSeen).max() ?? asked.lastSeen)
    }

    private func otherNames(of asked: EntityProfile) throws -> [EntityProfile] {
        var top = asked
        var seen: Set<Int64> = [asked.id]
        while let above = try session.first(ThingSQL.above, [.integer(top.id)], { EntityProfile(row: $0) }),
            seen.insert(above.id).inserted
        {
            top = above
        }
        var names = [top]
        seen = [top.id]
        var next = 0
        while next < names.count, names.count < NamedThing.mostNames {
            let below = try session.all(ThingSQL.below, [.integer(names[next].id), .integer(names[next].id)]) {
                EntityProfile(row: $0)
            }
            names += NamedThing.ownNames(below, of: names[next].key).filter { seen.insert($0.id).inserted }
            next += 1
        }
        // An id that several things of one name have alike is a name of none of them.
        return seen.contains(asked.id) ? names.filter { $0.id != asked.id } : []
    }

    private func alertCount(naming ids: [Int64]) throws -> Int64 {
        let text = "SELECT COUNT(DISTINCT l.alert) FROM alert_entities l WHERE l.entity IN (\(SQLValue.marks(ids.count)))"
        return try counts.count(text, ids.map { .integer($0) }, session)
    }
}

extension NamedThing {
    /// Machines that are all named alike, and the local accounts of many of them, have ids of one form under one name: those
    /// stand for themselves. An account's principal name is its own, whatever ids it has.
    fileprivate static func ownNames(_ below: [EntityProfile], of key: EntityKey) -> [EntityProfile] {
        guard !(key.kind == .user && key.readability == 3) else { return below }
        var counts: [IdentifierForm: Int] = [:]
        for name in below { if let form = name.key.identifierForm { counts[form, default: 0] += 1 } }
        return below.filter { name in name.key.identifierForm.map { counts[$0] == 1 } ?? true }
    }
}

private enum ThingSQL {
    /// The name that one stands under in lists.
    static let above = SQLStatement(
        "thing.above",
        """
        SELECT \(ProfileSQL.columns) FROM entities n JOIN entities e ON e.id = COALESCE(n.listed_under, n.identifies)
        WHERE n.id = ?
        """)
    /// The names and ids that stand under one.
    static let below = SQLStatement(
        "thing.below",
        """
        SELECT \(ProfileSQL.columns) FROM entities e WHERE e.id IN (
            SELECT l.id FROM entities l WHERE l.listed_under = ? UNION SELECT i.id FROM entities i WHERE i.identifies = ?)
        ORDER BY e.id LIMIT \(NamedThing.mostNames)
        """)
}
