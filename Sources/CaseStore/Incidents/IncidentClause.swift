internal import Primitives
internal import SQL
internal import SecurityModel

/// The conditions of a question as SQL of our own words and arguments.
///
/// What belongs to an incident's row is compared there, its tactics too. What lies in other tables (facets, tags, entities) is a set of
/// incidents (`MemberSet`). A part of the name is looked for in all names at once, and few finds are a small set.
struct IncidentClause {
    private(set) var text = "1 = 1"
    private(set) var arguments: [SQLValue] = []

    /// - Parameter isCounting: all that holds is wanted, not a page in an order.
    init(_ query: IncidentQuery, isCounting: Bool, _ reader: CaseReader) throws {
        if !reader.view.isEverything {
            let clause = ViewClause.incidents(reader.view)
            add(clause.text, clause.arguments)
        }
        if !query.includesRedirected { add("i.status <> 5") }
        if let isOnQueue = query.isOnQueue {
            // The sign keeps SQLite, which takes the index of states for narrow, from any other question: that index has no order.
            let isByState = (isCounting || query.isOrderedByState) && query.isOfStates && reader.view.isEverything
            add(isByState ? "i.on_queue = ?" : "+i.on_queue = ?", [SQLValue(isOnQueue)])
        }
        addColumns(query, reader.view)
        if let predicate = query.predicate {
            let clause = PredicateClause(predicate, reader.view)
            add(clause.text, clause.arguments)
        }
        for set in try MemberSet.sets(of: query, reader) {
            add(try set.condition(on: "i.id", isCounting: isCounting, query.setSizes, reader.session), set.arguments)
        }
        try addName(query.text, isCounting, reader)
    }

    private mutating func addName(_ text: String, _ isCounting: Bool, _ reader: CaseReader) throws {
        guard !text.isEmpty else { return }
        let id = IncidentID(written: text)?.number ?? 0
        guard reader.view.isEverything else { return addNameSeen(text, id, reader.view) }
        if let few = try reader.names.few(with: text, reader.session) {
            let ids = few + [id]
            add("i.id IN (\(ids.map(String.init).joined(separator: ", ")))")
        } else if isCounting {
            add(
                "+i.id IN (SELECT n.id FROM incidents n WHERE n.id = ? OR \(IncidentNames.condition("n")))",
                [.integer(id), IncidentNames.pattern(text)])
        } else {
            add("(i.id = ? OR \(IncidentNames.condition("i")))", [.integer(id), IncidentNames.pattern(text)])
        }
    }

    /// For who sees a part alone: what stands in the name is looked up in the name that he is shown.
    private mutating func addNameSeen(_ text: String, _ id: Int64, _ view: CaseView) {
        let (name, seen) = (IncidentColumns.displayName.seen(in: view), ViewClause.entities(view))
        let pattern = IncidentNames.pattern(text)
        add(
            "(i.id = ? OR i.id IN (\(IncidentNames.naming(seen.text))) OR LOWER(\(name.sql)) LIKE ? ESCAPE '!')",
            [.integer(id), .text(text.lowercased())] + seen.arguments + name.arguments + [pattern])
    }

    private mutating func addColumns(_ query: IncidentQuery, _ view: CaseView) {
        among("i.status", query.statuses.map { .integer(Int64($0.rawValue)) })
        among("i.severity", query.severities.map { .integer(Int64($0.rawValue)) })
        among("i.classification", query.classifications.map { .integer(Int64($0.rawValue)) })
        among("i.determination", query.determinations.map { .integer(Int64($0.rawValue)) })
        among("i.owner", query.owners.map(SQLValue.text))
        if let time = query.createdFrom { add("i.created >= ?", [.integer(time.ticks)]) }
        if let time = query.createdBefore { add("i.created < ?", [.integer(time.ticks)]) }
        if let time = query.updatedFrom { add("i.last_update >= ?", [.integer(time.ticks)]) }
        if let time = query.updatedBefore { add("i.last_update < ?", [.integer(time.ticks)]) }
        if let priority = query.minimumPriority { add("i.priority >= ?", [.real(priority)]) }
        if let several = query.hasSeveralTactics { addSeveral(.tactic, several, view) }
        if let several = query.hasSeveralServices { addSeveral(.serviceSource, several, view) }
        for facet in query.facets where facet.kind == .tactic && !facet.values.isEmpty {
            let tactics = TacticSet(Tactic.allCases.filter { facet.values.contains($0.shortName) }.map { TacticSet($0) })
            let column = IncidentColumns.tactics(in: tactics.rawValue).seen(in: view)
            add("\(column.sql) <> 0", column.arguments)
        }
    }

