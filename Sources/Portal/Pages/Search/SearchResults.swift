internal import CaseStore
internal import Primitives
internal import SecurityModel

/// What a text finds: incidents by number, name or what they hold; alerts by id or title; things by the beginning of their
/// name. Every question is entered by an index.
struct SearchResults {
    struct IncidentHit {
        var head: IncidentHead
    }

    /// Alerts of one title.
    struct TitleHit {
        var title: String
        var alerts: String
        var address: String
    }

    struct EntityHit {
        var kind: String
        var kindTitle: String
        var name: String
        var alerts: String
        var address: String
        var last: String
    }

    var text: String
    var alert: AlertHead?
    var incidents: [IncidentHit]
    var incidentsAddress: String
    var titles: [TitleHit]
    var alertsAddress: String
    var entities: [EntityHit]
    /// More things begin so than are shown.
    var hasMoreEntities: Bool
    /// The page of the incident whose number was asked for, where nothing else can be meant.
    var only: String?

    var isEmpty: Bool { alert == nil && incidents.isEmpty && titles.isEmpty && entities.isEmpty }

    /// Characters of a text that is searched for, at most.
    static let longestText = 200
    /// Things found by whose incidents are looked for, too.
    static let mostHolders = 3

    /// - Parameter most: hits of each sort.
    init(_ asked: String, most: Int, _ reader: CaseReader, now: Timestamp) throws {
        let text = String(asked.split(whereSeparator: \.isWhitespace).joined(separator: " ").prefix(SearchResults.longestText))
        self.text = text
        incidentsAddress = QueueAddress([("q", text), ("queue", "all")]).address
        var all = AlertListAddress()
        (all.text, all.days, all.statuses) = (text, 0, [AlertStatus.new, .inProgress, .resolved].map(\.name))
        alertsAddress = all.address
        guard !text.isEmpty else {
            (incidents, titles, entities, hasMoreEntities) = ([], [], [], false)
            return
        }
        let found = try SearchResults.things(text, most: most + 1, reader)
        entities = found.prefix(most).map { SearchResults.hit($0, now: now) }
        hasMoreEntities = found.count > most
        // By the number of a merged incident, what it was merged into is found: it is that which stands on the queue.
        let numbered = try IncidentID(written: text).flatMap { try reader.incident(reader.redirect(of: $0) ?? $0) }
        incidents = try SearchResults.incidents(text, numbered, found, most: most, reader).map {
            IncidentHit(head: IncidentHead($0, now: now))
        }
        alert = try AlertID(written: text).flatMap { try reader.alert($0) }.map { try AlertHead($0, reader, now: now) }
        titles = try SearchResults.titles(text, most: most, reader)
        let isAlone = alert == nil && entities.isEmpty && titles.isEmpty && incidents.count == 1
        only = numbered.flatMap { isAlone || IncidentID(called: text) != nil ? "/incidents/\($0.id)" : nil }
    }

    /// The thing of exactly this name first, then those of the most alerts; each once, by however many of its names.
    private static func things(_ text: String, most: Int, _ reader: CaseReader) throws -> [NamedThing] {
        let text = text.lowercased()
        let names = try EntityKind.allCases.filter { $0 != .network }.flatMap { try reader.entities($0, startingWith: text) }
            .sorted {
                ($0.key.value == text ? 1 : 0, $0.alertCount, $1.id) > ($1.key.value == text ? 1 : 0, $1.alertCount, $0.id)
            }
        var (things, seen) = ([NamedThing](), Set<Int64>())
        for name in names where !seen.contains(name.id) {
            guard things.count < most else { break }
            guard let thing = try reader.thing(name.id) else { continue }
            seen.formUnion(thing.ids)
            things.append(thing)
        }
        return things
    }

    private static func hit(_ thing: NamedThing, now: Timestamp) -> EntityHit {
        EntityHit(
            kind: thing.key.kind.name, kindTitle: thing.key.kind.title(1), name: thing.key.value,
            alerts: Amount.text(thing.alertCount, "alert"), address: "/entities/\(thing.id)",
            last: RelativeTime.text(thing.lastSeen, now: now))
    }

    /// The incident of this number, then those of this name and those that hold what was found, the most urgent first.
    private static func incidents(
        _ text: String, _ numbered: Incident?, _ found: [NamedThing], most: Int, _ reader: CaseReader
    ) throws -> [Incident] {
        var hits: [Incident] = []
        // Incidents whose alerts were all moved elsewhere have nothing to show.
        func add(_ more: [Incident]) {
            let shown = more.filter { $0.alertCount > 0 || $0.status == .redirected }
            for incident in shown where hits.count < most && !hits.contains(where: { $0.id == incident.id }) {
                hits.append(incident)
            }
        }
        add([numbered].compactMap(\.self))
        let first = hits.count
        var query = IncidentQuery()
        (query.text, query.limit) = (text, 2 * most)
        add(try reader.incidents(query))
        for thing in found.prefix(mostHolders) where hits.count < most {
            var holding = IncidentQuery()
            (holding.entities, holding.limit) = ([thing.key], most)
            add(try reader.incidents(holding))
        }
        return Array(hits.prefix(first)) + hits.dropFirst(first).sorted { ($0.priority, $0.id) > ($1.priority, $1.id) }
    }

    private static func titles(_ text: String, most: Int, _ reader: CaseReader) throws -> [TitleHit] {
        try reader.alertTitles(with: text, limit: most).compactMap { title in
            var query = AlertQuery()
            query.predicate = .compare(AlertColumns.exactTitle, .equal, .text(title))
            let count = try reader.alertCount(query)
            guard count > 0 else { return nil }
            var list = AlertListAddress()
            (list.titles, list.days, list.statuses) = ([title], 0, [AlertStatus.new, .inProgress, .resolved].map(\.name))
            return TitleHit(
                title: title.isEmpty ? "Alerts without a title" : title, alerts: Amount.text(count, "alert"),
                address: list.address)
        }
    }
}
