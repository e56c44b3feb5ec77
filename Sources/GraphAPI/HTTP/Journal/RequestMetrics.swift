internal import Synchronization

/// Counts requests by route and status, and how long they took.
public final class RequestMetrics: Sendable {
    /// Upper bounds of the classes of time, in seconds.
    static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

    /// Methods that have a line of their own. Any other is whatever a client made up, and all of them share one.
    static let methods: Set<String> = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

    private struct Key: Hashable {
        var method: String
        var route: String
        var status: Int
    }

    private struct Times {
        /// One for each bound, and one for what took longer.
        var classes = [Int64](repeating: 0, count: bounds.count + 1)
        var sum = 0.0
    }

    private struct State {
        var counts: [Key: Int64] = [:]
        var times: [String: Times] = [:]
    }

    private let state = Mutex(State())

    public init() {}

    func count(_ line: RequestJournal.Line) {
        let method = line.route == "none" ? "any" : RequestMetrics.methods.contains(line.method) ? line.method : "other"
        let index = RequestMetrics.bounds.firstIndex { line.seconds <= $0 } ?? RequestMetrics.bounds.count
        state.withLock { state in
            state.counts[Key(method: method, route: line.route, status: line.status), default: 0] += 1
            state.times[line.route, default: Times()].classes[index] += 1
            state.times[line.route, default: Times()].sum += line.seconds
        }
    }

    /// Writes what was counted.
    func write(to page: inout MetricsPage) {
        let state = state.withLock { $0 }
        page.family("watchfloor_http_requests_total", .counter, "Requests answered.")
        for (key, count) in state.counts.sorted(by: { ($0.key.route, $0.key.status) < ($1.key.route, $1.key.status) }) {
            page.sample(
                "watchfloor_http_requests_total",
                [("method", key.method), ("route", key.route), ("status", String(key.status))], Double(count))
        }
        page.family("watchfloor_http_request_seconds", .histogram, "Time until the answer was begun.")
        for (route, times) in state.times.sorted(by: { $0.key < $1.key }) {
            var sum: Int64 = 0
            for (index, count) in times.classes.enumerated() {
                sum += count
                let bound = index < RequestMetrics.bounds.count ? "\(RequestMetrics.bounds[index])" : "+Inf"
                page.sample("watchfloor_http_request_seconds_bucket", [("route", route), ("le", bound)], Double(sum))
            }
            page.sample("watchfloor_http_request_seconds_sum", [("route", route)], times.sum)
            page.sample("watchfloor_http_request_seconds_count", [("route", route)], Double(sum))
        }
    }
}