    private mutating func addSeveral(_ kind: IncidentFacet, _ several: Bool, _ view: CaseView) {
        if kind == .tactic, view.isEverything {
            // A number has several bits where one taken from it leaves one in common.
            return add("(i.tactics & (i.tactics - 1)) \(several ? "<>" : "=") 0")
        }
        let seen = ViewClause.facets(kind, view)
        add(
            """
            (SELECT COUNT(*) FROM incident_facets f WHERE f.incident = i.id AND +f.kind = ? AND \(seen.text)) \(several ? ">" : "<=") 1
            """, [.integer(Int64(kind.rawValue))] + seen.arguments)
    }

    mutating func add(_ condition: String, _ values: [SQLValue] = []) {
        text += " AND " + condition
        arguments += values
    }

    private mutating func among(_ column: String, _ values: [SQLValue]) {
        if !values.isEmpty { add("\(column) IN (\(SQLValue.marks(values.count)))", values) }
    }
}

extension IncidentQuery {
    /// Whether its page is picked out of the index of states.
    fileprivate var isOrderedByState: Bool { ordering.isEmpty && order.isOfState }

    /// Whether it asks for nothing but what the index of states holds.
    fileprivate var isOfStates: Bool {
        facets.isEmpty && tags.isEmpty && entities.isEmpty && text.isEmpty && predicate == nil && minimumPriority == nil
            && hasSeveralServices == nil && hasSeveralTactics == nil && createdFrom == nil && createdBefore == nil
            && updatedFrom == nil && updatedBefore == nil
    }
}

extension MemberSet {
    /// The incidents that a question is about, for each of its filters that lie outside the incidents' rows.
    static func sets(of query: IncidentQuery, _ reader: CaseReader) throws -> [MemberSet] {
        var sets = query.facets.filter { !$0.values.isEmpty && $0.kind != .tactic }.map {
            facet(of: $0.kind, $0.values, reader.view)
        }
        sets += query.tags.map { tag in
            MemberSet(
                members: "SELECT t.incident FROM incident_tags t WHERE t.tag = ?", column: "t.incident", arguments: [.text(tag)])
        }
        sets += try query.entities.map { key in
            MemberSet.thing(try reader.entityID(key).flatMap { try reader.thing($0)?.ids } ?? [0], reader.view)
        }
        return sets
    }

    private static func facet(of kind: IncidentFacet, _ values: [String], _ view: CaseView) -> MemberSet {
        let seen = ViewClause.facets(kind, view)
        return MemberSet(
            members: """
                SELECT f.incident FROM incident_facets f
                WHERE f.kind = ? AND f.value IN (\(SQLValue.marks(values.count))) AND \(seen.text)
                """,
            column: "f.incident",
            arguments: [.integer(Int64(kind.rawValue))] + values.map(SQLValue.text) + seen.arguments)
    }

    /// - Parameter names: the entities that are names of one thing.
    private static func thing(_ names: [Int64], _ view: CaseView) -> MemberSet {
        let seen = ViewClause.entities(view)
        return MemberSet(
            members: """
                SELECT l.incident FROM incident_entities l WHERE l.entity IN (\(SQLValue.marks(names.count))) AND \(seen.text)
                """,
            column: "l.incident", arguments: names.map { .integer($0) } + seen.arguments)
    }
}

extension SQLValue {
    /// Text for a `LIKE ... ESCAPE '!'`, so that its signs stand for themselves.
    static func escaped(_ text: String) -> String {
        String(text.flatMap { "%_!".contains($0) ? ["!", $0] : [$0] })
    }

    /// A question mark for each argument.
    static func marks(_ count: Int) -> String {
        Array(repeating: "?", count: count).joined(separator: ", ")
    }
}
