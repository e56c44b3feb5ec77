internal import CaseStore
internal import Primitives
internal import SecurityModel

/// What needs a person now, and what the last day was like.
enum HomePage {
    struct Need {
        var head: IncidentHead
        /// The weightiest reason of its rank.
        var why: String?
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
        var figures: [Figure]
        var needs: [Need]
        var mine: [Need]
        var silent: [Silent]
        var alertBars: String
        var incidentBars: String
        var name: String
    }

    static let mostNeeds = 6
    static let hours = 24

    static func model(for account: String, _ reader: CaseReader, now: Timestamp) throws -> Model {
        let moments = (0...hours).map { now - .hours(Int64(hours - $0)) }
        let alerts = try reader.alertArrivals(between: moments)
        let incidents = try zip(moments, moments.dropFirst()).map { try reader.incidentCount(created($0, $1)) }
        return Model(
            figures: try figures(reader, alerts: alerts, incidents: incidents), needs: try needs(of: nil, reader, now: now),
            mine: try needs(of: account, reader, now: now), silent: silent(try reader.sources(), now: now),
            alertBars: HourBars(alerts, ending: now, what: "alert").svg.text,
            incidentBars: HourBars(incidents, ending: now, what: "incident").svg.text, name: account)
    }

    private static func figures(_ reader: CaseReader, alerts: [Int64], incidents: [Int64]) throws -> [Figure] {
        var open = QueueAddress()
        let onQueue = try reader.incidentCount(open.query)
        open.owners = [QueueAddress.nobody]
        let unowned = try reader.incidentCount(open.query)
        return [
            Figure(value: Amount.grouped(onQueue), title: "on the queue", address: "/incidents"),
            Figure(value: Amount.grouped(unowned), title: "that nobody owns", address: open.address),
            Figure(value: Amount.grouped(alerts.reduce(0, +)), title: "alerts in 24 hours", address: nil),
            Figure(value: Amount.grouped(incidents.reduce(0, +)), title: "incidents made of them", address: nil),
        ]
    }

    private static func needs(of owner: String?, _ reader: CaseReader, now: Timestamp) throws -> [Need] {
        var query = QueueAddress().query
        if let owner { query.owners = [owner] }
        query.limit = mostNeeds
        return try reader.incidents(query).map { incident in
            Need(
                head: IncidentHead(incident, now: now),
                why: incident.priorityFactors.max { $0.points < $1.points }?.text)
        }
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
            guard source.receivedCount > 1 else { return nil }
            let usual = (source.lastReceived - source.created).ticks / (source.receivedCount - 1)
            let pause = now - source.lastReceived
            guard pause >= .hours(1), pause.ticks >= 10 * usual else { return nil }
            return Silent(
                name: source.name, since: RelativeTime.text(source.lastReceived, now: now),
                sinceExact: source.lastReceived.rfc3339)
        }
    }
}
