/// Counts of actors over windows of time.
enum ActivityPlugins {
    static let all = [countsMetrics, slidingWindow, activeUsers]

    // MARK: activity_counts_metrics

    /// For each window: rows, actors, actors not seen before, and actors since the start.
    private static let countsMetrics = TablePlugin(name: "activity_counts_metrics") { binder, call in
        let activity = try ActivityCall(binder, call)
        let window = try ActivityCall.span(binder, call, 4, "Window")
        let dimensions = try ActivityCall.dimensions(binder, call, from: 5)
        let keys = dimensions.map { call.input.schema.fields[$0] }
        let counts = ["count", "dcount", "new_dcount", "aggregated_dcount"].map { Field($0, .long) }
        let schema = Schema([Field(activity.timeName, .datetime)] + keys + counts)
        return binder.transform("activity_counts_metrics", call.input, schema) { table, _ in
            let events = try activity.events(table).filter { $0.time >= activity.start && $0.time <= activity.end }
            var rows: [[Value]] = []
            for (key, members) in ActivityCall.split(table, by: dimensions) {
                var seen = Set<Value>()
                let windows = Dictionary(grouping: events.filter { members.contains($0.row) }) {
                    ($0.time - activity.start) / window
                }
                for (number, events) in windows.sorted(by: { $0.key < $1.key }) {
                    let actors = Set(events.map(\.id))
                    let new = actors.subtracting(seen).count
                    seen.formUnion(actors)
                    rows.append(
                        [.datetime(activity.start + number * window)] + key
                            + [events.count, actors.count, new, seen.count].map { .long(Int64($0)) })
                }
            }
            return Table(schema, rows: rows)
        }
    }

    // MARK: sliding_window_counts

    /// For each bin: rows and actors of the window that ends with it.
    private static let slidingWindow = TablePlugin(name: "sliding_window_counts") { binder, call in
        let activity = try ActivityCall(binder, call)
        let window = try ActivityCall.span(binder, call, 4, "LookbackWindow")
        let bin = try ActivityCall.span(binder, call, 5, "Bin")
        let dimensions = try ActivityCall.dimensions(binder, call, from: 6)
        let keys = dimensions.map { call.input.schema.fields[$0] }
        let schema = Schema([Field(activity.timeName, .datetime)] + keys + [Field("Count", .long), Field("Dcount", .long)])
        return binder.transform("sliding_window_counts", call.input, schema) { table, executor in
            let events = try activity.events(table)
            var rows: [[Value]] = []
            try executor.control.checkRows(Int((activity.end - activity.start) / bin))
            for (key, members) in ActivityCall.split(table, by: dimensions) {
                let own = events.filter { members.contains($0.row) }
                for end in stride(from: activity.start, through: activity.end, by: Int(bin)) {
                    let inside = own.filter { $0.time > end - window && $0.time <= end }
                    guard !inside.isEmpty else { continue }
                    rows.append(
                        [.datetime(end)] + key + [.long(Int64(inside.count)), .long(Int64(Set(inside.map(\.id)).count))])
                }
            }
            return Table(schema, rows: rows)
        }
    }

    // MARK: active_users_count

    /// For each bin: actors that were active in it, and in enough periods of the window before.
    private static let activeUsers = TablePlugin(name: "active_users_count") { binder, call in
        let activity = try ActivityCall(binder, call)
        let window = try ActivityCall.span(binder, call, 4, "LookbackWindow")
        let period = try ActivityCall.span(binder, call, 5, "Period")
        let least = try binder.count(try call.need(6, "ActivePeriodsCount"), call.scope, "the number of periods")
        let bin = try ActivityCall.span(binder, call, 7, "Bin")
        let dimensions = try ActivityCall.dimensions(binder, call, from: 8)
        let keys = dimensions.map { call.input.schema.fields[$0] }
        let schema = Schema([Field(activity.timeName, .datetime)] + keys + [Field("dcount", .long)])
        return binder.transform("active_users_count", call.input, schema) { table, _ in
            let events = try activity.events(table)
            var rows: [[Value]] = []
            for (key, members) in ActivityCall.split(table, by: dimensions) {
                var active: [Int64: Set<Value>] = [:]
                let actors = Dictionary(grouping: events.filter { members.contains($0.row) }, by: \.id)
                for (id, own) in actors {
                    for event in own where event.time >= activity.start && event.time <= activity.end {
                        let periods = Set(
                            own.filter { $0.time <= event.time && $0.time > event.time - window }.map {
                                ($0.time - activity.start).floored(by: period)
                            })
                        if periods.count >= least { active[(event.time - activity.start) / bin, default: []].insert(id) }
                    }
                }
                for (number, ids) in active.sorted(by: { $0.key < $1.key }) {
                    rows.append([.datetime(activity.start + number * bin)] + key + [.long(Int64(ids.count))])
                }
            }
            return Table(schema, rows: rows)
        }
    }
}

extension Int64 {
    /// The number of the bin of a width, counted down below zero.
    fileprivate func floored(by width: Int64) -> Int64 { (self - (ArithmeticFunctions.remainder(self, width) ?? 0)) / width }
}
