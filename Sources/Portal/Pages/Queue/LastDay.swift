internal import CaseStore
internal import Primitives

/// The strip above the queue: what came in within the last 24 hours, an hour a bar, each bar the way to what it counts.
struct LastDay {
    static let hours: Int64 = 24

    struct Chart {
        var title: String
        var total: String
        var most: String
        var bars: String
    }

    var charts: [Chart]
    /// Where the bars begin.
    var from: String
    var fromExact: String

    init(_ reader: CaseReader, now: Timestamp) throws {
        let moments = stride(from: LastDay.hours, through: 0, by: -1).map { now - .hours($0) }
        let incidents = try zip(moments, moments.dropFirst()).map { from, before in
            var query = IncidentQuery()
            (query.createdFrom, query.createdBefore) = (from, before)
            return try reader.incidentCount(query)
        }
        (from, fromExact) = (moments[0].minute, moments[0].rfc3339)
        charts = [
            LastDay.chart("Alerts received", try reader.alertArrivals(between: moments), moments, "alert") { span in
                AlertListAddress([("status", "new"), ("status", "inProgress"), ("status", "resolved")] + span).address
            },
            LastDay.chart("Incidents created", incidents, moments, "incident") { span in
                QueueAddress([("queue", "all"), ("order", "created")] + span).address
            },
        ]
    }

    private static func chart(
        _ title: String, _ counts: [Int64], _ moments: [Timestamp], _ what: String,
        address: ([(name: String, value: String)]) -> String
    ) -> Chart {
        let addresses = zip(moments, moments.dropFirst()).map { from, before in
            // An address names its last second whole.
            address([("from", second(from)), ("to", second(before - .seconds(1)))])
        }
        return Chart(
            title: title, total: Amount.grouped(counts.reduce(0, +)), most: Amount.grouped(counts.max() ?? 0),
            bars: TimeBars(counts, moments, what: what, addresses: addresses).svg.text)
    }

    private static func second(_ moment: Timestamp) -> String { String(moment.rfc3339.prefix(19)) }
}
