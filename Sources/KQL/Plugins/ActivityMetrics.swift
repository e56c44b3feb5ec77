/// `activity_metrics`, `activity_engagement` and `new_activity_metrics`: who comes back, and who does not.
enum ActivityMetrics {
    static let all = [metrics, engagement, cohorts]

    /// The actors of each window, by its number.
    private static func actors(
        _ events: [(id: Value, time: Int64, row: Int)], _ members: Set<Int>, _ starts: [Int64], through end: Int64
    ) -> [Int: Set<Value>] {
        var actors: [Int: Set<Value>] = [:]
        for event in events where event.time <= end && members.contains(event.row) {
            guard let window = starts.lastIndex(atMost: event.time) else { continue }
            actors[window, default: []].insert(event.id)
        }
        return actors
    }

    private static func rates(kept: Int, of all: Int) -> [Value] {
        [kept, all - kept].map { .real(Double($0) / Double(all)) }
    }

    // MARK: activity_metrics

    /// For each window: actors, those that were not in the window before, and what shares of that one's stayed and went.
    private static let metrics = TablePlugin(name: "activity_metrics") { binder, call in
        let activity = try ActivityCall(binder, call)
        let window = try ActivityWindow(binder, call, 4)
        let dimensions = try ActivityCall.dimensions(binder, call, from: 5)
        let own =
            ["dcount_values", "dcount_newvalues"].map { Field($0, .long) }
            + ["retention_rate", "churn_rate"].map { Field($0, .real) }
        let keys = dimensions.map { call.input.schema.fields[$0] }
        let schema = Schema([Field(activity.timeName, .datetime)] + own + keys)
        return binder.transform("activity_metrics", call.input, schema) { table, executor in
            let events = try activity.events(table).filter { $0.time >= activity.start }
            let starts = try window.starts(from: activity.start, through: activity.end, executor.control)
            var rows: [[Value]] = []
            for (key, members) in ActivityCall.split(table, by: dimensions) {
                let actors = actors(events, members, starts, through: activity.end)
                for (number, now) in actors.sorted(by: { $0.key < $1.key }) {
                    let before = actors[number - 1] ?? []
                    let back = now.intersection(before).count
                    rows.append(
                        [.datetime(starts[number]), .long(Int64(now.count)), .long(Int64(now.count - back))]
                            + rates(kept: back, of: before.count) + key)
                }
            }
            return Table(schema, rows: rows)
        }
    }

    // MARK: activity_engagement

    /// For each inner window: its actors, those of the outer window that ends with it, and the one as a share of the other.
    private static let engagement = TablePlugin(name: "activity_engagement") { binder, call in
        let activity = try ActivityCall(binder, call)
        let inner = try ActivityCall.span(binder, call, 4, "InnerActivityWindow")
        let outer = try ActivityCall.span(binder, call, 5, "OuterActivityWindow")
        let dimensions = try ActivityCall.dimensions(binder, call, from: 6)
        let own =
            ["dcount_activities_inner", "dcount_activities_outer"].map { Field($0, .long) } + [Field("activity_ratio", .real)]
        let keys = dimensions.map { call.input.schema.fields[$0] }
        let schema = Schema([Field(activity.timeName, .datetime)] + own + keys)
        return binder.transform("activity_engagement", call.input, schema) { table, executor in
            let events = try activity.events(table)
            let starts = try ActivityWindow.length(inner).starts(from: activity.start, through: activity.end, executor.control)
            var rows: [[Value]] = []
            for (key, members) in ActivityCall.split(table, by: dimensions) {
                let own = events.filter { members.contains($0.row) && $0.time <= activity.end }.sorted { $0.time < $1.time }
                for start in starts {
                    try executor.control.check()
                    let end = start + inner
                    let wide = own.lazy.filter { $0.time < end && $0.time >= end - outer }
                    let (narrow, all) = (Set(wide.filter { $0.time >= start }.map(\.id)), Set(wide.map(\.id)))
                    guard !narrow.isEmpty else { continue }
                    rows.append(
                        [
                            .datetime(start), .long(Int64(narrow.count)), .long(Int64(all.count)),
                            .real(Double(narrow.count) / Double(max(all.count, 1))),
                        ] + key)
                }
            }
            return Table(schema, rows: rows)
        }
    }

    // MARK: new_activity_metrics

    /// For each window's new actors and each window from it on: how many of them were there, and how many actors that nobody
    /// had seen up to the first.
    private static let cohorts = TablePlugin(name: "new_activity_metrics") { binder, call in
        let activity = try ActivityCall(binder, call)
        let window = try ActivityWindow(binder, call, 4)
        // A moment is the one cohort that is wanted; what is not a column behind it has no place here.
        var first = 5
        var cohort: Int64?
        if let argument = call.given(5), let value = try? binder.constant(argument, call.scope, "Cohort") {
            guard let moment = value.integer else {
                throw QueryError(.binding, "a cohort is named by a moment in its window", at: argument.span)
            }
            (cohort, first) = (moment, 6)
        }
        if let last = call.positional.last, binder.isTable(last, call.context) {
            throw QueryError(
                .unsupported, "new_activity_metrics() with a look-back is not carried out; leave those ids out before",
                at: last.span)
        }
        let dimensions = try ActivityCall.dimensions(binder, call, from: first)
        let own =
            ["from_", "to_"].map { Field($0 + activity.timeName, .datetime) }
            + ["dcount_new_values", "dcount_retained_values", "dcount_churn_values"].map { Field($0, .long) }
            + ["retention_rate", "churn_rate"].map { Field($0, .real) }
        let schema = Schema(own + dimensions.map { call.input.schema.fields[$0] })
        return binder.transform("new_activity_metrics", call.input, schema) { [cohort] table, executor in
            let events = try activity.events(table).filter { $0.time >= activity.start }
            let starts = try window.starts(from: activity.start, through: activity.end, executor.control)
            let wanted = cohort.flatMap(starts.lastIndex(atMost:))
            var rows: [[Value]] = []
            for (key, members) in ActivityCall.split(table, by: dimensions) {
                let actors = actors(events, members, starts, through: activity.end)
                var seen = Set<Value>()
                for from in starts.indices {
                    let new = (actors[from] ?? []).subtracting(seen)
                    defer { seen.formUnion(new) }
                    guard cohort == nil || from == wanted else { continue }
                    for to in from..<starts.count {
                        let now = actors[to] ?? []
                        let kept = now.intersection(new).count
                        // In its own window a cohort is what is new; later, who is neither in it nor was there before.
                        let fresh = to == from ? new.count : now.count { !seen.contains($0) && !new.contains($0) }
                        rows.append(
                            [.datetime(starts[from]), .datetime(starts[to])]
                                + [fresh, kept, new.count - kept].map { .long(Int64($0)) }
                                + rates(kept: kept, of: new.count) + key)
                        try executor.control.checkRows(rows.count)
                    }
                }
            }
            return Table(schema, rows: rows)
        }
    }
}

extension [Int64] {
    /// The place of the last of these ascending numbers that is not above another.
    fileprivate func lastIndex(atMost number: Int64) -> Int? {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] <= number { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? low - 1 : nil
    }
}
