internal import CaseStore
internal import Primitives
internal import SecurityModel

extension IngestSource {
    /// Whether all that came is of times before the source was made, which tells nothing of its pace.
    var isHistory: Bool { receivedCount > 0 && lastReceived <= created }
}

/// What needs a person now, and what the last week was like.
enum HomePage {
    struct Need {
        var head: IncidentHead
        /// The weightiest reason of its rank.
        var why: String?
    }

    /// Something that waits for an answer of a person.
    struct Decision: Equatable {
        var words: String
        var address: String
    }

    struct OwnTask {
        var title: String
        var incident: String
        var address: String
        var due: String?
        var isLate: Bool
    }

    struct Silent {
        var name: String
        var since: String
        var sinceExact: String
    }

    struct Figure {
        var value: String
        var title: String
        var address: String?
    }

    struct Model {
        var name: String
        var figures: [Figure]
        var needs: [Need]
        var decisions: [Decision]
        var tasks: [OwnTask]
        var mine: [Need]
        /// All of them, where there are more.
        var mineAddress: String?
        var silent: [Silent]
        /// What is said where none is silent.
        var noneSilent: String
        var charts: Charts
        /// Where the charts begin.
        var from: String
        /// What the highest bars stand for.
        var mostAlerts: String
        var mostIncidents: String
        var alertBars: String
        var incidentBars: String
    }

    /// What the charts show.
    enum Span: String, CaseIterable {
        case day, week

        var hours: Int64 { self == .day ? 24 : 24 * HomePage.days }
        /// Hours of a bar.
        var barHours: Int64 { self == .day ? 1 : 6 }
        var title: String { self == .day ? "24 hours" : "7 days" }
        var address: String { self == .day ? "/" : "/?span=\(rawValue)" }
    }

    /// The span of the charts, and the way to the others.
    struct Charts {
        var title: String
        var bar: String
        var others: [Figure]

        init(_ span: Span) {
            title = "The last \(span.title)"
            bar = span.barHours == 1 ? "an hour" : "\(span.barHours) hours"
            others = Span.allCases.filter { $0 != span }.map { Figure(value: "", title: $0.title, address: $0.address) }
        }
    }

    static let mostNeeds = 6
    /// Reasons for an incident's priority that are told, at most: those of the most points.
    static let mostReasons = 3
    static let mostTasks = 8
    /// What the times to triage and to closure are taken from.
    static let days: Int64 = 7
    static let mostTimes = 2_000

    /// - Parameter view: what there is for whoever looks; sources outside it are not told of.
    static func model(
        for account: String, in view: CaseView, span: Span = .day, _ reader: CaseReader, now: Timestamp
    ) throws -> Model {
        let moments = stride(from: span.hours, through: 0, by: -Int(span.barHours)).map { now - .hours($0) }
        let alerts = try reader.alertActivity(between: moments)
        let incidents = try zip(moments, moments.dropFirst()).map { try reader.incidentCount(created($0, $1)) }
        let times = try reader.incidentTimes(from: now - .hours(24 * days), before: now, limit: mostTimes)
        let person = try reader.people().first { $0.account == account }
        let owners = [account] + (person?.groups ?? [])
        let sources = try reader.sources().filter { view.holds(source: $0.name) }
        let mine = try needs(of: owners, reader, now: now)
        return Model(
            name: person.map(\.displayName).flatMap { $0.isEmpty ? nil : $0 } ?? account,
            figures: try counts(reader, now: now)
                + speed(ReportFigures(incidents: times).all),
            needs: Array(try needs(of: [], reader, now: now).prefix(mostNeeds)), decisions: try decisions(reader, now: now),
            tasks: try reader.openTasks(of: owners, limit: mostTasks).map { try task($0, reader, now: now) },
            mine: Array(mine.prefix(mostNeeds)), mineAddress: mine.count > mostNeeds ? mineAddress(owners) : nil,
            silent: silent(sources, now: now),
            noneSilent: sources.contains { $0.receivedCount > 0 && !$0.isHistory }
                ? "All sources report as they usually do."
                : "No source has reported for long enough to tell how often it does.",
            charts: Charts(span), from: moments[0].minute, mostAlerts: Amount.grouped(alerts.max() ?? 0),
            mostIncidents: Amount.grouped(incidents.max() ?? 0),
            alertBars: TimeBars(alerts, moments, what: "alert").svg.text,
            incidentBars: TimeBars(incidents, moments, what: "incident").svg.text)
    }

    private static func counts(_ reader: CaseReader, now: Timestamp) throws -> [Figure] {
        let day = [now - .hours(24), now]
        let unowned = QueueAddress().changed { $0.chosen[.owner] = [QueueAddress.nobody] }
        let lastDay = QueueAddress().changed { ($0.part, $0.days) = (.all, 1) }
        return [
            Figure(
                value: Amount.grouped(try reader.incidentCount(QueueAddress().query(now: now))), title: "on the queue",
                address: QueueViewer.plainAddress),
            Figure(
                value: Amount.grouped(try reader.incidentCount(unowned.query(now: now))), title: "that nobody owns",
                address: unowned.address),
            Figure(
                value: Amount.grouped(try reader.alertArrivals(between: day)[0]), title: "alerts came in within 24 hours",
                address: "/alerts?days=1&status=new&status=inProgress&status=resolved"),
            Figure(
                value: Amount.grouped(try reader.incidentCount(created(day[0], day[1]))),
                title: "incidents opened within 24 hours",
                address: lastDay.address),
        ]
    }

    private static func speed(_ week: ReportFigures.Line) -> [Figure] {
        [
            Figure(value: ReportsPage.text(week.triage?.p50), title: "to triage, median of a week", address: "/reports?span=7d"),
            Figure(
                value: ReportsPage.text(week.closure?.p50), title: "to closure, median of a week", address: "/reports?span=7d"),
        ]
    }

    /// - Parameter owners: a person and his groups; empty for whoever.
    private static func mineAddress(_ owners: [String]) -> String {
        QueueAddress().changed {
            ($0.part, $0.chosen[.owner], $0.chosen[.status]) = (.all, owners, IncidentStatus.open.map(\.name))
        }.address
    }

    private static func needs(of owners: [String], _ reader: CaseReader, now: Timestamp) throws -> [Need] {
        var query = QueueAddress().query(now: now)
        query.owners = owners
        // What somebody owns is his, also where it is kept off the queue.
        if !owners.isEmpty { query.isOnQueue = nil }
        query.limit = mostNeeds + 1
        return try reader.incidents(query).map { incident in
            let reasons = incident.priorityFactors.filter { $0.points > 0 }.sorted { $0.points > $1.points }.prefix(mostReasons)
            return Need(
                head: IncidentHead(incident, now: now),
                why: reasons.isEmpty ? nil : reasons.map(\.text).joined(separator: " · "))
        }
    }

    /// Incidents that wait for an action of somebody, and those whose alerts' products wait for an approval.
    private static func decisions(_ reader: CaseReader, now: Timestamp) throws -> [Decision] {
        let waiting = QueueAddress().changed { ($0.part, $0.chosen[.status]) = (.all, [IncidentStatus.awaitingAction.name]) }
        let approvals = QueueAddress().changed {
            $0.part = .all
            $0.chosen[.investigation] = [InvestigationState.pendingApproval.name]
            $0.chosen[.status] = IncidentStatus.open.map(\.name)
        }
        return [
            decision(try reader.incidentCount(waiting.query(now: now)), "awaits an action", "await an action", waiting),
            decision(
                try reader.incidentCount(approvals.query(now: now)), "holds actions that wait for approval",
                "hold actions that wait for approval", approvals),
        ].compactMap { $0 }
    }

    private static func decision(_ count: Int64, _ one: String, _ many: String, _ address: QueueAddress) -> Decision? {
        guard count > 0 else { return nil }
        return Decision(words: "\(Amount.text(count, "incident")) \(count == 1 ? one : many)", address: address.address)
    }

    private static func task(_ task: IncidentTask, _ reader: CaseReader, now: Timestamp) throws -> OwnTask {
        let due = task.details?.due
        return OwnTask(
            title: task.title, incident: try reader.incident(task.incident)?.displayName ?? "",
            address: "/incidents/\(task.incident)/tasks", due: due.map { String($0.rfc3339.prefix(10)) },
            isLate: (due ?? .distantFuture) < now)
    }

    private static func created(_ from: Timestamp, _ before: Timestamp) -> IncidentQuery {
        var query = IncidentQuery()
        query.createdFrom = from
        query.createdBefore = before
        return query
    }

    /// Sources from which ten times as long as usual, and an hour at least, nothing came.
    static func silent(_ sources: [IngestSource], now: Timestamp) -> [Silent] {
        sources.compactMap { source in
            guard source.receivedCount > 1, !source.isHistory else { return nil }
            let usual = (source.lastReceived - source.created).ticks / (source.receivedCount - 1)
            let pause = now - source.lastReceived
            guard pause >= .hours(1), pause.ticks >= 10 * usual else { return nil }
            return Silent(
                name: source.name, since: RelativeTime.text(source.lastReceived, now: now),
                sinceExact: source.lastReceived.rfc3339)
        }
    }
}
